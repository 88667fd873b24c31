/**
 * The main process's questions and commands to the store. Questions are answered by its readers, never by the thread that
 * commits records; a command is answered by that thread, once it is on disk.
 */
import { describeIssues, fromWireError, StationError } from '../../api/errors.ts';
import { connectLink, type Endpoint, type Link } from '../link/link.ts';
import { type CommandInput, type CommandName, type CommandOutput, commandTable } from './command-table.ts';
import { type QueryInput, type QueryName, type QueryOutput, queryTable } from './query-table.ts';
import { fromStoreLinkSchema, type ToStore } from './store-protocol.ts';

/** How long the store may work on an answer. */
export const queryLimitMs = 2000;
/** The store answers at its limit; only one that hangs or is gone lets it come to this. */
const graceMs = 1000;
/** A command waits for its group and a slow disk; one that is not answered by then may still be carried out. */
const commandLimitMs = 9_000;

type Ask<N extends QueryName> = (input: QueryInput<N>) => Promise<QueryOutput<N>>;

/** Every call rejects with a StationError: `unavailable` while the store is away, `timeout`, `bad-input`. */
export type StoreQueries = { readonly [N in QueryName]: Ask<N> } & {
  /** The store listens there (again). @throws StationError `unavailable` when nobody does. */
  attach(endpoint: Endpoint): Promise<void>;
  /**
   * Resolves when it is on disk. @throws StationError as the command refused it; `unavailable`, `timeout`: nobody knows
   * whether it was carried out, and the same command again is safe.
   */
  perform<N extends CommandName>(name: N, input: CommandInput<N>): Promise<CommandOutput<N>>;
  /** The link ended though nobody here closed it: the process died, or must be started anew to be reached again. */
  onLost(listener: (reason: string) => void): void;
  close(): void;
};

interface Pending {
  readonly answered: (output: unknown) => void;
  readonly failed: (error: StationError) => void;
}

export function createStoreQueries(connect: (endpoint: Endpoint) => Promise<Link> = connectLink): StoreQueries {
  const asking = new Asking(connect);
  const ask =
    <N extends QueryName>(name: N): Ask<N> =>
    (input) =>
      asking.ask(name, input);
  return {
    shiftCounts: ask('shiftCounts'),
    yieldPerMinute: ask('yieldPerMinute'),
    pareto: ask('pareto'),
    recentParts: ask('recentParts'),
    pictureFile: ask('pictureFile'),
    runLedger: ask('runLedger'),
    incidents: ask('incidents'),
    limitsVersions: ask('limitsVersions'),
    limitsInForce: ask('limitsInForce'),
    whatIfStretch: ask('whatIfStretch'),
    shifts: ask('shifts'),
    shiftReport: ask('shiftReport'),
    picturesToTry: ask('picturesToTry'),
    foundParts: ask('foundParts'),
    medianLook: ask('medianLook'),
    searchParts: ask('searchParts'),
    countParts: ask('countParts'),
    searchChoices: ask('searchChoices'),
    partPage: ask('partPage'),
    auditSample: ask('auditSample'),
    partsCsv: ask('partsCsv'),
    settings: ask('settings'),
    openReviews: ask('openReviews'),
    reviewedPart: ask('reviewedPart'),
    keptPictures: ask('keptPictures'),
    decidedParts: ask('decidedParts'),
    alikeParts: ask('alikeParts'),
    reviewerCounts: ask('reviewerCounts'),
    deviceBindings: ask('deviceBindings'),
    people: ask('people'),
    historyPage: ask('historyPage'),
    historyHead: ask('historyHead'),
    beginHistoryWork: ask('beginHistoryWork'),
    historyWork: ask('historyWork'),
    counts: ask('counts'),
    studies: ask('studies'),
    study: ask('study'),
    studyAnswers: ask('studyAnswers'),
    studyTask: ask('studyTask'),
    studyTasks: ask('studyTasks'),
    studyPeople: ask('studyPeople'),
    studyPartFacts: ask('studyPartFacts'),
    studyCandidates: ask('studyCandidates'),
    syncTargets: ask('syncTargets'),
    syncProgress: ask('syncProgress'),
    frozenBatch: ask('frozenBatch'),
    outboxMessages: ask('outboxMessages'),
    messagesAgain: ask('messagesAgain'),
    partsParked: ask('partsParked'),
    parkedPage: ask('parkedPage'),
    parkedMessage: ask('parkedMessage'),
    sampleMessage: ask('sampleMessage'),
    telemetrySamples: ask('telemetrySamples'),
    telemetryGaps: ask('telemetryGaps'),
    perform: (name, input) => asking.perform(name, input),
    attach: (endpoint) => asking.attach(endpoint),
    onLost: (listener) => asking.onLost(listener),
    close: () => asking.close(),
  };
}

