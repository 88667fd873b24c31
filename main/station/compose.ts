/**
 * The one composition root: reads the recipe's bundle, makes the ring, starts pipeline, children and camera, joins them
 * to the live view, and serves the API. Both hosts call it; only the spawner differs.
 *
 *   main thread ── camera thread ──▶ frame ring ──▶ pipeline thread ◀─▶ engine process
 *        │                                              ├─▶ store process (records)
 *        └── live view, API ◀── status, committed parts ┘└─▶ jobs process (pictures)
 */

import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { MessageChannel, type MessagePort } from 'node:worker_threads';
import { v7 as uuidv7 } from 'uuid';
import type { Connection } from '../api/connection.ts';
import { toWireError } from '../api/errors.ts';
import { createEventHub, serveApi } from '../api/server.ts';
import type { Healthz, RecipeWarning } from '../api/slices/health.ts';
import type { LiveStatus } from '../api/slices/live.ts';
import { isAllowed, may } from '../api/who.ts';
import type { Spawner } from '../process/spawn.ts';
import { allocateFrameRing, defaultSlots, type FrameRingMemory } from './camera/frame-ring.ts';
import { type CameraThread, startCameraWorker } from './camera/start-camera.ts';
import { Children, type LostChild } from './children.ts';
import { systemClock as clock } from './clock.ts';
import { framesPerSecond } from './config/frame-rate.ts';
import { activeRecipe, type LoadedConfig } from './config/load.ts';
import type { Recipe } from './config/recipe.ts';
import { createFeatures, type Features } from './features.ts';
import type { FrameGeometry } from './flow.ts';
import { frameBytes } from './frame-size.ts';
import { LoopDelay } from './health/loop-delay.ts';
import { type Bundle, readBundle } from './inference/bundle.ts';
import { checkRecipe } from './inference/check-recipe.ts';
import type { Endpoint } from './link/link.ts';
import { lineHandlers } from './live/handlers.ts';
import { LiveView, partsShown } from './live/live-view.ts';
import { PreviewBroker } from './live/preview-broker.ts';
import { ShiftWatch } from './live/shift-watch.ts';
import { StationStatus } from './live/station-status.ts';
import type { Log } from './log/log.ts';
import type { Screen } from './people/screen.ts';
import { type PipelineMessage, PipelineThread } from './pipeline/pipeline-thread.ts';
import { storeState } from './pipeline/store-state.ts';
import { centredView } from './preprocess/centre.ts';
import type { Reference } from './quality/obstruction.ts';
import { loadReference } from './quality/reference.ts';
import { checkGolden, loadGolden } from './registration/golden-picture.ts';
import type { Grey } from './registration/grey.ts';
import { type Shift, shiftCalendar } from './shift/shift.ts';
import { exportPath } from './store/export-path.ts';
import { createStoreQueries } from './store/store-queries.ts';
import type { SecretLock } from './sync/secret-box.ts';

const statusEveryMs = 250;
const pictureWithinMs = 5_000;
const pictureEveryMs = 100;
const limitsAgainMs = 1_000;
/** The ring holds this much of the line: a second in which the machine did something else loses no frame. */
const ringSeconds = 1;
const ringMaxBytes = 256 * 2 ** 20;

export interface Station {
  /**
   * Resolves when the store holds the data folder, takes records and answers; until then nobody should be told of this
   * station.
   * Rejects with the StationError of a store that cannot (another station has the folder, a newer database, ...).
   */
  readonly whenRecording: Promise<void>;
  /** Serves the API on a connection until it closes. */
  serve(connection: Connection, screen: Screen): void;
  /** Somebody is at this screen: at the station itself always, at another desk after the sign-in. */
  isSignedIn(screen: Screen): boolean;
  healthz(): Healthz;
  /** Absolute path of a kept picture's file, or null. */
  pictureFile(id: string): Promise<string | null>;
  /** Path of a file that this screen may take along; null for any other. */
  exportFile(name: string, screen: Screen): string | null;
  /** Idempotent. Resolves when the line reads not-OK, every record is on disk and no child is left. */
  stop(reason: string): Promise<void>;
}

export interface StartStationOptions {
  readonly config: LoadedConfig;
  readonly dataDir: string;
  readonly spawner: Spawner;
  readonly version: string;
  readonly log: Log;
  /** The operating system's lock for secrets; absent: none. */
  readonly secretLock?: SecretLock | null;
  /** The station cannot go on (its pipeline ended by itself): the host stops it and ends. */
  readonly onDeath: (error: Error) => void;
}

