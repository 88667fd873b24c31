/** Conditions as the station is asked for them: relative times become what they are now. */
import { Temporal } from 'temporal-polyfill';
import type { PartFilter } from '../../../main/api/slices/quality.ts';
import type { PartConditions, Period } from './part-conditions.ts';

export interface Moment {
  /** The station's wall clock, milliseconds. */
  readonly now: number;
  readonly shiftStartedAt: number | null;
  /** Of the station (IANA); undefined: this machine's. */
  readonly timeZone: string | undefined;
}

export function filterOf(all: PartConditions, moment: Moment): PartFilter {
  const some = <T>(list: readonly T[]): T[] | undefined => (list.length === 0 ? undefined : [...list]);
  return present({
    ...boundsOf(all.period, moment),
    recipes: some(all.recipes),
    bundles: some(all.bundles),
    shifts: some(all.shifts),
    verdicts: some(all.verdicts),
    reasons: some(all.reasons),
    score: all.score ?? undefined,
    dispositions: some(all.dispositions),
    people: some(all.people),
    serial: all.serial || undefined,
    text: all.text || undefined,
  });
}

/** Open towards the future unless the person has said until when: the newest parts belong to "today". */
export function boundsOf(period: Period, moment: Moment): Pick<PartFilter, 'from' | 'until'> {
  switch (period.kind) {
    case 'any':
      return {};
    case 'shift':
      return present({ from: moment.shiftStartedAt ?? undefined });
    case 'today':
      return { from: startOfDay(moment, 0) };
    case 'week':
      return { from: startOfDay(moment, 6) };
    case 'own':
      return present({ from: period.from ?? undefined, until: period.until ?? undefined });
  }
}

function startOfDay({ now, timeZone }: Moment, daysBefore: number): number {
  return Temporal.Instant.fromEpochMilliseconds(now)
    .toZonedDateTimeISO(timeZone ?? Temporal.Now.timeZoneId())
    .subtract({ days: daysBefore })
    .startOfDay().epochMilliseconds;
}

/** `2026-11-27T06:00`, what a date field holds, in the station's zone; empty for null. */
export function toField(at: number | null, timeZone: string | undefined): string {
  if (at === null) return '';
  return Temporal.Instant.fromEpochMilliseconds(at)
    .toZonedDateTimeISO(timeZone ?? Temporal.Now.timeZoneId())
    .toPlainDateTime()
    .toString({ smallestUnit: 'minute' });
}

/** Null for what is no time. A time that a clock change skips is the one an hour later. */
export function fromField(text: string, timeZone: string | undefined): number | null {
  if (!/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}/.test(text)) return null;
  return Temporal.PlainDateTime.from(text).toZonedDateTime(timeZone ?? Temporal.Now.timeZoneId()).epochMilliseconds;
}

type Present<T> = { [K in keyof T]?: Exclude<T[K], undefined> };

function present<T extends object>(all: T): Present<T> {
  return Object.fromEntries(Object.entries(all).filter(([, value]) => value !== undefined)) as Present<T>;
}
