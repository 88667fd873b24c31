/**
 * The flow, running: a frame comes, is given its part, judged (`judge-frame.ts`), decided; when its part is whole the
 * line is answered, and only then is anything kept, shown or written.
 *
 * No I/O of its own: every stage comes in through `PipelineStages`, so that the whole flow runs in a test with a fake
 * clock. Parts are never lost: whatever goes wrong with a frame, a stage that throws too, becomes a decision with its
 * reason.
 */
import { decideFrame } from '../decision/decide-frame.ts';
import { decidePart } from '../decision/decide-part.ts';
import type { DecisionRules } from '../decision/rules.ts';
import type {
  CapturedFrame,
  FrameDecision,
  InferenceResult,
  LineAnswer,
  LostFrame,
  PartDecision,
  PartFrame,
  QualityResult,
  UnitWord,
} from '../flow.ts';
import type { FrameDurations } from '../health/frame-durations.ts';
import { missedReason, type PartComplete, type TriggerLedger } from '../ledger/ledger.ts';
import type { Answering } from '../line/answering.ts';
import type { Clock } from '../ports.ts';
import type { FramePicture } from '../record/build-record.ts';
import { cleanSerial } from '../record/serial.ts';
import { FrameJudge, type JudgingParts, type Prepared } from './judge-frame.ts';
import { NextUnit } from './next-unit.ts';
import { OpenPart } from './open-part.ts';
import { StageFaults } from './stage-faults.ts';

export interface PartPictures {
  /**
   * After the line was answered: keep the picture or say why not.
   * @param closing the decision on the part, when this frame was the last that it waited for
   */
  keep(part: OpenPart, decision: FrameDecision, frame: Uint8Array, closing: PartDecision | null): FramePicture;
  /** The part is decided, and no frame of it is in hand any more. */
  closed(part: OpenPart, decision: PartDecision): void;
}

export interface PipelineStages extends JudgingParts {
  readonly clock: Clock;
  readonly ring: { claim(slot: number, frameId: number): Uint8Array | null; release(slot: number): void };
  readonly ledger: TriggerLedger;
  /** In force now: people may change limits while the line runs. */
  readonly rules: () => DecisionRules;
  /** A frame whose answer would come later than this after its completion is not judged any more. */
  readonly deadlineMs: number;
  readonly framesPerPart: number;
  readonly line: Answering;
  readonly durations: FrameDurations;
  readonly pictures: PartPictures;
  /** For the screens; must copy what it wants of `frame`. */
  readonly frameJudged: (part: OpenPart, decision: FrameDecision, frame: Uint8Array) => void;
  readonly partDecided: (part: OpenPart, decision: PartDecision, answer: LineAnswer) => void;
  /** A stage threw; for the log. */
  readonly onProblem: (problem: string) => void;
}

interface WaitingFrame {
  readonly frame: PartFrame;
  readonly bytes: Uint8Array;
}

/** Weight of the newest answer in `answerMs`: it follows within a second, and one slow answer does not move it far. */
const answerShare = 0.05;

export class Pipeline {
  private readonly stages: PipelineStages;
  private readonly faults: StageFaults;
  private readonly judge: FrameJudge;
  private readonly parts = new Map<number, OpenPart>();
  private readonly waiting: WaitingFrame[] = [];
  private judging = 0;
  /** How long an answer takes at present: exponentially weighted, from preprocessing on. */
  private answerMs = 0;
  /** What the camera said when it was lost; for the records of parts that never got a frame. */
  private lossDetail = '';
  private readonly nextUnit = new NextUnit();

  constructor(stages: PipelineStages) {
    this.stages = stages;
    this.faults = new StageFaults(stages.clock, stages.onProblem);
    this.judge = new FrameJudge(stages, this.faults);
  }

  /** Frames that wait for the engine or are with it. */
  get busy(): number {
    return this.waiting.length + this.judging;
  }

  frameArrived(captured: CapturedFrame): void {
    const { ring, ledger } = this.stages;
    const bytes = ring.claim(captured.slot, captured.frameId);
    if (!bytes) {
      this.frameLost({ frameId: captured.frameId, why: 'overrun' });
      return;
    }
    const { frame, complete } = ledger.frame(captured);
    // A gap in the camera's numbers may have opened parts before this frame's: the line expects them in their order.
    for (const { trigger } of complete) this.part(trigger);
    if (frame) {
      this.part(frame.trigger).frameArrived(frame);
      this.waiting.push({ frame, bytes });
    } else {
      ring.release(captured.slot);
    }
    this.complete(complete);
    this.pump();
  }

  frameLost(lost: LostFrame): void {
    const { place, complete } = this.stages.ledger.lost(lost, this.stages.clock.monotonicMs());
    if (place) this.parts.get(place.trigger)?.placeLost();
    this.complete(complete);
  }

  /** Opens a trigger of a recipe with software trigger; the caller then fires the camera. */
  triggerOpened(): number {
    const trigger = this.stages.ledger.openTrigger(this.stages.clock.monotonicMs());
    this.part(trigger);
    return trigger;
  }

  /** @returns false when it came for no part that is still to be decided. */
  unitTold(word: UnitWord): boolean {
    const isNext = this.nextUnit.told(word);
    if (word.kind !== 'release') return true;
    const serial = cleanSerial(word.serial);
    let isFound = isNext;
    for (const part of this.parts.values()) {
      if (part.scanned === null || part.scanned !== serial) continue;
      part.release = word.release;
      isFound = true;
    }
    return isFound;
  }

  /** @param detail what the camera said. */
  cameraLost(detail: string): void {
    this.lossDetail = detail;
    this.complete(this.stages.ledger.end('camera-lost'));
  }

