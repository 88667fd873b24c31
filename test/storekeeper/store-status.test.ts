import { v7 } from 'uuid';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { storeConfigSchema } from '../../main/station/config/station.ts';
import { randomEndpoint } from '../../main/station/link/link.ts';
import type { FromStore } from '../../main/station/store/store-protocol.ts';
import { databasePath } from '../../main/storekeeper/database.ts';
import { openStore, type Store } from '../../main/storekeeper/store.ts';
import { writeRecords } from './rows-of.ts';
import { leafPagesOf, manyRecords, scribble } from './scribble.ts';
import { temporaryFolder } from './store-child.ts';

describe('the status of the store', () => {
  it('goes on once a second while a database is mended before the start, and ends with the start', async () => {
    const dataDir = temporaryFolder();
    writeRecords(dataDir, manyRecords.slice(0, 100));
    scribble(databasePath(dataDir), [0], 100);
    const { opening, until } = openHere(dataDir);

    await until('starting');
    // Nothing but the clock goes on within this turn: the mending is still under way after it.
    const said = statesWithin(until, 40);
    await opening;

    expect(said).toEqual(Array.from({ length: 40 }, () => 'starting'));
    expect(new Set(statesWithin(until, 3))).not.toContain('starting');
  });

  it('goes on while it runs and while it mends, whether the disk answers or not', async () => {
    const dataDir = temporaryFolder();
    writeRecords(dataDir, manyRecords.slice(0, 1000));
    const path = databasePath(dataDir);
    scribble(path, [leafPagesOf(path, 'part')[5] ?? 0]);
    const { opening, until } = openHere(dataDir);
    await opening;

    const mending = until('restarting');
    // No answer of the disk can come within these turns either.
    expect(statesWithin(until, 40)).toHaveLength(40);
    await mending;
    expect(statesWithin(until, 40)).toEqual(Array.from({ length: 40 }, () => 'restarting'));
    await until('ready');
  });
});

type State = Extract<FromStore, { kind: 'status' }>['status']['state'];
interface Until {
  /** The next status of this state. */
  (state: State): Promise<void>;
  readonly said: readonly State[];
}

/** The store in this process, so that its seconds pass when the test says so; all else takes its real time. */
function openHere(dataDir: string): { readonly opening: Promise<Store>; readonly until: Until } {
  vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] });
  const said: State[] = [];
  let waiting: { readonly state: State; readonly resolve: () => void }[] = [];
  const say = (message: FromStore): void => {
    if (message.kind !== 'status') return;
    said.push(message.status.state);
    for (const { state, resolve } of waiting) if (state === message.status.state) resolve();
    waiting = waiting.filter(({ state }) => state !== message.status.state);
  };
  const config = storeConfigSchema.parse({ reserveBytes: 1_000_000, picturesStopBelowBytes: 0 });
  const start = { station: 'Line 3', dataDir, endpoint: randomEndpoint('store'), config, timeZone: 'UTC', runId: v7() };
  const opening = openStore(start, {
    say,
    fail: (error) => {
      throw error;
    },
  });
  onTestFinished(async () => {
    vi.useRealTimers();
    (await opening).stop('asked');
  });
  const until = (state: State): Promise<void> => new Promise((resolve) => waiting.push({ state, resolve }));
  return { opening, until: Object.assign(until, { said }) };
}

/** What is said while so many seconds pass within one turn. */
function statesWithin({ said }: Until, seconds: number): State[] {
  const before = said.length;
  vi.advanceTimersByTime(seconds * 1000);
  return said.slice(before);
}
