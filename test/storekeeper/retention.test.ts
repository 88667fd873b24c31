import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import fc from 'fast-check';
import { v7 } from 'uuid';
import { describe, expect, it, onTestFinished } from 'vitest';
import { verdicts } from '../../main/api/words.ts';
import { type StoreConfig, storeConfigSchema } from '../../main/station/config/station.ts';
import type { PartRecord } from '../../main/station/record/record.ts';
import { picturePath } from '../../main/station/store/picture-path.ts';
import { openBooks } from '../../main/storekeeper/books.ts';
import { createCommitGroup, type Item } from '../../main/storekeeper/commit-group.ts';
import { type Db, databasePath, openDatabase } from '../../main/storekeeper/database.ts';
import { eventTimeWriter } from '../../main/storekeeper/event-time.ts';
import { Retention } from '../../main/storekeeper/retention.ts';
import { judge, type PartAge, planRetention, type Sweep } from '../../main/storekeeper/retention-plan.ts';
import { Tally } from '../../main/storekeeper/tally.ts';
import { aFail, aFrame, aRecord } from './a-record.ts';
import { addTarget } from './a-target.ts';
import { temporaryFolder } from './store-child.ts';

const dayMs = 86_400_000;
const now = Date.UTC(2026, 5, 1);

const partAges = fc.record<PartAge>({
  at: fc.integer({ min: now - 800 * dayMs, max: now + 2 * dayMs }),
  verdict: fc.constantFrom(...verdicts),
  disposed_at: fc.constantFrom(null, now),
  outbox: fc.integer({ min: 1, max: 100 }),
  last_disposition: fc.integer({ min: 0, max: 100 }),
  is_waiting: fc.constantFrom(0, 1),
  is_picture_under_way: fc.constantFrom(0, 1),
  is_in_open_study: fc.constantFrom(0, 1),
  is_parked: fc.constantFrom(0, 1),
});

describe('the plan of what is cleared away', () => {
  it('never removes what a person is asked about, what is unsynced or still being written, whatever the limits say', () => {
    const facts = fc.record({
      now: fc.constant(now),
      records: fc.integer({ min: 0, max: 5000 }),
      bytes: fc.integer({ min: 0, max: 50_000_000 }),
      isFullSweepDue: fc.boolean(),
    });
    const limits = fc.record({
      passDays: fc.integer({ min: 0, max: 30 }),
      otherDays: fc.integer({ min: 1, max: 400 }),
      maxRecords: fc.integer({ min: 1000, max: 4000 }),
      maxBytes: fc.integer({ min: 10_000_000, max: 40_000_000 }),
    });
    const acknowledged = fc.option(fc.integer({ min: 0, max: 100 }));
    fc.assert(
      fc.property(facts, limits, partAges, acknowledged, (given, config, part, reached) => {
        for (const sweep of planRetention(given, config)) {
          if (judge(part, sweep, now, reached) !== 'remove') continue;
          expect(part.is_waiting).toBe(0);
          expect(part.verdict === 'review' && part.disposed_at === null).toBe(false);
          expect(reached === null || Math.max(part.outbox, part.last_disposition) <= reached).toBe(true);
          expect([part.is_picture_under_way, part.is_in_open_study, part.is_parked]).toEqual([0, 0, 0]);
          if (sweep.enough) continue;
          expect(now - part.at).toBeGreaterThanOrEqual(
            (part.verdict === 'pass' ? config.passDays : config.otherDays) * dayMs,
          );
        }
      }),
    );
  });

  it('clears passes before anything else when there is too much', () => {
    const config = { passDays: 14, otherDays: 365, maxRecords: 1000, maxBytes: 10_000_000 };
    const sweeps = planRetention({ now, records: 1200, bytes: 0, isFullSweepDue: false }, config);
    const fresh: PartAge = {
      at: now - 1,
      verdict: 'fail',
      disposed_at: now,
      outbox: 1,
      last_disposition: 0,
      is_waiting: 0,
      is_picture_under_way: 0,
      is_in_open_study: 0,
      is_parked: 0,
    };
    const verdictsOf = (part: PartAge): string[] => sweeps.map((sweep) => judge(part, sweep, now, null));

    expect(verdictsOf({ ...fresh, verdict: 'pass' })).toEqual(['stop', 'remove', 'remove']);
    expect(verdictsOf(fresh)).toEqual(['stop', 'keep', 'remove']);
    expect(sweeps.at(-1)?.enough).toEqual({ records: 200, bytes: -10_000_000 });
  });

  it('clears a failed part that nobody is asked about once it is old, and never one that waits', () => {
    const config = { passDays: 14, otherDays: 365, maxRecords: 1000, maxBytes: 10_000_000 };
    const [, full] = planRetention({ now, records: 0, bytes: 0, isFullSweepDue: true }, config);
    const old: PartAge = {
      at: now - 400 * dayMs,
      verdict: 'fail',
      disposed_at: null,
      outbox: 1,
      last_disposition: 0,
      is_in_open_study: 0,
      is_parked: 0,
      is_waiting: 0,
      is_picture_under_way: 0,
    };
    expect(judge(old, full as Sweep, now, null)).toBe('remove');
    expect(judge({ ...old, is_waiting: 1 }, full as Sweep, now, null)).toBe('keep');
    expect(judge({ ...old, verdict: 'review' }, full as Sweep, now, null)).toBe('keep');
  });

  it('does not let parts dated by a clock that was ahead hold up those behind them', () => {
    const [sweep] = planRetention(
      { now, records: 0, bytes: 0, isFullSweepDue: false },
      { passDays: 14, otherDays: 365, maxRecords: 1000, maxBytes: 10_000_000 },
    );
    const ahead: PartAge = {
      at: now + 9 * dayMs,
      verdict: 'pass',
      disposed_at: null,
      last_disposition: 0,
      outbox: 1,
      is_waiting: 0,
      is_picture_under_way: 0,
      is_in_open_study: 0,
      is_parked: 0,
    };
    expect(judge(ahead, sweep as Sweep, now, null)).toBe('keep');
  });
});

