import { describe, expect, it } from 'vitest';
import type { CapturedFrame } from '../../../main/station/flow.ts';
import { type LedgerOptions, missedReason, TriggerLedger } from '../../../main/station/ledger/ledger.ts';

const ledgerOf = (options: Partial<LedgerOptions> = {}) =>
  new TriggerLedger({ mode: 'free-run', framesPerPart: 3, frameTimeoutMs: 100, ...options });

function frame(frameId: number, completeMs = frameId): CapturedFrame {
  return { slot: 0, frameId, completeMs, completeWallMs: 0, deviceTimeNs: null, damage: null, truth: null };
}

const placeOf = (taken: ReturnType<TriggerLedger['frame']>) =>
  taken.frame && [taken.frame.trigger, taken.frame.frameIndex];

describe('free run', () => {
  it('counts parts from the first frame id that it sees', () => {
    const ledger = ledgerOf();
    expect([41, 42, 43, 44].map((id) => placeOf(ledger.frame(frame(id))))).toEqual([
      [1, 0],
      [1, 1],
      [1, 2],
      [2, 0],
    ]);
    expect(ledger.sum()).toEqual({ triggers: 2, pass: 0, fail: 0, review: 0, missed: 0, pending: 2 });
  });

  it('says that a part is complete with its last frame', () => {
    const ledger = ledgerOf();
    ledger.frame(frame(1));
    expect(ledger.frame(frame(2)).complete).toEqual([]);
    expect(ledger.frame(frame(3)).complete).toEqual([
      { kind: 'part-complete', trigger: 1, got: 3, lost: 0, cause: null },
    ]);
  });

  it('fills the places of lost frames, whether they were told or show as a gap', () => {
    const ledger = ledgerOf();
    ledger.frame(frame(1));
    expect(ledger.lost({ frameId: 2, why: 'overrun' }, 2).place).toEqual({ trigger: 1, frameIndex: 1 });
    const taken = ledger.frame(frame(8));
    expect(placeOf(taken)).toEqual([3, 1]);
    expect(taken.complete.map(({ trigger, got, lost, cause }) => ({ trigger, got, lost, cause }))).toEqual([
      { trigger: 1, got: 1, lost: 2, cause: 'overrun' },
      { trigger: 2, got: 0, lost: 3, cause: 'camera' },
    ]);
  });

  it('does not count a loss twice that is told after its gap was seen', () => {
    const ledger = ledgerOf();
    ledger.frame(frame(1));
    ledger.frame(frame(3));
    expect(ledger.lost({ frameId: 2, why: 'camera' }, 4)).toEqual({ place: null, complete: [] });
    expect(placeOf(ledger.frame(frame(4)))).toEqual([2, 0]);
  });

  it('drops a frame whose id came before, and counts it', () => {
    const ledger = ledgerOf();
    ledger.frame(frame(1));
    ledger.frame(frame(2));
    expect(ledger.frame(frame(2)).frame).toBeNull();
    expect(ledger.counters().unexpected).toBe(1);
    expect(placeOf(ledger.frame(frame(3)))).toEqual([1, 2]);
  });

  it('never lets a part expire', () => {
    const ledger = ledgerOf();
    ledger.frame(frame(1));
    expect(ledger.nextExpiryMs()).toBeNull();
    expect(ledger.expired(1e9)).toEqual([]);
  });

  it('closes the trailing part when the camera is lost, and begins a new part after it', () => {
    const ledger = ledgerOf();
    ledger.frame(frame(1));
    expect(ledger.end('camera-lost')).toEqual([
      { kind: 'part-complete', trigger: 1, got: 1, lost: 2, cause: 'camera-lost' },
    ]);
    expect(ledger.end('camera-lost')).toEqual([]);
    expect(placeOf(ledger.frame(frame(2)))).toEqual([2, 0]);
  });

  it('makes up no triggers for a counter that jumps further than frames can be lost', () => {
    const ledger = ledgerOf();
    ledger.frame(frame(1));
    const taken = ledger.frame(frame(4_000_000_000));
    expect(taken.complete.map((part) => part.trigger)).toEqual([1]);
    expect(placeOf(taken)).toEqual([2, 0]);
    expect(ledger.counters().counterJumps).toBe(1);
  });
});

