/** Other limits on the stored highest scores of every part: exact, read stretch by stretch. */
import type { WhatIfResult } from '../../api/slices/quality.ts';
import type { Verdict } from '../../api/words.ts';
import type { QueryOutput } from '../store/query-table.ts';
import type { StoreQueries } from '../store/store-queries.ts';
import type { Trial } from './what-if.ts';

/** A reader is busy for so long at a time; others take their turn between. */
const stretchMs = 400;
const examplesShown = 60;
/** Before anybody has looked at a part here. */
export const usualLookMs = 10_000;

type Stretch = QueryOutput<'whatIfStretch'>;

export function tryLimits(store: Pick<StoreQueries, 'whatIfStretch' | 'foundParts' | 'medianLook'>): Trial {
  return async ({ recipe, filter, change }, tell, signal) => {
    if (change.kind !== 'limits') throw new Error('not a trial of limits');
    const lookMs = (await store.medianLook({})) ?? usualLookMs;
    const sums = new TrialSums(lookMs);
    let before: number | null = null;
    do {
      const { limits } = change;
      const wanted = examplesShown - sums.examples.length;
      const stretch: Stretch = await store.whatIfStretch({
        ...{ recipe, filter, limits, before },
        ...{ budgetMs: stretchMs, examples: Math.max(0, wanted) },
      });
      if (signal.aborted) return;
      const then = new Map(stretch.examples.map(({ id, verdict }) => [id, verdict]));
      const found = then.size === 0 ? [] : await store.foundParts({ ids: [...then.keys()] });
      sums.add(
        stretch,
        found.map((part) => ({ ...part, verdictThen: then.get(part.id) ?? part.verdict })),
      );
      tell(sums.result());
      before = stretch.next;
    } while (before !== null && !signal.aborted);
  };
}

class TrialSums {
  private readonly lookMs: number;
  private readonly moved = new Map<string, { from: Verdict; to: Verdict; parts: number }>();
  private readonly shifts = new Set<number>();
  readonly examples: WhatIfResult['examples'] = [];
  private knownDefects = 0;
  private missedDefects = 0;
  private done = 0;

  constructor(lookMs: number) {
    this.lookMs = lookMs;
  }

  add(stretch: Stretch, examples: WhatIfResult['examples']): void {
    for (const { from, to, parts } of stretch.moved) {
      const key = `${from} ${to}`;
      this.moved.set(key, { from, to, parts: parts + (this.moved.get(key)?.parts ?? 0) });
    }
    for (const shift of stretch.shifts) this.shifts.add(shift);
    this.examples.push(...examples);
    this.knownDefects += stretch.knownDefects;
    this.missedDefects += stretch.missedDefects;
    this.done = stretch.next === null ? 1 : stretch.done;
  }

  result(): WhatIfResult {
    const moved = [...this.moved.values()];
    const sum = (of: typeof moved): number => of.reduce((all, { parts }) => all + parts, 0);
    const minutes = (parts: number): number => (parts * this.lookMs) / 60_000 / Math.max(1, this.shifts.size);
    return {
      parts: sum(moved),
      progress: this.done,
      isExact: true,
      flips: moved.filter(({ from, to }) => from !== to).map((flip) => ({ ...flip, estimate: null })),
      missesOfKnownDefects: this.missedDefects,
      knownDefects: this.knownDefects,
      reviewMinutesPerShift: {
        now: minutes(sum(moved.filter(({ from }) => from === 'review'))),
        after: minutes(sum(moved.filter(({ to }) => to === 'review'))),
      },
      examples: [...this.examples],
      problem: null,
    };
  }
}
