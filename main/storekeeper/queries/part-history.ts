/** Entries of the history that name a part. */
import { z } from 'zod';
import type { PartPage } from '../../api/slices/quality.ts';
import type { Db } from '../database.ts';

interface EntryRow {
  readonly entry: number;
  readonly at: number;
  readonly kind: string;
  readonly body: string;
}

/** Oldest first, its verdict's among them. @param entry the verdict's; null for parts from before there was a history */
export function entriesOfPart(db: Db, id: string, entry: number | null): PartPage['history'] {
  const entries = db
    .prepare<[number | null, string], EntryRow>(
      `SELECT entry, at, kind, body FROM history WHERE entry = ?
       UNION ALL SELECT entry, at, kind, body FROM history_part WHERE part = ? ORDER BY entry`,
    )
    .all(entry, id);
  const nameOf = db
    .prepare<[string], string>(`SELECT name FROM person WHERE uuid = unhex(replace(?, '-', ''))`)
    .pluck();
  return entries.map(({ entry: number, at, kind, body }) => {
    const { by, part: _, ...said } = bodySchema.parse(JSON.parse(body));
    return { entry: number, at, kind, by: by ? (nameOf.get(by) ?? null) : null, text: textOf(said) };
  });
}

const bodySchema = z.looseObject({ by: z.string().nullish(), part: z.string().optional() });

/** `decision: defect, class: pitting, old: good`: the same words as in the entry itself. */
function textOf(value: unknown): string {
  if (value === null || value === undefined) return '–';
  if (Array.isArray(value)) return value.map(textOf).join('; ');
  if (typeof value !== 'object') return String(value);
  return Object.entries(value)
    .filter(([, inner]) => inner !== null && inner !== '')
    .map(([name, inner]) => (isNested(inner) ? `${name}: (${textOf(inner)})` : `${name}: ${textOf(inner)}`))
    .join(', ');
}

function isNested(value: unknown): boolean {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