describe('hardware trigger', () => {
  it('completes a part whose frames stay away, and begins the next one with the next frame', () => {
    const ledger = ledgerOf({ mode: 'hardware' });
    ledger.frame(frame(1, 1000));
    expect(ledger.nextExpiryMs()).toBe(1100);
    expect(ledger.expired(1099)).toEqual([]);
    expect(ledger.expired(1100)).toEqual([{ kind: 'part-complete', trigger: 1, got: 1, lost: 2, cause: 'timeout' }]);
    expect(placeOf(ledger.frame(frame(2, 5000)))).toEqual([2, 0]);
  });

  it('waits for each frame anew, however long the whole part takes', () => {
    const ledger = ledgerOf({ mode: 'hardware' });
    ledger.frame(frame(1, 0));
    ledger.frame(frame(2, 90));
    expect(ledger.expired(180)).toEqual([]);
    expect(ledger.frame(frame(3, 180)).complete).toHaveLength(1);
  });

  it('charges a gap to the part that timed out, not to the next one', () => {
    const ledger = ledgerOf({ mode: 'hardware' });
    ledger.frame(frame(1, 0));
    ledger.expired(100);
    expect(placeOf(ledger.frame(frame(4, 150)))).toEqual([2, 0]);
  });

  it('counts a part for every id that is missing', () => {
    const ledger = ledgerOf({ mode: 'hardware', framesPerPart: 1 });
    ledger.frame(frame(1));
    const taken = ledger.frame(frame(4));
    expect(taken.complete.map((part) => [part.trigger, part.got])).toEqual([
      [2, 0],
      [3, 0],
      [4, 1],
    ]);
  });
});

describe('software trigger', () => {
  it('gives frames to the oldest part that waits', () => {
    const ledger = ledgerOf({ mode: 'software', framesPerPart: 2 });
    expect([ledger.openTrigger(0), ledger.openTrigger(1)]).toEqual([1, 2]);
    expect([1, 2, 3, 4].map((id) => placeOf(ledger.frame(frame(id))))).toEqual([
      [1, 0],
      [1, 1],
      [2, 0],
      [2, 1],
    ]);
    expect(ledger.isWaiting).toBe(false);
  });

  it('drops and counts a frame that nobody asked for', () => {
    const ledger = ledgerOf({ mode: 'software', framesPerPart: 1 });
    expect(ledger.frame(frame(1)).frame).toBeNull();
    expect(ledger.counters().unexpected).toBe(1);
    expect(ledger.sum().triggers).toBe(0);
  });

  it('never gives the late frame of a part that timed out to the next part', () => {
    const ledger = ledgerOf({ mode: 'software', framesPerPart: 1 });
    ledger.openTrigger(0);
    expect(ledger.expired(100).map((part) => part.got)).toEqual([0]);
    ledger.openTrigger(110);
    expect(ledger.frame(frame(1, 120)).frame).toBeNull();
    expect(ledger.counters().late).toBe(1);
    expect(placeOf(ledger.frame(frame(2, 130)))).toEqual([2, 0]);
  });

  it('loses one further part at most when the frame was never exposed', () => {
    const ledger = ledgerOf({ mode: 'software', framesPerPart: 1 });
    ledger.openTrigger(0);
    ledger.expired(100);
    ledger.openTrigger(110);
    expect(ledger.frame(frame(1, 120)).frame).toBeNull();
    expect(ledger.expired(210).map((part) => part.trigger)).toEqual([2]);
    ledger.openTrigger(220);
    expect(placeOf(ledger.frame(frame(2, 230)))).toEqual([3, 0]);
  });

  it('forgets what is owed when nothing came for a further time-out', () => {
    const ledger = ledgerOf({ mode: 'software', framesPerPart: 1 });
    ledger.openTrigger(0);
    ledger.expired(100);
    ledger.openTrigger(10_000);
    expect(placeOf(ledger.frame(frame(1, 10_010)))).toEqual([2, 0]);
  });
});

describe('closing', () => {
  it('moves a part from pending to its verdict, once', () => {
    const ledger = ledgerOf({ framesPerPart: 1 });
    ledger.frame(frame(1));
    ledger.close(1, 'review');
    expect(ledger.sum()).toEqual({ triggers: 1, pass: 0, fail: 0, review: 1, missed: 0, pending: 0 });
    expect(() => ledger.close(1, 'pass')).toThrow('not open');
  });

  it('refuses a verdict for a part that still waits for frames', () => {
    const ledger = ledgerOf();
    ledger.frame(frame(1));
    expect(() => ledger.close(1, 'pass')).toThrow('still waits');
  });

  it('names what a part without a frame was missed for', () => {
    expect(missedReason('camera-lost', 'cable pulled')).toEqual({ kind: 'camera-lost', detail: 'cable pulled' });
    expect(missedReason('overrun', '').kind).toBe('overrun');
    expect(missedReason('timeout', '').kind).toBe('no-frame');
    expect(missedReason('stopped', '').kind).toBe('station-stopped');
  });
});
