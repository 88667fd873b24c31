/** A real station for one test: started, signed in, watched; ended and tidied up when the test is over. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { onTestFinished } from 'vitest';
import type { Client } from '../../../main/api/client.ts';
import type { Healthz } from '../../../main/api/slices/health.ts';
import type { PartSummary } from '../../../main/api/slices/live.ts';
import { type StationProcess, signIn, startStationProcess } from '../../support/station-process.ts';

export interface Watched {
  readonly station: StationProcess;
  readonly client: Client;
  readonly cookie: string;
  /** Every committed part that the station told this screen of. */
  readonly parts: PartSummary[];
}

export function temporaryFolder(): string {
  const dir = mkdtempSync(join(tmpdir(), 'sightline-e2e-'));
  onTestFinished(() => rmSync(dir, { recursive: true, force: true }));
  return dir;
}

export async function startWatched(config: string, dataDir: string): Promise<Watched> {
  const station = await startStationProcess({ config, dataDir, startWithinMs: 60_000 });
  onTestFinished(() => {
    station.process.kill('SIGKILL');
  });
  const { client, cookie } = await signIn(station.address);
  const parts: PartSummary[] = [];
  client.on('live.parts', (event) => parts.push(...event.parts));
  return { station, client, cookie, parts };
}

export function addsUp({ triggers, verdicts, pending }: Healthz): boolean {
  return triggers === verdicts.pass + verdicts.fail + verdicts.review + verdicts.missed + pending;
}

/** What is on disk, read by nobody else's code: ids as the API spells them. */
export function recordedParts(dataDir: string): { readonly id: string; readonly verdict: string }[] {
  const db = new Database(join(dataDir, 'station.sqlite'), { readonly: true });
  try {
    const rows = db.prepare<[], { uuid: Buffer; verdict: string }>('SELECT uuid, verdict FROM part').all();
    return rows.map(({ uuid, verdict }) => ({ id: spelt(uuid.toString('hex')), verdict }));
  } finally {
    db.close();
  }
}

/** The triggers on disk of each run, in their order. */
export function triggersOfRuns(dataDir: string): readonly (readonly number[])[] {
  const db = new Database(join(dataDir, 'station.sqlite'), { readonly: true });
  try {
    const rows = db
      .prepare<[], { run: number; trigger: number }>('SELECT run, "trigger" FROM part ORDER BY run, "trigger"')
      .all();
    return [...Map.groupBy(rows, ({ run }) => run).values()].map((run) => run.map(({ trigger }) => trigger));
  } finally {
    db.close();
  }
}

function spelt(hex: string): string {
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-');
}