/** @throws StationError when bundle or recipe are wrong: nothing is running then. */
export async function startStation(options: StartStationOptions): Promise<Station> {
  const recipe = activeRecipe(options.config);
  const bundle = await readBundle(recipe.bundle);
  const warnings = checkRecipe(recipe, bundle, centredView(recipe.camera, bundle.manifest.input));
  for (const warning of warnings) options.log.warn(warning.text, { recipe: recipe.name });
  const reference =
    recipe.referencePicture === undefined ? null : await loadReference(recipe.referencePicture, recipe.camera);
  const golden = recipe.reference ? await loadGolden(recipe.reference) : null;
  const borders = recipe.reference && golden ? checkGolden(recipe, recipe.reference, golden) : [];
  for (const warning of borders) options.log.warn(warning.text, { recipe: recipe.name });
  return new ComposedStation({ ...options, warnings: [...warnings, ...borders], reference, golden }, recipe, bundle);
}

interface CheckedOptions extends StartStationOptions {
  readonly warnings: readonly RecipeWarning[];
  /** Of the obstruction measure; null for a recipe without. */
  readonly reference: Reference | null;
  /** What a reference bundle compares with; null for others. */
  readonly golden: Grey | null;
}

class ComposedStation implements Station {
  private readonly options: CheckedOptions;
  private readonly recipe: Recipe;
  private readonly bundle: Bundle;
  private readonly runId = uuidv7();
  /** The golden picture is a picture by id as well; another file may lie there at the next start. */
  private readonly goldenId = uuidv7();
  private readonly ring: FrameRingMemory;
  private readonly shift: () => Shift;
  private readonly loopDelay = new LoopDelay();
  private readonly hub = createEventHub();
  private readonly queries = createStoreQueries();
  private readonly cameraPort: MessagePort;
  private readonly pipeline: PipelineThread;
  private readonly children: Children;
  private readonly live: LiveView;
  private readonly status: StationStatus;
  private readonly previews: PreviewBroker;
  private readonly shiftWatch: ShiftWatch;
  private readonly features: Features;
  private readonly statusTimer: NodeJS.Timeout;
  private camera: CameraThread | null = null;
  private readonly storeAnswers = Promise.withResolvers<void>();
  private isJudgingKnown = false;
  private storePid: number | undefined;
  private stopping: Promise<void> | null = null;

  constructor(options: CheckedOptions, recipe: Recipe, bundle: Bundle) {
    const { config, dataDir, spawner, log } = options;
    const timeZone = config.station.timeZone ?? Intl.DateTimeFormat().resolvedOptions().timeZone;
    const shiftAt = shiftCalendar(config.shifts, timeZone);
    this.options = options;
    this.recipe = recipe;
    this.bundle = bundle;
    this.shift = () => shiftAt(clock.wallMs());
    const { width, height, pixelFormat } = recipe.camera;
    const geometry = { width, height, pixelFormat };
    this.ring = allocateFrameRing(geometry, ringSlots(geometry, recipe.camera.framesPerSecond));
    const { port1, port2 } = new MessageChannel();
    this.cameraPort = port2;
    this.pipeline = this.startPipeline(port1, timeZone);
    this.children = new Children({
      spawner,
      config,
      bundleDir: recipe.bundle,
      framesPerSecond: framesPerSecond(recipe),
      dataDir,
      cacheDir: join(dataDir, 'cache'),
      runId: this.runId,
      timeZone,
      log,
      onReady: (child, endpoint, pid) => this.childReady(child, endpoint, pid),
      onChange: () => this.childrenChanged(),
    });
    this.live = new LiveView({
      recipe: shownRecipe(recipe, bundle, this.goldenId),
      warnings: options.warnings,
      cameraKind: recipe.camera.kind,
      isDemo: config.station.demo,
      shift: () => shownShift(this.shift()),
      engine: (runMsP50) => this.children.engineStatus(runMsP50),
      store: (waiting, skipped) => this.children.storeStatus(waiting, skipped),
    });
    this.queries.onLost((reason) => this.childLost({ child: 'store', pid: this.storePid, reason, isHung: false }));
    this.status = new StationStatus(this.live, () => this.processes(), this.loopDelay);
    this.previews = new PreviewBroker(() => this.pipeline.tell({ kind: 'preview-wanted' }));
    this.shiftWatch = new ShiftWatch({
      queries: this.queries,
      shift: this.shift,
      wallMs: clock.wallMs,
      log,
      onFigures: (figures) => this.live.shiftFigures(figures),
      onIncidents: (incidents) => this.live.incidentsAre(incidents),
    });
    this.features = this.makeFeatures(timeZone);
    this.statusTimer = setInterval(() => {
      if (this.hub.size > 0) this.hub.emit('live.status', this.live.status(clock.wallMs()));
    }, statusEveryMs);
    this.children.start();
  }

