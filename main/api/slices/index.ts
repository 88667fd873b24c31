/** The whole API: the slices joined; every name begins with its slice, so that no two can meet. */
import type { z } from 'zod';
import type { CallSpec } from '../slice.ts';
import { devicesSlice } from './devices.ts';
import { healthSlice } from './health.ts';
import { historySlice } from './history.ts';
import { liveSlice } from './live.ts';
import { peopleSlice } from './people.ts';
import { qualitySlice } from './quality.ts';
import { reviewSlice } from './review.ts';
import { sessionSlice } from './session.ts';
import { studySlice } from './study.ts';
import { syncSlice } from './sync.ts';

export const calls = {
  ...sessionSlice.calls,
  ...liveSlice.calls,
  ...healthSlice.calls,
  ...peopleSlice.calls,
  ...reviewSlice.calls,
  ...qualitySlice.calls,
  ...historySlice.calls,
  ...devicesSlice.calls,
  ...studySlice.calls,
  ...syncSlice.calls,
} as const;
export const events = {
  ...sessionSlice.events,
  ...liveSlice.events,
  ...healthSlice.events,
  ...peopleSlice.events,
  ...reviewSlice.events,
  ...qualitySlice.events,
  ...historySlice.events,
  ...devicesSlice.events,
  ...studySlice.events,
  ...syncSlice.events,
} as const;

export type Calls = typeof calls;
export type Events = typeof events;
export type CallName = keyof Calls;
export type EventName = keyof Events;

export type Input<N extends CallName> = z.input<Calls[N]['input']>;
export type ParsedInput<N extends CallName> = z.output<Calls[N]['input']>;
export type Output<N extends CallName> = z.output<Calls[N]['output']>;
export type EventData<N extends EventName> = z.output<Events[N]>;
/** Calls whose answer carries bytes. */
export type BinaryCallName = { [N in CallName]: Calls[N] extends { binary: true } ? N : never }[CallName];

export function callSpec(name: string): CallSpec | undefined {
  return Object.hasOwn(calls, name) ? calls[name as CallName] : undefined;
}
