import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Pace } from '../../../main/sync/sender/pace.ts';

const steps = fc.array(fc.record({ messages: fc.integer({ min: 1, max: 500 }), idleMs: fc.nat({ max: 3000 }) }), {
  minLength: 1,
  maxLength: 200,
});

describe('the pace of a target', () => {
  it('lets no more through in any stretch than its rate and half a second of it', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 5000 }), steps, (rate, sends) => {
        const pace = new Pace(rate, 0);
        const left: { atMs: number; messages: number }[] = [];
        let nowMs = 0;
        for (const { messages, idleMs } of sends) {
          nowMs += idleMs;
          nowMs += pace.take(messages, nowMs);
          left.push({ atMs: nowMs, messages });
        }
        for (const [index, first] of left.entries()) {
          let sum = 0;
          for (const { atMs, messages } of left.slice(index + 1)) {
            sum += messages;
            const allowed = Math.max(1, rate / 2) + ((atMs - first.atMs) * rate) / 1000;
            expect(sum).toBeLessThanOrEqual(allowed + 1e-3);
          }
        }
      }),
      { numRuns: 50 },
    );
  });

  it('does not wait while less comes than it allows', () => {
    const pace = new Pace(100, 0);
    for (let second = 0; second < 20; second += 1) expect(pace.take(50, second * 1000)).toBe(0);
  });

  it('takes a batch that is larger than what it holds on credit, and waits for it', () => {
    const pace = new Pace(100, 0);
    expect(pace.take(250, 0)).toBeCloseTo(2000);
  });

  it('is not thrown off by a clock that goes back', () => {
    const pace = new Pace(1000, 10_000);
    pace.take(500, 10_000);
    expect(pace.take(1, 5_000)).toBeCloseTo(1);
  });
});
