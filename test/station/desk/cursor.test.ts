import fc from 'fast-check';
import { expect, it } from 'vitest';
import { readCursor, writeCursor } from '../../../main/station/desk/cursor.ts';

const filter = { verdicts: ['fail' as const], text: 'rust' };
const wrong = expect.objectContaining({ code: 'bad-input' });

it('is read back for the search that it was made for, however its conditions are ordered', () => {
  fc.assert(
    fc.property(fc.nat({ max: Number.MAX_SAFE_INTEGER }), (before) => {
      expect(readCursor(writeCursor(before, filter), { text: 'rust', verdicts: ['fail'] })).toBe(before);
    }),
  );
});

it('is refused for another search', () => {
  expect(() => readCursor(writeCursor(7, filter), { ...filter, text: 'dust' })).toThrow(wrong);
  expect(() => readCursor(writeCursor(7, filter), {})).toThrow(wrong);
});

it('is refused when anything of it was changed', () => {
  const cursor = writeCursor(123_456, filter);
  fc.assert(
    fc.property(fc.nat({ max: cursor.length - 1 }), fc.constantFrom(...'a0Z_-. \0'), (place, character) => {
      const changed = cursor.slice(0, place) + character + cursor.slice(place + 1);
      if (changed !== cursor) expect(() => readCursor(changed, filter)).toThrow(wrong);
    }),
  );
  for (const other of [
    '',
    '.',
    '1',
    `${cursor}x`,
    ` ${cursor}`,
    'zzzzzzzzzzz.AAAAAAAAAAAAAAAA',
    "'; DROP TABLE part",
  ]) {
    expect(() => readCursor(other, filter)).toThrow(wrong);
  }
});
