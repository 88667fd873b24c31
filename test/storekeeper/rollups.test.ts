import { join } from 'node:path';
import fc from 'fast-check';
import { v7 } from 'uuid';
import { describe, expect, it } from 'vitest';
import { type Reason, reasonKey, type Verdict, verdicts } from '../../main/api/words.ts';
import type { PartRecord } from '../../main/station/record/record.ts';
import { createCommitGroup, type Item } from '../../main/storekeeper/commit-group.ts';
import { openDatabase } from '../../main/storekeeper/database.ts';
import { eventTimeWriter } from '../../main/storekeeper/event-time.ts';
import { answerQuery } from '../../main/storekeeper/queries/answer.ts';
import { aRecord, shiftStart } from './a-record.ts';
import { temporaryFolder } from './store-child.ts';

const reasons: readonly Reason[] = [
  { kind: 'defect', class: 'pitting', score: 0.9, limit: 0.8 },
  { kind: 'defect', class: 'pitting', score: 0.8, limit: 0.8 },
  { kind: 'unsure', class: 'scratch', score: 0.5, passBelow: 0.3, failAbove: 0.8 },
  { kind: 'late', tookMs: 120, deadlineMs: 100 },
];

interface Shown {
  readonly minute: number;
  readonly verdict: Verdict;
  readonly reasons: Reason[];
  readonly isOtherRecipe: boolean;
  readonly comesAgain: boolean;
}

const shownParts = fc.array(
  fc.record<Shown>({
    minute: fc.integer({ min: 0, max: 9 }),
    verdict: fc.constantFrom(...verdicts),
    reasons: fc.subarray([...reasons]),
    isOtherRecipe: fc.boolean(),
    comesAgain: fc.boolean(),
  }),
  { maxLength: 80 },
);

function recordsOf(parts: readonly Shown[]): PartRecord[] {
  const runId = v7();
  return parts.map((part, index) =>
    aRecord(index + 1, {
      runId,
      at: shiftStart + part.minute * 60_000 + index,
      verdict: part.verdict,
      reasons: part.reasons,
      recipe: part.isOtherRecipe ? 'nuts' : 'screws',
    }),
  );
}

describe('the rollups', () => {
  it('are what a recount of the parts gives, in groups of any size, with records that come again', () => {
    const folder = temporaryFolder();
    let files = 0;
    fc.assert(
      fc.property(shownParts, fc.integer({ min: 1, max: 32 }), (parts, groupSize) => {
        const db = openDatabase(join(folder, `${files++}.sqlite`));
        const records = recordsOf(parts);
        const again = records.filter((_, index) => parts[index]?.comesAgain);
        const commit = createCommitGroup(db, eventTimeWriter('UTC'), Date.now);
        const items = [...records, ...again].map((record): Item => ({ kind: 'part', record }));
        for (let at = 0; at < items.length; at += groupSize) commit(items.slice(at, at + groupSize));

        const ofShift = { shift: 'A', startedAt: shiftStart };
        const until = shiftStart + 9 * 60_000;
        const answer = (name: string, input: object): unknown => answerQuery(db, folder, name, input);
        expect(answer('shiftCounts', ofShift)).toEqual(countVerdicts(parts));
        expect(answer('yieldPerMinute', { ...ofShift, until })).toEqual(countYield(parts));
        expect(answer('pareto', { ...ofShift, limit: 100 })).toEqual(countReasons(parts));
        const perRecipe = db.prepare('SELECT count(DISTINCT setup) FROM rollup_minute').pluck().get();
        expect(perRecipe).toBe(new Set(parts.map(({ isOtherRecipe }) => isOtherRecipe)).size);
        db.close();
      }),
      { numRuns: 40 },
    );
  });

  it('tell shifts of the same name on different days apart', () => {
    const db = openDatabase(join(temporaryFolder(), 'shifts.sqlite'));
    const commit = createCommitGroup(db, eventTimeWriter('UTC'), Date.now);
    const nextDay = shiftStart + 86_400_000;
    commit([
      { kind: 'part', record: aRecord(1) },
      { kind: 'part', record: aRecord(2, { at: nextDay + 5, shiftStartedAt: nextDay, verdict: 'missed' }) },
    ]);
    const counts = [shiftStart, nextDay].map((startedAt) =>
      answerQuery(db, '', 'shiftCounts', { shift: 'A', startedAt }),
    );
    db.close();
    expect(counts).toEqual([
      { pass: 1, fail: 0, review: 0, missed: 0 },
      { pass: 0, fail: 0, review: 0, missed: 1 },
    ]);
  });
});

function countVerdicts(parts: readonly Shown[]): Record<Verdict, number> {
  const counts = { pass: 0, fail: 0, review: 0, missed: 0 };
  for (const { verdict } of parts) counts[verdict] += 1;
  return counts;
}

function countYield(parts: readonly Shown[]): (number | null)[] {
  return Array.from({ length: 10 }, (_, minute) => {
    const judged = parts.filter((part) => part.minute === minute && part.verdict !== 'missed');
    return judged.length === 0 ? null : judged.filter(({ verdict }) => verdict === 'pass').length / judged.length;
  });
}

function countReasons(parts: readonly Shown[]): { reason: string; count: number }[] {
  const counts = new Map<string, number>();
  for (const part of parts) {
    for (const key of new Set(part.reasons.map(reasonKey))) counts.set(key, (counts.get(key) ?? 0) + 1);
  }
  return [...counts]
    .map(([reason, count]) => ({ reason, count }))
    .sort((a, b) => b.count - a.count || (a.reason < b.reason ? -1 : 1));
}
