import type { PartSummary } from '../../main/api/slices/live.ts';
import type { Reason, Verdict } from '../../main/api/words.ts';

const pitting: Reason = { kind: 'defect', class: 'pitting', score: 0.93, limit: 0.62 };

/** A part as the station tells it, with what a test does not care about filled in. */
export function livePart(trigger: number, verdict: Verdict, change: Partial<PartSummary> = {}): PartSummary {
  return {
    id: `part-${String(trigger).padStart(9, '0')}`,
    trigger,
    at: 1_700_000_000_000 + trigger * 200,
    verdict,
    reasons: verdict === 'pass' ? [] : [pitting],
    regions: [],
    frameIndex: 0,
    placed: null,
    frame: { width: 1130, height: 460 },
    picture: null,
    latencyMs: 6,
    truth: null,
    serial: null,
    workOrder: null,
    ...change,
  };
}
