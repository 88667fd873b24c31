/** Passed parts to look at once more: the random sample's, in an order that nobody chooses. */
import type { QueryInput, QueryOutput } from '../../station/store/query-table.ts';
import type { Db } from '../database.ts';
import { keySource } from '../search/sources.ts';
import { firstPartOf, keyOfSample } from '../search/stretch.ts';
import { foundPartReader } from './found-parts.ts';

/**
 * Every part of the sample has the same chance, however it was made and whatever it looks like: the order is that of a
 * hash of its number, the same at every screen, so that whoever does not like a part does not get another.
 */
export function auditSample(db: Db, { limit }: QueryInput<'auditSample'>): QueryOutput<'auditSample'> {
  const isAudited = db
    .prepare<[number], number>(
      `SELECT 1 FROM disposition WHERE part = ? AND kind = 'audit' AND withdrawn_at IS NULL LIMIT 1`,
    )
    .pluck();
  const hasPicture = db
    .prepare<[number], number>('SELECT 1 FROM picture WHERE part = ? AND bytes IS NOT NULL LIMIT 1')
    .pluck();
  const waiting = sampledParts(db).filter((part) => isAudited.get(part) === undefined);
  const chosen: number[] = [];
  for (const part of waiting.sort((a, b) => scatter(a) - scatter(b))) {
    if (chosen.length === limit) break;
    if (hasPicture.get(part) !== undefined) chosen.push(part);
  }
  return { parts: foundPartReader(db)(chosen), waiting: waiting.length };
}

/** Of indexed stretches by their key, of the newest parts by themselves. */
function sampledParts(db: Db): number[] {
  const indexed = keySource(db, [keyOfSample]).between(0, Number.MAX_SAFE_INTEGER, -1);
  const newest = db.prepare<[], number | null>('SELECT max(id) FROM stretch').pluck().get() ?? -1;
  const others = db
    .prepare<[number], number>(
      `SELECT DISTINCT picture.part FROM picture JOIN part ON part.id = picture.part
       WHERE picture.part >= ? AND verdict = 'pass' AND reasons IS NULL`,
    )
    .pluck()
    .all(firstPartOf(newest + 1));
  return [...indexed, ...others];
}

/** Finalizer of MurmurHash3 (Appleby, public domain): each bit of the number changes half of the result's. */
function scatter(number: number): number {
  let hash = number | 0;
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return (hash ^ (hash >>> 16)) >>> 0;
}
