import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { longestSilenceMs, SilenceWatch } from '../../../../main/station/camera/uvc/silence-watch.ts';

function watchFor(afterMs: number) {
  const seen = { silences: 0 };
  const watch = new SilenceWatch(afterMs, () => {
    seen.silences += 1;
  });
  return { watch, seen };
}

describe('the watch over a pipe', () => {
  beforeEach(() => {
    vi.useFakeTimers();
  });
  afterEach(() => {
    vi.useRealTimers();
  });

  it('gives a camera two seconds, and a slow one ten of its periods', () => {
    expect(longestSilenceMs(60)).toBe(2000);
    expect(longestSilenceMs(1)).toBe(10_000);
  });
  it('calls once when nothing comes', () => {
    const { seen } = watchFor(2000);
    vi.advanceTimersByTime(1999);
    expect(seen.silences).toBe(0);
    vi.advanceTimersByTime(60_000);
    expect(seen.silences).toBe(1);
  });
  it('is content as long as something comes', () => {
    const { watch, seen } = watchFor(2000);
    for (let chunk = 0; chunk < 30; chunk += 1) {
      vi.advanceTimersByTime(1500);
      watch.heard();
    }
    expect(seen.silences).toBe(0);
    vi.advanceTimersByTime(2500);
    expect(seen.silences).toBe(1);
  });
  it('says nothing after it was stopped, whatever still comes', () => {
    const { watch, seen } = watchFor(2000);
    watch.stop();
    watch.heard();
    vi.advanceTimersByTime(60_000);
    expect(seen.silences).toBe(0);
  });
  it('does not take a pause of its own thread for silence', async () => {
    vi.useRealTimers();
    const { watch, seen } = watchFor(20);
    // What waited in the pipe is heard in the same turn, after the watch's own timer.
    const heard = new Promise<void>((resolve) => {
      setTimeout(() => {
        watch.heard();
        setImmediate(resolve);
      }, 21);
    });
    const untilMs = performance.now() + 100;
    while (performance.now() < untilMs);
    await heard;
    watch.stop();
    expect(seen.silences).toBe(0);
  });
});
