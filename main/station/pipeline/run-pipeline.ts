/**
 * The pipeline of one recipe, running: joins its stages, listens to the camera, answers the main thread.
 *
 * Everything that is timed lives here; nothing here waits for a disk, a screen or the main process's event loop.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import type { MessagePort } from 'node:worker_threads';
import { v7 as uuidv7 } from 'uuid';
import { toWireError } from '../../api/errors.ts';
import { say } from '../../api/said/say.ts';
import type { CameraStatus } from '../../api/slices/health.ts';
import { RingReader } from '../camera/frame-ring.ts';
import { type CameraCommand, cameraMessageSchema } from '../camera/protocol.ts';
import { systemClock as clock } from '../clock.ts';
import type { LineAnswer, PartDecision } from '../flow.ts';
import { FrameDurations } from '../health/frame-durations.ts';
import { TriggerLedger } from '../ledger/ledger.ts';
import { Answering, type Timers } from '../line/answering.ts';
import { SimulatedLine } from '../line/simulated-line.ts';
import type { LineOutput } from '../ports.ts';
import { buildRecord, type RunFacts, summaryOf } from '../record/build-record.ts';
import { PictureQuota } from '../record/picture-quota.ts';
import { type Shift, shiftCalendar } from '../shift/shift.ts';
import { createPictureJobs } from '../store/picture-jobs.ts';
import { createRecordWriter } from '../store/record-writer.ts';
import type { OpenPart } from './open-part.ts';
import { PictureKeeping } from './picture-keeping.ts';
import { PictureResults } from './picture-results.ts';
import { Pipeline } from './pipeline.ts';
import type { ChildName, FromPipeline, PipelineOptions, PipelineStatus, ToPipeline } from './pipeline-protocol.ts';
import { isReady, recordsWithinMs } from './readiness.ts';
import { type JudgingStages, makeJudgingStages } from './stages.ts';
import { TriggerPulse } from './trigger-pulse.ts';
import { Viewing } from './viewing.ts';

/** How often the main thread hears how the line is. */
const statusEveryMs = 200;
/** Overdue frames, heartbeat: often enough that nobody waits for it. */
const tickEveryMs = 10;
const drainWithinMs = 1_000;
const commitWithinMs = 3_000;
const lateReleasesEveryMs = 60_000;

const timers: Timers = {
  setTimeout: (run, delayMs) => setTimeout(run, delayMs),
  clearTimeout: (timer) => clearTimeout(timer as NodeJS.Timeout),
};

export type Say = (message: FromPipeline, transfer?: ArrayBuffer[]) => void;

export class PipelineRun {
  private readonly options: PipelineOptions;
  private readonly say: Say;
  private readonly judging: JudgingStages;
  private readonly run: RunFacts;
  private readonly shiftAt: (wallMs: number) => Shift;
  private readonly ledger: TriggerLedger;
  private readonly line: LineOutput;
  private readonly answering: Answering;
  private readonly durations = new FrameDurations(clock.monotonicMs());
  private readonly records = createRecordWriter();
  private readonly jobs = createPictureJobs();
  private readonly results = new PictureResults(this.records);
  private readonly quota: PictureQuota;
  private readonly pictures: PictureKeeping;
  private readonly viewing: Viewing;
  private readonly pipeline: Pipeline;
  private readonly pulse: TriggerPulse;
  private readonly intervals: NodeJS.Timeout[] = [];
  private camera: MessagePort | null = null;
  private cameraStatus: CameraStatus | null = null;
  private canRecord = false;
  /** The processes that are attached. */
  private readonly pids: Partial<Record<ChildName, number | undefined>> = {};
  private isStopLineAsked = false;
  private isStopping = false;
  private lastPulseMs = Number.NEGATIVE_INFINITY;
  /** Answers of the MES that came for no open part. */
  private lateReleases = 0;
  private lateReleasesToldMs = Number.NEGATIVE_INFINITY;

