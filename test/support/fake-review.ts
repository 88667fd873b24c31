/**
 * A review queue that is played: parts of a fake line wait, are claimed, decided, taken back, as `api/slices/review.ts`
 * has it. Give `answers` to the fake station, `attach` it, and it tells every screen when its queue changes.
 */
import { StationError } from '../../main/api/errors.ts';
import type { Decided, Decision, Queue, Queued, ReviewStage, UnderReview } from '../../main/api/slices/review.ts';
import type { Reason, Verdict } from '../../main/api/words.ts';
import { fakeGolden } from './fake-line.ts';
import type { FakeAnswers, FakeStation } from './fake-station.ts';

export interface FakeReviewOptions {
  /** How many wait at the start. */
  readonly count?: number;
  /** Until the first is due; each of the next has this much longer. */
  readonly firstDueMs?: number;
  readonly dueStepMs?: number;
  readonly frames?: number;
  readonly classes?: readonly string[];
  readonly change?: (part: Queued, index: number) => Queued;
  /** Which parts are known ones, by their place in the first queue, and what is true of them. */
  readonly known?: ReadonlyMap<number, Decided['known']>;
  /** Of those beyond the list. */
  readonly waiting?: Queue['waiting'];
}

const reasons: readonly { readonly verdict: Verdict; readonly reasons: readonly Reason[] }[] = [
  { verdict: 'review', reasons: [{ kind: 'unsure', class: 'pitting', score: 0.48, passBelow: 0.21, failAbove: 0.62 }] },
  { verdict: 'review', reasons: [{ kind: 'unsure', class: 'pitting', score: 0.55, passBelow: 0.21, failAbove: 0.62 }] },
  { verdict: 'review', reasons: [{ kind: 'bad-picture', fault: 'too-dark', value: 31, limit: 60 }] },
  { verdict: 'fail', reasons: [{ kind: 'defect', class: 'pitting', score: 0.81, limit: 0.62 }] },
  { verdict: 'review', reasons: [{ kind: 'unknown-part', value: 41.3, limit: 22 }] },
];

export interface Taken {
  readonly id: string;
  readonly decisionId: string;
  readonly decision: Decision;
  readonly comment: string;
  readonly lookedMs: number;
  readonly part: Queued;
}

export class FakeReview {
  parts: Queued[] = [];
  readonly decided: Taken[] = [];
  readonly undone: string[] = [];
  readonly claims = new Map<string, string>();
  readonly released: string[] = [];
  /** Refuses the next decisions with this. */
  refusal: StationError | null = null;
  private readonly options: FakeReviewOptions;
  private readonly first = new Map<string, number>();
  private station: FakeStation | null = null;

  constructor(options: FakeReviewOptions = {}) {
    this.options = options;
  }

  /** Fills the queue with parts that the station's line makes now. */
  attach(station: FakeStation): void {
    this.station = station;
    for (let index = 0; index < (this.options.count ?? 7); index += 1) this.add(index);
    this.tell();
  }

  add(index: number, stage: ReviewStage = 'operator'): Queued {
    const kind = reasons[index % reasons.length];
    if (!this.station || !kind) throw new Error('a fake review wants its station first');
    // The line forgets pictures after sixty parts: later ones are shown with one of those.
    const lines = this.station.line.parts;
    const { summary } =
      index < 50 ? this.station.line.next(kind) : (lines[index % lines.length] ?? this.station.line.next(kind));
    const { firstDueMs = 42_000, dueStepMs = 28_000, change } = this.options;
    const now = Date.now();
    const part: Queued = {
      id: crypto.randomUUID(),
      at: now - 30_000,
      label: `84 231 ${String(938 - index * 13).padStart(3, '0')}`,
      serial: null,
      workOrder: null,
      recipe: 'Ball screw 32×10',
      verdict: kind.verdict,
      reasons: [...kind.reasons],
      stage,
      dueAt: now + firstDueMs + index * dueStepMs,
      next: 'quality',
      openedAt: now - 60_000,
      picture: summary.picture,
      claimedBy: null,
    };
    const changed = change?.(part, index) ?? part;
    this.parts.push(changed);
    this.first.set(changed.id, index);
    return changed;
  }

  queue(): Queue {
    const at = (stage: ReviewStage): number => this.parts.filter((part) => part.stage === stage).length;
    const waiting = {
      operator: at('operator'),
      quality: at('quality'),
      overdue: at('hold') + at('reject') + at('stop'),
    };
    return {
      at: Date.now(),
      parts: this.parts.slice(0, 100),
      waiting: this.options.waiting ?? waiting,
      nextDueAt: this.parts[0]?.dueAt ?? null,
    };
  }

  tell(): void {
    this.station?.send('review.queue', this.queue());
  }

  /** Somebody at another desk. */
  remove(id: string): void {
    this.parts = this.parts.filter((part) => part.id !== id);
    this.tell();
  }

