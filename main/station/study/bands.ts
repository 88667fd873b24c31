/** Which parts make a telling study: a third surely good, a third surely defective, a third near the limits. Pure. */
import type { Band, Candidate, StudyPart } from '../../api/slices/study.ts';
import { assertNever, type Verdict } from '../../api/words.ts';
import type { Limits } from '../config/recipe.ts';
import { type Random, shuffled } from '../random.ts';
import type { PartFacts } from '../store/study-queries.ts';

/** Near a limit: within a quarter of the distance between the two. */
const margin = 0.25;

/** By the score that lies furthest towards a defect; by the verdict where no score has limits. */
export function bandOf(
  { scores, verdict }: Pick<PartFacts, 'scores' | 'verdict'>,
  limits: Readonly<Record<string, Limits>>,
): Band {
  const positions = Object.entries(scores).flatMap(([name, score]) => {
    const ofClass = limits[name];
    return ofClass ? [(score - ofClass.passBelow) / (ofClass.failAbove - ofClass.passBelow)] : [];
  });
  if (positions.length === 0) return bandOfVerdict(verdict);
  const furthest = Math.max(...positions);
  if (furthest < -margin) return 'good';
  return furthest > 1 + margin ? 'defect' : 'borderline';
}

function bandOfVerdict(verdict: Verdict): Band {
  switch (verdict) {
    case 'pass':
      return 'good';
    case 'fail':
      return 'defect';
    case 'review':
    case 'missed':
      return 'borderline';
    default:
      return assertNever(verdict);
  }
}

export function bandOfPart({ isBorderline, presentations }: StudyPart): Band {
  const chosen = presentations.find(({ how }) => how === 'chosen');
  return isBorderline || !chosen ? 'borderline' : bandOfVerdict(chosen.verdict);
}

const bands = ['good', 'borderline', 'defect'] as const;

/**
 * Drawn at random so that the bands of the whole study become even; where one has too few, the others give more.
 *
 * @param there bands of the parts that the study has already
 */
export function chooseCandidates(
  candidates: readonly Candidate[],
  there: readonly Band[],
  count: number,
  random: Random,
): readonly Candidate[] {
  const drawn = shuffled(onePerSerial(candidates), random);
  const left = Map.groupBy(drawn, ({ band }) => band);
  const have: Record<Band, number> = { good: 0, borderline: 0, defect: 0 };
  for (const band of there) have[band] += 1;
  const chosen: Candidate[] = [];
  while (chosen.length < count) {
    const [band] = bands
      .filter((one) => (left.get(one)?.length ?? 0) > 0)
      .sort((one, other) => have[one] - have[other]);
    const next = band && left.get(band)?.pop();
    if (!next) break;
    have[next.band] += 1;
    chosen.push(next);
  }
  return chosen;
}

/** Two records with one serial are one part. */
function onePerSerial(candidates: readonly Candidate[]): readonly Candidate[] {
  const seen = new Set<string>();
  return candidates.filter(({ serial }) => {
    if (serial === null) return true;
    if (seen.has(serial)) return false;
    seen.add(serial);
    return true;
  });
}
