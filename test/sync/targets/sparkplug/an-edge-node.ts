/** A Sparkplug target for tests: the real sender keeps it, a played station tells it facts, samples lie in memory. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { sparkplugSettingsSchema } from '../../../../main/api/slices/sync-target.ts';
import { telemetryOf } from '../../../../main/station/sync/telemetry.ts';
import { createSparkplugTarget } from '../../../../main/sync/targets/sparkplug/index.ts';
import type { StationFacts, TransportContext } from '../../../../main/sync/transport.ts';
import { healthyStation } from '../../../support/healthz.ts';
import { idOf } from '../../../support/messages.ts';
import { contextOf, startSending } from '../sending.ts';

export const node = 'works/north-1';
const tickMs = 20;

export class Samples {
  /** By number, from 1. */
  readonly kept: { readonly id: number; readonly at: number; readonly values: Record<string, number | string> }[] = [];
  newest = 0;
  gaps: { readonly after: number; readonly upTo: number }[] = [];
  saves = 0;
  private looked = 0;

  note(at: number, values: Record<string, number | string>): void {
    this.newest += 1;
    this.kept.push({ id: this.newest, at, values });
  }

  get missing(): number {
    return this.known().reduce((sum, { after, upTo }) => sum + upTo - after, 0);
  }

  readonly store: TransportContext['telemetry'] = {
    telemetryGaps: async () => ({ newest: this.newest, gaps: this.known() }),
    telemetrySamples: async ({ after, upTo, limit }) =>
      this.kept
        .filter(({ id }) => id > after && id <= upTo)
        .toReversed()
        .slice(0, limit),
    perform: async (name, input) => {
      if (name !== 'saveTelemetryGaps' || !('gaps' in input) || !('newest' in input)) throw new Error(`not ${name}`);
      this.looked = input.newest;
      this.gaps = [...input.gaps];
      this.saves += 1;
      return {} as never;
    },
  };

  private known(): { after: number; upTo: number }[] {
    const fresh = { after: this.looked, upTo: this.newest };
    return [fresh, ...this.gaps].filter(({ after, upTo }) => after < upTo);
  }
}

export interface Given {
  readonly port: number;
  readonly settings?: Readonly<Record<string, unknown>>;
  readonly secrets?: Readonly<Record<string, string>>;
  readonly samples?: Samples;
  readonly dataDir?: string;
  readonly station?: string;
  readonly everySeconds?: number;
  readonly patience?: Partial<Parameters<typeof createSparkplugTarget>[0]>;
}

/** Runs until the test is over. */
export async function anEdgeNode(given: Given) {
  const {
    port,
    settings = {},
    secrets = {},
    samples = new Samples(),
    station = 'North 1',
    everySeconds = 0.02,
    patience = {},
  } = given;
  const dataDir = given.dataDir ?? (await aDataDir());
  const connection = sparkplugSettingsSchema.parse({
    ...{ kind: 'sparkplug', host: '127.0.0.1', port, group: 'works', edge: 'north-1' },
    ...settings,
  });
  const problems: string[] = [];
  const type = createSparkplugTarget({ connectMs: 10_000, silentMs: 10_000, keepaliveS: 10, ...patience });
  // More often than the settings allow: a test need not wait.
  const hasty: typeof type = {
    ...type,
    connect: (context) => type.connect({ ...context, connection: { ...context.connection, everySeconds } }),
  };
  let wake = (): void => undefined;
  const sending = startSending(
    hasty,
    contextOf(connection, {
      ...{ dataDir, secrets, telemetry: samples.store, target: idOf('sparkplug') },
      station: { id: idOf(`station ${station}`), name: station, version: '1.0.0' },
      problem: (text) => problems.push(text),
      wake: () => wake(),
    }),
  );
  wake = () => sending.wake();
  const told = { facts: facts(), isSilent: false };
  const timer = setInterval(() => {
    if (!told.isSilent) sending.transport.tick?.(told.facts);
  }, tickMs);
  let isClosed = false;
  const close = async (): Promise<void> => {
    clearInterval(timer);
    if (!isClosed) await sending.close();
    isClosed = true;
  };
  onTestFinished(close);
  return { told, samples, problems, dataDir, close, sending };
}

export async function aDataDir(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'sightline-sparkplug-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  return folder;
}

export function facts(
  over: Partial<StationFacts> = {},
  telemetry: Record<string, number | string | boolean> = {},
): StationFacts {
  return {
    ...{ state: 'working', recipe: 'boards', bundle: { name: 'pcb', version: '1.0.0' }, faults: [] },
    telemetry: { ...telemetryOf(healthyStation, []), ...telemetry },
    ...over,
  };
}
