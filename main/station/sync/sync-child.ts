/** The station's end of the sync process: kept running, told what it must know after every start, asked with an answer. */
import { StationError } from '../../api/errors.ts';
import { say } from '../../api/said/say.ts';
import type { Output } from '../../api/slices/index.ts';
import type { MesAnswer } from '../../api/slices/sync.ts';
import { type MessageKind, messageKinds } from '../../api/slices/sync-target.ts';
import type { Spawner } from '../../process/spawn.ts';
import { type ChildState, type SupervisedChild, superviseChild } from '../health/supervisor.ts';
import type { Endpoint } from '../link/link.ts';
import type { Log } from '../log/log.ts';
import { type FromSync, fromSyncSchema, type SyncStart, type TargetReport, type ToSync } from './protocol.ts';

const readyWithinMs = 30_000;
const silentAfterMs = 20_000;
/** Beyond what the process itself waits for. */
const graceMs = 5_000;
const testWithinMs = 20_000;

type Targets = Extract<ToSync, { kind: 'targets' }>['targets'];
type Call = Extract<ToSync, { call: number }>;
type CallWithoutNumber = Call extends infer C ? (C extends Call ? Omit<C, 'call'> : never) : never;
type Answer = Extract<FromSync, { call: number }>;
type Previewed = Extract<FromSync, { kind: 'previewed' }>;

export interface SyncChildParts {
  readonly spawner: Spawner;
  readonly start: SyncStart;
  readonly log: Log;
  readonly onReports: (reports: readonly TargetReport[]) => void;
  readonly onTrouble: (trouble: string | null) => void;
}

export type Asked =
  | { readonly outcome: 'answered'; readonly answer: MesAnswer; readonly tookMs: number }
  | { readonly outcome: 'no-answer'; readonly why: string; readonly tookMs: number };

export class SyncChild {
  private readonly parts: SyncChildParts;
  private readonly pending = new Map<
    number,
    { readonly answered: (answer: Answer) => void; readonly failed: (error: Error) => void }
  >();
  private child: SupervisedChild | null = null;
  private isReady = false;
  private endpoint: Endpoint | null = null;
  private targets: Targets = [];
  private calls = 0;

  constructor(parts: SyncChildParts) {
    this.parts = parts;
  }

  get pid(): number | undefined {
    return this.child?.pid;
  }

  storeListens(endpoint: Endpoint): void {
    this.endpoint = endpoint;
    this.send({ kind: 'store', endpoint });
  }

  /** Without a target there is no process, until somebody tries one. */
  targetsAre(targets: Targets): void {
    this.targets = targets;
    if (targets.length > 0) this.begin();
    this.send({ kind: 'targets', targets: [...targets] });
  }

  /** To the process, if it runs; what it must know is told again after each start. */
  send(message: ToSync): void {
    if (this.isReady) this.child?.send(message);
  }

  async test(input: {
    readonly id: string;
    readonly settings: Targets[number]['settings'];
    readonly secrets: Readonly<Record<string, string>>;
  }): Promise<Output<'sync.test'>> {
    const answer = await this.call({ kind: 'test', ...input, secrets: { ...input.secrets } }, testWithinMs);
    if (answer.kind !== 'tested') throw wrongAnswer('a test', answer);
    const { isOk, text, remedy, tookMs } = answer;
    return { isOk, text, remedy, tookMs };
  }

  async preview(input: Omit<Extract<ToSync, { kind: 'preview' }>, 'kind' | 'call'>): Promise<Output<'sync.preview'>> {
    const { document, messages, problem, expression } = await this.look(input);
    return { document, messages, problem, expression };
  }

  /** @returns what is wrong with the first of the target's own expressions that is none; null: all can be read. */
  async unreadable(settings: Targets[number]['settings']): Promise<{ kind: MessageKind; problem: string } | null> {
    for (const kind of messageKinds) {
      if (typeof settings.mapping[kind] !== 'string') continue;
      const mapping = { [kind]: settings.mapping[kind] };
      const { isReadable, problem } = await this.look({ settings: { ...settings, mapping }, of: kind, part: null });
      if (!isReadable) return { kind, problem: problem ?? '' };
    }
    return null;
  }

