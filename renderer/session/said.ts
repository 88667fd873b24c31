/** What the station said about a PIN or a badge, as the sheet shows it. */
import type { StationError } from '../../main/api/errors.ts';
import type { SignInAnswer } from '../../main/api/slices/session.ts';

export type Said =
  | { readonly said: 'nothing' }
  | { readonly said: 'asking' }
  /** `waitUntilMs`: `performance.now` from which on the next one is looked at; null: now. */
  | { readonly said: 'wrong'; readonly what: 'pin' | 'badge'; readonly waitUntilMs: number | null }
  | { readonly said: 'wait'; readonly waitUntilMs: number }
  | { readonly said: 'error'; readonly error: StationError };

/** Whoever has signed in is told by the store of who is here. */
export function saidOf(came: SignInAnswer, what: 'pin' | 'badge', nowMs: number): Said {
  switch (came.answer) {
    case 'signed-in':
    case 'badge-given':
      return { said: 'nothing' };
    case 'wait':
      return { said: 'wait', waitUntilMs: nowMs + came.pauseMs };
    case 'wrong':
      return { said: 'wrong', what, waitUntilMs: came.pauseMs > 0 ? nowMs + came.pauseMs : null };
  }
}

export function waitUntil(said: Said): number | null {
  return said.said === 'wait' || said.said === 'wrong' ? said.waitUntilMs : null;
}
