import { Temporal } from 'temporal-polyfill';
import { describe, expect, it } from 'vitest';
import { shiftCalendar } from '../../../main/station/shift/shift.ts';

const threeShifts = [
  { name: 'A', start: '06:00' },
  { name: 'B', start: '14:00' },
  { name: 'C', start: '22:00' },
];
const at = (text: string) => Temporal.Instant.from(text).epochMilliseconds;
const hour = 3_600_000;

function lengthsOf(shifts: typeof threeShifts, timeZone: string, from: string, to: string) {
  const shiftAt = shiftCalendar(shifts, timeZone);
  const found: (string | number)[][] = [];
  for (let now = at(from); now < at(to); ) {
    const shift = shiftAt(now);
    found.push([shift.name, (shift.endsAt - shift.startedAt) / hour]);
    now = shift.endsAt;
  }
  return found;
}

describe('an ordinary day', () => {
  it('finds the shift, its start and its end', () => {
    const shiftAt = shiftCalendar(threeShifts, 'Europe/Berlin');
    expect(shiftAt(at('2026-01-15T15:30:00+01:00'))).toEqual({
      name: 'B',
      startedAt: at('2026-01-15T14:00:00+01:00'),
      endsAt: at('2026-01-15T22:00:00+01:00'),
    });
  });

  it('gives the hours after midnight to the shift of the evening before', () => {
    const shift = shiftCalendar(threeShifts, 'Europe/Berlin')(at('2026-01-16T02:00:00+01:00'));
    expect(shift).toMatchObject({ name: 'C', startedAt: at('2026-01-15T22:00:00+01:00') });
  });

  it('changes with the first millisecond, also when the clock jumps back', () => {
    const shiftAt = shiftCalendar(threeShifts, 'Europe/Berlin');
    const change = at('2026-01-15T14:00:00+01:00');
    expect([change - 1, change, change - 1].map((now) => shiftAt(now).name)).toEqual(['A', 'B', 'A']);
  });

  it('does not look anything up while it stays within a shift', () => {
    const shiftAt = shiftCalendar(threeShifts, 'Europe/Berlin');
    const first = shiftAt(at('2026-01-15T15:30:00+01:00'));
    expect(shiftAt(at('2026-01-15T21:59:59+01:00'))).toBe(first);
  });

  it('takes a single shift as the whole day, and shifts in any order', () => {
    expect(lengthsOf([{ name: 'day', start: '07:00' }], 'UTC', '2026-01-15T07:00Z', '2026-01-17T07:00Z')).toEqual([
      ['day', 24],
      ['day', 24],
    ]);
    const mixed = [...threeShifts].reverse();
    expect(shiftCalendar(mixed, 'UTC')(at('2026-01-15T07:00Z')).name).toBe('A');
  });
});

describe('when the clocks change', () => {
  it('makes the night shift of spring an hour shorter in Berlin', () => {
    expect(lengthsOf(threeShifts, 'Europe/Berlin', '2026-03-28T14:00+01:00', '2026-03-29T14:00+02:00')).toEqual([
      ['B', 8],
      ['C', 7],
      ['A', 8],
    ]);
  });

  it('makes the night shift of autumn an hour longer in Berlin', () => {
    expect(lengthsOf(threeShifts, 'Europe/Berlin', '2026-10-24T14:00+02:00', '2026-10-25T14:00+01:00')).toEqual([
      ['B', 8],
      ['C', 9],
      ['A', 8],
    ]);
  });

  it.each(['02:00', '02:30'])('starts a shift of %s at the change on the day that time does not exist', (start) => {
    const shifts = [
      { name: 'early', start },
      { name: 'morning', start: '06:00' },
    ];
    const shift = shiftCalendar(shifts, 'Europe/Berlin')(at('2026-03-29T03:10:00+02:00'));
    expect(shift).toMatchObject({ name: 'early', startedAt: at('2026-03-29T03:00:00+02:00') });
  });

  it('keeps the order of shifts when one starts in the hour that is skipped', () => {
    const shifts = [
      { name: 'skipped', start: '02:30' },
      { name: 'three', start: '03:00' },
      { name: 'noon', start: '12:00' },
    ];
    expect(lengthsOf(shifts, 'Europe/Berlin', '2026-03-29T00:00+01:00', '2026-03-30T00:00+02:00')).toEqual([
      ['noon', 14],
      ['three', 9],
      ['noon', 14.5],
    ]);
  });

  it('starts a shift once when its time comes twice', () => {
    const shifts = [
      { name: 'early', start: '02:30' },
      { name: 'noon', start: '12:00' },
    ];
    expect(lengthsOf(shifts, 'Europe/Berlin', '2026-10-25T02:30+02:00', '2026-10-25T12:00+01:00')).toEqual([
      ['early', 10.5],
    ]);
  });

  it('knows the southern half of the world and zones of half an hour', () => {
    expect(lengthsOf(threeShifts, 'Australia/Adelaide', '2026-04-04T22:00+10:30', '2026-04-05T06:00+09:30')).toEqual([
      ['C', 9],
    ]);
    const early = shiftCalendar([{ name: 'early', start: '02:30' }], 'Australia/Lord_Howe');
    expect(early(at('2026-10-04T12:00+11:00'))).toMatchObject({ startedAt: at('2026-10-04T02:30+11:00') });
  });

  it('gets over a day that a country left out', () => {
    expect(lengthsOf(threeShifts, 'Pacific/Apia', '2011-12-29T22:00-10:00', '2011-12-31T14:00+14:00')).toEqual([
      ['C', 2],
      ['C', 6],
      ['A', 8],
    ]);
  });
});

it('says what is wrong with a time zone that does not exist', () => {
  expect(() => shiftCalendar(threeShifts, 'Europe/Berlinn')).toThrow('"Europe/Berlinn" is not a time zone');
});
