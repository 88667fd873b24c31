/**
 * One appraiser at one screen.
 *
 *   asking ──▶ showing ──(picture there)──▶ looking ──(Good, Defect)──▶ keeping ──▶ showing | done
 *     └──▶ failed ──(again)──▶ asking                                     └──▶ unkept ──(again)──▶ keeping
 *
 * Nobody answers before the picture stands there: one that is gone is not guessed at.
 *
 * An answer keeps its id until the station has it: sent again, it is the same answer.
 */
import type { StationError } from '../../../main/api/errors.ts';
import type { Appraisal } from '../../../main/api/slices/study.ts';
import type { Reference } from '../../../main/api/slices/study-result.ts';
import { assertNever } from '../../../main/api/words.ts';

export type Part = Extract<Appraisal, { kind: 'part' }>;

export interface Answer {
  readonly answerId: string;
  readonly answer: Reference;
  readonly lookedMs: number;
}

export type AppraisalState =
  | { readonly kind: 'asking' }
  /** The picture is on its way: nobody can answer yet. */
  | { readonly kind: 'showing'; readonly part: Part }
  | { readonly kind: 'looking'; readonly part: Part; readonly sinceMs: number }
  | { readonly kind: 'keeping'; readonly part: Part; readonly answer: Answer }
  | { readonly kind: 'unkept'; readonly part: Part; readonly answer: Answer; readonly error: StationError }
  | { readonly kind: 'failed'; readonly error: StationError }
  | { readonly kind: 'done'; readonly study: string; readonly steps: number };

export type AppraisalEvent =
  | { readonly kind: 'came'; readonly next: Appraisal }
  /** `atMs`: monotonic. */
  | { readonly kind: 'shown'; readonly step: number; readonly atMs: number }
  | { readonly kind: 'answered'; readonly answerId: string; readonly answer: Reference; readonly atMs: number }
  | { readonly kind: 'went-wrong'; readonly error: StationError }
  | { readonly kind: 'again' };

export const firstState: AppraisalState = { kind: 'asking' };

/** Events that do not belong to a state leave it as it is: a second press, a picture that comes late. */
export function afterAppraisal(state: AppraisalState, event: AppraisalEvent): AppraisalState {
  switch (event.kind) {
    case 'came':
      return event.next.kind === 'done' ? event.next : { kind: 'showing', part: event.next };
    case 'shown':
      return state.kind === 'showing' && state.part.step === event.step
        ? { kind: 'looking', part: state.part, sinceMs: event.atMs }
        : state;
    case 'answered': {
      if (state.kind !== 'looking') return state;
      const { answerId, answer, atMs } = event;
      return { kind: 'keeping', part: state.part, answer: { answerId, answer, lookedMs: atMs - state.sinceMs } };
    }
    case 'went-wrong':
      return state.kind === 'keeping'
        ? { ...state, kind: 'unkept', error: event.error }
        : { kind: 'failed', error: event.error };
    case 'again': {
      if (state.kind === 'unkept') return { kind: 'keeping', part: state.part, answer: state.answer };
      return state.kind === 'failed' ? firstState : state;
    }
    default:
      return assertNever(event);
  }
}