  get whenRecording(): Promise<void> {
    return this.children.whenRecording.then(() => this.storeAnswers.promise);
  }

  serve(connection: Connection, screen: Screen): void {
    const { log } = this.options;
    serveApi(connection, this.features.handlers, {
      peer: this.features.peerOf(screen),
      events: this.hub,
      onFault: (name, error) => log.error(`the call ${name} failed`, { error }),
    });
  }

  isSignedIn(screen: Screen): boolean {
    return this.features.peerOf(screen).who().role !== null;
  }

  healthz(): Healthz {
    return this.status.healthz(this.stopping !== null);
  }

  exportFile(name: string, screen: Screen): string | null {
    const { role } = this.features.peerOf(screen).who();
    return isAllowed(may.inspect, role) ? exportPath(this.options.dataDir, name) : null;
  }

  async pictureFile(id: string): Promise<string | null> {
    if (id === this.goldenId) return this.recipe.reference?.picture ?? null;
    const other = this.features.pictureFile(id);
    if (other !== null) return other;
    // The picture of a part that was just committed may still be on its way to the disk.
    const giveUpMs = clock.monotonicMs() + pictureWithinMs;
    for (;;) {
      const file = await this.queries.pictureFile({ picture: id });
      const isFresh = this.live.lastParts().some(({ picture }) => picture === id);
      if (file !== null || !isFresh || clock.monotonicMs() > giveUpMs) return file;
      await sleep(pictureEveryMs);
    }
  }

  stop(reason: string): Promise<void> {
    this.stopping ??= this.stopInOrder(reason);
    return this.stopping;
  }

  /** In the order of the flow: no new frames, then every part answered and recorded, then the processes. */
  private async stopInOrder(reason: string): Promise<void> {
    this.options.log.info('the line stops', { reason });
    this.shiftWatch.stop();
    clearInterval(this.statusTimer);
    await this.camera?.stop();
    const left = await this.pipeline.stop();
    if (left !== 0) {
      this.options.log.error('records may be missing: they could not be committed before the end', {
        records: left ?? 'unknown, the pipeline gave no answer',
      });
    }
    await this.features.stop();
    this.queries.close();
    await this.children.stop();
    this.loopDelay.stop();
  }

  private processes(): readonly { readonly name: string; readonly pid: number }[] {
    return [...this.children.processes(), ...this.features.processes()];
  }

  private startPipeline(cameraPort: MessagePort, timeZone: string): PipelineThread {
    const { config, log, reference, golden } = this.options;
    return new PipelineThread(
      {
        runId: this.runId,
        recipe: this.recipe,
        manifest: this.bundle.manifest,
        ring: this.ring,
        camera: cameraPort,
        shifts: config.shifts,
        timeZone,
        store: config.store,
        hangMs: config.engine.hangMs,
        reference,
        golden,
      },
      {
        onMessage: (message) => this.fromPipeline(message),
        onDeath: (error) => {
          log.error('the pipeline ended by itself', { error });
          this.options.onDeath(error);
        },
      },
    );
  }

  private fromPipeline(message: PipelineMessage): void {
    switch (message.kind) {
      case 'status':
        this.live.pipelineStatus(message.status);
        break;
      case 'parts':
        this.live.committed(message.parts);
        this.hub.emit('live.parts', { parts: [...message.parts] });
        this.features.committed(message.parts);
        break;
      case 'preview':
        this.previews.deliver(message);
        break;
      case 'thumbnail':
        this.live.thumbnails.add(message);
        break;
      case 'child-lost':
        this.childLost(message);
        break;
      case 'problem':
        this.options.log.warn(message.problem);
        break;
    }
  }

  private childLost(lost: LostChild): void {
    if (this.stopping) return;
    this.options.log.warn(`${lost.child}: ${lost.reason}`, { pid: lost.pid });
    this.children.lost(lost);
  }

  private childReady(child: 'engine' | 'store' | 'jobs', endpoint: Endpoint, pid: number | undefined): void {
    this.pipeline.tell({ kind: 'attach', child, endpoint, pid });
    if (child === 'jobs') this.previews.retry();
    if (child !== 'store') return;
    this.storePid = pid;
    this.attachQueries(endpoint).catch((thrown: unknown) => {
      // It ended again before we reached it: its supervisor starts it anew and calls us again.
      this.options.log.warn(toWireError(thrown).message);
    });
  }

