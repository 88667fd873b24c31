/** The figures of a shift, from the rollups: milliseconds, whether the line runs for an hour or for years. */
import type { QueryInput, QueryOutput } from '../../station/store/query-table.ts';
import type { Db } from '../database.ts';
import { minuteMs } from '../rollups.ts';

/** A shift can last a day, and a day in autumn has 25 hours. */
const longestShiftMinutes = 25 * 60;

/** Rows of the shift only: the minutes find them, the shift picks them. */
const ofShift = `
  shift = (SELECT id FROM shift WHERE started_at = :startedAt AND name = :shift)
  AND minute BETWEEN :first AND :last`;

interface ShiftRange {
  readonly shift: string;
  readonly startedAt: number;
  readonly first: number;
  readonly last: number;
}

function rangeOf({ shift, startedAt }: { readonly shift: string; readonly startedAt: number }): ShiftRange {
  const first = Math.floor(startedAt / minuteMs);
  return { shift, startedAt: Math.floor(startedAt), first, last: first + longestShiftMinutes };
}

export function shiftCounts(db: Db, input: QueryInput<'shiftCounts'>): QueryOutput<'shiftCounts'> | undefined {
  return db
    .prepare<[ShiftRange], QueryOutput<'shiftCounts'>>(
      `SELECT ifnull(sum(pass), 0) AS pass, ifnull(sum(fail), 0) AS fail, ifnull(sum(review), 0) AS review,
         ifnull(sum(missed), 0) AS missed
       FROM rollup_minute WHERE ${ofShift}`,
    )
    .get(rangeOf(input));
}

interface MinuteYield {
  readonly minute: number;
  readonly pass: number;
  readonly judged: number;
}

export function yieldPerMinute(db: Db, input: QueryInput<'yieldPerMinute'>): QueryOutput<'yieldPerMinute'> {
  const range = rangeOf(input);
  const until = Math.min(Math.floor(input.until / minuteMs), range.last);
  const perMinute: (number | null)[] = Array.from({ length: Math.max(0, until - range.first + 1) }, () => null);
  const rows = db
    .prepare<[ShiftRange], MinuteYield>(
      `SELECT minute, sum(pass) AS pass, sum(pass + fail + review) AS judged
       FROM rollup_minute WHERE ${ofShift} GROUP BY minute`,
    )
    .all({ ...range, last: until });
  for (const { minute, pass, judged } of rows) {
    if (judged > 0) perMinute[minute - range.first] = pass / judged;
  }
  return perMinute;
}

export function pareto(db: Db, input: QueryInput<'pareto'>): QueryOutput<'pareto'> {
  return db
    .prepare<[ShiftRange & { limit: number }], { reason: string; count: number }>(
      `SELECT reason, sum(count) AS count FROM rollup_reason WHERE ${ofShift}
       GROUP BY reason ORDER BY count DESC, reason LIMIT :limit`,
    )
    .all({ ...rangeOf(input), limit: input.limit });
}
