/**
 * The station's child processes: engine, store, jobs. Each is kept running within its restart budget; whenever one is
 * ready (again), the pipeline and whoever else needs it are told where it listens.
 */
import { join } from 'node:path';
import { StationError } from '../api/errors.ts';
import { say } from '../api/said/say.ts';
import type { EngineStatus, StoreStatus } from '../api/slices/health.ts';
import type { Child, Spawner } from '../process/spawn.ts';
import type { StationConfig } from './config/station.ts';
import { Standby } from './health/standby.ts';
import { type ChildState, type SupervisedChild, superviseChild } from './health/supervisor.ts';
import { type EngineReady, type EngineStart, engineReadySchema } from './inference/protocol.ts';
import { type Endpoint, randomEndpoint } from './link/link.ts';
import type { Log } from './log/log.ts';
import { childProblemSchema } from './store/child-problem.ts';
import type { JobsStart } from './store/picture-protocol.ts';
import { fromStoreSchema, type StoreStart } from './store/store-protocol.ts';

const readyWithinMs = { engine: 120_000, store: 30_000, jobs: 15_000 };
/** Both report once a second; a slow disk, or a busy machine for the low-priority one, may hold them up for a while. */
const silentAfterMs = { store: 10_000, jobs: 15_000 };
/** A process that dies closes its links first: its exit follows within this time and says more. */
const exitFollowsWithinMs = 300;

export interface ChildrenOptions {
  readonly spawner: Spawner;
  readonly config: StationConfig;
  readonly bundleDir: string;
  /** What the engine must keep up with; absent: 60. */
  readonly framesPerSecond?: number;
  readonly dataDir: string;
  readonly cacheDir: string;
  readonly runId: string;
  readonly timeZone: string;
  readonly log: Log;
  readonly onReady: (child: 'engine' | 'store' | 'jobs', endpoint: Endpoint, pid: number | undefined) => void;
  /** A state changed, or the store said how it is. */
  readonly onChange: () => void;
}

export interface LostChild {
  readonly child: 'engine' | 'store' | 'jobs';
  readonly pid: number | undefined;
  readonly reason: string;
  /** It is there for sure and does nothing. */
  readonly isHung: boolean;
}

const noState: ChildState = { state: 'starting', detail: null, remedy: null, restarts: 0 };
const noStore: StoreStatus = {
  state: 'starting',
  waiting: 0,
  diskFreeBytes: 0,
  daysLeft: null,
  picturesSkipped: 0,
  detail: null,
};

export class Children {
  private readonly options: ChildrenOptions;
  private readonly endpoints = {
    engine: randomEndpoint('engine'),
    store: randomEndpoint('store'),
    jobs: randomEndpoint('jobs'),
  };
  private readonly states: Record<'engine' | 'store' | 'jobs', ChildState> = {
    engine: noState,
    store: noState,
    jobs: noState,
  };
  private engineReady: EngineReady | null = null;
  private storeSays: StoreStatus = noStore;
  private store: SupervisedChild | null = null;
  private jobs: SupervisedChild | null = null;
  private engine: SupervisedChild | null = null;
  private readonly standby: Standby;
  private readonly partings = new Set<NodeJS.Timeout>();
  private readonly storeOpen = Promise.withResolvers<void>();

  constructor(options: ChildrenOptions) {
    this.options = options;
    this.standby = new Standby({
      spawn: () => this.spawnEngine(),
      start: this.engineStart(),
      onLost: (how) => options.log.warn(`the engine that stands by ended (${how}); another one follows`),
    });
  }

  start(): void {
    this.store = this.startStore();
    this.engine = this.startEngine();
  }

  /** Resolves when the store is ready for the first time; rejects with a StationError when it says a fault before. */
  get whenRecording(): Promise<void> {
    return this.storeOpen.promise;
  }

  engineStatus(runMsP50: number | null): EngineStatus {
    const { state, detail, remedy, restarts } = this.states.engine;
    return {
      state,
      provider: this.engineReady?.provider ?? say('noProviderYet'),
      providerReason: this.engineReady?.providerReason ?? '',
      threads: this.engineReady?.threads ?? 0,
      runMsP50,
      restarts,
      detail: sentence(detail, remedy),
      ...(this.engineReady ? { fitness: this.engineReady.fitness } : {}),
    };
  }

  /** @param waiting records that the pipeline holds. */
  storeStatus(waiting: number, picturesSkipped: number): StoreStatus {
    const { state, detail, remedy } = this.states.store;
    const own = { ...this.storeSays, waiting, picturesSkipped };
    return state === 'ready' ? own : { ...own, state, detail: sentence(detail, remedy) };
  }

  processes(): readonly { readonly name: string; readonly pid: number }[] {
    const children = { engine: this.engine, standby: this.standby, store: this.store, jobs: this.jobs };
    return Object.entries(children).flatMap(([name, child]) =>
      child?.pid === undefined ? [] : [{ name, pid: child.pid }],
    );
  }

  /** The store is ready (without it there is no station), the engine too or it has said why it cannot be. */
  get areSettled(): boolean {
    const { engine, store } = this.states;
    return store.state === 'ready' && (engine.state === 'ready' || engine.state === 'fault');
  }

