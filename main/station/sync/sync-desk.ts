/**
 * Sync as the station has it: targets and their secrets, the process that sends, what screens see of it, what the MES is told
 * of the station itself and what it is asked.
 *
 *   store ◀── outbox, frozen batches ──▶ sync process ──▶ targets
 *     ▲                                      ▲ │ reports
 *     └── targets, events of the station ── SyncDesk ──▶ screens
 */
import { v7 } from 'uuid';
import { StationError, toWireError } from '../../api/errors.ts';
import { say } from '../../api/said/say.ts';
import type { Handlers, Peer } from '../../api/server.ts';
import type { SyncStatus } from '../../api/slices/health.ts';
import type { PartSummary } from '../../api/slices/live.ts';
import { type MesQuestions, mesQuestionsSchema, type SyncState, type TargetStatus } from '../../api/slices/sync.ts';
import type { TargetSettings } from '../../api/slices/sync-target.ts';
import { isAllowed, may } from '../../api/who.ts';
import type { Feature, FeatureParts } from '../feature.ts';
import type { Endpoint } from '../link/link.ts';
import { exportParked } from './export-parked.ts';
import type { TargetReport } from './protocol.ts';
import { SecretBox, type SecretLock } from './secret-box.ts';
import { StationEvents } from './station-events.ts';
import { stationId } from './station-id.ts';
import { type Known, look } from './station-watch.ts';
import { summaryOf } from './summary.ts';
import { type Asked, SyncChild } from './sync-child.ts';
import { Targets } from './targets.ts';
import { telemetryOf } from './telemetry.ts';
import type { Question } from './unit-questions.ts';
import { UnitRelease } from './unit-release.ts';

const everyMs = 1_000;
const tellEveryMs = 250;
const sampleEveryMs = 60_000;
const questionsSetting = 'mes-questions';

export interface SyncParts
  extends Pick<
    FeatureParts,
    | 'store'
    | 'events'
    | 'clock'
    | 'log'
    | 'config'
    | 'recipe'
    | 'bundle'
    | 'dataDir'
    | 'spawner'
    | 'healthz'
    | 'unitTold'
  > {
  readonly version: string;
  readonly secretLock: SecretLock | null;
  /** For the header of every screen. */
  readonly syncIs: (status: SyncStatus) => void;
}

export class SyncDesk implements Feature {
  readonly handlers: Partial<Handlers>;
  private readonly parts: SyncParts;
  private readonly targets: Targets;
  private readonly stationEvents: StationEvents;
  private readonly timers: NodeJS.Timeout[] = [];
  private child: SyncChild | null = null;
  private reports: readonly TargetReport[] = [];
  private trouble: string | null = null;
  private questions: MesQuestions = mesQuestionsSchema.parse({ target: null });
  private readonly units: UnitRelease;
  private known: Known;
  private lastPartMs: number | null = null;
  private sampledMs: number;
  private hasMore = false;
  private hasChanged = false;
  private isStopping = false;
  private begun: Promise<SyncChild> | null = null;

  constructor(parts: SyncParts) {
    this.parts = parts;
    const nowMs = parts.clock.monotonicMs();
    this.known = { state: 'off', sinceMs: nowMs, faults: [] };
    this.sampledMs = nowMs;
    this.targets = new Targets(parts.store, new SecretBox(parts.dataDir, parts.secretLock));
    this.stationEvents = new StationEvents(parts.store, parts.log);
    this.units = new UnitRelease({
      clock: parts.clock,
      recipe: parts.recipe.name,
      ask: (question) => this.ask(question),
      tell: (word) => parts.unitTold(word),
      heard: () => this.changed(),
    });
    this.handlers = this.makeHandlers();
    this.timers.push(
      setInterval(() => this.tick(), everyMs),
      setInterval(() => this.tell(), tellEveryMs),
    );
  }

  /** Pid of the process that sends; undefined while none runs. */
  get pid(): number | undefined {
    return this.child?.pid;
  }

  /** Else parts would be decided as if nobody was to be asked. */
  async beforeFirstFrame(): Promise<void> {
    const kept = (await this.parts.store.settings({}))[questionsSetting];
    const questions = mesQuestionsSchema.safeParse(kept ?? { target: null });
    if (questions.success) this.questionsAre(questions.data);
    else this.parts.log.error('what the MES is asked cannot be read; nobody is asked', { error: questions.error });
  }

