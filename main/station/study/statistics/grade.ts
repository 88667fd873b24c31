/** The AIAG scale for attribute measurement systems (MSA manual, 4th edition, chapter III.C). */
import type { Cohen, CountedShare, Grade } from '../../../api/slices/study-result.ts';
import { aiagLimits } from '../../../api/slices/study-result.ts';

export function gradeEffectiveness({ rate }: CountedShare): Grade {
  return rate === null ? 'cannot' : atLeast(rate.value, aiagLimits.effectiveness);
}

export function gradeMisses({ rate }: CountedShare): Grade {
  return rate === null ? 'cannot' : atMost(rate.value, aiagLimits.misses);
}

export function gradeFalseAlarms({ rate }: CountedShare): Grade {
  return rate === null ? 'cannot' : atMost(rate.value, aiagLimits.falseAlarms);
}

export function gradeKappa(kappa: Cohen): Grade {
  return kappa.kind === 'cannot' ? 'cannot' : atLeast(kappa.value, aiagLimits.kappa);
}

const worstFirst = ['unacceptable', 'marginal', 'acceptable'] as const;

/** The worst of those that could be given. */
export function worstGrade(grades: readonly Grade[]): Grade {
  return worstFirst.find((grade) => grades.includes(grade)) ?? 'cannot';
}

interface Scale {
  readonly acceptable: number;
  readonly marginal: number;
}

/** Counts are divided: 47 of 50 must not fail 94 % by the last bit. */
const rounding = 1e-12;

function atLeast(value: number, { acceptable, marginal }: Scale): Grade {
  if (value >= acceptable - rounding) return 'acceptable';
  return value >= marginal - rounding ? 'marginal' : 'unacceptable';
}

function atMost(value: number, { acceptable, marginal }: Scale): Grade {
  if (value <= acceptable + rounding) return 'acceptable';
  return value <= marginal + rounding ? 'marginal' : 'unacceptable';
}
