/** What each person decided, in numbers; what they mean is said in `station/review/agreement.ts`. */
import { z } from 'zod';
import type { QueryInput, QueryOutput } from '../../station/store/query-table.ts';
import type { Db } from '../database.ts';
import { uuidBytes } from '../uuid-bytes.ts';
import { uuidColumn } from './columns.ts';

interface Since {
  readonly since: number;
  readonly person: Buffer | null;
}

/** Withdrawn decisions count as none; known parts are reviews like others, as far as looking goes. */
const looksSql = `
  WITH judged AS (
    SELECT person, kind, looked_ms, is_too_fast FROM disposition
    WHERE at >= :since AND kind IN ('review', 'bulk') AND withdrawn_at IS NULL AND still_time()
    UNION ALL
    SELECT person, 'known', looked_ms, is_too_fast FROM known_decision WHERE at >= :since AND still_time()
  ), looks AS (
    SELECT person, looked_ms, row_number() OVER (PARTITION BY person ORDER BY looked_ms) AS place,
      count(*) OVER (PARTITION BY person) AS n
    FROM judged WHERE looked_ms IS NOT NULL
  )
  SELECT person.id AS row, person.uuid AS id, name, count(*) FILTER (WHERE kind = 'review') AS decided,
    count(*) FILTER (WHERE kind = 'bulk') AS bulk, sum(is_too_fast) AS tooFast,
    (SELECT avg(looked_ms) FROM looks
       WHERE looks.person = person.id AND place IN ((n + 1) / 2, (n + 2) / 2)) AS medianLookMs
  FROM judged JOIN person ON person.id = judged.person
  WHERE :person IS NULL OR person.uuid = :person
  GROUP BY person.id ORDER BY name`;

const looksRowSchema = z.object({
  row: z.number(),
  id: uuidColumn,
  name: z.string(),
  decided: z.number(),
  bulk: z.number(),
  tooFast: z.number(),
  medianLookMs: z.number().nullable(),
});

interface KnownRow {
  readonly truth: 'good' | 'defect';
  readonly decision: 'good' | 'defect';
  readonly n: number;
}

export function reviewerCounts(db: Db, { since, person }: QueryInput<'reviewerCounts'>): QueryOutput<'reviewerCounts'> {
  const rows = db.prepare<[Since]>(looksSql).all({ since, person: person === null ? null : uuidBytes(person) });
  const ofKnown = db.prepare<[number, number], KnownRow>(
    `SELECT truth, decision, count(*) AS n FROM known_decision
     WHERE person = ? AND at >= ? AND decision <> 'not-sure' AND still_time() GROUP BY truth, decision`,
  );
  return z
    .array(looksRowSchema)
    .parse(rows)
    .map(({ row, id, name, ...counts }) => ({
      ...counts,
      person: { id, name },
      known: knownTable(ofKnown.all(row, since)),
    }));
}

function knownTable(rows: readonly KnownRow[]) {
  const count = (truth: string, decision: string): number =>
    rows.find((row) => row.truth === truth && row.decision === decision)?.n ?? 0;
  const of = (truth: string) => ({ good: count(truth, 'good'), defect: count(truth, 'defect') });
  return { good: of('good'), defect: of('defect') };
}