  async storeReady(endpoint: Endpoint): Promise<void> {
    const child = await this.whenBegun();
    child.storeListens(endpoint);
    await this.readTargets();
    child.targetsAre(this.targets.all());
    this.changed();
    if (this.known.state === 'off') await this.noteRecipe();
  }

  /** @throws StationError; the page says why there are none. */
  private async readTargets(): Promise<void> {
    try {
      await this.targets.read();
    } catch (thrown) {
      this.trouble = toWireError(thrown).message;
      this.changed();
      throw thrown;
    }
  }

  committed(parts: readonly PartSummary[]): void {
    if (parts.length === 0) return;
    this.lastPartMs = this.parts.clock.monotonicMs();
    this.hasMore = true;
  }

  /** @param serial what a scanner has read: of the unit that comes next. */
  unitScanned(serial: string): void {
    this.units.scanned(serial);
  }

  private async ask({ target, serial, timeoutMs }: Question): Promise<Asked> {
    const none = (why: string): Asked => ({ outcome: 'no-answer', why, tookMs: 0 });
    if (!this.targets.all().some(({ id }) => id === target)) return none(say('mesTargetGone'));
    if (!this.child) return none(say('mesNobodyListens'));
    return this.child.ask({ target, serial, recipe: this.parts.recipe.name, timeoutMs });
  }

  private questionsAre(questions: MesQuestions): void {
    this.questions = questions;
    this.units.questionsAre(questions);
    this.changed();
  }

  async stop(): Promise<void> {
    this.isStopping = true;
    for (const timer of this.timers) clearInterval(timer);
    this.units.stop();
    await this.noteEvents();
    await this.child?.stop();
  }

  private whenBegun(): Promise<SyncChild> {
    this.begun ??= this.begin();
    return this.begun;
  }

  private async begin(): Promise<SyncChild> {
    const { dataDir, config, version, spawner, log } = this.parts;
    const start = { station: { id: await stationId(dataDir), name: config.station.name, version }, dataDir };
    this.child = new SyncChild({
      ...{ spawner, start, log },
      onReports: (reports) => {
        this.reports = reports;
        this.changed();
      },
      onTrouble: (trouble) => {
        this.trouble = trouble;
        this.changed();
      },
    });
    return this.child;
  }

  private makeHandlers(): Partial<Handlers> {
    const { store, dataDir } = this.parts;
    const by = ({ who }: { who: { person: { id: string } | null } }): string | null => who.person?.id ?? null;
    return {
      'sync.state': async () => this.state(),
      'sync.saveTarget': async (input, context) => {
        await this.refuseUnreadable(input.settings);
        return this.changeTargets(this.targets.save(input, by(context)));
      },
      'sync.removeTarget': async ({ target, reason }, context) =>
        this.changeTargets(this.targets.remove(target, reason, by(context))),
      'sync.pause': async ({ target, isPaused }, context) =>
        this.changeTargets(this.targets.pause(target, isPaused, by(context))),
      'sync.tryNow': async ({ target }) => {
        this.child?.send({ kind: 'try-now', target });
        return {};
      },
      'sync.test': async ({ id, settings, secrets }) => {
        const all = this.targets.secretsFor(id, settings, secrets);
        return (await this.whenBegun()).test({ id, settings, secrets: all });
      },
      'sync.preview': async ({ settings, kind, part }) =>
        (await this.whenBegun()).preview({ settings, of: kind, part }),
      'sync.parked': ({ target, before }) => store.parkedPage({ target, before, limit: 100 }),
      'sync.parkedMessage': async ({ target, sequence }) => {
        const found = await store.parkedMessage({ target, sequence });
        const body = found?.bodies?.map((each) => indented(JSON.parse(each))).join('\n\n') ?? null;
        return { body, document: indented(found?.message ?? null), reason: found?.reason ?? '' };
      },
      'sync.resend': async ({ target, sequences }, context) => {
        const resent = await store.perform('resendParked', { by: by(context), target, sequences });
        this.child?.send({ kind: 'more' });
        return resent;
      },
      'sync.exportParked': async ({ target }) => ({ file: await exportParked(store, dataDir, target) }),
      'sync.saveQuestions': async (questions, context) => {
        await store.perform('saveSetting', { by: by(context), name: questionsSetting, value: questions });
        this.questionsAre(questions);
        return {};
      },
    };
  }

