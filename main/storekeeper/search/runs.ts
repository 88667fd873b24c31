/** The part numbers that a search must look at, newest first: runs of neighbouring stretches in which something may fit. */
import { z } from 'zod';
import type { PartFilter } from '../../api/slices/quality.ts';
import type { Db } from '../database.ts';
import type { Condition } from './condition.ts';
import { firstPartOf, lastPartOf, partsPerStretch, scoreBits, stretchOf, verdictBits } from './stretch.ts';

export interface Run {
  /** Part numbers, both inclusive. */
  readonly low: number;
  readonly high: number;
  /** False: nothing is known of these parts; they are read one by one. */
  readonly isIndexed: boolean;
}

interface StretchRow {
  readonly id: number;
  readonly first_at: number;
  readonly last_at: number;
  readonly verdicts: number;
  readonly unasked: number;
  readonly setups: string;
  readonly shifts: string;
  readonly scores: string;
}

/** Rows that are read at once, and the longest run. */
const rowsAtOnce = 256;
const longestRun = rowsAtOnce * partsPerStretch;

/** @param only these stretches, when it is known that no other has a part that fits. @param before parts below this one. */
export function* runsBelow(
  db: Db,
  condition: Condition,
  only: ReadonlySet<number> | null,
  before: number,
): Generator<Run> {
  const mayFit = stretchTest(condition, only);
  const rowsBelow = db.prepare<[number, number], StretchRow>(
    'SELECT * FROM stretch WHERE id <= ? ORDER BY id DESC LIMIT ?',
  );
  const oldest = db.prepare<[], number | null>('SELECT min(id) FROM part').pluck().get() ?? before;
  for (let high = before - 1; high >= oldest; ) {
    const rows = rowsBelow.all(stretchOf(high), rowsAtOnce);
    // The run that grows downwards; null while there is none.
    let top: number | null = null;
    for (const row of rows) {
      const last = Math.min(high, lastPartOf(row.id));
      const isFitting = mayFit(row);
      if (top !== null && (last < high || !isFitting)) {
        yield { low: high + 1, high: top, isIndexed: true };
        top = null;
      }
      if (last < high) yield* unindexed(last + 1, high);
      if (isFitting) top ??= last;
      high = firstPartOf(row.id) - 1;
    }
    if (top !== null) yield { low: high + 1, high: top, isIndexed: true };
    if (rows.length < rowsAtOnce) {
      yield* unindexed(oldest, high);
      return;
    }
  }
}

function* unindexed(low: number, high: number): Generator<Run> {
  for (let top = high; top >= low; top -= longestRun) {
    yield { low: Math.max(low, top - longestRun + 1), high: top, isIndexed: false };
  }
}

function stretchTest(condition: Condition, only: ReadonlySet<number> | null): (row: StretchRow) => boolean {
  const { filter, setups, shifts } = condition;
  const { from = Number.NEGATIVE_INFINITY, until = Number.POSITIVE_INFINITY } = filter;
  const verdicts = filter.verdicts?.length ? verdictBits(filter.verdicts) : -1;
  const isOnlyUnasked = filter.dispositions?.length === 1 && filter.dispositions[0] === 'none';
  const meetsScores = scoresMeet(filter);
  const meets = { setups: meeting(setups), shifts: meeting(shifts) };
  return (row) =>
    row.last_at >= from &&
    row.first_at <= until &&
    ((isOnlyUnasked ? row.unasked : row.verdicts) & verdicts) !== 0 &&
    (only === null || only.has(row.id)) &&
    meets.setups(row.setups) &&
    meets.shifts(row.shifts) &&
    meetsScores(row.scores);
}

const idsSchema = z.array(z.number());

/** Is one of the wanted ids among those of a JSON array? Stretches repeat the same few lists. */
function meeting(wanted: ReadonlySet<number> | null): (ids: string) => boolean {
  if (wanted === null) return () => true;
  const known = new Map<string, boolean>();
  return (ids) => {
    const before = known.get(ids);
    if (before !== undefined) return before;
    const isMet = idsSchema.parse(JSON.parse(ids)).some((id) => wanted.has(id));
    known.set(ids, isMet);
    return isMet;
  };
}

const bitsSchema = z.record(z.string(), z.tuple([z.number(), z.number()]));

/** Of passes, of others, or of both. */
function scoresMeet(filter: PartFilter): (scores: string) => boolean {
  const { score, verdicts = [] } = filter;
  if (!score) return () => true;
  const steps = scoreBits(score.min, score.max);
  const isPassWanted = verdicts.length === 0 || verdicts.includes('pass');
  const isOtherWanted = verdicts.length === 0 || verdicts.some((verdict) => verdict !== 'pass');
  return (scores) => {
    const [passes, others] = bitsSchema.parse(JSON.parse(scores))[score.class] ?? [0, 0];
    return (((isPassWanted ? passes : 0) | (isOtherWanted ? others : 0)) & steps) !== 0;
  };
}
