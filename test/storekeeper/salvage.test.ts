import { copyFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import fc from 'fast-check';
import { v7 } from 'uuid';
import { describe, expect, it, onTestFinished } from 'vitest';
import type { PartRecord } from '../../main/station/record/record.ts';
import { createCommitGroup } from '../../main/storekeeper/commit-group.ts';
import { databasePath, openDatabase } from '../../main/storekeeper/database.ts';
import { eventTimeWriter } from '../../main/storekeeper/event-time.ts';
import { describeMended } from '../../main/storekeeper/mend-database.ts';
import { migrations } from '../../main/storekeeper/migrations/index.ts';
import { answerQuery } from '../../main/storekeeper/queries/answer.ts';
import { type Salvage, salvage } from '../../main/storekeeper/salvage.ts';
import { addPerson } from './a-database.ts';
import { aFail, aFrame, anyRun, aRecord, shiftStart } from './a-record.ts';
import { writeRecords } from './rows-of.ts';
import { leafPagesOf, scribble } from './scribble.ts';
import { temporaryFolder } from './store-child.ts';

/** Two runs, two recipes and two shifts, over some minutes. */
const records = Array.from({ length: 600 }, (_, index) => {
  const isLater = index >= 300;
  const facts = {
    at: shiftStart + index * 1000,
    recipe: isLater ? 'nuts' : 'screws',
    shift: isLater ? 'B' : 'A',
    shiftStartedAt: isLater ? shiftStart + 300_000 : shiftStart,
    ...(isLater ? { runId: '01970000-0000-7000-8000-000000000002' } : {}),
  };
  return index % 10 === 0
    ? aFail(index + 1, facts)
    : aRecord(index + 1, { ...facts, frames: [aFrame({ deviceTimeNs: 1_777_852_800_000_000_000 + index * 1024 })] });
});

/** 200 parts; of 40 that a person was asked about every second is decided. */
function writeReviewed(dataDir: string): void {
  const unsure = { kind: 'unsure', class: 'pitting', score: 0.5, passBelow: 0.2, failAbove: 0.8 } as const;
  const review = { operatorMs: 1000, qualityMs: null, overdue: 'hold' } as const;
  const flagged = records
    .slice(0, 200)
    .map(
      (record, index): PartRecord =>
        index % 5 === 0 ? { ...record, verdict: 'review', reasons: [unsure], review } : record,
    );
  writeRecords(dataDir, flagged);
  const db = openDatabase(databasePath(dataDir));
  const ann = addPerson({ db }, '01970000-0000-7000-8000-00000000000a', 'Ann');
  const commit = createCommitGroup(db, eventTimeWriter('UTC'), Date.now);
  for (const { id } of flagged.filter(({ review: asked }) => asked !== null).filter((_, index) => index % 2 === 0)) {
    const input = {
      ...{ by: ann, role: 'operator', id, decisionId: v7(), messageId: v7(), decision: 'good', class: null },
      ...{ comment: '', lookedMs: 900, isTooFast: false, stages: ['operator'] },
    };
    commit([{ kind: 'command', name: 'decideReview', input, answered: () => undefined }]);
  }
  db.close();
}

const shiftA = { shift: 'A', startedAt: shiftStart };
const sharedTables = ['setup', 'run', 'shift'] as const;

interface Saved {
  readonly before: Database.Database;
  readonly after: Database.Database;
  readonly salvage: Salvage;
  readonly text: string;
}

/** Damages all pages of these tables and indexes in a real file and brings what is left into a new one. */
function saved(...names: readonly string[]): Saved {
  const dataDir = temporaryFolder();
  writeRecords(dataDir, records);
  const path = databasePath(dataDir);
  copyFileSync(path, `${path}.before`);
  const before = new Database(`${path}.before`, { readonly: true });
  // Whole pages: the rows of a small table lie at the end of its page.
  const starts = names.flatMap((name) => leafPagesOf(path, name)).map((middle) => middle - 60);
  scribble(path, starts, 1024);
  const into = join(dataDir, 'new.sqlite');
  const result = salvage(path, into);
  const after = openDatabase(into);
  onTestFinished(() => {
    before.close();
    after.close();
  });
  return { before, after, salvage: result, text: describeMended({ salvage: result, damagedFile: 'old.sqlite' }) };
}

function rootOf(path: string, table: string): number {
  const db = new Database(path, { readonly: true });
  const sql = 'SELECT (rootpage - 1) * 1024 FROM sqlite_schema WHERE name = ?';
  const offset = db.prepare<[string], number>(sql).pluck().get(table) ?? 0;
  db.close();
  return offset;
}

function all(db: Database.Database, sql: string): unknown[] {
  return db.prepare(sql).raw().all();
}

const partsSql =
  'SELECT id, uuid, "trigger", verdict, reasons, line_ok, outbox, CAST(device_ns AS TEXT) FROM part ORDER BY id';
const minutesSql = 'SELECT minute, shift, setup, pass, fail, review, missed FROM rollup_minute ORDER BY 1, 2, 3';
const reasonsSql = 'SELECT minute, shift, reason, count FROM rollup_reason ORDER BY 1, 2, 3';
const detailSql = 'SELECT part, frame_index, class, score FROM region ORDER BY 1, 2';

describe('the salvage of a database', () => {
  it.each(sharedTables)(
    'keeps every part when the page of %s is torn, and has its rows again from the index',
    (table) => {
      const { before, after, salvage: result, text } = saved(table);

      expect(all(after, partsSql)).toEqual(all(before, partsSql));
      expect(all(after, detailSql)).toEqual(all(before, detailSql));
      const shared = table === 'run' ? 'SELECT id, uuid FROM run' : `SELECT * FROM ${table}`;
      expect(all(after, `${shared} ORDER BY id`)).toEqual(all(before, `${shared} ORDER BY id`));
      expect(result).toMatchObject({
        restored: 2,
        lostParts: 0,
        placeholders: { runs: 0, setups: 0, shifts: 0, people: 0 },
      });
      expect(text).toContain('2 of them are whole again from an index');
      expect(after.pragma('foreign_key_check')).toEqual([]);
    },
  );

  it.each(sharedTables)(
    'keeps every part when the index of %s is torn as well: marked placeholders stand in',
    (table) => {
      const { before, after, salvage: result, text } = saved(table, `sqlite_autoindex_${table}_1`);

      expect(all(after, partsSql)).toEqual(all(before, partsSql));
      expect(all(after, minutesSql)).toEqual(all(before, minutesSql));
      expect(all(after, reasonsSql)).toEqual(all(before, reasonsSql));
      expect(after.pragma('foreign_key_check')).toEqual([]);
      expect(result.placeholders[`${table}s`]).toBe(2);
      expect(text).toContain(`nothing knows any more: 2 ${table}s.`);
      expect(answerQuery(after, '', 'recentParts', { limit: 1000 })).toHaveLength(600);
    },
  );

  it('says of each placeholder that it is one, and what is still known of it', () => {
    const names = sharedTables.flatMap((table) => [table, `sqlite_autoindex_${table}_1`]);
    const { after } = saved(...names);

    expect(all(after, 'SELECT recipe, classes FROM setup')).toEqual([
      ['lost with the damage (setup 1)', '["class 0","class 1"]'],
      ['lost with the damage (setup 2)', '["class 0","class 1"]'],
    ]);
    expect(all(after, 'SELECT name, started_at FROM shift')).toEqual([
      ['lost with the damage (shift 1)', shiftStart],
      ['lost with the damage (shift 2)', shiftStart + 300_000],
    ]);
    // The newest run may be the one that goes on.
    expect(all(after, 'SELECT hex(uuid), ending FROM run')).toEqual([
      ['00000000000080008000000000000001', 'unclean'],
      ['00000000000080008000000000000002', null],
    ]);
  });

  it('finds every part although the root of their tree is torn, and none that was cleared away', () => {
    const dataDir = temporaryFolder();
    writeRecords(dataDir, records);
    const path = databasePath(dataDir);
    const db = openDatabase(path);
    db.exec('DELETE FROM outbox WHERE sequence BETWEEN 100 AND 299; DELETE FROM part WHERE id BETWEEN 100 AND 299');
    const before = all(db, partsSql);
    db.close();
    scribble(path, [rootOf(path, 'part')], 1024);
    const into = join(dataDir, 'new.sqlite');

    const result = salvage(path, into);

    const after = openDatabase(into);
    expect(all(after, partsSql)).toEqual(before);
    expect(all(after, 'SELECT count(*) FROM part_score')).toEqual([[800]]);
    after.close();
    expect(result).toMatchObject({ hiddenParts: 400, lostParts: 0, strayRows: 0, openReferences: 0 });
  });

  it('has the figures and the Pareto of a shift again when the pages of the sums are torn', () => {
    const { before, after } = saved('rollup_minute', 'rollup_reason');
    for (const query of ['shiftCounts', 'pareto'] as const) {
      const input = query === 'pareto' ? { ...shiftA, limit: 10 } : shiftA;
      expect(answerQuery(after, '', query, input)).toEqual(answerQuery(before, '', query, input));
    }
    expect(all(after, reasonsSql)).toEqual(all(before, reasonsSql));
  });

  it('keeps sums that know more than the parts that are left', () => {
    const dataDir = temporaryFolder();
    writeRecords(dataDir, records);
    const cleared = openDatabase(databasePath(dataDir));
    cleared.exec('DELETE FROM outbox WHERE sequence <= 100; DELETE FROM part WHERE id <= 100');
    cleared.close();
    const into = join(dataDir, 'new.sqlite');
    salvage(databasePath(dataDir), into);
    const after = openDatabase(into);
    expect(answerQuery(after, '', 'shiftCounts', shiftA)).toEqual({ pass: 270, fail: 30, review: 0, missed: 0 });
    after.close();
  });

  it('invents the frame of a picture and of a region that are still there, marked by its number', () => {
    const { before, after, salvage: result } = saved('frame');
    expect(all(after, detailSql)).toEqual(all(before, detailSql));
    expect(result.placeholders.frames).toBe(60);
    expect(all(after, 'SELECT DISTINCT frame_id, verdict, picture_outcome FROM frame')).toEqual([
      [-1, 'fail', 'queued'],
    ]);
    expect(after.pragma('foreign_key_check')).toEqual([]);
  });

  it('keeps whole studies, and nothing of those whose own row is lost', () => {
    const dataDir = temporaryFolder();
    writeRecords(dataDir, []);
    const path = databasePath(dataDir);
    const db = openDatabase(path);
    db.pragma('foreign_keys = OFF');
    db.exec(`INSERT INTO person (id, uuid, name, role, created_at) VALUES (1, x'${'01'.repeat(16)}', 'Ada', 'operator', 1);
      INSERT INTO study (id, uuid, name, created_at, trials, has_station, seed)
      VALUES (1, x'${'02'.repeat(16)}', 'Pitting', 1, 2, 0, 7)`);
    // The second study is nowhere.
    for (const study of [1, 2]) {
      db.exec(`
        INSERT INTO study_part (study, place, picture, is_borderline) VALUES (${study}, 1, x'${'03'.repeat(16)}', 0);
        INSERT INTO study_presentation VALUES (${study}, 1, x'${'04'.repeat(16)}', 1, 'pass', 'chosen');
        INSERT INTO study_appraiser VALUES (${study}, 1, 1);
        INSERT INTO study_answer (uuid, study, appraiser, step, trial, place, answer, at, looked_ms)
        VALUES (x'${`0${4 + study}`.repeat(16)}', ${study}, 1, 0, 0, 1, 'good', 1, 900)`);
    }
    db.close();
    const into = join(dataDir, 'new.sqlite');
    const result = salvage(path, into);
    const after = openDatabase(into);
    const left = ['study', 'study_part', 'study_presentation', 'study_appraiser', 'study_answer'].map((table) =>
      all(after, `SELECT count(*) FROM ${table}`),
    );
    after.close();
    expect(left).toEqual(Array(5).fill([[1]]));
    expect(result).toMatchObject({ strayRows: 4, openReferences: 0 });
  });

  it('brings over a file of an older version whole', () => {
    const dataDir = temporaryFolder();
    writeRecords(dataDir, []);
    const old = new Database(join(dataDir, 'old.sqlite'));
    for (const { sql } of migrations.slice(0, 1)) old.exec(sql);
    old.exec(`PRAGMA foreign_keys = OFF; PRAGMA user_version = 1;
      INSERT INTO run (uuid, started_at, seen_at) VALUES (x'${anyRun.replaceAll('-', '')}', 1, 2);
      INSERT INTO part (uuid, run, "trigger", setup, shift, at, monotonic_ms, verdict, line_ok, line_at, line_because,
        latency_ms, outbox) VALUES (x'${v7().replaceAll('-', '')}', 1, 1, 1, 1, 5, 0.5, 'fail', 0, 6, 'verdict', 7, 1);
      INSERT INTO frame (part, frame_index, frame_id, verdict, decision_ms, picture_outcome)
      VALUES (1, 0, 7, 'fail', 8.5, 'not-wanted')`);
    old.close();
    const result = salvage(join(dataDir, 'old.sqlite'), join(dataDir, 'new.sqlite'));
    expect(result.tables.filter(({ isLost }) => isLost)).toEqual([]);
    expect(result.tables.find(({ table }) => table === 'frame')).toMatchObject({ rows: 1, unreadable: 0 });
  });

  it('asks quality again about what nobody had decided on, and keeps a name on what somebody had', () => {
    const dataDir = temporaryFolder();
    writeReviewed(dataDir);
    const path = databasePath(dataDir);
    for (const name of ['review', 'person']) {
      const starts = leafPagesOf(path, name).map((middle) => middle - 60);
      scribble(path, starts, 1024);
    }
    const result = salvage(path, join(dataDir, 'new.sqlite'));
    const after = openDatabase(join(dataDir, 'new.sqlite'));
    onTestFinished(() => {
      after.close();
    });
    expect(result).toMatchObject({ openReferences: 0, placeholders: { people: 1 } });
    expect(after.prepare('SELECT count(*) FROM disposition').pluck().get()).toBe(20);
    const names = after
      .prepare('SELECT name, is_active FROM person JOIN disposition ON person = person.id LIMIT 1')
      .get();
    expect(names).toEqual({ name: expect.stringContaining('lost with the damage'), is_active: 0 });
    const open = after.prepare("SELECT count(*) FROM review WHERE stage = 'quality' AND due_at IS NULL");
    expect(open.pluck().get()).toBe(20);
  });

  it('leaves no reference open and loses no part outside of torn pages, whatever pages are torn', () => {
    const dataDir = temporaryFolder();
    writeReviewed(dataDir);
    const whole = databasePath(dataDir);
    const sound = new Database(whole, { readonly: true });
    const image = sound.serialize();
    const pages = sound
      .prepare<[], { name: string; at: number }>(
        `SELECT name, (pageno - 1) * pgsize AS at FROM dbstat WHERE pagetype = 'leaf' AND name <> 'sqlite_schema'`,
      )
      .all();
    sound.close();
    let files = 0;
    const tears = fc.array(
      fc.record({ page: fc.nat(), within: fc.nat(900), bytes: fc.integer({ min: 1, max: 100 }) }),
      {
        minLength: 1,
        maxLength: 8,
      },
    );
    fc.assert(
      fc.property(tears, (chosen) => {
        files += 1;
        const path = join(dataDir, `torn-${files}.sqlite`);
        const torn = Buffer.from(image);
        const hit = new Set<string>();
        for (const { page, within, bytes } of chosen) {
          const { name, at } = pages[page % pages.length] ?? { name: '', at: 0 };
          torn.fill(0xa5, at + within, at + within + bytes);
          hit.add(name);
        }
        writeFileSync(path, torn);
        const result = salvage(path, join(dataDir, `saved-${files}.sqlite`));
        const after = openDatabase(join(dataDir, `saved-${files}.sqlite`));
        expect(after.pragma('foreign_key_check')).toEqual([]);
        expect(result.openReferences).toBe(0);
        if (!hit.has('part')) expect(after.prepare('SELECT count(*) FROM part').pluck().get()).toBe(200);
        after.close();
      }),
      { numRuns: 25 },
    );
  });
});
