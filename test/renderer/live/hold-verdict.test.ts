import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { verdicts } from '../../../main/api/words.ts';
import {
  heldUntilMs,
  holdAtLeastMs,
  holdVerdict,
  isStopped,
  nothingHeld,
} from '../../../renderer/live/hold-verdict.ts';
import { livePart } from '../../support/live-parts.ts';

describe('the held verdict', () => {
  it('shows passes as they come and asks for no wake-up', () => {
    const held = holdVerdict(holdVerdict(nothingHeld, livePart(1, 'pass'), 0), livePart(2, 'pass'), 200);
    expect(held.shown?.trigger).toBe(2);
    expect(heldUntilMs(held)).toBeNull();
  });

  it('keeps a fail for four seconds of passes, then shows the newest part', () => {
    let held = holdVerdict(nothingHeld, livePart(1, 'fail'), 1_000);
    for (let trigger = 2; trigger < 20; trigger += 1) {
      held = holdVerdict(held, livePart(trigger, 'pass'), 1_000 + trigger * 200);
      expect(held.shown?.trigger).toBe(1);
    }
    expect(heldUntilMs(held)).toBe(5_000);
    expect(holdVerdict(held, null, 5_000).shown?.trigger).toBe(19);
  });

  it('goes on showing the stopped part when nothing has come since', () => {
    const held = holdVerdict(nothingHeld, livePart(1, 'review'), 0);
    expect(holdVerdict(held, null, 60_000).shown?.trigger).toBe(1);
  });

  it('lets a fail take the place of a review at once', () => {
    const held = holdVerdict(holdVerdict(nothingHeld, livePart(1, 'review'), 0), livePart(2, 'fail'), 500);
    expect(held.shown?.trigger).toBe(2);
    expect(held.sinceMs).toBe(500);
  });

  it('lets neither a review nor a newer fail take the place of a fail before its time', () => {
    let held = holdVerdict(nothingHeld, livePart(1, 'fail'), 0);
    held = holdVerdict(held, livePart(2, 'review'), 100);
    held = holdVerdict(held, livePart(3, 'fail'), 200);
    held = holdVerdict(held, livePart(4, 'review'), 300);
    expect(held.shown?.trigger).toBe(1);
    expect(holdVerdict(held, null, holdAtLeastMs).shown?.trigger).toBe(3);
  });

  it('shows the newer of two alike once the first has had its time, and then for its own', () => {
    let held = holdVerdict(nothingHeld, livePart(1, 'review'), 0);
    held = holdVerdict(held, livePart(2, 'review'), 1_000);
    held = holdVerdict(held, livePart(3, 'pass'), 4_000);
    expect(held.shown?.trigger).toBe(2);
    held = holdVerdict(held, livePart(4, 'pass'), 7_999);
    expect(held.shown?.trigger).toBe(2);
    expect(holdVerdict(held, null, 8_000).shown?.trigger).toBe(4);
  });

  it('never takes a stopped part away early, whatever comes, unless for a worse one', () => {
    const steps = fc.array(
      fc.record({ verdict: fc.constantFrom(...verdicts), afterMs: fc.integer({ min: 0, max: 6_000 }) }),
    );
    const rank = { pass: 0, missed: 1, review: 2, fail: 3 };
    fc.assert(
      fc.property(steps, (parts) => {
        let held = nothingHeld;
        let nowMs = 0;
        for (const [index, { verdict, afterMs }] of parts.entries()) {
          nowMs += afterMs;
          const before = held;
          held = holdVerdict(held, livePart(index + 1, verdict), nowMs);
          const isEarly = isStopped(before.shown) && nowMs - before.sinceMs < holdAtLeastMs;
          if (!isEarly || held.shown === before.shown) continue;
          expect(rank[held.shown?.verdict ?? 'pass']).toBeGreaterThan(rank[before.shown?.verdict ?? 'pass']);
        }
      }),
    );
  });
});
