import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { FrameDurations, quantile } from '../../../main/station/health/frame-durations.ts';

function frames(durations: FrameDurations, tookMs: readonly number[], runMs: number | null = 5): void {
  for (const took of tookMs) durations.frame({ completeMs: 1000, decidedMs: 1000 + took, runMs });
}

describe('the durations of frames', () => {
  it('are none before the first frame', () => {
    expect(new FrameDurations(0).measures(1000)).toMatchObject({ seconds: 1, frames: 0, frameToVerdictMs: null });
  });

  it('count what came later than one period of 60 frames a second', () => {
    const durations = new FrameDurations(0);
    frames(durations, [5, 16.6, 16.7, 40]);
    expect(durations.measures(1000)).toMatchObject({ frames: 4, deadlineMisses: 2 });
  });

  it('take the run of the model off the whole to say what the station adds', () => {
    const durations = new FrameDurations(0);
    frames(durations, [8, 8, 8], 5);
    expect(durations.measures(1000).overheadMs?.p50).toBeCloseTo(3, 1);
  });

  it('leave frames without an answer out of the figures of the engine', () => {
    const durations = new FrameDurations(0);
    frames(durations, [8, 8], null);
    expect(durations.measures(1000)).toMatchObject({ frames: 2, rawRunMs: null, overheadMs: null });
    expect(durations.engineRunMsP50()).toBeNull();
  });

  it('have registration’s own, and none where nothing is compared', () => {
    const durations = new FrameDurations(0);
    frames(durations, [8]);
    expect(durations.measures(1000).registrationMs).toBeNull();
    for (const tookMs of [2, 2, 3]) durations.registered(tookMs);
    expect(durations.measures(1000).registrationMs).toMatchObject({
      p50: expect.closeTo(2, 1),
      max: expect.closeTo(3, 1),
    });
    durations.restart(2000);
    expect(durations.measures(3000).registrationMs).toBeNull();
  });

  it('begin anew when they are told to', () => {
    const durations = new FrameDurations(0);
    frames(durations, [50]);
    durations.restart(2000);
    frames(durations, [5]);
    expect(durations.measures(3000)).toMatchObject({ seconds: 1, frames: 1, deadlineMisses: 0 });
  });

  it('show the last two seconds, oldest first', () => {
    const durations = new FrameDurations(0);
    frames(
      durations,
      Array.from({ length: 700 }, (_, i) => i),
    );
    const { recent } = durations.latency();
    expect(recent.length).toBe(120);
    expect([recent[0], recent.at(-1)]).toEqual([580, 699]);
  });

  it('give quantiles that are values of the set and grow with the share', () => {
    const values = fc.array(fc.double({ min: 0, max: 1e4, noNaN: true }), { minLength: 1, maxLength: 50 });
    fc.assert(
      fc.property(values, fc.double({ min: 0.01, max: 1, noNaN: true }), (list, share) => {
        const sorted = Float64Array.from(list).sort();
        const value = quantile(sorted, share);
        expect(sorted).toContain(value);
        expect(value).toBeLessThanOrEqual(quantile(sorted, 1) ?? 0);
      }),
    );
  });
});
