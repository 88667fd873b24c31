import { v7 } from 'uuid';
import type { FrameRecord, PartRecord } from '../../main/station/record/record.ts';

export const shiftStart = Date.UTC(2026, 4, 4, 4);
export const anyRun = '01970000-0000-7000-8000-000000000001';

/** A clean pass of one frame; override what matters to the test. */
export function aRecord(trigger: number, overrides: Partial<PartRecord> = {}): PartRecord {
  return {
    id: v7(),
    runId: anyRun,
    trigger,
    at: shiftStart + trigger * 17,
    monotonicMs: 1000 + trigger * 16.7,
    recipe: 'screws',
    bundle: 'surface-pitting',
    bundleVersion: '1.0.0',
    shift: 'A',
    shiftStartedAt: shiftStart,
    classes: ['pitting', 'scratch'],
    verdict: 'pass',
    reasons: [],
    scores: [0.01, 0.02],
    frames: [aFrame()],
    worstFrame: 0,
    frameSize: { width: 1280, height: 1024 },
    line: { ok: true, at: shiftStart + trigger * 17 + 9, because: 'verdict', latencyMs: 9.5 },
    messageId: v7(),
    truth: null,
    serial: null,
    workOrder: null,
    review: null,
    ...overrides,
  };
}

export function aFrame(overrides: Partial<FrameRecord> = {}): FrameRecord {
  return {
    frameIndex: 0,
    frameId: 1,
    deviceTimeNs: null,
    verdict: 'pass',
    reasons: [],
    scores: [0.01, 0.02],
    regions: [],
    unknownPart: null,
    features: null,
    reading: null,
    decisionMs: 8.1,
    runMs: 5.2,
    picture: null,
    pictureOutcome: 'not-wanted',
    ...overrides,
  };
}

const pitted = { kind: 'defect', class: 'pitting', score: 0.97, limit: 0.8 } as const;

/** A fail with one region and a queued picture. */
export function aFail(trigger: number, overrides: Partial<PartRecord> = {}): PartRecord {
  const region = { class: 'pitting', score: 0.97, x: 10, y: 20, width: 30, height: 40, widthMm: 1.5, heightMm: 2 };
  const frame = aFrame({
    verdict: 'fail',
    reasons: [pitted],
    scores: [0.97, 0.1],
    regions: [region],
    picture: v7(),
    pictureOutcome: 'queued',
  });
  return aRecord(trigger, {
    verdict: 'fail',
    reasons: [pitted],
    scores: [0.97, 0.1],
    frames: [frame],
    line: { ok: false, at: shiftStart + trigger * 17 + 9, because: 'verdict', latencyMs: 9.5 },
    ...overrides,
  });
}