  /** To be called often (every 10 ms or so): triggers whose frames will not come any more. */
  tick(): void {
    this.complete(this.stages.ledger.expired(this.stages.clock.monotonicMs()));
  }

  /** The station stops: whatever is open is decided with what has come. Nothing may arrive afterwards. */
  stop(): void {
    for (const { frame, bytes } of this.waiting.splice(0)) {
      this.finish(frame, bytes, this.judge.measure(bytes), { ok: false, reason: { kind: 'station-stopped' } });
    }
    this.complete(this.stages.ledger.end('stopped'));
  }

  private part(trigger: number): OpenPart {
    const known = this.parts.get(trigger);
    if (known) return known;
    const { clock } = this.stages;
    const { serial, release } = this.nextUnit;
    const part = new OpenPart(trigger, clock.monotonicMs(), clock.wallMs(), serial, release);
    this.nextUnit.taken();
    this.parts.set(trigger, part);
    this.stages.line.expect(trigger);
    return part;
  }

  private complete(parts: readonly PartComplete[]): void {
    for (const { trigger, cause } of parts) {
      const part = this.part(trigger);
      part.complete(cause);
      // A part without any frame is complete now: there is nothing that it could be late after.
      const completeMs = part.hasFrames ? part.lastFrameMs : this.stages.clock.monotonicMs();
      this.stages.line.complete(trigger, completeMs);
      if (part.isWhole) this.close(part, this.answer(part));
    }
  }

  private pump(): void {
    const { clock, engine, deadlineMs } = this.stages;
    for (let head = this.waiting[0]; head; head = this.waiting[0]) {
      const { frame, bytes } = head;
      const ageMs = clock.monotonicMs() - frame.completeMs;
      if (frame.damage !== null) {
        this.waiting.shift();
        this.finish(frame, bytes, null, null);
      } else if (ageMs + this.answerMs > deadlineMs) {
        // Its answer would come too late; asking all the same would make the next ones late as well.
        // What is not asked is not learnt either, so the expectation sinks until one is asked again.
        this.answerMs *= 1 - answerShare;
        this.waiting.shift();
        const late: InferenceResult = { ok: false, reason: { kind: 'late', tookMs: ageMs, deadlineMs } };
        this.finish(frame, bytes, this.judge.measure(bytes), late);
      } else {
        const input = engine.borrowInput();
        if (!input) return;
        this.waiting.shift();
        const startedMs = clock.monotonicMs();
        const prepared = this.judge.prepare(bytes, input, frame.frameIndex);
        if (prepared.ok) void this.ask(frame, bytes, prepared, startedMs);
        else this.finish(frame, bytes, this.judge.measure(bytes), prepared);
      }
    }
  }

  private async ask(frame: PartFrame, bytes: Uint8Array, prepared: Prepared, startedMs: number): Promise<void> {
    this.judging++;
    const { quality, inference } = await this.judge.ask(bytes, prepared);
    this.judging--;
    if (inference.ok) this.answerMs += answerShare * (this.stages.clock.monotonicMs() - startedMs - this.answerMs);
    this.finish(frame, bytes, quality, inference);
    this.pump();
  }

  private finish(
    frame: PartFrame,
    bytes: Uint8Array,
    quality: QualityResult | null,
    inference: InferenceResult | null,
  ): void {
    this.decided(frame, bytes, this.decide(frame, quality, inference));
    this.stages.ring.release(frame.slot);
  }

  private decide(frame: PartFrame, quality: QualityResult | null, inference: InferenceResult | null): FrameDecision {
    const { clock, rules } = this.stages;
    const { frameIndex, damage, completeMs } = frame;
    return decideFrame({ frameIndex, damage, quality, inference, completeMs, decidedMs: clock.monotonicMs() }, rules());
  }

  private decided(frame: PartFrame, bytes: Uint8Array, decision: FrameDecision): void {
    const { durations, pictures, frameJudged } = this.stages;
    const part = this.part(frame.trigger);
    durations.frame(decision);
    part.frameDecided(decision);
    // The line first; this frame's picture may be copied once it has its answer.
    const outcome = part.isWhole ? this.answer(part) : null;
    const closing = outcome?.decision ?? null;
    const kept = this.faults.attempt('keeping a picture', () => pictures.keep(part, decision, bytes, closing));
    part.picture(decision.frameIndex, kept.ok ? kept.value : { id: null, outcome: 'skipped:failed' });
    this.faults.attempt('showing a picture', () => frameJudged(part, decision, bytes));
    if (outcome) this.close(part, outcome);
  }

  private answer(part: OpenPart): { readonly decision: PartDecision; readonly answer: LineAnswer } {
    const { clock, line, ledger, framesPerPart, durations } = this.stages;
    const nowMs = clock.monotonicMs();
    const decision = decidePart({
      frames: part.frames,
      expected: framesPerPart,
      missed: missedReason(part.lossCause, this.lossDetail),
      late: line.lateness(part.trigger, nowMs),
      notReleased: part.release?.doubt ?? null,
    });
    const answer = line.verdict(part.trigger, decision.verdict, nowMs);
    ledger.close(part.trigger, decision.verdict);
    if (part.frames.length > 0) durations.answered(part.lastFrameMs, answer.sentMs);
    return { decision, answer };
  }

  /** A part that cannot be recorded ends the pipeline, and so the line: running on without records is worse. */
  private close(part: OpenPart, outcome: { readonly decision: PartDecision; readonly answer: LineAnswer }): void {
    this.parts.delete(part.trigger);
    this.stages.pictures.closed(part, outcome.decision);
    this.stages.partDecided(part, outcome.decision, outcome.answer);
  }
}
