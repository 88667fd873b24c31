/** Who is at this screen, as the station says it; it decides what they may do, the screen only shows it. */
import type { Here, SignInAnswer } from '../../main/api/slices/session.ts';
import { isAllowed, type Role } from '../../main/api/who.ts';
import { createStore, useSelect } from '../ui/store.ts';
import { type Said, saidOf } from './said.ts';

export interface SessionState {
  /** Null until the station has said it. */
  readonly here: Here | null;
  /** This page's monotonic clock (`performance.now`) at which the screen returns to operator level; null: never. */
  readonly returnsAtMs: number | null;
  /** The sign-in sheet, while it is open; `why` is what could not be done without. */
  readonly sheet: OpenSheet | null;
}

export interface OpenSheet {
  readonly why: SignInReason | null;
  /** What came of a badge at the station's own reader. */
  readonly badge: Said | null;
}

/** What the station refused: its own sentence and remedy. */
export interface SignInReason {
  readonly message: string;
  readonly remedy: string | null;
}

export const session = createStore<SessionState>({ here: null, returnsAtMs: null, sheet: null });

/** Null until the station has said who is here. */
export function useWho(): Here | null {
  return useSelect(session, ({ here }) => here);
}

/** Whether somebody of these roles is here. The station refuses all others whatever the screen shows. */
export function useIsAllowed(roles: readonly Role[] | 'everybody'): boolean {
  return useSelect(session, ({ here }) => roles === 'everybody' || isAllowed(roles, here?.role ?? null));
}

export function openSignIn(why: SignInReason | null = null): void {
  session.change((state) => ({ ...state, sheet: { why, badge: null } }));
}

export function closeSignIn(): void {
  session.change((state) => (state.sheet ? { ...state, sheet: null } : state));
}

export function hereIs(here: Here, nowMs: number = performance.now()): void {
  session.change((state) => ({
    ...state,
    here,
    // Whoever has come wants to go on, by whichever way they came.
    sheet: hasCome(here, state.here) ? null : state.sheet,
    returnsAtMs: here.returnsInMs === null ? null : nowMs + here.returnsInMs,
  }));
}

function hasCome(now: Here, before: Here | null): boolean {
  return before !== null && now.person !== null && now.person.id !== before.person?.id;
}

/** What came of a badge at the station's own reader. */
export function badgeWasRead(came: SignInAnswer, nowMs: number = performance.now()): void {
  const said = saidOf(came, 'badge', nowMs);
  if (said.said === 'nothing') return;
  session.change((state) => ({ ...state, sheet: { why: state.sheet?.why ?? null, badge: said } }));
}