  /** Else every record would be parked by a slip in an expression. */
  private async refuseUnreadable(settings: TargetSettings): Promise<void> {
    const found = await (await this.whenBegun()).unreadable(settings);
    if (found)
      throw new StationError('bad-input', say('syncMappingUnreadable', { kind: found.kind, why: found.problem }));
  }

  private async changeTargets(change: Promise<void>): Promise<Record<string, never>> {
    await change;
    (await this.whenBegun()).targetsAre(this.targets.all());
    this.changed();
    return {};
  }

  private state(): SyncState {
    return {
      targets: this.targets.all().map((target) => this.statusOf(target)),
      secretsKept: this.targets.kept,
      questions: this.questions,
      lastAnswer: this.units.lastAnswer,
      trouble: this.trouble,
    };
  }

  private statusOf({ id, name, settings, isPaused, secrets }: ReturnType<Targets['all']>[number]): TargetStatus {
    const report = this.reports.find((each) => each.id === id) ?? unreported(id, isPaused);
    return { ...report, id, name, settings, secrets: Object.keys(secrets) };
  }

  private tick(): void {
    if (this.hasMore) this.child?.send({ kind: 'more' });
    this.hasMore = false;
    if (this.targets.all().length === 0) return;
    const health = this.parts.healthz();
    const telemetry = telemetryOf(health, this.reports);
    const { state, faults } = this.known;
    const { recipe, bundle } = this.parts;
    const { name, version } = bundle.manifest;
    this.child?.send({
      kind: 'facts',
      facts: { state, recipe: recipe.name, bundle: { name, version }, faults: [...faults], telemetry },
    });
    void this.noteEvents();
    void this.sample(telemetry);
  }

  /** What happened to the station since the last look; without a target nobody would ever read of it. */
  private async noteEvents(): Promise<void> {
    if (this.targets.all().length === 0) return;
    const { clock, healthz } = this.parts;
    const health = this.isStopping ? { ...healthz(), state: 'stopping' as const } : healthz();
    const at = clock.wallMs();
    const { known, events } = look(this.known, { health, lastPartMs: this.lastPartMs, nowMs: clock.monotonicMs(), at });
    this.known = known;
    for (const event of events) this.stationEvents.note(event, at);
    await this.stationEvents.flush();
  }

  private async noteRecipe(): Promise<void> {
    if (this.targets.all().length === 0) return;
    const { clock, recipe, bundle } = this.parts;
    const { name, version } = bundle.manifest;
    this.stationEvents.note({ what: 'recipe', recipe: recipe.name, bundle: { name, version } }, clock.wallMs());
    await this.stationEvents.flush();
  }

  /** For receivers of telemetry that are away now. */
  private async sample(values: Readonly<Record<string, string | number | boolean>>): Promise<void> {
    const { clock, store, log } = this.parts;
    const isWanted = this.targets.all().some(({ settings }) => settings.connection.kind === 'sparkplug');
    if (!isWanted || clock.monotonicMs() - this.sampledMs < sampleEveryMs) return;
    this.sampledMs = clock.monotonicMs();
    await store
      .perform('noteTelemetry', { id: v7(), at: clock.wallMs(), values: { ...values } })
      .catch((thrown: unknown) => {
        log.warn(`a sample of telemetry could not be kept: ${toWireError(thrown).message}`);
      });
  }

  private changed(): void {
    this.hasChanged = true;
  }

  private tell(): void {
    if (!this.hasChanged) return;
    this.hasChanged = false;
    const state = this.state();
    this.parts.syncIs(summaryOf(state.targets));
    this.parts.events.emit('sync.state', state, mayInspect);
  }
}

function mayInspect(peer: Peer): boolean {
  return isAllowed(may.inspect, peer.who().role);
}

/** Until the process has spoken. */
function unreported(id: string, isPaused: boolean): TargetReport {
  return {
    ...{ id, state: isPaused ? 'paused' : 'starting', detail: null, remedy: null, nextTryAt: null, lastError: null },
    ...{ lastSentAt: null, waiting: 0, oldestAt: null, waitingBytes: 0, perSecond: 0, parked: 0, alarm: null, sent: 0 },
  };
}

function indented(value: unknown): string {
  return JSON.stringify(value, null, 2);
}