  constructor(options: PipelineOptions, say: Say, line: LineOutput = lineOf(options)) {
    const { recipe, manifest, store } = options;
    this.options = options;
    this.say = say;
    this.judging = makeJudgingStages(options, {
      onProblem: (problem) => say({ kind: 'problem', problem }),
      onRegistered: (tookMs) => this.durations.registered(tookMs),
    });
    this.run = {
      runId: options.runId,
      recipe: recipe.name,
      bundle: manifest.name,
      bundleVersion: manifest.version,
      classes: manifest.classes,
      frameSize: { width: recipe.camera.width, height: recipe.camera.height },
      review: recipe.review,
    };
    this.shiftAt = shiftCalendar(options.shifts, options.timeZone);
    const { trigger, framesPerPart, deadlineMs } = recipe;
    const frameTimeoutMs = trigger.mode === 'free-run' ? 0 : trigger.frameTimeoutMs;
    this.ledger = new TriggerLedger({ mode: trigger.mode, framesPerPart, frameTimeoutMs });
    this.line = line;
    this.answering = new Answering({ line, clock, timers, deadlineMs });
    this.quota = new PictureQuota({
      // The share is of parts: a part of many frames must not be sampled many times.
      passShare: store.passPictureShare / framesPerPart,
      picturesPerMinute: store.picturesPerMinute,
      seed: Number.parseInt(options.runId.slice(-8), 16),
      monotonicMs: clock.monotonicMs,
    });
    this.pictures = new PictureKeeping(recipe.camera, this.quota, this.jobs);
    this.viewing = new Viewing(recipe.camera, this.jobs, {
      preview: (preview, jpeg) => say({ kind: 'preview', preview, jpeg }),
      thumbnail: (part, { width, height }, jpeg) => say({ kind: 'thumbnail', part, width, height, jpeg }),
    });
    this.pipeline = this.makePipeline();
    this.pulse = new TriggerPulse({
      open: () => this.pipeline.triggerOpened(),
      isWaiting: () => trigger.mode === 'software' && this.ledger.isWaiting,
      fire: () => this.camera?.postMessage({ kind: 'software-trigger' } satisfies CameraCommand),
      frameTimeoutMs,
    });
    this.records.onCommitted((committed) => say({ kind: 'parts', parts: committed.map(summaryOf) }));
    this.records.onRefused(({ id, message }) =>
      say({ kind: 'problem', problem: `record ${id} was refused: ${message}` }),
    );
    this.jobs.onKept((result) => this.results.done(result));
    this.jobs.onProblem((problem) => say({ kind: 'problem', problem }));
    this.judging.engine.onHang(() => this.childLost('engine', `no answer for ${options.hangMs} ms`, true));
    this.judging.engine.onLost((reason) => this.childLost('engine', reason));
    this.records.onLost((reason) => this.childLost('store', reason));
    this.jobs.onLost((reason) => this.childLost('jobs', reason));
  }

  async start(): Promise<void> {
    await this.line.start();
    this.listen(this.options.camera);
    this.intervals.push(
      setInterval(() => this.tick(), tickEveryMs),
      setInterval(() => this.say({ kind: 'status', status: this.status() }), statusEveryMs),
    );
  }

  receive(message: ToPipeline): void {
    switch (message.kind) {
      case 'attach':
        this.attach(message);
        break;
      case 'camera':
        this.listen(message.port);
        break;
      case 'store-state':
        this.canRecord = message.canRecord;
        this.quota.picturesStopped(!message.canKeepPictures);
        this.showReady();
        this.askToStopLine(message.stopLine);
        break;
      case 'trigger':
        this.trigger(message.call);
        break;
      case 'preview-wanted':
        this.viewing.previewWanted();
        break;
      case 'restart-measures':
        this.durations.restart(clock.monotonicMs());
        break;
      case 'serial':
      case 'release':
      case 'unasked':
        if (!this.pipeline.unitTold(message)) this.releaseWasLate();
        break;
      case 'limits':
        this.judging.limit(message.limits);
        break;
      case 'stop-line':
        this.line.stopLine(message.reason);
        break;
      case 'stop':
        void this.stop();
        break;
    }
  }

