import { expect, it } from 'vitest';
import { hashOf, queryOf, whereOf } from '../../../renderer/shell/place.ts';

it('opens the line where no place is named', () => {
  expect(whereOf('')).toEqual({ place: 'live', tab: null });
  expect(whereOf('#/')).toEqual({ place: 'live', tab: null });
});

it('reads back what it wrote', () => {
  for (const where of [
    { place: 'review', tab: null },
    { place: 'quality', tab: 'report' },
  ]) {
    expect(whereOf(hashOf(where))).toEqual(where);
  }
});

it('keeps what stands behind the question mark apart from the tab', () => {
  expect(whereOf('#/quality/parts?serial=A%2F7')).toEqual({ place: 'quality', tab: 'parts' });
  expect(queryOf('#/quality/parts?serial=A%2F7')).toBe('serial=A%2F7');
  expect(queryOf('#/quality/parts')).toBe('');
});
