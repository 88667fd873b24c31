/** What a demo's counts against the truth amount to, as shares that a person asks for. */
import type { DemoTruth } from '../../main/api/slices/live.ts';

export interface TruthRate {
  readonly name: 'escapes' | 'falseFails' | 'needlessReviews';
  readonly hits: number;
  /** Parts that it could have happened to. */
  readonly parts: number;
}

export function truthRates({ defective, good }: DemoTruth): readonly TruthRate[] {
  const bad = total(defective);
  const clean = total(good);
  return [
    { name: 'escapes', hits: defective.pass, parts: bad },
    { name: 'falseFails', hits: good.fail, parts: clean },
    { name: 'needlessReviews', hits: good.review, parts: clean },
  ];
}

export function truthParts({ defective, good }: DemoTruth): number {
  return total(defective) + total(good);
}

function total({ pass, fail, review }: DemoTruth['good']): number {
  return pass + fail + review;
}
