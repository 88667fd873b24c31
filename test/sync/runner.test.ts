import { describe, expect, it, onTestFinished } from 'vitest';
import { StationError } from '../../main/api/errors.ts';
import { targetSettingsSchema } from '../../main/api/slices/sync-target.ts';
import type { QueryOutput } from '../../main/station/store/query-table.ts';
import { Runner } from '../../main/sync/runner.ts';
import type { BatchStore } from '../../main/sync/sender/next-batch.ts';
import { type StationFacts, TargetTrouble, type Transport } from '../../main/sync/transport.ts';
import { idOf } from '../support/messages.ts';
import { PlayedClock } from '../support/played-clock.ts';

const facts: StationFacts = {
  ...{ state: 'idle', recipe: 'boards', bundle: { name: 'pcb', version: '1.0.0' }, faults: [], telemetry: {} },
};
const hourMs = 3_600_000;
type Progress = NonNullable<QueryOutput<'syncProgress'>>;

/** A runner whose store has nothing new and says of its progress what a test wants. */
function played(given: { readonly isPaused?: boolean; readonly ask?: Transport['ask'] } = {}) {
  const clock = new PlayedClock();
  const seen = { ticks: 0, closed: 0, problems: [] as string[] };
  let progress: () => Progress | null = () => null;
  const store: BatchStore = {
    syncProgress: async () => progress(),
    frozenBatch: async () => null,
    outboxMessages: async ({ after }) => ({ messages: [], upTo: after, lost: [] }),
    messagesAgain: async () => [],
    partsParked: async () => [],
    perform: async () => {
      throw new Error('nothing is to be done');
    },
  };
  const transport: Transport = {
    limits: { messages: 10, bytes: 10_000 },
    send: async () => [],
    test: async () => 'well',
    address: null,
    tick: () => {
      seen.ticks += 1;
    },
    ...(given.ask ? { ask: given.ask } : {}),
    close: async () => {
      seen.closed += 1;
    },
  };
  const settings = targetSettingsSchema.parse({
    connection: { kind: 'https', url: 'https://mes.example/v1' },
    backlog: { maxHours: 24, maxBytes: 1_000_000 },
  });
  const target = { id: idOf('mes'), name: 'MES', settings, isPaused: given.isPaused ?? false, createdAt: 0 };
  const runner = new Runner({
    ...{ target, store, clock, after: clock.after, random: () => 0.5, render: async () => null },
    problem: (text) => seen.problems.push(text),
    connect: () => transport,
  });
  onTestFinished(() => runner.close());
  const look = async (now: () => Progress | null) => {
    progress = now;
    runner.tick(facts);
    await clock.advance(0);
    return runner.report();
  };
  return { clock, seen, runner, look };
}

const behind = (given: Partial<Progress>): Progress => ({
  ...{ acknowledged: 5, waiting: 0, oldestAt: null, parked: 0, again: 0 },
  ...given,
});

describe('the runner of a target', () => {
  it('reports how far it is as the store counts it', async () => {
    const { clock, look } = played();
    const oldestAt = clock.wallMs() - hourMs;
    expect(await look(() => behind({ waiting: 40, oldestAt, parked: 2 }))).toMatchObject({
      ...{ waiting: 40, oldestAt, parked: 2, waitingBytes: 60_000, alarm: null },
    });
  });

  it('raises an alarm for a backlog that is too old, or too large', async () => {
    const { clock, look } = played();
    const now = clock.wallMs();
    const aDayOld = { waiting: 1, oldestAt: now - 24 * hourMs - 1000 };
    expect((await look(() => behind(aDayOld))).alarm).toBe('age');
    expect((await look(() => behind({ waiting: 1, oldestAt: now - 23 * hourMs }))).alarm).toBeNull();
    expect((await look(() => behind({ waiting: 1_000, oldestAt: now }))).alarm).toBe('bytes');
    expect((await look(() => behind({ waiting: 0, oldestAt: null }))).alarm).toBeNull();
  });

  it('keeps what it knew last while the store is away, and says so in the log', async () => {
    const { look, seen } = played();
    await look(() => behind({ waiting: 7 }));
    const report = await look(() => {
      throw new StationError('unavailable', 'the store is being started');
    });
    expect(report.waiting).toBe(7);
    expect(seen.problems).toEqual(['how far MES is: the store is being started']);
  });

  it('that is paused connects to nobody and still says what waits', async () => {
    const { look, seen } = played({ isPaused: true });
    expect(await look(() => behind({ waiting: 3 }))).toMatchObject({ state: 'paused', waiting: 3 });
    expect(seen.ticks).toBe(0);
  });

  it('passes questions on, and says of a target that takes none that it takes none', async () => {
    const answer = { isReleased: true, reason: null, workOrder: 'WO-1', recipe: null };
    const asked = played({ ask: async () => answer });
    const question = { serial: 'SN-1', recipe: 'boards' };
    const signal = new AbortController().signal;
    expect(await asked.runner.ask(question, signal)).toEqual(answer);
    await expect(played().runner.ask(question, signal)).rejects.toBeInstanceOf(TargetTrouble);
  });
});