  private makePipeline(): Pipeline {
    const { recipe, gate } = { recipe: this.options.recipe, gate: this.judging.gate };
    const ring = new RingReader(this.options.ring);
    return new Pipeline({
      clock,
      ring,
      ledger: this.ledger,
      preprocess: this.judging.preprocess,
      placed: this.judging.placed,
      gate,
      engine: this.judging.engine,
      interpret: this.judging.interpret,
      rules: () => this.judging.rules(),
      deadlineMs: recipe.deadlineMs,
      framesPerPart: recipe.framesPerPart,
      line: this.answering,
      durations: this.durations,
      pictures: {
        keep: (part, decision, frame, closing) => {
          const picture = this.pictures.keep(part, decision, frame, closing);
          if (picture.outcome === 'queued') this.results.expect(part.id);
          return picture;
        },
        closed: (part, decision) => this.pictures.closed(part, decision),
      },
      frameJudged: (part, decision, frame) => this.viewing.frameJudged(part, decision, frame, clock.wallMs()),
      partDecided: (part, decision, answer) => this.partDecided(part, decision, answer),
      onProblem: (problem) => this.say({ kind: 'problem', problem }),
    });
  }

  private partDecided(part: OpenPart, decision: PartDecision, answer: LineAnswer): void {
    const shift = this.shiftAt(part.lastFrameWallMs);
    const facts = {
      id: part.id,
      messageId: uuidv7(),
      trigger: part.trigger,
      lastFrameMs: part.lastFrameMs,
      lastFrameWallMs: part.lastFrameWallMs,
      shift: shift.name,
      shiftStartedAt: shift.startedAt,
      truth: part.truth,
      serial: part.serial,
      workOrder: part.release?.workOrder ?? null,
      pictures: part.pictures,
      frameIds: part.frameIds,
    };
    this.records.append(buildRecord(this.run, facts, decision, answer));
    this.results.appended(part.id);
    this.viewing.partDecided(part);
  }

  private listen(port: MessagePort): void {
    this.camera?.close();
    this.camera = port;
    port.on('message', (message: unknown) => this.fromCamera(message));
  }

  private fromCamera(raw: unknown): void {
    const message = cameraMessageSchema.parse(raw);
    switch (message.kind) {
      case 'frame':
        this.pipeline.frameArrived(message.frame);
        this.pulse.shotEnded(clock.monotonicMs());
        break;
      case 'lost':
        this.pipeline.frameLost(message.lost);
        this.pulse.shotEnded(clock.monotonicMs());
        break;
      case 'status':
        this.cameraIs(message.status);
        break;
    }
  }

  private cameraIs(status: CameraStatus): void {
    const wasStreaming = this.cameraStatus?.state === 'streaming';
    this.cameraStatus = status;
    // Only a station that stops lets its camera be stopped: no fault.
    if (status.state === 'stopped') this.answering.exit();
    if (wasStreaming && status.state !== 'streaming')
      this.pipeline.cameraLost(status.detail ?? say('cameraGivesNothing'));
    this.showReady();
  }

  private attach(message: Extract<ToPipeline, { kind: 'attach' }>): void {
    const clients = { engine: this.judging.engine, store: this.records, jobs: this.jobs };
    this.pids[message.child] = message.pid;
    clients[message.child].attach(message.endpoint).then(
      () => this.showReady(),
      // Mostly it ended again before we reached it: then its supervisor starts it anew and tells us.
      (thrown: unknown) => {
        const { child, pid } = message;
        this.say({ kind: 'child-lost', child, pid, reason: toWireError(thrown).message, isHung: false });
      },
    );
  }

  private childLost(child: ChildName, reason: string, isHung = false): void {
    this.showReady();
    this.say({ kind: 'child-lost', child, pid: this.pids[child], reason, isHung });
  }

