/** What somebody looks for among the parts: conditions that all hold at once, each of which can be taken away again. */
import { dispositionStates } from '../../../main/api/slices/quality.ts';
import { type Verdict, verdicts } from '../../../main/api/words.ts';

/** Relative ones stay what they are over a reload: "this shift" is the shift that runs then. */
export type Period =
  | { readonly kind: 'any' }
  | { readonly kind: 'shift' }
  | { readonly kind: 'today' }
  /** Today and the six days before. */
  | { readonly kind: 'week' }
  /** Wall-clock milliseconds; null: open on that side. */
  | { readonly kind: 'own'; readonly from: number | null; readonly until: number | null };

export interface ScoreRange {
  readonly class: string;
  /** 0..1, `min` not above `max`. */
  readonly min: number;
  readonly max: number;
}

export type DispositionState = (typeof dispositionStates)[number];

export interface PartConditions {
  readonly period: Period;
  readonly recipes: readonly string[];
  readonly bundles: readonly string[];
  readonly shifts: readonly string[];
  readonly verdicts: readonly Verdict[];
  readonly reasons: readonly string[];
  readonly score: ScoreRange | null;
  readonly dispositions: readonly DispositionState[];
  /** Ids. */
  readonly people: readonly string[];
  readonly serial: string;
  readonly text: string;
}

export const noConditions: PartConditions = {
  period: { kind: 'any' },
  recipes: [],
  bundles: [],
  shifts: [],
  verdicts: [],
  reasons: [],
  score: null,
  dispositions: [],
  people: [],
  serial: '',
  text: '',
};

/** Conditions that are lists: any of the values is enough. */
export const listNames = ['recipes', 'bundles', 'shifts', 'verdicts', 'reasons', 'dispositions', 'people'] as const;
export type ListName = (typeof listNames)[number];

/** The values of the lists that are not open-ended. */
export const fixedValues = { verdicts, dispositions: dispositionStates } as const;

/** One chip: a condition that holds. */
export type Condition =
  | { readonly kind: 'period'; readonly period: Period }
  | { readonly kind: 'list'; readonly list: ListName; readonly value: string }
  | { readonly kind: 'score'; readonly score: ScoreRange }
  | { readonly kind: 'serial'; readonly value: string }
  | { readonly kind: 'text'; readonly value: string };

export function conditionsOf(all: PartConditions): readonly Condition[] {
  return [
    ...(all.period.kind === 'any' ? [] : [{ kind: 'period', period: all.period } as const]),
    ...listNames.flatMap((list) => all[list].map((value) => ({ kind: 'list', list, value }) as const)),
    ...(all.score ? [{ kind: 'score', score: all.score } as const] : []),
    ...(all.serial ? [{ kind: 'serial', value: all.serial } as const] : []),
    ...(all.text ? [{ kind: 'text', value: all.text } as const] : []),
  ];
}

export function without(all: PartConditions, condition: Condition): PartConditions {
  switch (condition.kind) {
    case 'period':
      return { ...all, period: noConditions.period };
    case 'list':
      return { ...all, [condition.list]: all[condition.list].filter((value) => value !== condition.value) };
    case 'score':
      return { ...all, score: null };
    case 'serial':
    case 'text':
      return { ...all, [condition.kind]: '' };
  }
}

/** The same object when the value is there already. */
export function withValue<L extends ListName>(
  all: PartConditions,
  list: L,
  value: PartConditions[L][number],
): PartConditions {
  const values: readonly string[] = all[list];
  return values.includes(value) ? all : { ...all, [list]: [...values, value] };
}

export function toggled<L extends ListName>(
  all: PartConditions,
  list: L,
  value: PartConditions[L][number],
): PartConditions {
  const added = withValue(all, list, value);
  return added === all ? without(all, { kind: 'list', list, value }) : added;
}

export function isUnfiltered(all: PartConditions): boolean {
  return conditionsOf(all).length === 0;
}
