/** One by one, so that an entry that makes no sense costs itself and not the whole file. */
import type { z } from 'zod';
import { describeIssues } from '../../api/errors.ts';
import type { BadPicture, Sorted } from './bad-pictures.ts';

/**
 * @param nameOf how a picture is called; two of one name overlap.
 * @param problemOf what is wrong with an entry of the right shape, or null.
 */
export function readEntries<T extends z.ZodType>(
  entries: readonly unknown[],
  schema: T,
  nameOf: (entry: z.output<T>) => string,
  problemOf: (entry: z.output<T>) => string | null,
): Sorted<z.output<T>> {
  const items: z.output<T>[] = [];
  const bad: BadPicture[] = [];
  const names = new Set<string>();
  entries.forEach((entry, position) => {
    const parsed = schema.safeParse(entry);
    if (!parsed.success) {
      bad.push({ picture: calledIn(entry, position), why: 'mislabelled', detail: describeIssues(parsed.error) });
      return;
    }
    const picture = nameOf(parsed.data);
    const problem = problemOf(parsed.data);
    if (names.has(picture)) bad.push({ picture, why: 'overlapping', detail: 'it is listed twice' });
    else if (problem !== null) bad.push({ picture, why: 'mislabelled', detail: problem });
    else items.push(parsed.data);
    names.add(picture);
  });
  return { items, bad };
}

/** What a broken entry may be called by. */
function calledIn(entry: unknown, position: number): string {
  const fields: Record<string, unknown> = typeof entry === 'object' && entry !== null ? { ...entry } : {};
  const name = fields['image'] ?? fields['test'] ?? fields['id'];
  return typeof name === 'string' ? name : `items.${position}`;
}