  change(id: string, change: (part: Queued) => Queued): void {
    this.parts = this.parts.map((part) => (part.id === id ? change(part) : part));
    this.tell();
  }

  readonly answers: FakeAnswers = {
    'review.queue': () => this.queue(),
    'review.look': ({ id }) => this.look(id),
    'review.claim': ({ id }) => {
      const part = this.parts.find((candidate) => candidate.id === id);
      if (!part) throw new StationError('conflict', 'part is decided already');
      if (part.claimedBy !== null) throw new StationError('conflict', `${part.claimedBy} has this part`);
      this.claims.set(id, id);
      return { until: Date.now() + 60_000 };
    },
    'review.release': ({ id }) => {
      this.claims.delete(id);
      this.released.push(id);
      return {};
    },
    'review.decide': (input) => this.decide(input),
    'review.undo': ({ decisionId }) => {
      const taken = this.decided.find((candidate) => candidate.decisionId === decisionId);
      if (!taken) throw new StationError('not-found', 'no such decision');
      this.undone.push(decisionId);
      this.decided.splice(this.decided.indexOf(taken), 1);
      this.parts = [taken.part, ...this.parts.filter((part) => part.id !== taken.id)];
      this.tell();
      return { id: taken.id };
    },
    'review.decideAll': ({ ids }) => {
      this.parts = this.parts.filter((part) => !ids.includes(part.id));
      this.tell();
      return { decided: ids.length, skipped: 0 };
    },
    'review.myFigures': () => ({
      person: { id: '0199aa00-0000-7000-8000-000000000001', name: 'Anna Berger' },
      since: Date.now() - 30 * 86_400_000,
      decided: 1_284,
      known: 31,
      right: 29,
      misses: { hits: 1, of: 14 },
      falseAlarms: { hits: 1, of: 17 },
      kappa: 0.87,
      grade: 'acceptable',
      medianLookMs: 3_400,
      tooFast: 2,
      bulk: 0,
    }),
  };

  private decide({ id, decisionId, decision, comment, lookedMs }: Omit<Taken, 'part'>): Decided {
    if (this.refusal) throw this.refusal;
    const index = this.first.get(id) ?? -1;
    const answer: Decided = {
      decisionId,
      undoUntil: Date.now() + 10_000,
      known: this.options.known?.get(index) ?? null,
    };
    if (this.decided.some((taken) => taken.decisionId === decisionId)) return answer;
    const part = this.parts.find((candidate) => candidate.id === id);
    if (!part) throw new StationError('conflict', 'part is decided already');
    this.decided.push({ id, decisionId, decision, comment, lookedMs, part });
    this.parts = this.parts.filter((candidate) => candidate.id !== id);
    if (decision.decision === 'not-sure') this.parts.push({ ...part, stage: 'quality', dueAt: Date.now() + 600_000 });
    this.tell();
    return answer;
  }

  private look(id: string): UnderReview {
    const part = this.parts.find((candidate) => candidate.id === id);
    const line = this.station?.line;
    if (!part || !line) throw new StationError('not-found', 'this part is no longer there');
    const fake = line.parts.find(({ summary }) => summary.picture === part.picture && part.picture !== null);
    const golden = line.status().recipe.golden;
    const frames = Array.from({ length: this.options.frames ?? 1 }, (_, index) => ({
      frameIndex: (fake?.summary.frameIndex ?? 0) + index,
      verdict: index === 0 ? part.verdict : ('pass' as const),
      picture: part.picture,
      regions: index === 0 ? (fake?.summary.regions ?? []) : [],
      placed: golden ? { dx: 0, dy: 0, turnDegrees: 0 } : null,
    }));
    return {
      ...part,
      frame: line.frame,
      frames,
      opinion: [{ class: 'pitting', score: scoreOf(part), passBelow: 0.21, failAbove: 0.62 }],
      golden: golden ? { picture: fakeGolden, positions: golden.positions } : null,
      alike: this.alike(part),
      classes: [...(this.options.classes ?? ['pitting', 'scratch', 'dent', 'stain'])],
    };
  }

  private alike(part: Queued): UnderReview['alike'] {
    const others = this.station?.line.parts.filter(
      ({ summary }) => summary.picture !== null && summary.picture !== part.picture && summary.regions.length > 0,
    );
    return (others ?? []).slice(0, 3).map(({ summary }, index) => ({
      id: summary.id,
      at: summary.at - 86_400_000 * (index + 1),
      picture: summary.picture ?? '',
      region: summary.regions[0] ?? null,
      frame: summary.frame,
      decision: index === 2 ? ('good' as const) : ('defect' as const),
      class: index === 2 ? null : 'pitting',
      by: index === 1 ? 'operator' : 'quality',
      decidedAt: summary.at - 86_300_000 * (index + 1),
      distance: 0.1 * index,
    }));
  }
}

function scoreOf({ reasons: [first] }: Queued): number {
  return first && 'score' in first ? first.score : 0.12;
}
