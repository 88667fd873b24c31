/** A station's MES in tests of the whole way: the stand-in that counts, a target that leads there, a power cut. */
import { v7 } from 'uuid';
import { onTestFinished } from 'vitest';
import type { Client } from '../../../main/api/client.ts';
import type { Input } from '../../../main/api/slices/index.ts';
import { type Mes, startMes } from '../../../main/mes/mes.ts';
import { silentLog } from '../../../main/station/log/log.ts';
import { eventually } from '../../support/eventually.ts';
import { isRunning } from '../../support/is-running.ts';
import { outboxIds } from '../../support/outbox-ids.ts';
import type { Watched } from './running-station.ts';

export async function aMes(port = 0): Promise<Mes> {
  const mes = await startMes({ port, log: silentLog });
  onTestFinished(() => mes.close());
  return mes;
}

/** Records go there from the oldest on. */
export function targetAt(port: number, name = 'MES'): Input<'sync.saveTarget'> {
  const url = `http://127.0.0.1:${port}/v1/inspection-results:batch`;
  return { id: v7(), name, settings: { connection: { kind: 'https', url } }, secrets: {}, startsFrom: 'oldest' };
}

/** Somebody who may set targets. */
export async function signInMaintenance(client: Client): Promise<void> {
  await client.call('session.firstAdministrator', { id: v7(), name: 'Ada', pin: '471108' });
}

/** Messages on disk that the MES has not. */
export function missingAt(mes: Mes, dataDir: string): string[] {
  return outboxIds(dataDir).filter((id) => !mes.received.has(id));
}

export function partsAt(mes: Mes): number {
  return mes.received.counts().byKind['part'] ?? 0;
}

/** Main process and children at once, as far as it could say which there are; those it could not leave with it. */
export async function cutPower({ station, client }: Watched): Promise<void> {
  const told = await client.call('health.measures', {}).catch(() => ({ processes: [] }));
  const pids = [station.pid, ...told.processes.map(({ pid }) => pid)];
  for (const pid of pids) if (isRunning(pid)) process.kill(pid, 'SIGKILL');
  await eventually(
    () => pids.filter(isRunning),
    (left) => left.length === 0,
    40_000,
  );
}