  private async look(input: Omit<Extract<ToSync, { kind: 'preview' }>, 'kind' | 'call'>): Promise<Previewed> {
    const answer = await this.call({ kind: 'preview', ...input }, graceMs);
    if (answer.kind !== 'previewed') throw wrongAnswer('a preview', answer);
    return answer;
  }

  async ask(input: Omit<Extract<ToSync, { kind: 'ask' }>, 'kind' | 'call'>): Promise<Asked> {
    if (!this.isReady) return { outcome: 'no-answer', why: say('mesNobodyListens'), tookMs: 0 };
    const answer = await this.call({ kind: 'ask', ...input }, input.timeoutMs + graceMs);
    if (answer.kind !== 'asked') throw wrongAnswer('a question', answer);
    if (answer.answer) return { outcome: 'answered', answer: answer.answer, tookMs: answer.tookMs };
    return { outcome: 'no-answer', why: answer.problem ?? '', tookMs: answer.tookMs };
  }

  async stop(): Promise<void> {
    await this.child?.stop();
    this.lost();
  }

  private begin(): void {
    this.child ??= superviseChild({
      name: 'sync',
      spawn: () => this.parts.spawner('sync', { lowPriority: true }),
      start: this.parts.start,
      readyTimeoutMs: readyWithinMs,
      silentAfterMs,
      graceMs,
      onReady: () => this.ready(),
      onStatus: (message) => this.hear(message),
      onState: (state) => this.stateIs(state),
    });
  }

  private ready(): void {
    this.isReady = true;
    if (this.endpoint) this.send({ kind: 'store', endpoint: this.endpoint });
    this.send({ kind: 'targets', targets: [...this.targets] });
  }

  private stateIs({ state, detail }: ChildState): void {
    if (state !== 'ready') {
      this.isReady = false;
      this.lost();
    }
    this.parts.onTrouble(state === 'ready' || state === 'starting' ? null : detail);
    if (state !== 'ready' && detail !== null) this.parts.log.warn(`sync: ${state}`, { detail });
  }

  private hear(raw: unknown): void {
    const message = fromSyncSchema.safeParse(raw);
    if (!message.success) {
      this.parts.log.error('the sync process said something unknown', { error: message.error });
      return;
    }
    const said = message.data;
    if (said.kind === 'status') this.parts.onReports(said.targets);
    else if (said.kind === 'problem') this.parts.log.warn(`sync: ${said.text}`);
    else if ('call' in said) this.pending.get(said.call)?.answered(said);
  }

  private call(message: CallWithoutNumber, withinMs: number): Promise<Answer> {
    this.begin();
    this.calls += 1;
    const call = this.calls;
    return new Promise((resolve, reject) => {
      const timer = setTimeout(
        () => settle(() => reject(new StationError('timeout', 'the sync process does not answer'))),
        withinMs + graceMs,
      );
      const settle = (end: () => void): void => {
        clearTimeout(timer);
        this.pending.delete(call);
        end();
      };
      this.pending.set(call, {
        answered: (answer) => settle(() => resolve(answer)),
        failed: (error) => settle(() => reject(error)),
      });
      this.whenReady(() => this.child?.send({ ...message, call }));
    });
  }

  /** The first test of all starts the process; its start takes a moment. */
  private whenReady(then: () => void, tries = 100): void {
    if (this.isReady) then();
    else if (tries > 0) setTimeout(() => this.whenReady(then, tries - 1), 100).unref();
  }

  private lost(): void {
    const gone = new StationError('unavailable', 'the sync process is being started');
    for (const { failed } of [...this.pending.values()]) failed(gone);
  }
}

function wrongAnswer(to: string, answer: Answer): StationError {
  return new StationError('internal', `the sync process answered ${to} with ${answer.kind}`);
}
