/**
 * One frame before the quality gate and the engine, side by side. Nothing is thrown from here: a stage that throws, or an
 * engine that breaks its word, leaves the frame unjudged with the reason.
 */
import { say } from '../../api/said/say.ts';
import type { InferenceAnswer, InferenceResult, NotRegistered, Placed, QualityResult } from '../flow.ts';
import type { EngineAnswer, EngineClient } from '../ports.ts';
import type { StageFaults } from './stage-faults.ts';

export interface JudgingParts {
  /** Writes the engine's input for a frame into `into`; says why when there is nothing to ask the engine. */
  readonly preprocess: (frame: Uint8Array, into: Uint8Array, frameIndex: number) => NotRegistered | null;
  /** Of the frame that was preprocessed last; null, or absent, where nothing is laid on a golden picture. */
  readonly placed?: () => Placed | null;
  readonly gate: (frame: Uint8Array) => QualityResult;
  readonly engine: EngineClient;
  readonly interpret: (answer: Extract<EngineAnswer, { ok: true }>) => InferenceAnswer;
}

/** An input that the engine can be asked about. */
export interface Prepared {
  readonly ok: true;
  readonly input: Uint8Array;
  readonly placed: Placed | null;
}
type NotJudged = Extract<InferenceResult, { ok: false }>;

export interface Judged {
  /** Null: the gate could not measure the frame. */
  readonly quality: QualityResult | null;
  readonly inference: InferenceResult;
}

export class FrameJudge {
  private readonly parts: JudgingParts;
  private readonly faults: StageFaults;

  constructor(parts: JudgingParts, faults: StageFaults) {
    this.parts = parts;
    this.faults = faults;
  }

  /** Of a frame about which the engine is not asked, too. */
  measure(bytes: Uint8Array): QualityResult | null {
    const measured = this.faults.attempt(say('stageGate'), () => this.parts.gate(bytes));
    return measured.ok ? measured.value : null;
  }

  /** The input goes back to the engine when there is nothing to ask. */
  prepare(bytes: Uint8Array, input: Uint8Array, frameIndex: number): Prepared | NotJudged {
    const { preprocess, placed, engine } = this.parts;
    const attempt = this.faults.attempt<Prepared | NotJudged>(say('stagePreprocess'), () => {
      const reason = preprocess(bytes, input, frameIndex);
      return reason ? { ok: false, reason } : { ok: true, input, placed: placed?.() ?? null };
    });
    const prepared = attempt.ok ? attempt.value : notJudged(attempt.detail);
    if (!prepared.ok) engine.returnInput(input);
    return prepared;
  }

  async ask(bytes: Uint8Array, { input, placed }: Prepared): Promise<Judged> {
    const answering = this.infer(input);
    // The gate measures here while the engine works over there.
    const quality = withPlace(this.measure(bytes), placed);
    const answer = await answering;
    return { quality, inference: this.read(answer) };
  }

  private async infer(input: Uint8Array): Promise<EngineAnswer> {
    try {
      return await this.parts.engine.infer(input);
    } catch (thrown) {
      // It never throws, says the port. An input that stayed out all the same would be one less for ever.
      this.parts.engine.returnInput(input);
      return { ok: false, detail: this.faults.caught(say('stageAsk'), thrown) };
    }
  }

  private read(answer: EngineAnswer): InferenceResult {
    if (!answer.ok) return notJudged(answer.detail);
    const read = this.faults.attempt(say('stageRead'), () => this.parts.interpret(answer));
    return read.ok ? { ok: true, answer: read.value } : notJudged(read.detail);
  }
}

function withPlace(quality: QualityResult | null, placed: Placed | null): QualityResult | null {
  return quality && placed ? { ...quality, reading: { ...quality.reading, placed } } : quality;
}

function notJudged(detail: string): NotJudged {
  return { ok: false, reason: { kind: 'engine-fault', detail } };
}
