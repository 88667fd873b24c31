/**
 * The life of a study.
 *
 *   draft ──start──▶ running ──close──▶ closed
 *     │  ▲ │            │  ▲ │
 *     │  └─┘ edit       └──┘ answer      nothing changes a closed one
 *     └──discard──▶ gone
 */
import { StationError } from '../../api/errors.ts';
import { say } from '../../api/said/say.ts';
import { assertNever } from '../../api/words.ts';

export type StudyState =
  | { readonly kind: 'draft' }
  | { readonly kind: 'running'; readonly startedAt: number }
  | { readonly kind: 'closed'; readonly startedAt: number; readonly closedAt: number; readonly reason: string | null };

export type StudyEvent =
  | { readonly kind: 'edit' }
  | { readonly kind: 'discard' }
  | { readonly kind: 'start'; readonly at: number }
  | { readonly kind: 'answer' }
  /** `reason`: why it ends before all are done; null when they are. */
  | { readonly kind: 'close'; readonly at: number; readonly reason: string | null };

/** @returns null when it is gone. @throws StationError `conflict` for what this state does not allow. */
export function afterEvent(state: StudyState, event: StudyEvent): StudyState | null {
  switch (event.kind) {
    case 'edit':
      return mustBe(state, 'draft');
    case 'discard':
      mustBe(state, 'draft');
      return null;
    case 'start':
      mustBe(state, 'draft');
      return { kind: 'running', startedAt: event.at };
    case 'answer':
      return mustBe(state, 'running');
    case 'close':
      return {
        kind: 'closed',
        startedAt: mustBe(state, 'running').startedAt,
        closedAt: event.at,
        reason: event.reason,
      };
    default:
      return assertNever(event);
  }
}

function mustBe<K extends StudyState['kind']>(state: StudyState, kind: K): Extract<StudyState, { kind: K }> {
  if (isOf(state, kind)) return state;
  throw new StationError('conflict', say(refusals[state.kind]));
}

function isOf<K extends StudyState['kind']>(state: StudyState, kind: K): state is Extract<StudyState, { kind: K }> {
  return state.kind === kind;
}

/** What a state says to an event that is not for it. */
const refusals = { draft: 'studyIsDraft', running: 'studyIsRunning', closed: 'studyIsClosed' } as const;

/** As the table keeps it. */
export interface StudyTimes {
  readonly startedAt: number | null;
  readonly closedAt: number | null;
  readonly closeReason: string | null;
}

export function stateOf({ startedAt, closedAt, closeReason }: StudyTimes): StudyState {
  if (startedAt === null) return { kind: 'draft' };
  if (closedAt === null) return { kind: 'running', startedAt };
  return { kind: 'closed', startedAt, closedAt, reason: closeReason };
}
