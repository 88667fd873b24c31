/**
 * What the sync process does with what the station says to it: keeps one runner a target, reports them, answers tests,
 * previews and questions.
 */
import { isDeepStrictEqual } from 'node:util';
import { toWireError } from '../api/errors.ts';
import type { TargetKind } from '../api/slices/sync-target.ts';
import type { Endpoint } from '../station/link/link.ts';
import type { Clock } from '../station/ports.ts';
import type { StoreQueries } from '../station/store/store-queries.ts';
import type { Message, StoredTarget } from '../station/store/sync-table.ts';
import type { FromSync, SyncStart, ToSync } from '../station/sync/protocol.ts';
import { preview } from './preview.ts';
import { Runner } from './runner.ts';
import type { After } from './sender/rest.ts';
import type { Render, StationFacts, TargetType, Transport } from './transport.ts';

const attachAgainMs = 500;
/** Also with nothing to say: the station takes one that is silent for one that hangs. */
const reportEveryMs = 1_000;
const testWithinMs = 15_000;

export interface SyncProcessParts {
  readonly start: SyncStart;
  readonly store: StoreQueries;
  readonly types: { readonly [K in TargetKind]: TargetType };
  readonly createRender: (
    settings: StoredTarget['settings'],
    type: TargetType,
    station: SyncStart['station'],
  ) => Render;
  readonly clock: Clock;
  readonly after: After;
  readonly random: () => number;
  readonly say: (message: FromSync) => void;
}

type KeptTarget = Extract<ToSync, { kind: 'targets' }>['targets'][number];

export class SyncProcess {
  private readonly parts: SyncProcessParts;
  private readonly runners = new Map<string, { readonly kept: KeptTarget; readonly runner: Runner }>();
  private endpoint: Endpoint | null = null;
  private changing: Promise<void> = Promise.resolve();
  private isClosed = false;

  constructor(parts: SyncProcessParts) {
    this.parts = parts;
    parts.store.onLost(() => this.attachAgain());
    this.reportOnAndOn();
  }

  hear(message: Exclude<ToSync, { kind: 'stop' }>): void {
    switch (message.kind) {
      case 'store':
        this.endpoint = message.endpoint;
        void this.attach();
        break;
      case 'targets':
        this.changing = this.changing.then(() => this.targetsAre(message.targets));
        break;
      case 'facts':
        this.tick(message.facts);
        break;
      case 'more':
        for (const { runner } of this.runners.values()) runner.more();
        break;
      case 'try-now':
        this.runners.get(message.target)?.runner.tryNow();
        break;
      case 'test':
        void this.test(message);
        break;
      case 'preview':
        void this.preview(message);
        break;
      case 'ask':
        void this.ask(message);
        break;
    }
  }

  async close(): Promise<void> {
    this.isClosed = true;
    await this.changing;
    await Promise.all([...this.runners.values()].map(({ runner }) => runner.close()));
    this.parts.store.close();
  }

  private tick(facts: StationFacts): void {
    for (const { runner } of this.runners.values()) runner.tick(facts);
  }

  private reportOnAndOn(): void {
    this.parts.after(reportEveryMs, () => {
      if (this.isClosed) return;
      this.report();
      this.reportOnAndOn();
    });
  }

  private report(): void {
    this.parts.say({ kind: 'status', targets: [...this.runners.values()].map(({ runner }) => runner.report()) });
  }

  private async attach(): Promise<void> {
    if (!this.endpoint || this.isClosed) return;
    try {
      await this.parts.store.attach(this.endpoint);
      for (const { runner } of this.runners.values()) runner.more();
    } catch (thrown) {
      this.problem(`the store is not reached: ${toWireError(thrown).message}`);
      this.attachAgain();
    }
  }

  /** The station says when the store listens somewhere else; the same place may answer again before that. */
  private attachAgain(): void {
    this.parts.after(attachAgainMs, () => void this.attach());
  }

