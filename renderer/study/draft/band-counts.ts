import type { Band, StudyPart } from '../../../main/api/slices/study.ts';

/** How many parts the station thinks are good, near the limits, defective: whether the mix is telling, not what is true. */
export function bandCounts(parts: readonly StudyPart[]): Readonly<Record<Band, number>> {
  const counts: Record<Band, number> = { good: 0, borderline: 0, defect: 0 };
  for (const part of parts) counts[bandOf(part)] += 1;
  return counts;
}

function bandOf({ isBorderline, presentations }: StudyPart): Band {
  const chosen = presentations.find(({ how }) => how === 'chosen');
  if (isBorderline || !chosen) return 'borderline';
  if (chosen.verdict === 'pass') return 'good';
  return chosen.verdict === 'fail' ? 'defect' : 'borderline';
}
