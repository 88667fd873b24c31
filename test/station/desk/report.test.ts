/** From when to when a report is. */
import { describe, expect, it } from 'vitest';
import { StationError } from '../../../main/api/errors.ts';
import { stationConfigSchema } from '../../../main/station/config/station.ts';
import { reportSection } from '../../../main/station/desk/report.ts';
import type { FeatureParts } from '../../../main/station/feature.ts';
import type { QueryInput } from '../../../main/station/store/query-table.ts';

const shifts = [
  { name: 'Early', start: '06:00' },
  { name: 'Late', start: '14:00' },
  { name: 'Night', start: '22:00' },
];
const hourMs = 3_600_000;
/** 06:00 in Berlin. */
const early = Date.UTC(2026, 4, 4, 4);

/** What the store is asked for a report, in a factory with these shifts. @param known starts that the store has, any order */
async function asked(name: string, startedAt: number, known: readonly number[] = [startedAt]) {
  const questions: QueryInput<'shiftReport'>[] = [];
  const config = { shifts: stationConfigSchema.shape.shifts.parse(shifts), station: { name: 'Line 4' } };
  const store = {
    shifts: async () => known.map((each) => ({ name: 'any', startedAt: each })),
    shiftReport: async (question: QueryInput<'shiftReport'>) => {
      questions.push(question);
      return null;
    },
  };
  const parts = { store, config, clock: { wallMs: () => 0 }, dataDir: '', timeZone: 'Europe/Berlin' };
  const call = reportSection(parts as unknown as FeatureParts).handlers['quality.shiftReport'];
  const context = {} as Parameters<NonNullable<typeof call>>[1];
  await expect(call?.({ name, startedAt }, context)).rejects.toThrow(StationError);
  const [question] = questions;
  return question && (question.endsAt - question.startedAt) / hourMs;
}

describe('the report of a shift', () => {
  it('ends when the calendar says so, also while it goes on and nothing came after it', async () => {
    expect(await asked('Early', early)).toBe(8);
    expect(await asked('Late', early + 8 * hourMs)).toBe(8);
    expect(await asked('Early', early, [early - 8 * hourMs, early + 8 * hourMs, early])).toBe(8);
  });

  it('has the hour more or less of the nights on which clocks change', async () => {
    expect(await asked('Night', Date.UTC(2026, 2, 28, 21))).toBe(7);
    expect(await asked('Night', Date.UTC(2026, 9, 24, 20))).toBe(9);
  });

  it('of a shift that the configuration does not know any more ends with the next one, and within a day', async () => {
    expect(await asked('Day', early + hourMs, [early + hourMs, early + 13 * hourMs])).toBe(12);
    expect(await asked('Day', early + hourMs)).toBe(25);
  });
});
