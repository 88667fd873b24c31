/**
 * Where the next page of a search begins, as the screen keeps it: a part number and a fingerprint of the search. It is no
 * secret (whoever may search may begin anywhere), but a page of another search, or half of one, is refused and not shown.
 */
import { createHash } from 'node:crypto';
import { StationError } from '../../api/errors.ts';
import { say } from '../../api/said/say.ts';
import type { PartFilter } from '../../api/slices/quality.ts';

const pattern = /^([0-9a-z]{1,11})\.([A-Za-z0-9_-]{16})$/;

export function writeCursor(before: number, filter: PartFilter): string {
  return `${before.toString(36)}.${fingerprint(before, filter)}`;
}

/** @throws StationError `bad-input` for one that was not made for this filter. */
export function readCursor(cursor: string, filter: PartFilter): number {
  const [, number = '', given] = pattern.exec(cursor) ?? [];
  const before = Number.parseInt(number, 36);
  if (Number.isSafeInteger(before) && given === fingerprint(before, filter)) return before;
  throw new StationError('bad-input', say('searchCursorWrong'), { remedy: say('searchCursorWrongRemedy') });
}

function fingerprint(before: number, filter: PartFilter): string {
  const sorted = Object.entries(filter).sort(([a], [b]) => (a < b ? -1 : 1));
  const text = JSON.stringify([before, sorted]);
  return createHash('sha256').update(text).digest('base64url').slice(0, 16);
}
