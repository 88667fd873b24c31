/** Times of a message in the offset that its own time has: the station's zone when it happened. */

const offsetPattern = /(?:Z|([+-])(\d\d):(\d\d))$/;

/**
 * @param at milliseconds since 1970
 * @param like ISO 8601 with an offset, `2026-03-29T03:00:00.000+02:00`; without one: UTC
 */
export function offsetTime(at: number, like: string): string {
  const [, sign, hours, minutes] = offsetPattern.exec(like) ?? [];
  if (sign === undefined) return new Date(at).toISOString();
  const offsetMs = (Number(hours) * 60 + Number(minutes)) * 60_000 * (sign === '-' ? -1 : 1);
  return new Date(at + offsetMs).toISOString().slice(0, -1) + like.slice(-6);
}
