import fc from 'fast-check';
import { expect, it } from 'vitest';
import { partFilterSchema } from '../../../../main/api/slices/quality.ts';
import { readConditions, writeConditions } from '../../../../renderer/quality/parts/conditions-address.ts';
import {
  boundsOf,
  filterOf,
  fromField,
  type Moment,
  toField,
} from '../../../../renderer/quality/parts/conditions-request.ts';
import {
  conditionsOf,
  fixedValues,
  isUnfiltered,
  noConditions,
  type PartConditions,
  type Period,
  toggled,
  without,
  withValue,
} from '../../../../renderer/quality/parts/part-conditions.ts';

const words = (maxLength: number) =>
  fc.uniqueArray(fc.string({ minLength: 1, maxLength: 12, unit: 'grapheme' }), { maxLength });
const time = fc.integer({ min: 0, max: 4e12 });
const period: fc.Arbitrary<Period> = fc.oneof(
  fc.constantFrom<Period>({ kind: 'any' }, { kind: 'shift' }, { kind: 'today' }, { kind: 'week' }),
  fc.record({ kind: fc.constant('own' as const), from: time, until: fc.option(time) }),
  fc.record({ kind: fc.constant('own' as const), from: fc.constant(null), until: time }),
);
const share = fc.double({ min: 0, max: 1, noNaN: true }).map((value) => (Object.is(value, -0) ? 0 : value));
const score = fc
  .tuple(
    fc.string({ minLength: 1, maxLength: 12 }).filter((name) => !/[\n\r\u2028\u2029]/.test(name)),
    share,
    share,
  )
  .map(([name, a, b]) => ({ class: name, min: Math.min(a, b), max: Math.max(a, b) }));
const text = fc.string({ maxLength: 40, unit: 'grapheme' }).map((value) => value.trim());
const conditions: fc.Arbitrary<PartConditions> = fc.record({
  period,
  recipes: words(5),
  bundles: words(5),
  shifts: words(5),
  verdicts: fc.subarray([...fixedValues.verdicts]),
  reasons: words(5),
  score: fc.option(score),
  dispositions: fc.subarray([...fixedValues.dispositions]),
  people: fc.uniqueArray(fc.uuid(), { maxLength: 4 }),
  serial: text,
  text,
});
const moment: Moment = {
  now: Date.UTC(2026, 10, 27, 9, 30),
  shiftStartedAt: Date.UTC(2026, 10, 27, 5),
  timeZone: 'Europe/Berlin',
};

it('reads any conditions back from the address that it wrote', () => {
  fc.assert(
    fc.property(conditions, (all) => {
      expect(readConditions(new URLSearchParams(writeConditions(all).toString()))).toEqual(all);
    }),
  );
});

it('asks the station only for what the station takes, whatever stands in the address', () => {
  const parameter = fc.constantFrom('time', 'verdict', 'score', 'person', 'decision', 'serial', 'text', 'product', 'x');
  fc.assert(
    fc.property(fc.array(fc.tuple(parameter, fc.string({ maxLength: 300 })), { maxLength: 80 }), (pairs) => {
      const filter = filterOf(readConditions(new URLSearchParams(pairs)), moment);
      expect(partFilterSchema.parse(filter)).toEqual(filter);
    }),
  );
});

it('has one chip a condition, and taking every chip away leaves none', () => {
  fc.assert(
    fc.property(conditions, (all) => {
      const chips = conditionsOf(all);
      const rest = chips.reduce(without, all);
      expect(isUnfiltered(rest)).toBe(true);
      for (const chip of chips) expect(conditionsOf(without(all, chip))).toHaveLength(chips.length - 1);
    }),
  );
});

it('adds a value that was touched once, and takes it away when it is touched again', () => {
  const fails = withValue(noConditions, 'verdicts', 'fail');
  expect(withValue(fails, 'verdicts', 'fail')).toBe(fails);
  expect(toggled(fails, 'verdicts', 'fail')).toEqual(noConditions);
});

it('begins a day when it begins at the station, on the day of a clock change too', () => {
  expect(boundsOf({ kind: 'today' }, moment)).toEqual({ from: Date.UTC(2026, 10, 26, 23) });
  // 25 October 2026 has 25 hours in Berlin: its midnight is still summer time.
  const sunday = { ...moment, now: Date.UTC(2026, 9, 25, 20) };
  expect(boundsOf({ kind: 'today' }, sunday)).toEqual({ from: Date.UTC(2026, 9, 24, 22) });
  expect(boundsOf({ kind: 'week' }, moment)).toEqual({ from: Date.UTC(2026, 10, 20, 23) });
  expect(boundsOf({ kind: 'shift' }, { ...moment, shiftStartedAt: null })).toEqual({});
});

it('shows a time in a field as the station has it, and reads it back', () => {
  expect(toField(Date.UTC(2026, 10, 27, 5), 'Europe/Berlin')).toBe('2026-11-27T06:00');
  expect(fromField('2026-11-27T06:00', 'Europe/Berlin')).toBe(Date.UTC(2026, 10, 27, 5));
  expect(fromField('', 'Europe/Berlin')).toBeNull();
  expect(toField(null, 'Europe/Berlin')).toBe('');
});
