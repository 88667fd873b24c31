import { expect, test } from 'vitest';
import { interleavePair } from '../../../main/station/preprocess/pair.ts';

test('golden and live lie side by side in every pixel of a pair', () => {
  const into = new Uint8Array(6);
  interleavePair(Uint8Array.of(1, 2, 3), Uint8Array.of(7, 8, 9), into);
  expect([...into]).toEqual([1, 7, 2, 8, 3, 9]);
});

test('pictures of different sizes make no pair', () => {
  expect(() => interleavePair(new Uint8Array(3), new Uint8Array(4), new Uint8Array(8))).toThrow(/3 and 4 pixels/);
});
