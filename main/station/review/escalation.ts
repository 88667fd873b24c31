/**
 * Who is asked about a part, and until when.
 *
 *   operator ──not-sure, expired──▶ quality ──expired──▶ hold | reject | stop (overdue: nothing ends any more)
 *      │  ▲                          │  ▲                    │  ▲
 *   decided │                     decided │               decided │
 *      ▼  withdrawn                  ▼  withdrawn            ▼  withdrawn
 *   decided ······ taken back: the stage and the deadline that it had before
 *
 * Pure. Deadlines are monotonic milliseconds: a wall clock that jumps moves none of them. Over a restart only the wall
 * clock is left; what it says is bounded by the terms of the recipe (`leftAfterRestart`).
 */
import type { OverdueEffect, ReviewStage } from '../../api/slices/review.ts';
import { assertNever } from '../../api/words.ts';
import type { ReviewTerms } from '../config/review-terms.ts';

export type Asked =
  | { readonly stage: 'operator'; readonly dueMs: number | null }
  | { readonly stage: 'quality'; readonly dueMs: number | null }
  | { readonly stage: OverdueEffect };

export type Escalation = Asked | { readonly stage: 'decided' };

export type ReviewEvent =
  /** Ignored by a stage whose deadline has not come. */
  | { readonly kind: 'expired'; readonly nowMs: number }
  | { readonly kind: 'not-sure'; readonly nowMs: number }
  | { readonly kind: 'decided' }
  | { readonly kind: 'withdrawn'; readonly before: Asked };

export function advance(state: Escalation, event: ReviewEvent, terms: ReviewTerms): Escalation {
  switch (event.kind) {
    case 'expired':
      return isDue(state, event.nowMs) ? onward(state, event.nowMs, terms) : state;
    case 'not-sure':
      return state.stage === 'operator' ? onward(state, event.nowMs, terms) : state;
    case 'decided':
      return { stage: 'decided' };
    case 'withdrawn':
      return event.before;
    default:
      return assertNever(event);
  }
}

function onward(state: Escalation, nowMs: number, { qualityMs, overdue }: ReviewTerms): Escalation {
  switch (state.stage) {
    case 'operator':
      return { stage: 'quality', dueMs: qualityMs === null ? null : nowMs + qualityMs };
    case 'quality':
      return { stage: overdue };
    case 'hold':
    case 'reject':
    case 'stop':
    case 'decided':
      return state;
    default:
      return assertNever(state);
  }
}

/** Monotonic time at which its stage ends; null where nothing ends. */
export function dueOf(state: Escalation): number | null {
  return state.stage === 'operator' || state.stage === 'quality' ? state.dueMs : null;
}

export function isDue(state: Escalation, nowMs: number): boolean {
  const dueMs = dueOf(state);
  return dueMs !== null && dueMs <= nowMs;
}

/** Where it goes when its time runs out; null where it stays. */
export function nextOf(state: Asked, { overdue }: ReviewTerms): 'quality' | OverdueEffect | null {
  if (dueOf(state) === null) return null;
  return state.stage === 'operator' ? 'quality' : overdue;
}

/** A stage as it was kept, with what is left of it. */
export function restored(
  stage: ReviewStage,
  dueAt: number | null,
  terms: ReviewTerms,
  now: { readonly monotonicMs: number; readonly wallMs: number },
): Asked {
  if (stage !== 'operator' && stage !== 'quality') return { stage };
  const termMs = stage === 'operator' ? terms.operatorMs : terms.qualityMs;
  if (termMs === null || dueAt === null) return { stage, dueMs: null };
  return { stage, dueMs: now.monotonicMs + leftAfterRestart(dueAt - now.wallMs, termMs) };
}

/** Time that a person has at least after a start: nobody could decide while the station was off. */
const graceMs = 60_000;
/** Longer than this after a deadline it is the clock that is wrong, or the plant was closed: its term begins anew. */
const longestLateMs = 30 * 86_400_000;

/**
 * What is left of a term, from wall-clock times of which the one may be from before a jump: never more than the term (a
 * clock that was set back), and never nothing at once (one that was set forward).
 * @param leftMs until the deadline; negative after it
 */
export function leftAfterRestart(leftMs: number, termMs: number): number {
  if (leftMs < -longestLateMs) return termMs;
  return Math.min(termMs, Math.max(leftMs, graceMs));
}
