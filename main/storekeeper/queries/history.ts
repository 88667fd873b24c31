/** A page of the history, and its head. */
import { z } from 'zod';
import type { ListedEntry } from '../../api/slices/history.ts';
import type { QueryInput, QueryOutput } from '../../station/store/query-table.ts';
import type { Db } from '../database.ts';
import { hex } from '../history/segment.ts';

/** A segment has the entries of one hour; what retention or a stop adds may belong to the hour after. */
const slackMs = 2 * 3_600_000;

const rowSchema = z.object({
  entry: z.number(),
  at: z.number(),
  kind: z.string(),
  body: z.string(),
  name: z.string().nullable(),
});
const bodySchema = z.record(z.string(), z.json());

type Value = string | number;

export function historyPage(db: Db, input: QueryInput<'historyPage'>): QueryOutput<'historyPage'> {
  const { from, until, person, kinds, before, limit } = input;
  const span = entriesOf(db, from ?? null, until ?? null);
  const conditions: readonly (readonly [sql: string, ...values: Value[]])[] = [
    ['history.entry BETWEEN ? AND ?', span.first, Math.min(span.last, (before ?? Number.MAX_SAFE_INTEGER) - 1)],
    ...(from === undefined ? [] : [['at >= ?', from] as const]),
    ...(until === undefined ? [] : [['at < ?', until] as const]),
    ...(person === undefined ? [] : [[`json_extract(body, '$.by') = ?`, person] as const]),
    ...kindConditions(kinds),
  ];
  const sql = `
    SELECT history.entry, at, kind, body,
      (SELECT name FROM person WHERE person.uuid = unhex(replace(json_extract(body, '$.by'), '-', ''))) AS name
    FROM history WHERE still_time() AND ${conditions.map(([condition]) => condition).join(' AND ')}
    ORDER BY history.entry DESC LIMIT ?`;
  const rows = db.prepare<Value[]>(sql).all(...conditions.flatMap(([, ...values]) => values), limit + 1);
  const entries = z.array(rowSchema).parse(rows).map(listed);
  const page = entries.slice(0, limit);
  return { entries: page, next: entries.length > limit ? (page.at(-1)?.entry ?? null) : null };
}

/** Verdicts have no index; whoever wants them goes through the entries, of which they are most. */
function kindConditions(kinds: readonly string[]): readonly (readonly [string, ...string[]])[] {
  if (kinds.includes('verdict')) return [[`kind IN (${kinds.map(() => '?').join(', ')})`, ...kinds]];
  const deeds = [`kind <> 'verdict'`] as const;
  if (kinds.length === 0) return [deeds, [`kind <> 'setup'`]];
  return [deeds, [`kind IN (${kinds.map(() => '?').join(', ')})`, ...kinds]];
}

/** Entries are in the order in which they were made, also when the clock was not: times lead to segments, and they to them. */
function entriesOf(
  db: Db,
  from: number | null,
  until: number | null,
): { readonly first: number; readonly last: number } {
  const first = db
    .prepare<[number], number | null>('SELECT min(first_entry) FROM history_segment WHERE sealed_at >= ?')
    .pluck();
  const last = db
    .prepare<[number], number | null>('SELECT min(first_entry) FROM history_segment WHERE started_at > ?')
    .pluck();
  const sealed = db.prepare<[], number | null>('SELECT max(last_entry) FROM history_segment').pluck().get() ?? 0;
  return {
    first: from === null ? 1 : (first.get(from - slackMs) ?? sealed + 1),
    last: until === null ? Number.MAX_SAFE_INTEGER : (last.get(until + slackMs) ?? Number.MAX_SAFE_INTEGER),
  };
}

function listed({ entry, at, kind, body, name }: z.infer<typeof rowSchema>): ListedEntry {
  const { by, part, ...rest } = bodySchema.parse(JSON.parse(body));
  return {
    ...{ entry, at, kind, body: rest },
    by: typeof by === 'string' ? { id: by, name } : null,
    part: typeof part === 'string' ? part : null,
  };
}

interface HeadRow {
  readonly entry: number;
  readonly at: number;
  readonly hash: Buffer;
}

export function historyHead(db: Db): QueryOutput<'historyHead'> {
  const last = db.prepare<[], HeadRow>('SELECT entry, at, hash FROM history ORDER BY entry DESC LIMIT 1').get();
  const segment = db
    .prepare<[], HeadRow & { number: number; key: Buffer }>(
      `SELECT last_entry AS entry, sealed_at AS at, head AS hash, number, key FROM history_segment
       ORDER BY number DESC LIMIT 1`,
    )
    .get();
  const head = last ?? segment ?? { entry: 0, at: 0, hash: Buffer.alloc(32) };
  return {
    entry: head.entry,
    at: head.at,
    hash: hex(head.hash),
    segments: segment?.number ?? 0,
    key: segment ? hex(segment.key) : null,
  };
}
