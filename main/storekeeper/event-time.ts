/** ISO 8601 with milliseconds and the offset of the station's zone: `2026-03-29T03:00:00.000+02:00`. */
import { Temporal } from 'temporal-polyfill';

const quarterHourMs = 15 * 60_000;

/** @throws RangeError when the zone is unknown. */
export function eventTimeWriter(timeZone: string): (at: number) => string {
  // Offsets change on quarter-hours only, and asking for one at 60 parts a second costs more than the rest of a row.
  let quarter = Number.NaN;
  let offsetMs = 0;
  let suffix = '';
  const look = (at: number): void => {
    const zoned = Temporal.Instant.fromEpochMilliseconds(Math.floor(at)).toZonedDateTimeISO(timeZone);
    offsetMs = zoned.offsetNanoseconds / 1e6;
    suffix = zoned.offset;
  };
  look(0);
  return (at) => {
    const now = Math.floor(at / quarterHourMs);
    if (now !== quarter) {
      look(at);
      quarter = now;
    }
    return new Date(Math.floor(at) + offsetMs).toISOString().slice(0, -1) + suffix;
  };
}
