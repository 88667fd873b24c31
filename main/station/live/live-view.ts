/**
 * What the screens see: the newest status, the last parts, their thumbnails. Fed by the pipeline with committed
 * records only; asks the store's rollups once a second for the figures of the shift.
 */
import { say } from '../../api/said/say.ts';
import type { CameraStatus, EngineStatus, RecipeWarning, StoreStatus, SyncStatus } from '../../api/slices/health.ts';
import type { LiveStatus, PartSummary } from '../../api/slices/live.ts';
import type { Ledger } from '../../api/words.ts';
import { systemClock } from '../clock.ts';
import type { FrameMeasures } from '../health/frame-durations.ts';
import { fitnessWarnings } from '../inference/fitness-warnings.ts';
import type { PipelineStatus } from '../pipeline/pipeline-protocol.ts';
import type { Clock } from '../ports.ts';
import { Recent } from './recent.ts';
import { ThumbnailShelf } from './thumbnail-shelf.ts';
import { TruthTally } from './truth-tally.ts';

export const partsShown = 30;
/** The pipeline says five times a second how it is; after this time its last word is worth nothing. */
const pipelineSilentAfterMs = 2_000;
/** One period at 60 frames a second. */
export const budgetMs = 1000 / 60;

/** The figures of the shift, as the store's rollups have them. */
export interface ShiftFigures {
  readonly counts: Pick<Ledger, 'pass' | 'fail' | 'review' | 'missed'>;
  readonly yieldPerMinute: readonly (number | null)[];
  readonly pareto: readonly { readonly reason: string; readonly count: number }[];
}

/** What others know better. */
export interface LiveFacts {
  readonly recipe: LiveStatus['recipe'];
  readonly warnings: readonly RecipeWarning[];
  readonly cameraKind: string;
  /** The truth of parts, where a camera tells it, is shown in a demo only. */
  readonly isDemo: boolean;
  shift(): LiveStatus['shift'];
  engine(runMsP50: number | null): EngineStatus;
  /** @param waiting records that are decided and not committed. */
  store(waiting: number, picturesSkipped: number): StoreStatus;
}

export const noLedger: Ledger = { triggers: 0, pass: 0, fail: 0, review: 0, missed: 0, pending: 0 };

export function cameraOpening(kind: string): CameraStatus {
  return {
    state: 'opening',
    kind,
    name: kind,
    fps: 0,
    detail: null,
    remedy: null,
    retryInS: null,
    frames: { complete: 0, incomplete: 0, lost: 0, overwritten: 0 },
  };
}

/** Nothing comes from the camera past a pipeline that hangs: no part is judged, and a person must help. */
const blind = {
  state: 'fault',
  fps: 0,
  detail: say('pipelineSilent'),
  remedy: say('pipelineSilentRemedy'),
  retryInS: null,
} as const;

export class LiveView {
  private readonly facts: LiveFacts;
  private readonly clock: Clock;
  private readonly parts = new Recent<PartSummary>(partsShown);
  readonly thumbnails = new ThumbnailShelf();
  private readonly truth = new TruthTally();
  private pipeline: PipelineStatus | null = null;
  private pipelineSpokeMs = 0;
  private figures: ShiftFigures = {
    counts: { pass: 0, fail: 0, review: 0, missed: 0 },
    yieldPerMinute: [],
    pareto: [],
  };
  private incidents: LiveStatus['incidents'] = [];
  private sync: SyncStatus = { state: 'not-configured', waiting: 0 };

  constructor(facts: LiveFacts, clock: Clock = systemClock) {
    this.facts = facts;
    this.clock = clock;
  }

  get recipe(): LiveStatus['recipe'] {
    return this.facts.recipe;
  }
  get warnings(): readonly RecipeWarning[] {
    return [...this.facts.warnings, ...fitnessWarnings(this.engine().fitness)];
  }

  pipelineStatus(status: PipelineStatus): void {
    this.pipeline = status;
    this.pipelineSpokeMs = this.clock.monotonicMs();
  }
  shiftFigures(figures: ShiftFigures): void {
    this.figures = figures;
  }
  syncIs(sync: SyncStatus): void {
    this.sync = sync;
  }
  incidentsAre(incidents: LiveStatus['incidents']): void {
    this.incidents = incidents;
  }
  /** Parts of this run, each once. */
  committed(parts: readonly PartSummary[]): void {
    for (const part of parts) this.parts.add(part);
    if (this.facts.isDemo) this.truth.add(parts);
  }
  /** Parts of earlier runs: seen in the strip, counted nowhere. */
  madeBefore(parts: readonly PartSummary[]): void {
    for (const part of parts) this.parts.add(part);
  }

  lastParts(): readonly PartSummary[] {
    return this.parts.all();
  }
  ledger(): Ledger {
    return this.pipeline?.ledger ?? noLedger;
  }
  camera(): CameraStatus {
    const camera = this.pipeline?.camera ?? cameraOpening(this.facts.cameraKind);
    return this.isPipelineSilent ? { ...camera, ...blind } : camera;
  }
  engine(): EngineStatus {
    return this.facts.engine(this.pipeline?.engineRunMsP50 ?? null);
  }
  store(): StoreStatus {
    const store = this.facts.store(this.pipeline?.recordsWaiting ?? 0, this.pipeline?.picturesSkipped ?? 0);
    const isLate = store.state === 'ready' && this.pipeline?.recordsAreLate;
    return isLate ? { ...store, state: 'restarting', detail: say('recordsLate') } : store;
  }
  measures(): FrameMeasures | null {
    return this.pipeline?.measures ?? null;
  }

  /** Once it has spoken; until then the camera is not open, and the station starts. */
  private get isPipelineSilent(): boolean {
    return this.pipeline !== null && this.clock.monotonicMs() - this.pipelineSpokeMs > pipelineSilentAfterMs;
  }

  status(nowWallMs: number): LiveStatus {
    const latency = this.pipeline?.latency;
    return {
      at: nowWallMs,
      recipe: this.facts.recipe,
      warnings: [...this.warnings],
      shift: this.facts.shift(),
      run: this.ledger(),
      shiftCounts: this.figures.counts,
      yieldPerMinute: [...this.figures.yieldPerMinute],
      pareto: [...this.figures.pareto],
      latency: {
        p50: latency?.p50 ?? null,
        p99: latency?.p99 ?? null,
        budgetMs,
        recent: [...(latency?.recent ?? [])],
      },
      camera: this.camera(),
      engine: this.engine(),
      store: this.store(),
      sync: this.sync,
      demoTruth: this.truth.read(),
      incidents: this.incidents,
    };
  }
}
