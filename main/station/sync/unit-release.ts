/**
 * Asks the MES about units and tells the pipeline what holds: `unit-questions.ts`, with a clock and a way to ask.
 *
 *   scanner ─▶ UnitRelease ──question──▶ sync process ─▶ MES
 *                  │  ◀──answer, or none in time──┘
 *                  └──words (`UnitWord`)──▶ pipeline
 */
import { toWireError } from '../../api/errors.ts';
import { say } from '../../api/said/say.ts';
import { type MesQuestions, mesQuestionsSchema, type SyncState } from '../../api/slices/sync.ts';
import type { UnitWord } from '../flow.ts';
import type { Clock } from '../ports.ts';
import type { Asked } from './sync-child.ts';
import { type Question, step, type UnitEvent, type UnitQuestions } from './unit-questions.ts';

/** The sync process watches the time as well and says why nobody answered; only its own end is not told by it. */
const graceMs = 250;

export interface UnitReleaseParts {
  readonly clock: Clock;
  /** Name of the one that runs. */
  readonly recipe: string;
  /** May reject: then no answer comes. */
  readonly ask: (question: Question) => Promise<Asked>;
  /** To the pipeline. */
  readonly tell: (word: UnitWord) => void;
  /** Something came of a question. */
  readonly heard: () => void;
}

export class UnitRelease {
  private readonly parts: UnitReleaseParts;
  private readonly timers = new Map<number, NodeJS.Timeout>();
  private state: UnitQuestions;

  constructor(parts: UnitReleaseParts) {
    this.parts = parts;
    const questions = mesQuestionsSchema.parse({ target: null });
    this.state = { recipe: parts.recipe, questions, underWay: [], call: 0, last: null };
  }

  /** What came of the question that ended last. */
  get lastAnswer(): SyncState['lastAnswer'] {
    return this.state.last;
  }

  questionsAre(questions: MesQuestions): void {
    this.take({ what: 'settings', questions });
  }

  /** @param serial what a scanner has read: of the part that is opened next. */
  scanned(serial: string): void {
    this.take({ what: 'scanned', serial, at: this.parts.clock.wallMs() });
  }

  /** Nothing is asked or told any more. */
  stop(): void {
    for (const timer of this.timers.values()) clearTimeout(timer);
    this.timers.clear();
    this.state = { ...this.state, underWay: [] };
  }

  private take(event: UnitEvent): void {
    const before = this.state.last;
    const { state, words, ask } = step(this.state, event);
    this.state = state;
    for (const word of words) this.parts.tell(word);
    if (state.last !== before) this.parts.heard();
    if (ask) this.ask(ask);
  }

  private ask(question: Question): void {
    const { call, timeoutMs } = question;
    const startedMs = this.parts.clock.monotonicMs();
    const none = (why: string): Asked => {
      return { outcome: 'no-answer', why, tookMs: this.parts.clock.monotonicMs() - startedMs };
    };
    const timer = setTimeout(() => this.hear(call, none(say('mesNotInTime', { ms: timeoutMs }))), timeoutMs + graceMs);
    this.timers.set(call, timer);
    this.parts.ask(question).then(
      (asked) => this.hear(call, asked),
      (thrown: unknown) => this.hear(call, none(toWireError(thrown).message)),
    );
  }

  private hear(call: number, asked: Asked): void {
    clearTimeout(this.timers.get(call));
    this.timers.delete(call);
    this.take({ what: 'heard', call, asked, at: this.parts.clock.wallMs() });
  }
}
