import { useNow } from '../ui/use-now.ts';

/** Whole seconds until then, drawn anew as they go by; 0 for the past and for null. @param untilMs `performance.now` */
export function useSecondsLeft(untilMs: number | null): number {
  const leftMs = (): number => (untilMs === null ? 0 : untilMs - performance.now());
  const isRunning = leftMs() > 0;
  useNow(250, isRunning);
  return isRunning ? Math.max(0, Math.ceil(leftMs() / 1_000)) : 0;
}