interface Setup {
  readonly db: Db;
  readonly dataDir: string;
  /** `full`: a day later, when parts are looked at from the oldest on. */
  readonly round: (sweep?: 'full') => Promise<{ readonly records: number; readonly bytes: number }>;
  readonly perform: (name: string, input: unknown) => void;
  readonly triggers: () => number[];
}

function withRecords(records: readonly PartRecord[], config: Partial<StoreConfig> = {}): Setup {
  const dataDir = temporaryFolder();
  const db = openDatabase(databasePath(dataDir));
  onTestFinished(() => {
    db.close();
  });
  const tally = new Tally();
  const books = openBooks(db, eventTimeWriter('UTC'), () => now);
  const commit = createCommitGroup(db, eventTimeWriter('UTC'), () => now, books);
  for (const record of records) {
    const { parts, pictureBytes } = commit([{ kind: 'part', record }]);
    tally.added(parts, pictureBytes);
  }
  let monotonicMs = 0;
  const retention = new Retention({
    dataDir,
    config: storeConfigSchema.parse(config),
    tally,
    db: () => db,
    books: () => books,
    monotonicMs: () => monotonicMs,
    wallMs: () => now,
    pause: () => Promise.resolve(),
  });
  return {
    db,
    dataDir,
    round: (sweep) => {
      if (sweep) monotonicMs += 2 * dayMs;
      return retention.round();
    },
    perform: (name, input) => {
      const item: Item = { kind: 'command', name, input, answered: () => undefined };
      expect(commit([item]).answers.get(item)).toMatchObject({ ok: true });
    },
    triggers: () => db.prepare<[], number>('SELECT "trigger" FROM part ORDER BY id').pluck().all(),
  };
}

const daysAgo = (days: number): number => now - days * dayMs;

