/** Parts of a queue for tests, most urgent first. */
import type { Queue, Queued } from '../../../main/api/slices/review.ts';

export function idOf(number: number): string {
  return `0199aa00-0000-7000-8000-${String(number).padStart(12, '0')}`;
}

export function aQueued(number: number, change: Partial<Queued> = {}): Queued {
  return {
    id: idOf(number),
    at: 1_760_000_000_000,
    label: `84 231 ${number}`,
    serial: null,
    workOrder: null,
    recipe: 'Ball screw 32×10',
    verdict: 'review',
    reasons: [{ kind: 'unsure', class: 'pitting', score: 0.48, passBelow: 0.21, failAbove: 0.62 }],
    stage: 'operator',
    dueAt: 1_760_000_060_000,
    next: 'quality',
    openedAt: 1_760_000_000_000,
    picture: idOf(number),
    claimedBy: null,
    ...change,
  };
}

export function aQueue(parts: readonly Queued[]): Queue {
  const waiting = { operator: parts.length, quality: 0, overdue: 0 };
  return { at: 1_760_000_000_000, parts: [...parts], waiting, nextDueAt: null };
}
