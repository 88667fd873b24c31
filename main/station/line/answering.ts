/**
 * The rule around any line output: each part is answered exactly once, and OK only for a pass that came in time.
 *
 *   open ──complete──▶ deadline armed ──verdict──▶ answered, forgotten
 *     │                      └─deadline──▶ answered not-OK ──verdict──▶ forgotten
 *     └─fault, exit (at any time)──▶ answered not-OK ──verdict──▶ forgotten
 *
 * Synchronous, and it touches no disk: the line is answered before anything is recorded.
 */
import type { LineAnswer, Verdict } from '../flow.ts';
import type { Clock, LineOutput } from '../ports.ts';

export interface Timers {
  setTimeout(run: () => void, delayMs: number): unknown;
  clearTimeout(timer: unknown): void;
}

export interface AnsweringParts {
  readonly line: LineOutput;
  readonly clock: Clock;
  readonly timers: Timers;
  /** From a part's last frame complete in memory to its latest answer. */
  readonly deadlineMs: number;
}

interface OpenPart {
  deadlineMs: number | null;
  lastCompleteMs: number | null;
  timer: unknown;
  answer: LineAnswer | null;
}

export class Answering {
  private readonly parts: AnsweringParts;
  private readonly open = new Map<number, OpenPart>();
  private newest = 0;
  private isReady = false;
  private hasEnded = false;

  constructor(parts: AnsweringParts) {
    this.parts = parts;
  }

  /** The part is expected. Triggers grow; saying it again is allowed while the part is open. */
  expect(trigger: number): void {
    if (this.open.has(trigger)) return;
    if (trigger <= this.newest) throw new Error(`trigger ${trigger} was answered before`);
    this.newest = trigger;
    this.open.set(trigger, { deadlineMs: null, lastCompleteMs: null, timer: null, answer: null });
    if (this.hasEnded) this.answer(trigger, false, 'exit');
  }

  /** Its last frame lies complete since `lastCompleteMs` (monotonic; for a missed part: now): the deadline runs. */
  complete(trigger: number, lastCompleteMs: number): void {
    this.expect(trigger);
    const part = this.partOf(trigger);
    part.lastCompleteMs = lastCompleteMs;
    part.deadlineMs = lastCompleteMs + this.parts.deadlineMs;
    this.arm(trigger, part);
  }

  /**
   * Was the line answered without a verdict, or is it too late for one at `nowMs`? Ask before deciding, and give the
   * same `nowMs` to `verdict`: then record and line say the same.
   */
  lateness(trigger: number, nowMs: number): { readonly tookMs: number; readonly deadlineMs: number } | null {
    const part = this.partOf(trigger);
    if (part.lastCompleteMs === null || part.deadlineMs === null || nowMs < part.deadlineMs) return null;
    return { tookMs: nowMs - part.lastCompleteMs, deadlineMs: this.parts.deadlineMs };
  }

  /**
   * The part is decided: answers the line unless that has happened, and forgets the part.
   *
   * @returns what the line was told, for the record
   * @throws Error when the part is not open: it had its verdict before
   */
  verdict(trigger: number, verdict: Verdict, nowMs: number): LineAnswer {
    const part = this.partOf(trigger);
    const isLate = part.deadlineMs !== null && nowMs >= part.deadlineMs;
    const answer = part.answer ?? this.answer(trigger, verdict === 'pass' && !isLate, isLate ? 'deadline' : 'verdict');
    this.parts.timers.clearTimeout(part.timer);
    this.open.delete(trigger);
    return answer;
  }

  /**
   * Can the station judge and record parts? Once it cannot, all open parts are answered not-OK, at once: no machine
   * waits for a deadline to learn what is known. Later parts are judged again when it can.
   */
  ready(isReady: boolean): void {
    if (this.hasEnded) return;
    const isFault = this.isReady && !isReady;
    this.isReady = isReady;
    this.parts.line.ready(isReady);
    if (isFault) this.answerOpen('fault');
  }

  /** The station ends: all open parts, and all that still come, are answered not-OK, and the line is ready no more. */
  exit(): void {
    this.hasEnded = true;
    this.answerOpen('exit');
    this.parts.line.ready(false);
  }

  private answerOpen(because: LineAnswer['because']): void {
    for (const [trigger, part] of this.open) if (!part.answer) this.answer(trigger, false, because);
  }

  private arm(trigger: number, part: OpenPart): void {
    const { clock, timers } = this.parts;
    timers.clearTimeout(part.timer);
    if (part.answer || part.deadlineMs === null) return;
    const leftMs = part.deadlineMs - clock.monotonicMs();
    if (leftMs <= 0) {
      this.answer(trigger, false, 'deadline');
      return;
    }
    // Timers count whole milliseconds and may come early: `arm` looks at the clock again.
    part.timer = timers.setTimeout(() => this.arm(trigger, part), Math.ceil(leftMs));
  }

  private answer(trigger: number, ok: boolean, because: LineAnswer['because']): LineAnswer {
    const { line, clock, timers } = this.parts;
    const part = this.partOf(trigger);
    const mayBeOk = ok && line.state() === 'ready';
    line.answer({ trigger, ok: mayBeOk });
    const isOk = mayBeOk && line.state() === 'ready';
    const answer: LineAnswer = {
      trigger,
      ok: isOk,
      sentMs: clock.monotonicMs(),
      sentWallMs: clock.wallMs(),
      because: ok && !isOk ? 'fault' : because,
    };
    part.answer = answer;
    timers.clearTimeout(part.timer);
    return answer;
  }

  private partOf(trigger: number): OpenPart {
    const part = this.open.get(trigger);
    if (!part) throw new Error(`trigger ${trigger} is not open at the line`);
    return part;
  }
}
