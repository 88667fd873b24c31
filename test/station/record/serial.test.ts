import fc from 'fast-check';
import { expect, it } from 'vitest';
import { cleanSerial, longestSerial } from '../../../main/station/record/serial.ts';

it('leaves a serial number as it is', () => {
  expect(cleanSerial(' SN-00017/ä ')).toBe('SN-00017/ä');
  expect(cleanSerial('部件😀7')).toBe('部件😀7');
});

it('has none of nothing but blanks', () => {
  expect(cleanSerial(' \t\r\n')).toBeNull();
});

it('shows that there was something where nothing can be seen', () => {
  expect(cleanSerial('01\u001d21\u0000x\u202Ey\u2028z')).toBe('01\uFFFD21\uFFFDx\uFFFDy\uFFFDz');
});

it('cuts one of 10,000 characters and says so', () => {
  const cut = cleanSerial('7'.repeat(10_000));
  expect(cut).toBe(`${'7'.repeat(longestSerial - 1)}…`);
});

it('keeps every text within its bounds, whole and visible, and cleaning again changes nothing', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 500 }), (raw) => {
      const clean = cleanSerial(raw);
      if (clean === null) return;
      expect(clean.length).toBeLessThanOrEqual(longestSerial);
      expect(clean).toMatch(/^[^\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]*$/u);
      expect(cleanSerial(clean)).toBe(clean);
    }),
  );
});
