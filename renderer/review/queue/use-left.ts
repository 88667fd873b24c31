/** What is left for a part, counting down by the second. */
import { useSyncExternalStore } from 'react';
import { useDesk } from '../desk/review-desk.ts';
import { leftMs } from './countdown.ts';

const everyMs = 250;

export function useLeftMs(dueAt: number | null): number | null {
  const at = useDesk((state) => state.queue?.at ?? null);
  const cameAtMs = useDesk((state) => state.cameAtMs);
  const now = useMonotonic(dueAt !== null && at !== null);
  return at === null ? null : leftMs(dueAt, { at, cameAtMs }, Math.max(now, cameAtMs));
}

const listeners = new Set<() => void>();
let nowMs = performance.now();
let timer: ReturnType<typeof setInterval> | undefined;

/** This screen's monotonic clock, one for all that counts down, and only while somebody reads it. */
export function useMonotonic(isRunning: boolean): number {
  return useSyncExternalStore(isRunning ? everyTick : never, () => nowMs);
}

function everyTick(changed: () => void): () => void {
  if (listeners.size === 0) timer = setInterval(tick, everyMs);
  listeners.add(changed);
  tick();
  return () => {
    listeners.delete(changed);
    if (listeners.size === 0) clearInterval(timer);
  };
}

function never(): () => void {
  return () => undefined;
}

function tick(): void {
  nowMs = performance.now();
  for (const listener of [...listeners]) listener();
}
