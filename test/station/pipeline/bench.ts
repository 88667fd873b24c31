import type { CapturedFrame, LineAnswer, NotRegistered, PartDecision, Placed } from '../../../main/station/flow.ts';
import { FrameDurations } from '../../../main/station/health/frame-durations.ts';
import { TriggerLedger } from '../../../main/station/ledger/ledger.ts';
import { Answering } from '../../../main/station/line/answering.ts';
import { SimulatedLine } from '../../../main/station/line/simulated-line.ts';
import type { OpenPart } from '../../../main/station/pipeline/open-part.ts';
import { PictureKeeping } from '../../../main/station/pipeline/picture-keeping.ts';
import { Pipeline } from '../../../main/station/pipeline/pipeline.ts';
import type { EngineAnswer } from '../../../main/station/ports.ts';
import { PictureQuota } from '../../../main/station/record/picture-quota.ts';

export const deadlineMs = 100;

/** What can be made to throw. */
export const stageNames = ['preprocess', 'placed', 'gate', 'infer', 'interpret', 'picture', 'shown'] as const;
export type StageName = (typeof stageNames)[number];

/** The real ledger, decision, pictures and line around a ring, an engine and a clock that the test holds in its hand. */
export class Bench {
  nowMs = 0;
  /** What preprocessing says of the next frames. */
  refusal: NotRegistered | null = null;
  place: Placed | null = null;
  /** These throw for the time being. */
  readonly broken = new Set<StageName>();
  readonly problems: string[] = [];
  readonly held = new Set<number>();
  readonly claimed: number[] = [];
  readonly released: number[] = [];
  readonly overwritten = new Set<number>();
  readonly outcomes: { readonly part: OpenPart; readonly decision: PartDecision; readonly answer: LineAnswer }[] = [];
  readonly order: string[] = [];
  private readonly asked: ((answer: EngineAnswer) => void)[] = [];
  private readonly inputs: Uint8Array[] = [new Uint8Array(1), new Uint8Array(1)];
  private readonly timers = new Map<number, { readonly atMs: number; readonly run: () => void }>();
  private lastTimer = 0;
  private lastFrameId = 0;
  readonly ledger: TriggerLedger;
  readonly pipeline: Pipeline;
  /** Ids of pictures that the jobs process was given. */
  readonly kept: string[] = [];
  /** The jobs process takes no more. */
  isQueueFull = false;
  readonly quota: PictureQuota;
  readonly pictures: PictureKeeping;

