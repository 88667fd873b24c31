/**
 * Which shift it is: the configured local starts of the day, in the station's time zone.
 *
 * A start that does not exist on the day the clocks go forward happens at the moment of the change; one that exists
 * twice on the day they go back happens the first time. So shifts keep their order on every day of the year.
 */
import { Temporal } from 'temporal-polyfill';
import { StationError } from '../../api/errors.ts';
import type { StationConfig } from '../config/station.ts';

export interface Shift {
  readonly name: string;
  /** Milliseconds since 1970. */
  readonly startedAt: number;
  /** First millisecond of the next shift. */
  readonly endsAt: number;
}

/**
 * @param timeZone IANA name
 * @returns the shift at a wall-clock time (milliseconds since 1970); cheap while the time stays within one shift
 * @throws StationError `bad-input` when the time zone is not known
 */
export function shiftCalendar(shifts: StationConfig['shifts'], timeZone: string): (wallMs: number) => Shift {
  assertTimeZone(timeZone);
  let current: Shift | null = null;
  return (wallMs) => {
    if (!current || wallMs < current.startedAt || wallMs >= current.endsAt) {
      current = findShift(shifts, timeZone, wallMs);
    }
    return current;
  };
}

function assertTimeZone(timeZone: string): void {
  try {
    Temporal.Instant.fromEpochMilliseconds(0).toZonedDateTimeISO(timeZone);
  } catch (cause) {
    throw new StationError('bad-input', `"${timeZone}" is not a time zone that this computer knows`, {
      remedy: 'Give station.timeZone an IANA name such as "Europe/Berlin", or remove it to use the computer\'s own.',
      cause,
    });
  }
}

function findShift(shifts: StationConfig['shifts'], timeZone: string, wallMs: number): Shift {
  const today = Temporal.Instant.fromEpochMilliseconds(Math.floor(wallMs)).toZonedDateTimeISO(timeZone).toPlainDate();
  // A zone may skip a whole day (Samoa did): two days each way always hold a start before and one after.
  const starts = [-2, -1, 0, 1, 2]
    .flatMap((days) => startsOn(today.add({ days }), shifts, timeZone))
    .sort((a, b) => a.at - b.at || a.localMinutes - b.localMinutes);
  const next = starts.findIndex((start) => start.at > wallMs);
  const present = starts[next - 1];
  const following = starts[next];
  if (!present || !following) throw new Error(`no shift around ${wallMs} in ${timeZone}`);
  return { name: present.name, startedAt: present.at, endsAt: following.at };
}

function startsOn(date: Temporal.PlainDate, shifts: StationConfig['shifts'], timeZone: string) {
  return shifts.map(({ name, start }) => {
    const time = Temporal.PlainTime.from(start);
    return { name, at: instantOf(date.toPlainDateTime(time), timeZone), localMinutes: time.hour * 60 + time.minute };
  });
}

function instantOf(local: Temporal.PlainDateTime, timeZone: string): number {
  const instant = local.toZonedDateTime(timeZone, { disambiguation: 'compatible' });
  const exists = instant.toPlainDateTime().equals(local);
  // "previous" is strictly before: a start at the very minute of the change must find it too.
  const change = exists ? null : instant.add({ milliseconds: 1 }).getTimeZoneTransition('previous');
  return (change ?? instant).epochMilliseconds;
}
