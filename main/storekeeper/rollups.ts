/** Per-minute sums of what was committed. A group of parts is added up in memory first: one update a row, not a part. */
import { reasonKey, type Verdict } from '../api/words.ts';
import type { PartRecord } from '../station/record/record.ts';
import type { Db } from './database.ts';
import type { PartContext } from './lookups.ts';

export const minuteMs = 60_000;

export interface Rollups {
  add(record: PartRecord, context: PartContext): void;
  /** Writes what was added since the last call; inside the transaction of the parts. */
  write(): void;
  forget(): void;
}

interface MinuteSum extends Record<Verdict, number> {
  readonly minute: number;
  readonly shift: number;
  readonly setup: number;
}

interface ReasonSum {
  readonly minute: number;
  readonly shift: number;
  readonly reason: string;
  count: number;
}

export function createRollups(db: Db): Rollups {
  const writeMinute = db.prepare<MinuteSum>(`
    INSERT INTO rollup_minute (minute, shift, setup, pass, fail, review, missed)
    VALUES (:minute, :shift, :setup, :pass, :fail, :review, :missed)
    ON CONFLICT DO UPDATE SET pass = pass + excluded.pass, fail = fail + excluded.fail,
      review = review + excluded.review, missed = missed + excluded.missed`);
  const writeReason = db.prepare<ReasonSum>(`
    INSERT INTO rollup_reason (minute, shift, reason, count) VALUES (:minute, :shift, :reason, :count)
    ON CONFLICT DO UPDATE SET count = count + excluded.count`);
  const minutes = new Map<string, MinuteSum>();
  const reasons = new Map<string, ReasonSum>();
  const forget = (): void => {
    minutes.clear();
    reasons.clear();
  };
  return {
    add: (record, { shift, setup }) => {
      const minute = Math.floor(record.at / minuteMs);
      const sum = entry(minutes, `${minute} ${shift} ${setup}`, () => emptySum(minute, shift, setup));
      sum[record.verdict] += 1;
      for (const reason of new Set(record.reasons.map(reasonKey))) {
        entry(reasons, `${minute} ${shift} ${reason}`, () => ({ minute, shift, reason, count: 0 })).count += 1;
      }
    },
    write: () => {
      for (const sum of minutes.values()) writeMinute.run(sum);
      for (const sum of reasons.values()) writeReason.run(sum);
      forget();
    },
    forget,
  };
}

function emptySum(minute: number, shift: number, setup: number): MinuteSum {
  return { minute, shift, setup, pass: 0, fail: 0, review: 0, missed: 0 };
}

function entry<T>(map: Map<string, T>, key: string, make: () => T): T {
  const before = map.get(key);
  if (before !== undefined) return before;
  const made = make();
  map.set(key, made);
  return made;
}
