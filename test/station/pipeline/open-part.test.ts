import { describe, expect, it } from 'vitest';
import type { PartFrame } from '../../../main/station/flow.ts';
import type { LossCause } from '../../../main/station/ledger/ledger.ts';
import { OpenPart } from '../../../main/station/pipeline/open-part.ts';

type Truth = PartFrame['truth'];

function aFrame(frameIndex: number, known: { readonly truth?: Truth; readonly serial?: string }): PartFrame {
  const times = { completeMs: 0, completeWallMs: 0, deviceTimeNs: null };
  return { slot: 0, frameId: frameIndex + 1, ...times, damage: null, truth: null, ...known, trigger: 1, frameIndex };
}

/** The truth of a part of these frames, after the ledger has closed it. */
function truthOf(truths: readonly Truth[], cause: LossCause | null = null): Truth {
  const part = new OpenPart(1, 0, 0);
  for (const [frameIndex, truth] of truths.entries()) part.frameArrived(aFrame(frameIndex, { truth }));
  part.complete(cause);
  return part.truth;
}

describe('the truth of a part', () => {
  it('is defective when any of its frames is, also when others are unknown or missing', () => {
    expect(truthOf(['good', 'defective', 'good'])).toBe('defective');
    expect(truthOf(['defective', null])).toBe('defective');
    expect(truthOf(['good', 'defective'], 'camera')).toBe('defective');
  });

  it('is good only when all of its frames came and are known to be good', () => {
    expect(truthOf(['good', 'good'])).toBe('good');
    expect(truthOf(['good', null])).toBeNull();
    expect(truthOf(['good', 'good'], 'camera')).toBeNull();
  });

  it('is unknown for a real camera and for a part without frames', () => {
    expect(truthOf([null, null])).toBeNull();
    expect(truthOf([])).toBeNull();
    expect(truthOf([], 'camera-lost')).toBeNull();
  });
});

describe('the serial number of a part', () => {
  const serialOf = (serials: readonly (string | undefined)[], scanned: string | null = null): string | null => {
    const part = new OpenPart(1, 0, 0, scanned);
    for (const [frameIndex, serial] of serials.entries()) {
      part.frameArrived(aFrame(frameIndex, serial === undefined ? {} : { serial }));
    }
    return part.serial;
  };

  it('is that of its first frame that tells one', () => {
    expect(serialOf([undefined, 'SN1', 'SN2'])).toBe('SN1');
    expect(serialOf([undefined])).toBeNull();
    expect(serialOf([' ', 'SN\u00002'])).toBe('SN\uFFFD2');
  });

  it('is what was scanned for it, whatever its frames tell', () => {
    expect(serialOf(['SN1'], 'SCANNED')).toBe('SCANNED');
    expect(serialOf([], 'SCANNED')).toBe('SCANNED');
  });
});
