import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { type Child, nodeSpawner } from '../../main/process/spawn.ts';
import { type StoreConfig, storeConfigSchema } from '../../main/station/config/station.ts';
import { type Endpoint, randomEndpoint } from '../../main/station/link/link.ts';
import { type FromStore, fromStoreSchema } from '../../main/station/store/store-protocol.ts';
import { anyRun } from './a-record.ts';

export interface StoreChild {
  readonly child: Child;
  readonly endpoint: Endpoint;
  readonly messages: readonly FromStore[];
  /** The first message from now on (or already there) that fits. */
  until<T extends FromStore>(fits: (message: FromStore) => message is T): Promise<T>;
  readonly exited: Promise<string>;
  /** As the host does it; resolves when the process has ended. */
  stop(): Promise<string>;
  kill(): Promise<string>;
}

export interface StoreChildOptions {
  readonly dataDir: string;
  readonly runId?: string;
  readonly config?: Partial<StoreConfig>;
}

/** A small reserve, so that a test's disk is not filled by it; and records of any date stay. */
const testConfig = { reserveBytes: 1_000_000, picturesStopBelowBytes: 0, passDays: 100_000, otherDays: 100_000 };

export function startStore({ dataDir, runId = anyRun, config = {} }: StoreChildOptions): StoreChild {
  const child = nodeSpawner()('storekeeper');
  const endpoint = randomEndpoint('store');
  const messages: FromStore[] = [];
  const waiting = new Set<() => void>();
  child.onMessage((message) => {
    messages.push(fromStoreSchema.parse(message));
    for (const look of waiting) look();
  });
  let isGone = false;
  const exited = new Promise<string>((resolve) => {
    child.onExit((how) => {
      isGone = true;
      for (const look of waiting) look();
      resolve(how);
    });
  });
  onTestFinished(async () => {
    child.kill();
    await exited;
  });
  const wholeConfig = storeConfigSchema.parse({ ...testConfig, ...config });
  const station = 'Line 3';
  child.send({ start: { station, dataDir, endpoint, config: wholeConfig, timeZone: 'Europe/Berlin', runId } });
  return {
    child,
    endpoint,
    messages,
    exited,
    until: <T extends FromStore>(fits: (message: FromStore) => message is T) =>
      new Promise<T>((resolve, reject) => {
        const look = (): void => {
          const found = messages.find(fits);
          if (!found && !isGone) return;
          waiting.delete(look);
          if (found) resolve(found);
          else reject(new Error(`the store process ended: ${JSON.stringify(messages.at(-1))}`));
        };
        waiting.add(look);
        look();
      }),
    stop: () => {
      child.send({ kind: 'stop' });
      return exited;
    },
    kill: () => {
      child.kill();
      return exited;
    },
  };
}

export function isReady(message: FromStore): message is Extract<FromStore, { kind: 'ready' }> {
  return message.kind === 'ready';
}
export function isFault(message: FromStore): message is Extract<FromStore, { kind: 'fault' }> {
  return message.kind === 'fault';
}
export function isStatus(
  state: Extract<FromStore, { kind: 'status' }>['status']['state'],
): (message: FromStore) => message is Extract<FromStore, { kind: 'status' }> {
  return (message): message is Extract<FromStore, { kind: 'status' }> =>
    message.kind === 'status' && message.status.state === state;
}

/** An empty folder that goes with the test. */
export function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'sightline-store-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}
