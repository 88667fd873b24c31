/**
 * A stage that throws costs its frame a verdict, never the line. What it threw becomes words for the record and the log;
 * a stage that throws at every frame is told of once a minute, not sixty times a second.
 */
import { toWireError } from '../../api/errors.ts';
import { say } from '../../api/said/say.ts';
import type { Clock } from '../ports.ts';

/** What a stage gave, or in words why it gave nothing. */
export type Attempt<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly detail: string };

const tellEveryMs = 60_000;

interface Told {
  readonly atMs: number;
  /** How often it threw since, untold. */
  readonly since: number;
}

export class StageFaults {
  private readonly clock: Clock;
  private readonly onProblem: (problem: string) => void;
  private readonly told = new Map<string, Told>();

  constructor(clock: Clock, onProblem: (problem: string) => void) {
    this.clock = clock;
    this.onProblem = onProblem;
  }

  /** @param stage its name in a sentence: `${stage} failed: …` */
  attempt<T>(stage: string, run: () => T): Attempt<T> {
    try {
      return { ok: true, value: run() };
    } catch (thrown) {
      return { ok: false, detail: this.caught(stage, thrown) };
    }
  }

  /** @returns what happened, for the record */
  caught(stage: string, thrown: unknown): string {
    const nowMs = this.clock.monotonicMs();
    const { atMs, since } = this.told.get(stage) ?? { atMs: Number.NEGATIVE_INFINITY, since: 0 };
    if (nowMs - atMs < tellEveryMs) {
      this.told.set(stage, { atMs, since: since + 1 });
    } else {
      this.told.set(stage, { atMs: nowMs, since: 0 });
      this.onProblem(`${stage} failed${since === 0 ? '' : ` (and ${since} times before, untold)`}: ${traceOf(thrown)}`);
    }
    return say('stageFailed', { stage, why: toWireError(thrown).message });
  }
}

/** A fault of ours is found by its stack; the record has the sentence alone. */
function traceOf(thrown: unknown): string {
  return thrown instanceof Error && thrown.stack ? thrown.stack : toWireError(thrown).message;
}