  /** The process with this pid hangs, or a link to it broke: only a fresh one is reached again. */
  lost({ child, pid, reason, isHung }: LostChild): void {
    const killSame = (): void => {
      const running = { engine: this.engine, store: this.store, jobs: this.jobs }[child];
      if (running && running.pid === pid) running.kill(say('childAnew', { name: child, why: reason }));
    };
    if (isHung) {
      killSame();
      return;
    }
    const timer = setTimeout(() => {
      this.partings.delete(timer);
      killSame();
    }, exitFollowsWithinMs);
    this.partings.add(timer);
  }

  /** The pipeline has let go of them. The store last: it marks the run as ended. */
  async stop(): Promise<void> {
    for (const timer of this.partings) clearTimeout(timer);
    await Promise.all([this.engine?.stop(), this.standby.stop(), this.jobs?.stop()]);
    await this.store?.stop();
  }

  private startStore(): SupervisedChild {
    const { config, dataDir, runId, timeZone } = this.options;
    const station = config.station.name;
    const start: StoreStart = {
      station,
      dataDir,
      endpoint: this.endpoints.store,
      config: config.store,
      timeZone,
      runId,
    };
    return this.supervise('store', 'storekeeper', start, {
      onReady: () => {
        // Only whoever holds the folder may tidy its pictures.
        this.jobs ??= this.startJobs();
        this.storeOpen.resolve();
      },
      onStatus: (message) => {
        const said = fromStoreSchema.parse(message);
        if (said.kind !== 'status') return;
        this.storeSays = said.status;
        this.options.onChange();
      },
    });
  }

  private startJobs(): SupervisedChild {
    const start: JobsStart = { dataDir: this.options.dataDir, endpoint: this.endpoints.jobs };
    return this.supervise('jobs', 'jobs', start, { lowPriority: true });
  }

  private engineStart(): EngineStart {
    const { bundleDir, cacheDir, config, framesPerSecond } = this.options;
    const { threads, precision } = config.engine;
    return {
      bundleDir,
      endpoint: this.endpoints.engine,
      cacheDir,
      ...(threads === undefined ? {} : { threads }),
      ...(precision === undefined ? {} : { precision }),
      ...(framesPerSecond === undefined ? {} : { fps: framesPerSecond }),
    };
  }

  private spawnEngine(): Child {
    const { spawner, cacheDir } = this.options;
    // Half of the processor's time that a start takes is the compiling of its code.
    return spawner('engine', { env: { NODE_COMPILE_CACHE: join(cacheDir, 'compiled') } });
  }

  private startEngine(): SupervisedChild {
    return this.supervise('engine', 'engine', this.engineStart(), {
      spawn: () => this.standby.take(),
      onReady: (message) => {
        this.engineReady = engineReadySchema.parse(message);
        const { fitness } = this.engineReady;
        this.options.log.info('engine ready', { ...this.engineReady });
        if (!fitness.fits) this.options.log.warn(fitness.reason, { remedy: fitness.remedy });
        this.standby.refill();
      },
      onStatus: (message) => this.options.log.debug('engine', { said: message }),
    });
  }

  private supervise(
    name: 'engine' | 'store' | 'jobs',
    entry: 'engine' | 'storekeeper' | 'jobs',
    start: unknown,
    more: {
      /** Absent: a new process each time. */
      readonly spawn?: () => Child;
      readonly onReady?: (message: unknown) => void;
      readonly onStatus?: (message: unknown) => void;
      readonly lowPriority?: boolean;
    },
  ): SupervisedChild {
    const { spawner, log, onReady } = this.options;
    return superviseChild({
      name,
      spawn: more.spawn ?? (() => spawner(entry, { lowPriority: more.lowPriority ?? false })),
      start,
      readyTimeoutMs: readyWithinMs[name],
      // The engine says nothing while it runs; that it hangs shows in its answers.
      ...(name === 'engine' ? {} : { silentAfterMs: silentAfterMs[name] }),
      onReady: (message) => {
        more.onReady?.(message);
        onReady(name, this.endpoints[name], { engine: this.engine, store: this.store, jobs: this.jobs }[name]?.pid);
      },
      onStatus: (message) => {
        const problem = childProblemSchema.safeParse(message);
        if (problem.success) log.warn(`${name}: ${problem.data.text}`);
        else more.onStatus?.(message);
      },
      onState: (state) => {
        const before = this.states[name];
        this.states[name] = state;
        if (name === 'store' && state.state === 'fault') this.storeOpen.reject(storeFault(state));
        if (state.state === 'fault' || state.state === 'restarting') log.warn(`${name}: ${state.state}`, { ...state });
        else if (before.state !== state.state) log.info(`${name}: ${state.state}`);
        this.options.onChange();
      },
    });
  }
}

function storeFault({ detail, remedy }: ChildState): StationError {
  return new StationError('unavailable', detail ?? 'the store cannot start', remedy === null ? {} : { remedy });
}

/** What is wrong, and after its full stop what to do about it. */
function sentence(detail: string | null, remedy: string | null): string | null {
  if (detail === null || remedy === null) return detail;
  return `${detail}${/[.!?]$/.test(detail) ? '' : '.'} ${remedy}`;
}
