/** Conditions, and the values of a part, in a person's words. */
import type { Output } from '../../../main/api/slices/index.ts';
import { assertNever, type Verdict } from '../../../main/api/words.ts';
import type { Numbers } from '../../words/numbers.ts';
import { classWord, reasonKeyWords } from '../../words/reason-words.ts';
import type { Say } from '../../words/words.ts';
import type { Condition, DispositionState, ListName, Period, ScoreRange } from './part-conditions.ts';

export type Choices = Output<'quality.choices'>;

export interface Speaker {
  readonly t: Say;
  readonly numbers: Numbers;
  /** For the names of people; null until the station has said them. */
  readonly choices: Choices | null;
}

export function conditionWords(condition: Condition, speaker: Speaker): string {
  const { t } = speaker;
  switch (condition.kind) {
    case 'period':
      return periodWords(condition.period, speaker);
    case 'list':
      return valueWords(condition.list, condition.value, speaker);
    case 'score':
      return scoreWords(condition.score, speaker);
    case 'serial':
      return t('parts.serialBegins', { serial: condition.value });
    case 'text':
      return t('parts.textHas', { text: condition.value });
    default:
      return assertNever(condition);
  }
}

export function periodWords(period: Period, { t, numbers }: Speaker): string {
  if (period.kind !== 'own') return t(`period.${period.kind}`);
  const { from, until } = period;
  if (until === null) return t('parts.since', { from: numbers.moment(from ?? 0) });
  if (from === null) return t('parts.until', { until: numbers.moment(until) });
  return t('parts.between', { from: numbers.moment(from), until: numbers.moment(until) });
}

function scoreWords(score: ScoreRange, { t, numbers }: Speaker): string {
  const [min, max] = [numbers.fixed(score.min, 2), numbers.fixed(score.max, 2)];
  return t('parts.scoreBetween', { name: classWord(t, score.class), min, max });
}

export function valueWords(list: ListName, value: string, { t, choices }: Speaker): string {
  switch (list) {
    case 'verdicts':
      return t(`verdict.${value as Verdict}`);
    case 'dispositions':
      return t(`decisionState.${value as DispositionState}`);
    case 'reasons':
      return reasonKeyWords(t, value);
    case 'shifts':
      return t('parts.shiftNamed', { name: value });
    case 'people':
      return choices?.people.find(({ id }) => id === value)?.name ?? t('parts.somebody');
    case 'recipes':
    case 'bundles':
      return value;
    default:
      return assertNever(list);
  }
}
