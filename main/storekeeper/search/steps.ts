/** What is looked at in one go, between two looks at the clock. */
import type { Db } from '../database.ts';
import type { Condition } from './condition.ts';
import type { Run } from './runs.ts';
import type { Source, Way } from './sources.ts';
import { partsPerStretch } from './stretch.ts';

export interface Step {
  readonly low: number;
  readonly high: number;
  /** Only these between the two; null: all. */
  readonly parts: readonly number[] | null;
}

const listedAtOnce = 1000;
/** Parts that are read one by one: few at first, because most pages fill at once. */
const fewestAtOnce = partsPerStretch;
const mostAtOnce = 16 * partsPerStretch;

/** Along the lists, in steps of so many of the shortest. */
export function* stepsAlong({ along, beside }: Way, { low, high }: Run): Generator<Step> {
  for (let top = high; top >= low; ) {
    const listed = along.between(low, top, listedAtOnce);
    const bottom = listed.length < listedAtOnce ? low : (listed.at(-1) ?? low);
    const parts = beside.reduce((left, source) => onlyThoseOf(source, left), listed);
    if (parts.length > 0) yield { low: bottom, high: top, parts };
    top = bottom - 1;
  }
}

function onlyThoseOf(source: Source, parts: readonly number[]): readonly number[] {
  const [high, low] = [parts[0], parts.at(-1)];
  if (high === undefined || low === undefined) return parts;
  const listed = new Set(source.between(low, high, Number.MAX_SAFE_INTEGER));
  return parts.filter((part) => listed.has(part));
}

/** Part by part. */
export function* stepsThrough(scan: Scan, { low, high }: Run): Generator<Step> {
  let size = fewestAtOnce;
  for (let top = high; top >= low; ) {
    const bottom = Math.max(low, top - size + 1);
    yield { low: bottom, high: top, parts: scan(bottom, top) };
    top = bottom - 1;
    size = Math.min(mostAtOnce, size * 2);
  }
}

/** Null: every part between the two. */
export type Scan = (low: number, high: number) => readonly number[] | null;

/** Scores lie close together: reading all of them is quicker than asking for those of each part. */
export function scanner(db: Db, { filter: { score }, scorePlaces }: Condition): Scan {
  if (!score || !scorePlaces) return () => null;
  const places = [...new Set(scorePlaces.map(({ place }) => place))];
  const fitting = db
    .prepare<number[], number>(
      `SELECT DISTINCT part FROM part_score WHERE part BETWEEN ? AND ? AND class IN (${places.join(', ')})
         AND score BETWEEN ? AND ?`,
    )
    .pluck();
  return (low, high) => fitting.all(low, high, score.min, score.max);
}