describe('clearing away', () => {
  it('removes old clean passes with their scores and messages, and leaves their rollups', async () => {
    const old = Array.from({ length: 150 }, (_, index) => aRecord(index + 1, { at: daysAgo(20) + index }));
    const { db, round, triggers } = withRecords([
      ...old,
      aFail(151, { at: daysAgo(19) }),
      aRecord(152, { at: daysAgo(2) }),
    ]);

    expect((await round()).records).toBe(150);

    expect(triggers()).toEqual([151, 152]);
    for (const table of ['part_score', 'outbox']) {
      expect(db.prepare(`SELECT count(*) FROM ${table}`).pluck().get()).toBe(table === 'outbox' ? 2 : 4);
    }
    expect(db.prepare('SELECT sum(pass) FROM rollup_minute').pluck().get()).toBe(151);
    expect(db.pragma('synchronous', { simple: true })).toBe(2);
    expect((await round()).records).toBe(0);
  });

  it('waits for every target of the outbox', async () => {
    const { db, round, triggers } = withRecords([1, 2, 3].map((trigger) => aRecord(trigger, { at: daysAgo(20) })));
    addTarget(db, 'mes', 3);
    addTarget(db, 'historian', 1);
    await round();
    expect(triggers()).toEqual([2, 3]);
    db.exec('UPDATE sync_target SET acknowledged = 3');
    await round();
    expect(triggers()).toEqual([]);
  });

  it('waits until what people decided is sent as well, and takes its message along', async () => {
    const flagged = aFail(1, {
      at: daysAgo(400),
      frames: [],
      review: { operatorMs: null, qualityMs: null, overdue: 'hold' },
    });
    const { db, perform, round, triggers } = withRecords([flagged, aRecord(2, { at: daysAgo(400) })]);
    const made = { by: null, role: 'operator', id: flagged.id, decision: 'good', class: null, comment: '' } as const;
    const ids = { decisionId: v7(), messageId: v7() };
    perform('decideReview', { ...made, ...ids, lookedMs: 500, isTooFast: false, stages: ['operator'] });
    perform('withdrawReview', { by: null, decisionId: ids.decisionId, messageId: v7() });
    perform('decideReview', {
      ...made,
      decisionId: v7(),
      messageId: v7(),
      lookedMs: 1,
      isTooFast: false,
      stages: ['operator'],
    });
    addTarget(db, 'mes', 4);
    db.exec('DELETE FROM retention');
    await round('full');
    expect(triggers()).toEqual([1]);
    db.exec('UPDATE sync_target SET acknowledged = 5');
    await round('full');
    expect(triggers()).toEqual([]);
    expect(db.prepare('SELECT count(*) FROM outbox').pluck().get()).toBe(0);
    expect(db.prepare('SELECT count(*) FROM disposition').pluck().get()).toBe(0);
  });

  it('keeps a part with its message while any target has parked one about it', async () => {
    const records = [1, 2, 3].map((trigger) => aRecord(trigger, { at: daysAgo(20) }));
    const { db, perform, round, triggers } = withRecords(records);
    const target = addTarget(db, 'mes', 0);
    addTarget(db, 'plant', 3);
    const refused = { sequence: 2, reason: 'no such product', bodies: null };
    perform('passOver', { target, upTo: 3, aside: [refused] });
    await round();
    expect(triggers()).toEqual([2]);
    expect(db.prepare('SELECT sequence FROM outbox').pluck().all()).toEqual([2]);
    perform('removeTarget', { by: null, target, reason: 'gone' });
    await round('full');
    expect(triggers()).toEqual([]);
  });

  it('removes the files of pictures with their rows', async () => {
    const picture = v7({ msecs: daysAgo(20) });
    const frame = aFrame({ picture, pictureOutcome: 'queued' });
    const { db, dataDir, round, triggers } = withRecords([aRecord(1, { at: daysAgo(20), frames: [frame] })]);
    const path = picturePath(dataDir, picture) ?? '';
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, 'jpeg');
    await round();
    // Still being written, for all the store knows.
    expect(triggers()).toEqual([1]);
    db.exec('UPDATE picture SET bytes = 4; DELETE FROM retention');

    expect(await round()).toEqual({ records: 1, bytes: 4 });
    expect(existsSync(path)).toBe(false);
    expect(existsSync(dirname(path))).toBe(false);
  });

  it('keeps the parts of a study, also those presented again, until it is closed', async () => {
    const records = [1, 2, 3].map((trigger) => aRecord(trigger, { at: daysAgo(20) }));
    const { db, round, triggers } = withRecords(records);
    db.exec(`
      INSERT INTO study (id, uuid, name, created_at, trials, has_station, seed, started_at)
      VALUES (1, x'${'01'.repeat(16)}', 'Pitting', 1, 2, 1, 7, 2);
      INSERT INTO study_part (study, place, picture, is_borderline) VALUES (1, 1, x'${'02'.repeat(16)}', 0);
      INSERT INTO study_presentation SELECT 1, 1, uuid, at, verdict, 'chosen' FROM part WHERE "trigger" = 2;
      INSERT INTO study_presentation SELECT 1, 1, uuid, at, verdict, 'marked' FROM part WHERE "trigger" = 3`);
    await round();
    expect(triggers()).toEqual([2, 3]);
    db.exec('UPDATE study SET closed_at = 3; DELETE FROM retention');
    await round();
    expect(triggers()).toEqual([]);
    expect(db.prepare('SELECT count(*) FROM study_presentation').pluck().get()).toBe(2);
  });

  it('removes the oldest passes, then decided parts, until there are no more than allowed; never undecided ones', async () => {
    const fails = Array.from({ length: 600 }, (_, index) => aFail(index + 1, { at: daysAgo(3), frames: [] }));
    const passes = Array.from({ length: 600 }, (_, index) => aRecord(index + 601, { at: daysAgo(1) }));
    const { db, round, triggers } = withRecords([...fails, ...passes], { maxRecords: 1000 });

    await round();
    const left = triggers();
    expect(left.length).toBeLessThanOrEqual(1000);
    expect(left.length).toBeGreaterThan(1000 - 32);
    const youngestPasses = passes.slice(600 - (left.length - 600));
    expect(left).toEqual([...fails, ...youngestPasses].map(({ trigger }) => trigger));

    db.exec('UPDATE part SET disposed_at = 1 WHERE "trigger" <= 10');
    expect((await round()).records).toBe(0);
  });
});
