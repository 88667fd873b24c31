/**
 * Learning, as the screen sees it.
 *
 *   off ──(begun)──▶ listening ──(heard)──▶ choosing ──(another one, or done)──▶ listening
 *    ▲                   │                     │  └──(heard: the newer one)──▶ choosing
 *    └──(finished, or its minute is over)──────┘
 */
import type { DeviceAction } from '../../../main/api/slices/devices.ts';

export interface HeardSignal {
  readonly device: string;
  readonly signal: string;
  /** What it does already. */
  readonly action: DeviceAction | null;
}

export type LearnState =
  | { readonly kind: 'off' }
  | { readonly kind: 'listening' }
  | { readonly kind: 'choosing'; readonly heard: HeardSignal };

export type LearnEvent =
  | { readonly kind: 'begun' }
  | { readonly kind: 'heard'; readonly heard: HeardSignal }
  /** It has its action, or another one is to be learned. */
  | { readonly kind: 'next' }
  | { readonly kind: 'ended' };

export function learnStep(state: LearnState, event: LearnEvent): LearnState {
  switch (event.kind) {
    case 'begun':
      return { kind: 'listening' };
    case 'ended':
      return { kind: 'off' };
    case 'heard':
      return state.kind === 'off' ? state : { kind: 'choosing', heard: event.heard };
    case 'next':
      return state.kind === 'choosing' ? { kind: 'listening' } : state;
  }
}
