/** Which of the parts that wait are this person's to decide, and which one comes next. The station has put them in order. */

import type { OverdueEffect, Queue, Queued, ReviewStage } from '../../../main/api/slices/review.ts';
import { isAllowed, may, type Role } from '../../../main/api/who.ts';
import { isDecidedHere, type Outbox } from '../desk/outbox.ts';

export interface Ordered {
  /** Most urgent first; those that somebody else has in front of them too. */
  readonly open: readonly Queued[];
  /** Waiting for another level. */
  readonly withQuality: readonly Queued[];
}

export function mayDecide(role: Role | null, stage: ReviewStage): boolean {
  return stage === 'operator' ? isAllowed(may.operate, role) : isAllowed(may.judge, role);
}

export function isOverdue(stage: ReviewStage): stage is OverdueEffect {
  return stage === 'hold' || stage === 'reject' || stage === 'stop';
}

export function orderParts(queue: Queue | null, outbox: Outbox, role: Role | null): Ordered {
  const waiting = (queue?.parts ?? []).filter((part) => !isDecidedHere(outbox, part));
  const open = waiting.filter(({ stage }) => mayDecide(role, stage));
  return { open, withQuality: waiting.filter((part) => !open.includes(part)) };
}

/** The next ones that nobody has, after the one that is shown. */
export function nextParts(open: readonly Queued[], exceptId: string | null, count: number): readonly Queued[] {
  return open.filter(({ id, claimedBy }) => id !== exceptId && claimedBy === null).slice(0, count);
}

/** How many wait for this level, also those beyond the list that the station sends. */
export function waitingFor(queue: Queue | null, role: Role | null): number {
  if (!queue) return 0;
  const { operator, quality, overdue } = queue.waiting;
  return mayDecide(role, 'quality') ? operator + quality + overdue : operator;
}
