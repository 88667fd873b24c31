import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { FrameNumbers } from '../../../main/station/camera/frame-numbers.ts';

function numbersOf(deviceIds: readonly number[], last = 0) {
  const numbers = new FrameNumbers(last);
  return deviceIds.map((id) => numbers.take(id));
}

describe('frame numbers of a run', () => {
  it('start after the last one whatever the device counts from', () => {
    expect(numbersOf([500, 501, 502], 7).map((taken) => taken?.id)).toEqual([8, 9, 10]);
  });
  it('have a gap exactly where the device has one', () => {
    expect(numbersOf([1, 2, 5, 6])).toEqual([
      { id: 1, missing: 0 },
      { id: 2, missing: 0 },
      { id: 5, missing: 2 },
      { id: 6, missing: 0 },
    ]);
  });
  it('follow a 16-bit counter over its end, which skips 0', () => {
    expect(numbersOf([65_534, 65_535, 1, 2]).map((taken) => taken?.missing)).toEqual([0, 0, 0, 0]);
    expect(numbersOf([65_534, 2]).map((taken) => taken?.missing)).toEqual([0, 2]);
  });
  it('take an absurd gap and a step back as a counter that was set anew', () => {
    expect(numbersOf([1, 2_000_000, 5]).map((taken) => taken?.id)).toEqual([1, 2, 3]);
  });
  it('are not given to a frame that comes late or twice: its place was counted as lost', () => {
    expect(numbersOf([1, 2, 4, 3, 4, 5])).toEqual([
      { id: 1, missing: 0 },
      { id: 2, missing: 0 },
      { id: 4, missing: 1 },
      null,
      null,
      { id: 5, missing: 0 },
    ]);
  });
  it('go on without a gap after a reconnect', () => {
    const numbers = new FrameNumbers();
    numbers.take(90);
    numbers.restart();
    expect(numbers.take(99)).toEqual({ id: 2, missing: 0 });
  });
  it('always grow, and every number is a frame or a missing one', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 70_000 })), (deviceIds) => {
        let last = 0;
        for (const { id, missing } of numbersOf(deviceIds).filter((taken) => taken !== null)) {
          expect(id).toBe(last + missing + 1);
          last = id;
        }
      }),
    );
  });
});
