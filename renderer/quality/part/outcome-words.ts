/** What became of a frame's picture, in a person's words. */
import type { Say } from '../../words/words.ts';

const keys = {
  'not-wanted': 'outcome.notWanted',
  queued: 'outcome.queued',
  kept: 'outcome.kept',
  'skipped:quota': 'outcome.quota',
  'skipped:queue-full': 'outcome.queueFull',
  'skipped:disk': 'outcome.disk',
  'skipped:no-frame': 'outcome.noFrame',
  'skipped:failed': 'outcome.failed',
} as const;

/** A word of a newer station is said to be just that: not known here. */
export function outcomeWords(t: Say, outcome: string): string {
  return Object.hasOwn(keys, outcome) ? t(keys[outcome as keyof typeof keys]) : t('outcome.other');
}
