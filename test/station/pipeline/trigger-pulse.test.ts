import { describe, expect, it } from 'vitest';
import { TriggerPulse } from '../../../main/station/pipeline/trigger-pulse.ts';

/** A ledger with one frame a part, and a camera that only counts its shots. */
function makePulse() {
  let opened = 0;
  let filled = 0;
  let shots = 0;
  const pulse = new TriggerPulse({
    open: () => {
      opened += 1;
      return opened;
    },
    isWaiting: () => filled < opened,
    fire: () => {
      shots += 1;
    },
    frameTimeoutMs: 500,
  });
  const frame = (nowMs: number): void => {
    filled += 1;
    pulse.shotEnded(nowMs);
  };
  return { pulse, frame, shots: () => shots };
}

describe('the trigger pulse', () => {
  it('fires at once for a trigger when no shot is under way', () => {
    const { pulse, shots } = makePulse();
    expect(pulse.request(0)).toBe(1);
    expect(shots()).toBe(1);
  });

  it('counts triggers that come faster than frames, and fires for them one after another', () => {
    const { pulse, frame, shots } = makePulse();
    expect([pulse.request(0), pulse.request(1), pulse.request(2)]).toEqual([1, 2, 3]);
    expect(shots()).toBe(1);
    frame(10);
    expect(shots()).toBe(2);
    frame(20);
    frame(30);
    expect(shots()).toBe(3);
  });

  it('goes on to the next trigger when a shot brings nothing in time', () => {
    const { pulse, shots } = makePulse();
    pulse.request(0);
    pulse.request(1);
    pulse.tick(499);
    expect(shots()).toBe(1);
    pulse.tick(500);
    expect(shots()).toBe(2);
  });

  it('does not fire while nobody waits', () => {
    const { pulse, shots } = makePulse();
    pulse.shotEnded(0);
    pulse.tick(10_000);
    expect(shots()).toBe(0);
  });
});
