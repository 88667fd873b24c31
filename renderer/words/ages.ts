/** How long ago, in the largest unit that still says enough. */
import type { Say } from './words.ts';

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;
const dayMs = 24 * hourMs;

/** `42 s`, `2 min`, `2 h 14 min`, `3 d` */
export function ageWords(t: Say, ageMs: number): string {
  if (ageMs < minuteMs) return t('age.seconds', { count: Math.max(0, Math.floor(ageMs / 1000)) });
  if (ageMs < hourMs) return t('age.minutes', { count: Math.floor(ageMs / minuteMs) });
  if (ageMs < dayMs) {
    return t('age.hours', { hours: Math.floor(ageMs / hourMs), minutes: Math.floor((ageMs % hourMs) / minuteMs) });
  }
  return t('age.days', { count: Math.floor(ageMs / dayMs) });
}

/** `just now`, `2 min ago`: steps of ten seconds in the first minute, so that it does not count in the corner of an eye. */
export function agoWords(t: Say, ageMs: number): string {
  if (ageMs < 10_000) return t('age.now');
  const calm = ageMs < minuteMs ? Math.floor(ageMs / 10_000) * 10_000 : ageMs;
  return t('age.ago', { age: ageWords(t, calm) });
}