  constructor(framesPerPart: number, mode: 'free-run' | 'software' = 'free-run') {
    const clock = { monotonicMs: () => this.nowMs, wallMs: () => 1_000_000 + this.nowMs };
    const timers = {
      setTimeout: (run: () => void, delayMs: number) => {
        this.timers.set(++this.lastTimer, { atMs: this.nowMs + delayMs, run });
        return this.lastTimer;
      },
      clearTimeout: (timer: unknown) => {
        this.timers.delete(timer as number);
      },
    };
    const line = new SimulatedLine({ clock, timers, heartbeatMs: 1e9 });
    void line.start();
    line.ready(true);
    this.quota = new PictureQuota({ passShare: 0, picturesPerMinute: 1e6, seed: 1, monotonicMs: clock.monotonicMs });
    this.pictures = new PictureKeeping({ width: 1, height: 1, pixelFormat: 'Mono8' }, this.quota, {
      keep: (picture) => {
        if (!this.isQueueFull) this.kept.push(picture);
        return !this.isQueueFull;
      },
      onKept: () => undefined,
      encode: () => Promise.resolve(null),
    });
    this.ledger = new TriggerLedger({ mode, framesPerPart, frameTimeoutMs: 500 });
    this.pipeline = new Pipeline({
      clock,
      ring: {
        claim: (slot) => {
          if (this.overwritten.delete(slot)) return null;
          this.held.add(slot);
          this.claimed.push(slot);
          return new Uint8Array(1);
        },
        release: (slot) => {
          this.held.delete(slot);
          this.released.push(slot);
        },
      },
      ledger: this.ledger,
      preprocess: () => this.stage('preprocess', () => this.refusal),
      placed: () => this.stage('placed', () => this.place),
      gate: () =>
        this.stage('gate', () => ({
          reading: { brightness: 100, saturatedShare: 0, blackShare: 0, focus: 100, obstruction: null },
          faults: [],
        })),
      engine: {
        isConnected: true,
        borrowInput: () => this.inputs.pop() ?? null,
        returnInput: (input) => this.inputs.push(input),
        infer: (input) =>
          this.stage(
            'infer',
            () =>
              new Promise((resolve) => {
                this.asked.push((answer) => {
                  this.inputs.push(input);
                  resolve(answer);
                });
              }),
          ),
      },
      interpret: ({ map, runMs }) =>
        this.stage('interpret', () => ({
          scores: [map[0] ?? 0],
          regions: [],
          unknownPart: null,
          features: [map[0] ?? 0],
          runMs,
        })),
      rules: () => ({ classes: [{ name: 'pitting', passBelow: 0.2, failAbove: 0.6 }], unknownPartLimit: null }),
      deadlineMs,
      framesPerPart,
      line: new Answering({ line, clock, timers, deadlineMs }),
      durations: new FrameDurations(0),
      pictures: {
        keep: (...of) =>
          this.stage('picture', () => {
            this.order.push('picture');
            return this.pictures.keep(...of);
          }),
        closed: (...of) => this.pictures.closed(...of),
      },
      frameJudged: () => this.stage('shown', () => this.order.push('shown')),
      partDecided: (part, decision, answer) => {
        this.order.push('recorded');
        this.outcomes.push({ part, decision, answer });
      },
      onProblem: (problem) => this.problems.push(problem),
    });
  }

  private stage<T>(name: StageName, run: () => T): T {
    if (this.broken.has(name)) throw new Error(`${name} is broken`);
    return run();
  }

  frame(change: Partial<CapturedFrame> = {}): void {
    this.lastFrameId++;
    this.pipeline.frameArrived({
      slot: this.lastFrameId,
      frameId: this.lastFrameId,
      completeMs: this.nowMs,
      completeWallMs: 1_000_000 + this.nowMs,
      deviceTimeNs: null,
      damage: null,
      truth: null,
      ...change,
    });
  }
  lose(why: 'camera' | 'overrun' = 'camera'): void {
    this.lastFrameId++;
    this.pipeline.frameLost({ frameId: this.lastFrameId, why });
  }
  frameOverwritten(): void {
    this.overwritten.add(this.lastFrameId + 1);
    this.frame();
  }
  /** Breaks a stage, or mends it. */
  toggle(stage: StageName): void {
    if (!this.broken.delete(stage)) this.broken.add(stage);
  }
  /** The camera's numbers jump: so many frames never came, and nobody said so. */
  jump(frames: number): void {
    this.lastFrameId += frames;
  }
  /** Inputs of the engine that are not out. */
  get freeInputs(): number {
    return new Set(this.inputs).size;
  }
  get waitingAnswers(): number {
    return this.asked.length;
  }
  async answer(score: number): Promise<void> {
    this.asked.shift()?.({ ok: true, map: new Float32Array([score]), boxes: null, features: null, runMs: 5 });
    await settled();
  }
  async fail(detail: string): Promise<void> {
    this.asked.shift()?.({ ok: false, detail });
    await settled();
  }
  pass(ms: number): void {
    this.nowMs += ms;
    for (const [id, timer] of [...this.timers]) {
      if (timer.atMs > this.nowMs) continue;
      this.timers.delete(id);
      timer.run();
    }
    this.pipeline.tick();
  }
  async drain(score = 0): Promise<void> {
    await settled();
    while (this.asked.length > 0) await this.answer(score);
  }
  sumHolds(): boolean {
    const { triggers, pass, fail, review, missed, pending } = this.ledger.sum();
    return triggers === pass + fail + review + missed + pending;
  }
}

/** Lets every promise that is already resolved run on. */
async function settled(): Promise<void> {
  for (let i = 0; i < 10; i++) await Promise.resolve();
}
