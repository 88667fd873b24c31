import { v7 } from 'uuid';
import type { PartRecord } from '../../../main/station/record/record.ts';
import { aFrame, aRecord } from '../../storekeeper/a-record.ts';
import { tiny } from '../../support/tiny-bundle.ts';

export const unsure = { kind: 'unsure', class: 'red', score: 0.5, passBelow: 0.2, failAbove: 0.8 } as const;
const region = { class: 'red', score: 0.5, x: 8, y: 8, width: 16, height: 16 };

/** A part of the tiny bundle that the model is unsure of, made just now. */
export function flagged(
  trigger: number,
  change: Partial<PartRecord> = {},
  features: number[] | null = null,
): PartRecord {
  const at = Date.now();
  const frame = aFrame({
    ...{ verdict: 'review', reasons: [unsure], scores: [0.5, 0.1], regions: [region], features },
    ...{ picture: v7(), pictureOutcome: 'queued' },
  });
  return aRecord(trigger, {
    ...{ at, recipe: 'Test', bundle: 'tiny', bundleVersion: '1.0.0', classes: ['red', 'green'] },
    ...{ verdict: 'review', reasons: [unsure], scores: [0.5, 0.1], frames: [frame] },
    frameSize: { width: tiny.width, height: tiny.height },
    line: { ok: false, at, because: 'verdict', latencyMs: 9 },
    review: { operatorMs: 120_000, qualityMs: 1_800_000, overdue: 'hold' },
    ...change,
  });
}

export function pictureOf(part: PartRecord): string {
  return part.frames[0]?.picture ?? '';
}
