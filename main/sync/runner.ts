/** One target while the process runs: its sender (none while it is paused), how far it is, and what is reported of it. */
import { toWireError } from '../api/errors.ts';
import type { MesAnswer } from '../api/slices/sync.ts';
import type { Clock } from '../station/ports.ts';
import type { QueryOutput } from '../station/store/query-table.ts';
import type { StoredTarget } from '../station/store/sync-table.ts';
import type { TargetReport } from '../station/sync/protocol.ts';
import type { BatchStore } from './sender/next-batch.ts';
import type { After } from './sender/rest.ts';
import { Sender, type SenderReport } from './sender/sender.ts';
import { type Render, type StationFacts, TargetTrouble, type Transport } from './transport.ts';

const hourMs = 3_600_000;
/** Of a message that was never sent yet. */
const assumedBytes = 1_500;

export interface RunnerParts {
  readonly target: StoredTarget;
  readonly store: BatchStore;
  readonly clock: Clock;
  readonly after: After;
  readonly random: () => number;
  readonly problem: (text: string) => void;
  /** @param wake the target can be reached again: the sender need not wait. */
  readonly connect: (wake: () => void) => Transport;
  readonly render: Render;
}

type Progress = NonNullable<QueryOutput<'syncProgress'>>;

const nothingYet: Progress = { acknowledged: 0, waiting: 0, oldestAt: null, parked: 0, again: 0 };
const paused: SenderReport = {
  state: 'paused',
  detail: null,
  remedy: null,
  nextTryAt: null,
  lastError: null,
  lastSentAt: null,
  perSecond: 0,
  sent: 0,
  meanBytes: null,
};

export class Runner {
  readonly target: StoredTarget;
  private readonly parts: RunnerParts;
  private readonly transport: Transport | null;
  private readonly sender: Sender | null;
  private progress: Progress = nothingYet;
  private isLooking = false;

  constructor(parts: RunnerParts) {
    const { target, connect, ...others } = parts;
    this.parts = parts;
    this.target = target;
    this.transport = target.isPaused ? null : connect(() => this.sender?.tryNow());
    this.sender = this.transport && new Sender({ ...others, target, transport: this.transport });
  }

  more(): void {
    this.sender?.more();
  }

  tryNow(): void {
    this.sender?.tryNow();
  }

  /** Once a second. */
  tick(facts: StationFacts): void {
    this.transport?.tick?.(facts);
    void this.look();
  }

  /** @throws TargetTrouble without an answer. */
  async ask(question: { readonly serial: string; readonly recipe: string }, signal: AbortSignal): Promise<MesAnswer> {
    if (!this.transport?.ask) throw new TargetTrouble('broken', 'this target is not set to be asked');
    return this.transport.ask(question, signal);
  }

  report(): TargetReport {
    const { meanBytes, ...report } = this.sender?.report() ?? paused;
    const { waiting, oldestAt, parked } = this.progress;
    const waitingBytes = Math.round(waiting * (meanBytes ?? assumedBytes));
    return { ...report, id: this.target.id, waiting, oldestAt, parked, waitingBytes, alarm: this.alarm(waitingBytes) };
  }

  close(): Promise<void> {
    return this.sender?.close() ?? Promise.resolve();
  }

  private alarm(waitingBytes: number): TargetReport['alarm'] {
    const { maxHours, maxBytes } = this.target.settings.backlog;
    const { oldestAt, waiting } = this.progress;
    if (waiting === 0) return null;
    if (oldestAt !== null && this.parts.clock.wallMs() - oldestAt > maxHours * hourMs) return 'age';
    return waitingBytes > maxBytes ? 'bytes' : null;
  }

  private async look(): Promise<void> {
    if (this.isLooking) return;
    this.isLooking = true;
    try {
      this.progress = (await this.parts.store.syncProgress({ target: this.target.id })) ?? nothingYet;
    } catch (thrown) {
      // The store is being started; what was known last stays.
      this.parts.problem(`how far ${this.target.name} is: ${toWireError(thrown).message}`);
    } finally {
      this.isLooking = false;
    }
  }
}