class Asking {
  private readonly connect: (endpoint: Endpoint) => Promise<Link>;
  private readonly pending = new Map<number, Pending>();
  private readonly lostListeners: ((reason: string) => void)[] = [];
  private link: Link | null = null;
  private calls = 0;
  private attachments = 0;

  constructor(connect: (endpoint: Endpoint) => Promise<Link>) {
    this.connect = connect;
  }

  async attach(endpoint: Endpoint): Promise<void> {
    this.close();
    const attachment = this.attachments;
    const link = await this.connect(endpoint);
    if (attachment !== this.attachments) {
      link.close();
      return;
    }
    this.link = link;
    link.onMessage((meta) => this.received(link, meta));
    link.onClose((error) => {
      if (this.link !== link) return;
      this.lost();
      const reason = `the link for queries ended${error ? ` (${error.message})` : ''}`;
      for (const listener of this.lostListeners) listener(reason);
    });
  }

  onLost(listener: (reason: string) => void): void {
    this.lostListeners.push(listener);
  }

  close(): void {
    this.attachments += 1;
    const link = this.link;
    this.lost();
    link?.close();
  }

  async ask<N extends QueryName>(name: N, input: QueryInput<N>): Promise<QueryOutput<N>> {
    const answer = await this.send(name, queryLimitMs + graceMs, (call) => ({
      ...{ kind: 'query', call, name, input },
      limitMs: queryLimitMs,
    }));
    const output = queryTable[name].output.safeParse(answer);
    if (!output.success) {
      throw new StationError('internal', `the store's answer to ${name} is wrong: ${describeIssues(output.error)}`);
    }
    return output.data as QueryOutput<N>;
  }

  async perform<N extends CommandName>(name: N, input: CommandInput<N>): Promise<CommandOutput<N>> {
    const answer = await this.send(name, commandLimitMs, (call) => ({ kind: 'command', call, name, input }));
    const output = commandTable[name].output.safeParse(answer);
    if (!output.success) {
      throw new StationError('internal', `the store's answer to ${name} is wrong: ${describeIssues(output.error)}`);
    }
    return output.data as CommandOutput<N>;
  }

  private send(name: string, withinMs: number, message: (call: number) => ToStore): Promise<unknown> {
    const link = this.link;
    if (!link) return Promise.reject(storeIsAway());
    this.calls += 1;
    const call = this.calls;
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => {
        this.pending.delete(call);
        reject(new StationError('timeout', `the store does not answer ${name}`));
      }, withinMs);
      const settle = (end: () => void): void => {
        clearTimeout(timer);
        this.pending.delete(call);
        end();
      };
      this.pending.set(call, {
        answered: (output) => settle(() => resolve(output)),
        failed: (error) => settle(() => reject(error)),
      });
      link.send(message(call));
    });
  }

  private received(link: Link, meta: unknown): void {
    const message = fromStoreLinkSchema.safeParse(meta);
    if (!message.success) {
      link.destroy();
      return;
    }
    if (message.data.kind === 'answer') this.pending.get(message.data.call)?.answered(message.data.output);
    if (message.data.kind === 'no-answer') {
      this.pending.get(message.data.call)?.failed(fromWireError(message.data.error));
    }
  }

  private lost(): void {
    this.link = null;
    for (const { failed } of [...this.pending.values()]) failed(storeIsAway());
  }
}

function storeIsAway(): StationError {
  return new StationError('unavailable', 'the store is being started');
}
