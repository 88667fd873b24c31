/**
 * The sums of a salvaged database. One that was readable knows more than the parts that are left (others were cleared
 * away, or are lost); it never says less than they do.
 */
import { z } from 'zod';
import { reasonKey, reasonSchema } from '../api/words.ts';
import type { Db } from './database.ts';
import { minuteMs } from './rollups.ts';

export function recountRollups(db: Db): void {
  nameReasonKeys(db);
  db.exec(`
    INSERT INTO rollup_minute (minute, shift, setup, pass, fail, review, missed)
    SELECT at / ${minuteMs}, shift, setup, sum(verdict = 'pass'), sum(verdict = 'fail'), sum(verdict = 'review'),
      sum(verdict = 'missed')
    FROM part WHERE true GROUP BY 1, 2, 3
    ON CONFLICT DO UPDATE SET pass = max(pass, excluded.pass), fail = max(fail, excluded.fail),
      review = max(review, excluded.review), missed = max(missed, excluded.missed);

    INSERT INTO rollup_reason (minute, shift, reason, count)
    SELECT at / ${minuteMs}, shift, key.value, count(*)
    FROM part, json_each(reason_keys(reasons)) AS key WHERE reasons IS NOT NULL GROUP BY 1, 2, 3
    ON CONFLICT DO UPDATE SET count = max(count, excluded.count)`);
}

/** Whoever shows a part parses its reasons: words out of a torn page would hide every part beside it. @returns how many */
export function forgetUnsoundReasons(db: Db): number {
  nameReasonKeys(db);
  return ['part', 'frame'].reduce(
    (sum, table) =>
      sum +
      db.prepare(`UPDATE ${table} SET reasons = NULL WHERE reasons IS NOT NULL AND reason_keys(reasons) IS NULL`).run()
        .changes,
    0,
  );
}

const reasonsSchema = z.array(reasonSchema);

/** `reason_keys(reasons)`: a JSON array with each key once; NULL for what are no reasons. */
function nameReasonKeys(db: Db): void {
  db.function('reason_keys', { deterministic: true }, (json: unknown) => {
    const reasons = reasonsSchema.safeParse(parsedJson(json));
    return reasons.success ? JSON.stringify([...new Set(reasons.data.map(reasonKey))]) : null;
  });
}

/** Undefined for what is none: the schema refuses it then. */
function parsedJson(json: unknown): unknown {
  try {
    return JSON.parse(String(json));
  } catch (thrown) {
    if (thrown instanceof SyntaxError) return undefined;
    throw thrown;
  }
}
