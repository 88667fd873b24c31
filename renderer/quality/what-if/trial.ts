/**
 * One question to the past: what would have become of these parts?
 *
 *   none ──(ask)──▶ asking ──(job)──▶ running ──(progress 1)──▶ done
 *                      └──(error)──▶ failed    ├──(problem)──▶ stuck
 *                                              └──(cancel)───▶ cancelled         each ──(ask)──▶ asking
 *
 * News of a job may come before the answer that names it: what came early is kept until then.
 */
import type { StationError } from '../../../main/api/errors.ts';
import type { Input } from '../../../main/api/slices/index.ts';
import type { WhatIfResult } from '../../../main/api/slices/quality.ts';
import { assertNever } from '../../../main/api/words.ts';

export type Question = Input<'quality.whatIf'>;

interface News {
  readonly job: string;
  readonly result: WhatIfResult;
}

export type Trial =
  | { readonly kind: 'none' }
  | { readonly kind: 'asking'; readonly question: Question; readonly early: readonly News[] }
  | { readonly kind: 'failed'; readonly question: Question; readonly error: StationError }
  | {
      readonly kind: 'running';
      readonly question: Question;
      readonly job: string;
      readonly result: WhatIfResult | null;
    }
  | { readonly kind: 'done'; readonly question: Question; readonly result: WhatIfResult }
  | { readonly kind: 'stuck'; readonly question: Question; readonly result: WhatIfResult; readonly problem: string }
  | { readonly kind: 'cancelled'; readonly question: Question };

export type TrialEvent =
  | { readonly kind: 'ask'; readonly question: Question }
  | { readonly kind: 'job'; readonly question: Question; readonly job: string }
  | { readonly kind: 'error'; readonly question: Question; readonly error: StationError }
  | ({ readonly kind: 'news' } & News)
  | { readonly kind: 'cancel' };

export const noTrial: Trial = { kind: 'none' };

export function trialAfter(trial: Trial, event: TrialEvent): Trial {
  switch (event.kind) {
    case 'ask':
      return { kind: 'asking', question: event.question, early: [] };
    case 'job': {
      if (trial.kind !== 'asking' || trial.question !== event.question) return trial;
      const last = trial.early.findLast(({ job }) => job === event.job);
      const running: Trial = { kind: 'running', question: trial.question, job: event.job, result: null };
      return last ? withNews(running, last.result) : running;
    }
    case 'error':
      return trial.kind === 'asking' && trial.question === event.question
        ? { kind: 'failed', question: event.question, error: event.error }
        : trial;
    case 'news':
      if (trial.kind === 'asking')
        return { ...trial, early: [...trial.early, { job: event.job, result: event.result }] };
      return trial.kind === 'running' && trial.job === event.job ? withNews(trial, event.result) : trial;
    case 'cancel':
      return trial.kind === 'running' || trial.kind === 'asking'
        ? { kind: 'cancelled', question: trial.question }
        : trial;
    default:
      return assertNever(event);
  }
}

function withNews(running: Extract<Trial, { kind: 'running' }>, result: WhatIfResult): Trial {
  const { question } = running;
  if (result.problem !== null) return { kind: 'stuck', question, result, problem: result.problem };
  return result.progress >= 1 ? { kind: 'done', question, result } : { ...running, result };
}

/** What is known so far; null before the first news. */
export function resultOf(trial: Trial): WhatIfResult | null {
  return trial.kind === 'running' || trial.kind === 'done' || trial.kind === 'stuck' ? trial.result : null;
}
