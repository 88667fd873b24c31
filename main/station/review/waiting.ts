/** A part that waits for a person, as the queue knows it. */
import { partLabel } from '../../api/part-label.ts';
import type { Queued } from '../../api/slices/review.ts';
import type { Reason, Verdict } from '../../api/words.ts';
import type { ReviewTerms } from '../config/review-terms.ts';
import { type Asked, dueOf, nextOf } from './escalation.ts';

export interface WaitingPart {
  readonly id: string;
  readonly at: number;
  readonly serial: string | null;
  readonly workOrder: string | null;
  readonly recipe: string;
  readonly verdict: Verdict;
  readonly reasons: readonly Reason[];
  readonly openedAt: number;
  readonly terms: ReviewTerms;
  /** Of the worst frame; it is shown once its file is there. */
  readonly picture: string | null;
  readonly isPictureKept: boolean;
  readonly asked: Asked;
  /** Fails before others, then by score: what looks worst is looked at first. */
  readonly severity: number;
}

export function severityOf(verdict: Verdict, reasons: readonly Reason[]): number {
  const scores = reasons.map((reason) => (reason.kind === 'defect' || reason.kind === 'unsure' ? reason.score : 0));
  return (verdict === 'fail' ? 1 : 0) + Math.max(0, ...scores);
}

/** Most urgent first: what ends first, then the more severe, then the older, which is further down the line. */
export function byUrgency(one: WaitingPart, other: WaitingPart): number {
  const due = (dueOf(one.asked) ?? Number.POSITIVE_INFINITY) - (dueOf(other.asked) ?? Number.POSITIVE_INFINITY);
  // Two without an end: the difference is no number.
  if (due !== 0 && !Number.isNaN(due)) return due;
  if (one.severity !== other.severity) return other.severity - one.severity;
  if (one.at !== other.at) return one.at - other.at;
  return one.id < other.id ? -1 : Number(one.id > other.id);
}

export interface Now {
  readonly monotonicMs: number;
  readonly wallMs: number;
}

/** Deadlines as the wall clock has them now: wherever it jumps, what is left is right. */
export function shownPart(part: WaitingPart, now: Now, claimedBy: string | null): Queued {
  const { id, at, serial, workOrder, recipe, verdict, reasons, openedAt, asked, terms } = part;
  const dueMs = dueOf(asked);
  return {
    ...{ id, at, label: partLabel(id), serial, workOrder, recipe, verdict },
    ...{ reasons: [...reasons], openedAt, claimedBy },
    stage: asked.stage,
    dueAt: dueMs === null ? null : now.wallMs + (dueMs - now.monotonicMs),
    next: nextOf(asked, terms),
    picture: part.isPictureKept ? part.picture : null,
  };
}
