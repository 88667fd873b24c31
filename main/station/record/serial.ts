/** Serial numbers come from scanners and cameras: anything may be in one. */
import { onOneLine } from '../../api/plain-text.ts';

export const longestSerial = 200;

/** As it may be kept and shown; one that is too long is cut, with `…` where it was. Null for one of nothing but blanks. */
export function cleanSerial(raw: string): string | null {
  const text = raw.trim();
  if (text === '') return null;
  if (text.length <= longestSerial) return onOneLine(text);
  const head = text.slice(0, longestSerial - 1).replace(/[\uD800-\uDBFF]$/, '');
  return `${onOneLine(head)}…`;
}
