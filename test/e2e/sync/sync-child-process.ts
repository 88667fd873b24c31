/** The real sync process, as the station starts it, for one test. */
import { onTestFinished } from 'vitest';
import { type Child, nodeSpawner } from '../../../main/process/spawn.ts';
import type { Endpoint } from '../../../main/station/link/link.ts';
import { type FromSync, fromSyncSchema, type TargetReport, type ToSync } from '../../../main/station/sync/protocol.ts';
import { idOf } from '../../support/messages.ts';

export interface SyncProcessChild {
  readonly pid: number | undefined;
  /** As it said last. */
  readonly reports: readonly TargetReport[];
  readonly problems: readonly string[];
  send(message: ToSync): void;
  kill(): Promise<void>;
  /** As the station does it; resolves when the process has ended. */
  stop(): Promise<void>;
}

type Targets = Extract<ToSync, { kind: 'targets' }>['targets'];

export interface SyncStartGiven {
  readonly dataDir: string;
  readonly endpoint: Endpoint;
  readonly targets: Targets;
}

export function startSync({ dataDir, endpoint, targets }: SyncStartGiven): SyncProcessChild {
  const child: Child = nodeSpawner()('sync', { lowPriority: true });
  const seen = { reports: [] as readonly TargetReport[], problems: [] as string[] };
  let isReady = false;
  const send = (message: ToSync): void => {
    if (isReady) child.send(message);
  };
  child.onMessage((raw) => {
    const said: FromSync = fromSyncSchema.parse(raw);
    if (said.kind === 'ready') {
      isReady = true;
      send({ kind: 'store', endpoint });
      send({ kind: 'targets', targets: [...targets] });
    } else if (said.kind === 'status') seen.reports = said.targets;
    else if (said.kind === 'problem') seen.problems.push(said.text);
  });
  const gone = new Promise<void>((resolve) => child.onExit(() => resolve()));
  child.send({ start: { station: { id: idOf('station'), name: 'Line 3', version: '0.1.0' }, dataDir } });
  const facts = setInterval(
    () =>
      send({
        kind: 'facts',
        facts: { state: 'working', recipe: 'screws', bundle: { name: 'x', version: '1' }, faults: [], telemetry: {} },
      }),
    200,
  );
  const end = (): Promise<void> => {
    clearInterval(facts);
    return gone;
  };
  onTestFinished(() => {
    child.kill();
    return end();
  });
  return {
    pid: child.pid,
    get reports() {
      return seen.reports;
    },
    problems: seen.problems,
    send,
    kill: () => {
      child.kill();
      return end();
    },
    stop: () => {
      child.send({ kind: 'stop' });
      return end();
    },
  };
}