  private async attachQueries(endpoint: Endpoint): Promise<void> {
    await this.queries.attach(endpoint);
    this.storeAnswers.resolve();
    this.features.storeReady(endpoint);
    await this.knowLimits();
    // After a start the strip shows what was made before it.
    if (this.live.lastParts().length === 0) this.live.madeBefore(await this.queries.recentParts({ limit: partsShown }));
  }

  /** Nothing is judged by limits that are no longer in force, so the camera waits for this. */
  private async knowLimits(): Promise<void> {
    try {
      await this.features.beforeFirstFrame();
      this.isJudgingKnown = true;
      this.childrenChanged();
    } catch (thrown) {
      this.options.log.warn(`what parts are judged by cannot be read: ${toWireError(thrown).message}`);
      if (!this.stopping) setTimeout(() => void this.knowLimits(), limitsAgainMs).unref();
    }
  }

  private childrenChanged(): void {
    this.pipeline.tell(storeState(this.live.store().state, this.recipe.line.stopWhenStoreFull));
    if (!this.camera && !this.stopping && this.isJudgingKnown && this.children.areSettled) this.startCamera();
  }

  /** Once engine and store are there (or say why not): from now on every trigger counts. */
  private startCamera(): void {
    const { camera, trigger, framesPerPart } = this.recipe;
    let isFirst = true;
    this.camera = startCameraWorker({
      camera,
      trigger,
      framesPerPart,
      ring: this.ring,
      cacheDir: join(this.options.dataDir, 'cache'),
      newPort: () => {
        if (isFirst) {
          isFirst = false;
          return this.cameraPort;
        }
        const { port1, port2 } = new MessageChannel();
        this.pipeline.tell({ kind: 'camera', port: port1 });
        return port2;
      },
    });
    this.camera.onError(({ error }) => this.options.log.error(error.message, { error, remedy: error.remedy }));
  }

  private makeFeatures(timeZone: string): Features {
    const { config, version, dataDir, log, spawner } = this.options;
    const { recipe, bundle, runId } = this;
    const line = lineHandlers({
      hello: {
        station: config.station.name,
        version,
        language: config.station.language,
        timeZone,
        runId,
        demo: config.station.demo,
      },
      live: this.live,
      previews: this.previews,
      wallMs: clock.wallMs,
      trigger: () => this.pipeline.trigger(),
      healthz: () => this.healthz(),
      measures: () => this.status.measures(),
      restartMeasures: () => {
        this.pipeline.tell({ kind: 'restart-measures' });
        this.loopDelay.reset();
      },
    });
    const goldenPicture = recipe.reference ? this.goldenId : null;
    return createFeatures(
      {
        ...{ store: this.queries, events: this.hub, clock, log, spawner },
        ...{ config, recipe, bundle, dataDir, timeZone, runId, goldenPicture },
        setLimits: (limits) => this.pipeline.tell({ kind: 'limits', limits }),
        unitTold: (word) => this.pipeline.tell(word),
        healthz: () => this.healthz(),
        version,
        secretLock: this.options.secretLock ?? null,
        syncIs: (status) => this.live.syncIs(status),
        stopLine: (reason) => this.pipeline.tell({ kind: 'stop-line', reason }),
      },
      line,
    );
  }
}

function shownRecipe(recipe: Recipe, { manifest }: Bundle, goldenId: string): LiveStatus['recipe'] {
  const { reference } = recipe;
  return {
    name: recipe.name,
    bundle: manifest.name,
    version: manifest.version,
    framesPerPart: recipe.framesPerPart,
    framesPerSecond: recipe.camera.framesPerSecond,
    millimetresPerPixel: recipe.millimetresPerPixel ?? null,
    frame: { width: recipe.camera.width, height: recipe.camera.height },
    golden: reference ? { picture: goldenId, positions: reference.positions } : null,
  };
}

function shownShift({ name, startedAt }: Shift): LiveStatus['shift'] {
  return { name, startedAt };
}

function ringSlots(geometry: FrameGeometry, framesPerSecond: number): number {
  const wanted = Math.max(defaultSlots, Math.ceil(framesPerSecond * ringSeconds));
  return Math.max(4, Math.min(wanted, Math.floor(ringMaxBytes / frameBytes(geometry))));
}
