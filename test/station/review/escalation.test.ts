import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ReviewTerms } from '../../../main/station/config/review-terms.ts';
import {
  type Asked,
  advance,
  dueOf,
  type Escalation,
  leftAfterRestart,
  nextOf,
  restored,
} from '../../../main/station/review/escalation.ts';

const yearMs = 365 * 86_400_000;
const termMs = fc.option(fc.integer({ min: 1, max: 604_800_000 }));
const terms: fc.Arbitrary<ReviewTerms> = fc.record({
  operatorMs: termMs,
  qualityMs: termMs,
  overdue: fc.constantFrom('hold', 'reject', 'stop'),
});
const rank = { operator: 0, quality: 1, hold: 2, reject: 2, stop: 2, decided: 3 };

type Step = { readonly kind: 'wait'; readonly ms: number } | { readonly kind: 'not-sure' | 'decide' | 'undo' };
const steps = fc.array(
  fc.oneof(
    fc.record({ kind: fc.constant('wait' as const), ms: fc.integer({ min: 0, max: 3_000_000 }) }),
    fc.record({ kind: fc.constantFrom('not-sure' as const, 'decide' as const, 'undo' as const) }),
  ),
  { maxLength: 30 },
);

/** What a part goes through, looked at after every step. */
function live(given: ReviewTerms, way: readonly Step[], look: (state: Escalation, nowMs: number) => void): void {
  let nowMs = 1000;
  let state: Escalation = restored('operator', null, { ...given, operatorMs: null }, { monotonicMs: nowMs, wallMs: 0 });
  if (given.operatorMs !== null) state = { stage: 'operator', dueMs: nowMs + given.operatorMs };
  let before: Asked | null = null;
  for (const step of way) {
    if (step.kind === 'wait') nowMs += step.ms;
    else if (step.kind === 'undo') {
      if (before) state = advance(state, { kind: 'withdrawn', before }, given);
      before = null;
    } else if (state.stage !== 'decided') {
      before = state;
      const event = step.kind === 'decide' ? ({ kind: 'decided' } as const) : ({ kind: 'not-sure', nowMs } as const);
      state = advance(state, event, given);
    }
    state = advance(state, { kind: 'expired', nowMs }, given);
    look(state, nowMs);
  }
}

describe('the escalation of a part', () => {
  it('goes one way only, but for a decision taken back, and is never asked of somebody whose time is over', () => {
    fc.assert(
      fc.property(terms, steps, (given, way) => {
        const forward = way.filter(({ kind }) => kind !== 'undo');
        let last = -1;
        live(given, forward, (state, nowMs) => {
          expect(rank[state.stage]).toBeGreaterThanOrEqual(last);
          last = rank[state.stage];
          const dueMs = dueOf(state);
          if (dueMs !== null) expect(dueMs).toBeGreaterThan(nowMs);
        });
      }),
    );
  });

  it('waits for both terms whole, and for nobody after them', () => {
    fc.assert(
      fc.property(terms, (given) => {
        const wait = (ms: number | null): Step[] =>
          ms === null
            ? []
            : [
                { kind: 'wait', ms: ms - 1 },
                { kind: 'wait', ms: 1 },
              ];
        const stages: string[] = [];
        live(given, [...wait(given.operatorMs), ...wait(given.qualityMs)], ({ stage }) => stages.push(stage));
        const ofOperator = given.operatorMs === null ? [] : ['operator', 'quality'];
        const ofQuality = given.qualityMs === null ? [] : ['quality', given.overdue];
        const isAskedForEver = given.operatorMs === null;
        expect(stages).toEqual(isAskedForEver ? ofQuality.map(() => 'operator') : [...ofOperator, ...ofQuality]);
      }),
    );
  });

  it('is as before when a decision is taken back', () => {
    fc.assert(
      fc.property(terms, fc.constantFrom('decide' as const, 'not-sure' as const), (given, kind) => {
        const seen: Escalation[] = [];
        live(given, [{ kind: 'wait', ms: 0 }, { kind }, { kind: 'undo' }], (state) => seen.push(state));
        expect(seen[2]).toEqual(seen[0]);
      }),
    );
  });

  it('is over for good once it is decided', () => {
    fc.assert(
      fc.property(terms, steps, (given, way) => {
        live(given, [{ kind: 'decide' }, ...way.filter(({ kind }) => kind !== 'undo')], ({ stage }) =>
          expect(stage).toBe('decided'),
        );
      }),
    );
  });

  it('says where it goes next, and nothing where it stays', () => {
    const given: ReviewTerms = { operatorMs: 1, qualityMs: 1, overdue: 'reject' };
    expect(nextOf({ stage: 'operator', dueMs: 5 }, given)).toBe('quality');
    expect(nextOf({ stage: 'quality', dueMs: 5 }, given)).toBe('reject');
    expect(nextOf({ stage: 'operator', dueMs: null }, given)).toBeNull();
    expect(nextOf({ stage: 'stop' }, given)).toBeNull();
  });
});

describe('what is left of a term after a restart', () => {
  it('is what was left, while the clock says something that can be', () => {
    expect(leftAfterRestart(90_000, 120_000)).toBe(90_000);
  });

  it('is never nothing and never more than the term, wherever the clock jumped', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: -3 * yearMs, max: 3 * yearMs }),
        fc.integer({ min: 1, max: 604_800_000 }),
        (left, term) => {
          const given = leftAfterRestart(left, term);
          expect(given).toBeGreaterThanOrEqual(Math.min(term, 60_000));
          expect(given).toBeLessThanOrEqual(term);
        },
      ),
    );
  });

  it('is the whole term when the clock is a year off in either direction', () => {
    const given: ReviewTerms = { operatorMs: 120_000, qualityMs: 1_800_000, overdue: 'hold' };
    const at = Date.UTC(2026, 5, 1);
    for (const wallMs of [at - yearMs, at + yearMs]) {
      const now = { monotonicMs: 7, wallMs };
      expect(restored('operator', at + 50_000, given, now)).toEqual({ stage: 'operator', dueMs: 120_007 });
      expect(restored('quality', at + 50_000, given, now)).toEqual({ stage: 'quality', dueMs: 1_800_007 });
      expect(restored('hold', null, given, now)).toEqual({ stage: 'hold' });
    }
  });
});