  /** A target that was changed starts anew; what was frozen for it goes as it was frozen. */
  private async targetsAre(targets: readonly KeptTarget[]): Promise<void> {
    for (const [id, { kept, runner }] of this.runners) {
      const now = targets.find((target) => target.id === id);
      if (now && isDeepStrictEqual(now, kept)) continue;
      await runner.close();
      this.runners.delete(id);
    }
    if (this.isClosed) return;
    for (const kept of targets) {
      if (!this.runners.has(kept.id)) this.runners.set(kept.id, { kept, runner: this.run(kept) });
    }
    this.report();
  }

  private run({ secrets, ...target }: KeptTarget): Runner {
    const { store, clock, after, random, start } = this.parts;
    const { settings, name } = target;
    const problem = (text: string): void => this.problem(`${name}: ${text}`);
    const type = this.typeOf(settings);
    return new Runner({
      ...{ target, store, clock, after, random, problem },
      render: this.parts.createRender(settings, type, start.station),
      connect: (wake) => this.connect(target.id, settings, secrets, problem, wake),
    });
  }

  private connect(
    target: string,
    settings: StoredTarget['settings'],
    secrets: Readonly<Record<string, string>>,
    problem: (text: string) => void,
    wake: () => void,
  ): Transport {
    const { clock, start, store } = this.parts;
    const { connection } = settings;
    const { station, dataDir } = start;
    return this.typeOf(settings).connect({
      target,
      connection,
      secrets,
      station,
      dataDir,
      clock,
      problem,
      wake,
      telemetry: store,
    });
  }

  private typeOf({ connection }: StoredTarget['settings']): TargetType {
    return this.parts.types[connection.kind];
  }

  private async test({ call, id, settings, secrets }: Extract<ToSync, { kind: 'test' }>): Promise<void> {
    const { clock, say } = this.parts;
    const startedMs = clock.monotonicMs();
    const tested = (isOk: boolean, text: string, remedy: string | null): void =>
      say({ kind: 'tested', call, isOk, text, remedy, tookMs: clock.monotonicMs() - startedMs });
    let transport: Transport | null = null;
    try {
      transport = this.connect(
        id,
        settings,
        secrets,
        (text) => this.problem(`trying a target: ${text}`),
        () => undefined,
      );
      tested(true, await transport.test(AbortSignal.timeout(testWithinMs)), null);
    } catch (thrown) {
      const { message, remedy } = wordsOf(thrown);
      tested(false, message, remedy);
    } finally {
      await transport?.close();
    }
  }

  private async preview({ call, settings, of, part }: Extract<ToSync, { kind: 'preview' }>): Promise<void> {
    const { store, start, createRender, say } = this.parts;
    const type = this.typeOf(settings);
    const sample = (): Promise<Message | null> => store.sampleMessage({ kind: of, part });
    const seen = await preview({
      settings,
      type,
      kind: of,
      sample,
      render: () => createRender(settings, type, start.station),
    });
    say({ kind: 'previewed', call, ...seen });
  }

  private async ask({ call, target, serial, recipe, timeoutMs }: Extract<ToSync, { kind: 'ask' }>): Promise<void> {
    const { clock, say } = this.parts;
    const startedMs = clock.monotonicMs();
    const asked = (answer: Extract<FromSync, { kind: 'asked' }>['answer'], problem: string | null): void =>
      say({ kind: 'asked', call, answer, problem, tookMs: clock.monotonicMs() - startedMs });
    const runner = this.runners.get(target)?.runner;
    if (!runner) {
      asked(null, 'the target that should be asked is not there');
      return;
    }
    try {
      asked(await runner.ask({ serial, recipe }, AbortSignal.timeout(timeoutMs)), null);
    } catch (thrown) {
      asked(null, wordsOf(thrown).message);
    }
  }

  private problem(text: string): void {
    this.parts.say({ kind: 'problem', text });
  }
}

function wordsOf(thrown: unknown): { readonly message: string; readonly remedy: string | null } {
  const { message } = toWireError(thrown);
  const remedy = (thrown as { readonly remedy?: unknown } | null)?.remedy;
  return { message, remedy: typeof remedy === 'string' ? remedy : null };
}
