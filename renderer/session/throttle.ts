/** Often asked for, done at once and then once a pause, the last time too. */
export interface Throttled {
  call(): void;
  stop(): void;
}

export function throttle(
  act: () => void,
  pauseMs: () => number,
  nowMs: () => number = () => performance.now(),
): Throttled {
  let lastMs = Number.NEGATIVE_INFINITY;
  let timer: ReturnType<typeof setTimeout> | null = null;
  const now = (): void => {
    timer = null;
    lastMs = nowMs();
    act();
  };
  return {
    call: () => {
      if (timer !== null) return;
      const leftMs = lastMs + pauseMs() - nowMs();
      if (leftMs <= 0) now();
      else timer = setTimeout(now, leftMs);
    },
    stop: () => {
      if (timer !== null) clearTimeout(timer);
      timer = null;
    },
  };
}
