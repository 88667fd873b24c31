import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { choiceOption, numberOption, requiredOption } from '../../main/cli/option-values.ts';
import { textTable } from '../../main/cli/table.ts';

describe('the value of an option', () => {
  it('is a number within its range, or refused by name', () => {
    const range = { min: 1, max: 8, isWhole: true };
    expect(numberOption({ threads: '4' }, 'threads', 1, range)).toBe(4);
    expect(numberOption({}, 'threads', 1, range)).toBe(1);
    for (const wrong of ['0', '9', '2.5', 'four', '', ' ', 'NaN', 'Infinity']) {
      expect(() => numberOption({ threads: wrong }, 'threads', 1, range)).toThrow(`--threads ${wrong}: a whole number`);
    }
  });

  it('is one of its choices', () => {
    expect(choiceOption({ precision: 'fp32' }, 'precision', ['int8', 'fp32'])).toBe('fp32');
    expect(choiceOption({}, 'precision', ['int8', 'fp32'])).toBeNull();
    expect(() => choiceOption({ precision: 'fp16' }, 'precision', ['int8', 'fp32'])).toThrow('one of int8, fp32');
  });

  it('is there where it is needed', () => {
    expect(requiredOption({ bundle: 'x' }, 'bundle', 'DIR')).toBe('x');
    expect(() => requiredOption({}, 'bundle', 'DIR')).toThrow('--bundle DIR is needed');
  });
});

describe('a table', () => {
  it('has every cell of a column end, or begin, at one place', () => {
    const cell = fc.string({ unit: fc.constantFrom('a', 'b', '0'), minLength: 1, maxLength: 12 });
    fc.assert(
      fc.property(fc.array(fc.tuple(cell, cell, cell), { minLength: 1, maxLength: 8 }), (rows) => {
        const lines = textTable(rows).split('\n');
        expect(lines).toHaveLength(rows.length);
        expect(new Set(lines.map((line) => line.length)).size).toBe(1);
        expect(lines.map((line) => line.trim().split(/ +/))).toEqual(rows);
      }),
    );
  });
});