  /** Ready means: a part that comes now is seen, judged and recorded. */
  private showReady(): void {
    const ready = isReady({
      sees: this.cameraStatus?.state === 'streaming',
      judges: this.judging.engine.isConnected,
      canRecord: this.canRecord,
      oldestWaitingMs: this.records.oldestWaitingMs(),
    });
    this.answering.ready(ready);
  }

  /** Once each time that records cannot be kept: the store says so every second. */
  private askToStopLine(isWanted: boolean): void {
    if (isWanted && !this.isStopLineAsked) this.line.stopLine('records cannot be kept');
    this.isStopLineAsked = isWanted;
  }

  /** It changes nothing any more. Once a minute, for the log. */
  private releaseWasLate(): void {
    this.lateReleases++;
    const nowMs = clock.monotonicMs();
    if (nowMs - this.lateReleasesToldMs < lateReleasesEveryMs) return;
    this.lateReleasesToldMs = nowMs;
    const problem = `the MES answered when the part was decided already, or would not come; ${this.lateReleases} times by now`;
    this.say({ kind: 'problem', problem });
  }

  private tick(): void {
    if (this.isStopping) return;
    const nowMs = clock.monotonicMs();
    this.pipeline.tick();
    this.pulse.tick(nowMs);
    this.showReady();
    const { trigger } = this.options.recipe;
    const everyMs = trigger.mode === 'software' ? trigger.everyMs : undefined;
    if (everyMs === undefined || this.cameraStatus?.state !== 'streaming' || nowMs - this.lastPulseMs < everyMs) return;
    // In step with the clock: a late tick does not delay those after it.
    this.lastPulseMs = nowMs - this.lastPulseMs < 2 * everyMs ? this.lastPulseMs + everyMs : nowMs;
    this.pulse.request(nowMs);
  }

  private trigger(call: number): void {
    const { mode } = this.options.recipe.trigger;
    const refusal = `the recipe's trigger is ${mode}; only software triggers can be fired here`;
    const problem = this.isStopping ? 'the station stops' : mode === 'software' ? null : refusal;
    const trigger = problem === null ? this.pulse.request(clock.monotonicMs()) : null;
    this.say({ kind: 'triggered', call, trigger, problem });
  }

  private status(): PipelineStatus {
    return {
      ledger: this.ledger.sum(),
      camera: this.cameraStatus,
      recordsWaiting: this.records.waiting,
      recordsAreLate: this.records.oldestWaitingMs() >= recordsWithinMs,
      picturesSkipped: this.pictures.skipped,
      latency: this.durations.latency(),
      engineRunMsP50: this.durations.engineRunMsP50(),
      measures: this.durations.measures(clock.monotonicMs()),
    };
  }

  /** The camera has stopped already. What is open gets its chance, then everything is answered, recorded, closed. */
  private async stop(): Promise<void> {
    this.isStopping = true;
    await until(() => this.pipeline.busy === 0, drainWithinMs);
    this.answering.exit();
    this.pipeline.stop();
    // Whatever the engine still holds is settled by this, as a fault.
    this.judging.close();
    await until(() => this.pipeline.busy === 0, drainWithinMs);
    await until(() => this.jobs.waiting === 0, drainWithinMs);
    await until(() => this.records.waiting === 0, commitWithinMs);
    for (const interval of this.intervals) clearInterval(interval);
    await this.line.close();
    this.say({ kind: 'status', status: this.status() });
    this.records.close();
    this.jobs.close();
    this.camera?.close();
    this.say({ kind: 'stopped', recordsLeft: this.records.waiting });
  }
}

function lineOf({ recipe }: PipelineOptions): LineOutput {
  return new SimulatedLine({ clock, timers, heartbeatMs: recipe.line.heartbeatMs });
}

async function until(isDone: () => boolean, withinMs: number): Promise<void> {
  const giveUpMs = clock.monotonicMs() + withinMs;
  while (!isDone() && clock.monotonicMs() < giveUpMs) await sleep(5);
}
