/** Finding parts: a page of them, how many there are, and what there is to filter by. */
import { z } from 'zod';
import type { QueryInput, QueryOutput } from '../../station/store/query-table.ts';
import type { Db } from '../database.ts';
import { findParts } from '../search/find-parts.ts';
import { keyOfReason } from '../search/stretch.ts';
import { uuidText } from '../uuid-bytes.ts';
import { foundPartReader } from './found-parts.ts';

export function searchParts(db: Db, { filter, ...wanted }: QueryInput<'searchParts'>): QueryOutput<'searchParts'> {
  const { parts, next, isPartial } = findParts(db, filter, wanted);
  return {
    parts: foundPartReader(db)(parts),
    next,
    searchedUntil: isPartial && next !== null ? timeAt(db, next) : null,
  };
}

/** When the part was made, or the next above it that is still there. */
function timeAt(db: Db, part: number): number | null {
  return (
    db.prepare<[number], number>('SELECT at FROM part WHERE id >= ? ORDER BY id LIMIT 1').pluck().get(part) ?? null
  );
}

export function countParts(db: Db, { filter, most, withinMs }: QueryInput<'countParts'>): QueryOutput<'countParts'> {
  const { parts, isPartial } = findParts(db, filter, { before: null, limit: most + 1, withinMs });
  return { parts: Math.min(parts.length, most), isCapped: isPartial || parts.length > most };
}

const namesSchema = z.array(z.string());

export function searchChoices(db: Db): QueryOutput<'searchChoices'> {
  const names = (sql: string): string[] => db.prepare<[], string>(sql).pluck().all();
  const classes = names('SELECT DISTINCT classes FROM setup').flatMap((json) => namesSchema.parse(JSON.parse(json)));
  const people = db.prepare<[], { uuid: Buffer; name: string }>('SELECT uuid, name FROM person ORDER BY name').all();
  return {
    recipes: names('SELECT DISTINCT recipe FROM setup ORDER BY recipe'),
    bundles: names(`SELECT bundle FROM setup UNION SELECT bundle || '@' || bundle_version FROM setup ORDER BY bundle`),
    shifts: names('SELECT DISTINCT name FROM shift ORDER BY name'),
    reasons: reasonsIn(db),
    classes: [...new Set(classes)].sort(),
    people: people.map(({ uuid, name }) => ({ id: uuidText(uuid), name })),
    oldestAt: db.prepare<[], number>('SELECT at FROM part ORDER BY id LIMIT 1').pluck().get() ?? null,
  };
}

const minutesOfRecent = 24 * 60;

/** Those of indexed parts, and of the last day before the newest part, which may not be indexed yet. */
function reasonsIn(db: Db): string[] {
  const prefix = keyOfReason('');
  return db
    .prepare<[object], string>(
      `SELECT substr(name, length(:prefix) + 1) AS reason FROM search_key WHERE name GLOB :prefix || '*'
       UNION SELECT reason FROM rollup_reason
         WHERE minute > (SELECT max(minute) FROM rollup_reason) - :recent ORDER BY reason`,
    )
    .pluck()
    .all({ prefix, recent: minutesOfRecent });
}
