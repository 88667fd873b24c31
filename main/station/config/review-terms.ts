/** What a recipe says about a part that a person is asked about: how long it may wait, and what happens then. */
import { z } from 'zod';
import type { Verdict } from '../flow.ts';
import type { Recipe } from './recipe.ts';

const milliseconds = z.number().positive().nullable();

export const reviewTermsSchema = z.object({
  /** How long it may wait for the operator, then for quality; null: without end. */
  operatorMs: milliseconds,
  qualityMs: milliseconds,
  overdue: z.enum(['hold', 'reject', 'stop']),
});
export type ReviewTerms = z.infer<typeof reviewTermsSchema>;

/** Null: nobody is asked. A part that the model is sure of waits without a deadline: the line has dealt with it. */
export function reviewTerms(review: Recipe['review'], verdict: Verdict): ReviewTerms | null {
  const { operatorSeconds, qualitySeconds, overdue, failsToo } = review;
  if (verdict === 'review') {
    return { operatorMs: inMilliseconds(operatorSeconds), qualityMs: inMilliseconds(qualitySeconds), overdue };
  }
  return verdict === 'fail' && failsToo ? { operatorMs: null, qualityMs: null, overdue } : null;
}

function inMilliseconds(seconds: number | null): number | null {
  return seconds === null ? null : seconds * 1000;
}
