/** What a target says of itself, in words. Pure. */
import type { TargetStatus } from '../../../main/api/slices/sync.ts';
import { ageWords } from '../../words/ages.ts';
import type { Numbers } from '../../words/numbers.ts';
import type { Say } from '../../words/words.ts';

/** `normal` is grey; `warning` and `urgent` need a person. */
export type TargetLevel = 'normal' | 'warning' | 'urgent';

/** Waiting alone is normal: it is tried again by itself. It is not once the backlog is too old or too large. */
export function levelOf({ state, alarm, parked }: Pick<TargetStatus, 'state' | 'alarm' | 'parked'>): TargetLevel {
  if (state === 'stopped') return 'urgent';
  return alarm !== null || parked > 0 ? 'warning' : 'normal';
}

const order: readonly TargetLevel[] = ['urgent', 'warning', 'normal'];

/** Whoever is needed sees it without scrolling; else they stand in the order in which they were entered. */
export function mostUrgentFirst<T extends Parameters<typeof levelOf>[0]>(targets: readonly T[]): readonly T[] {
  return targets.toSorted((one, other) => order.indexOf(levelOf(one)) - order.indexOf(levelOf(other)));
}

/** `3 412 messages, oldest 2 h 10 min, about 5 MB` */
export function backlogWords(
  t: Say,
  numbers: Numbers,
  { waiting, oldestAt, waitingBytes }: Pick<TargetStatus, 'waiting' | 'oldestAt' | 'waitingBytes'>,
  nowMs: number,
): string {
  if (waiting === 0) return t('sync.nothingWaits');
  const parts: readonly string[] = [
    t('sync.messages', { count: waiting, shown: numbers.count(waiting) }),
    ...(oldestAt === null ? [] : [t('sync.oldest', { age: ageWords(t, nowMs - oldestAt) })]),
    ...(waitingBytes > 0 ? [t('sync.about', { size: numbers.bytes(waitingBytes) })] : []),
  ];
  return parts.reduce((first, second) => t('sync.comma', { first, second }));
}

/** `0.4`, `18`, `1 180`: two figures are enough. */
export function rateWords(t: Say, numbers: Numbers, perSecond: number): string {
  const isSmall = perSecond > 0 && perSecond < 10;
  return t('sync.perSecond', { rate: isSmall ? numbers.fixed(perSecond, 1) : numbers.count(perSecond) });
}

/** `0:42` below an hour, else `2 h 5 min`. */
export function untilWords(t: Say, leftMs: number): string {
  const seconds = Math.max(0, Math.ceil(leftMs / 1000));
  if (seconds >= 3600) return ageWords(t, seconds * 1000);
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;
}

/** With the day where it was not today. */
export function momentWords(numbers: Numbers, atMs: number, nowMs: number): string {
  return numbers.day(atMs) === numbers.day(nowMs) ? numbers.time(atMs) : numbers.moment(atMs);
}
