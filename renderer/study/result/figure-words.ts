/** Figures of a study in words: with their interval, or why there is none. */

import type {
  Appraiser,
  AppraiserResult,
  Cohen,
  CountedShare,
  FleissValue,
  Grade,
  NotComputable,
  Rating,
} from '../../../main/api/slices/study-result.ts';
import { aiagLimits } from '../../../main/api/slices/study-result.ts';
import type { Numbers } from '../../words/numbers.ts';
import type { Say } from '../../words/words.ts';

export const gradeWords = {
  acceptable: 'study.gradeAcceptable',
  marginal: 'study.gradeMarginal',
  unacceptable: 'study.gradeUnacceptable',
  cannot: 'study.gradeCannot',
} as const satisfies Record<Grade, string>;

export const ratingWords = {
  good: 'study.good',
  defect: 'study.defect',
  'not-decided': 'study.notDecided',
} as const satisfies Record<Rating, string>;

const cannotWords = {
  'nothing-rated': 'study.cannotNothing',
  'one-category': 'study.cannotOneCategory',
} as const satisfies Record<NotComputable['why'], string>;

export function appraiserName(appraiser: Appraiser, t: Say): string {
  return appraiser.kind === 'station' ? t('study.station') : appraiser.name;
}

/** `84.0 %` */
export function percent(numbers: Numbers, share: number, digits = 1): string {
  return `${numbers.fixed(share * 100, digits)}\u00a0%`;
}

export function shareWords({ rate }: CountedShare, t: Say, numbers: Numbers): string {
  if (rate === null) return t('study.cannotNoParts');
  const text = (share: number): string => percent(numbers, share);
  return t('study.interval', { value: text(rate.value), low: text(rate.low), high: text(rate.high) });
}

export function kappaWords(kappa: Cohen | FleissValue, t: Say, numbers: Numbers): string {
  if (kappa.kind === 'cannot') return t(cannotWords[kappa.why]);
  const value = numbers.fixed(kappa.value, 2);
  if (kappa.interval === null) return t('study.noInterval', { value });
  const { low, high } = kappa.interval;
  return t('study.interval', { value, low: numbers.fixed(low, 2), high: numbers.fixed(high, 2) });
}

/** What is not within the limits, and what else must be said of an appraiser; a sentence each. */
export function verdictSentences(result: AppraiserResult, t: Say, numbers: Numbers): readonly string[] {
  if (result.parts === 0) return [t('study.sayNothing')];
  const beyond = beyondLimits(result, t, numbers);
  return [
    ...(beyond.length === 0 ? [t('study.allAcceptable')] : beyond),
    ...notDecidedSentence(result, t, numbers),
    repeatabilitySentence(result, t, numbers),
  ];
}

function beyondLimits(result: AppraiserResult, t: Say, numbers: Numbers): readonly string[] {
  const { effectiveness, misses, falseAlarms, withReference } = result;
  const isBeyond = ({ grade }: { readonly grade: Grade }): boolean => grade === 'marginal' || grade === 'unacceptable';
  const counted = ({ hits, of, rate }: CountedShare, limit: number) => ({
    ...{ hits: numbers.count(hits), of: numbers.count(of) },
    ...{ share: percent(numbers, rate?.value ?? 0), limit: percent(numbers, limit, 0) },
  });
  return [
    ...(isBeyond(effectiveness)
      ? [t('study.sayEffectiveness', counted(effectiveness.figure, aiagLimits.effectiveness.acceptable))]
      : []),
    ...(isBeyond(misses) ? [t('study.sayMisses', counted(misses.figure, aiagLimits.misses.acceptable))] : []),
    ...(isBeyond(falseAlarms)
      ? [t('study.sayFalseAlarms', counted(falseAlarms.figure, aiagLimits.falseAlarms.acceptable))]
      : []),
    ...(isBeyond(withReference) && withReference.figure.kind === 'kappa'
      ? [
          t('study.sayKappa', {
            value: numbers.fixed(withReference.figure.value, 2),
            limit: numbers.fixed(aiagLimits.kappa.acceptable, 2),
          }),
        ]
      : []),
  ];
}

function notDecidedSentence({ notDecided }: AppraiserResult, t: Say, numbers: Numbers): readonly string[] {
  if (notDecided.hits === 0 || notDecided.rate === null) return [];
  const [hits, of] = [numbers.count(notDecided.hits), numbers.count(notDecided.of)];
  return [t('study.sayNotDecided', { hits, of, share: percent(numbers, notDecided.rate.value) })];
}

function repeatabilitySentence({ repeatability, appraiser }: AppraiserResult, t: Say, numbers: Numbers): string {
  if (repeatability.kind === 'not-measured') {
    return appraiser.kind === 'station' ? t('study.sayNotMeasured') : t('study.sayNoTrials');
  }
  const { hits, of } = repeatability.same;
  return t('study.sayRepeats', { hits: numbers.count(hits), of: numbers.count(of) });
}
