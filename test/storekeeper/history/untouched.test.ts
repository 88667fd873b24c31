import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it, onTestFinished } from 'vitest';
import { createCommitGroup } from '../../../main/storekeeper/commit-group.ts';
import { openDatabase } from '../../../main/storekeeper/database.ts';
import { eventTimeWriter } from '../../../main/storekeeper/event-time.ts';
import { createPartDigest } from '../../../main/storekeeper/history/part-digest.ts';
import { aRecord } from '../a-record.ts';
import { temporaryFolder } from '../store-child.ts';
import { type AHistory, aHistory, deeds, live } from './a-history.ts';

function newHistory(): AHistory {
  const history = aHistory(temporaryFolder());
  onTestFinished(() => history.close());
  return history;
}

describe('a history that nobody touched', () => {
  it('is found whole, whatever happened in it', () => {
    fc.assert(
      fc.property(deeds, (done) => {
        const history = aHistory(temporaryFolder());
        live(history, done);
        const report = history.check();
        history.close();
        expect(report.findings).toEqual([]);
        expect(report.isSound).toBe(true);
        expect(report.parts).toBe(done.filter(({ kind }) => kind === 'pass' || kind === 'fail').length);
      }),
      { numRuns: 15 },
    );
  });

  it('says that it cannot know of a cut tail without an anchor, and that it is whole up to one', () => {
    const history = newHistory();
    live(history, [{ kind: 'pass', afterMs: 5 }]);
    const anchor = history.head();
    live(history, [{ kind: 'setting', afterMs: 3_600_000 }]);
    expect(history.check().notes.map(({ what }) => what)).toContain('anchor');
    const report = history.check(anchor);
    expect(report).toMatchObject({ isSound: true, anchoredAt: Number(anchor.split(':')[0]) });
    expect(report.notes.map(({ what }) => what)).not.toContain('anchor');
  });
});

it('fingerprints a part without a work order as before there were any, and one with it with it', () => {
  const db = openDatabase(':memory:');
  createCommitGroup(db, eventTimeWriter('UTC'), () => 0)([{ kind: 'part', record: aRecord(1, { serial: 'SN-1' }) }]);
  const digest = createPartDigest(db);
  const without = digest(1);
  const rows = db.prepare(partRowOfVersion11).raw().get();
  const scores = db.prepare('SELECT class, score FROM part_score WHERE part = 1 ORDER BY class').raw().all();
  const text = JSON.stringify([rows, scores, [], []]);
  expect(without).toBe(createHash('sha256').update(text).digest('base64url'));
  db.exec(`UPDATE part SET work_order = 'WO-7'`);
  expect(digest(1)).not.toBe(without);
  db.close();
});

/** As `part-digest.ts` had it then. */
const partRowOfVersion11 = `
  SELECT lower(hex(part.uuid)), lower(hex(run.uuid)), "trigger", recipe, bundle, bundle_version, classes, frame_width,
    frame_height, shift.name, shift.started_at, part.at, monotonic_ms, verdict, reasons, worst_frame, line_ok, line_at,
    line_because, latency_ms, truth, frame_id, CAST(device_ns AS TEXT), serial
  FROM part JOIN run ON run.id = part.run JOIN setup ON setup.id = part.setup JOIN shift ON shift.id = part.shift`;
