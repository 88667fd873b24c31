/** What stands between a draft and its start, and what would make it a better study. Pure. */
import type { Advice, Obstacle } from '../../api/slices/study.ts';

export interface Draft {
  readonly parts: readonly {
    readonly reference: 'good' | 'defect' | null;
    readonly expert: { readonly id: string } | null;
    /** Where the station was unsure. */
    readonly isBorderline: boolean;
  }[];
  readonly appraisers: readonly { readonly id: string }[];
}

/** AIAG: fifty parts, never fewer than twenty; about a third of each kind; two appraisers and more. */
const recommendedParts = 50;
const recommendedAppraisers = 3;
const aThird = 0.2;
const leastParts = 2;

export function obstaclesOf({ parts, appraisers }: Draft): readonly Obstacle[] {
  const experts = new Set(parts.map(({ expert }) => expert?.id));
  return [
    ...(parts.length < leastParts ? (['too-few-parts'] as const) : []),
    ...(parts.some(({ reference }) => reference === null) ? (['reference-missing'] as const) : []),
    ...(appraisers.length === 0 ? (['no-appraiser'] as const) : []),
    ...(appraisers.some(({ id }) => experts.has(id)) ? (['expert-appraises'] as const) : []),
  ];
}

export function adviceFor({ parts, appraisers }: Draft): readonly Advice[] {
  const shareOf = (matches: (part: Draft['parts'][number]) => boolean): number =>
    parts.length === 0 ? 1 : parts.filter(matches).length / parts.length;
  return [
    ...(parts.length < recommendedParts ? (['fewer-than-fifty'] as const) : []),
    ...(shareOf(({ reference }) => reference !== 'defect') < aThird ? (['few-good'] as const) : []),
    ...(shareOf(({ reference }) => reference !== 'good') < aThird ? (['few-defective'] as const) : []),
    ...(shareOf(({ isBorderline }) => isBorderline) < aThird ? (['few-borderline'] as const) : []),
    ...(appraisers.length < recommendedAppraisers ? (['few-appraisers'] as const) : []),
  ];
}
