/**
 * Brings the messages of the outbox to one target, one batch after the other.
 *
 *   up-to-date ──something waits──▶ sending ──all settled──▶ up-to-date, or the next batch
 *        ▲                            │  ▲
 *        │                    trouble │  │ time is over · the link is back · a person says so
 *        │                            ▼  │
 *        └───────────────── waiting (by itself) or stopped (needs a person; tried again all the same)
 *
 * A batch is on disk before its first byte leaves (`next-batch.ts`) and is settled only by the receiver's word on each of
 * its messages; whatever ends in between, the same messages go again under the same ids.
 */
import { StationError } from '../../api/errors.ts';
import { say } from '../../api/said/say.ts';
import type { TargetState } from '../../api/slices/sync.ts';
import type { Clock } from '../../station/ports.ts';
import type { Envelope, StoredTarget } from '../../station/store/sync-table.ts';
import { type Render, TargetTrouble, type Transport } from '../transport.ts';
import { backoffMs } from './backoff.ts';
import { bytesOf } from './choose-batch.ts';
import { type Probe, watchLink } from './link-watch.ts';
import { type BatchStore, nextBatch } from './next-batch.ts';
import { Pace } from './pace.ts';
import { Rate } from './rate.ts';
import { type After, Rest } from './rest.ts';
import { UnderWay } from './under-way.ts';

/** Without a word that there is more. */
const idleMs = 1_000;
const storeAwayMs = 500;
/** What needs a person is not asked for more often than this. */
const stoppedAtLeastMs = 5_000;
/** A receiver that fails so often in a row on the same is given less of it. */
const failuresToHalve = 3;
/** And so often before a second message is parked while it has taken nothing since the first: it may be down itself. */
const failuresToDoubt = 30;

export interface SenderParts {
  readonly target: StoredTarget;
  readonly transport: Transport;
  readonly render: Render;
  readonly store: BatchStore;
  readonly clock: Clock;
  readonly after: After;
  /** 0 ≤ random < 1 */
  readonly random: () => number;
  /** For the log. */
  readonly problem: (text: string) => void;
  readonly probe?: Probe;
}

export interface SenderReport {
  readonly state: TargetState;
  readonly detail: string | null;
  readonly remedy: string | null;
  readonly nextTryAt: number | null;
  readonly lastError: { readonly at: number; readonly text: string } | null;
  readonly lastSentAt: number | null;
  readonly perSecond: number;
  readonly sent: number;
  /** Of a message; null before the first. */
  readonly meanBytes: number | null;
}

export class Sender {
  private readonly parts: SenderParts;
  private readonly pace: Pace;
  private readonly rate = new Rate();
  private readonly rest: Rest;
  private readonly ending = new AbortController();
  private readonly running: Promise<void>;
  private underWay: UnderWay | null = null;
  private hasLookedBack = false;
  private hasMore = false;
  /** Rests because there is nothing to send, or no store to ask: whoever knows better wakes it. */
  private restsForMore = false;
  private failures = 0;
  private failuresSinceParked = 0;
  /** Parked because the receiver fails on them, with nothing accepted since. */
  private doubts = 0;
  private state: TargetState = 'starting';
  private trouble: { readonly detail: string; readonly remedy: string | null; readonly nextTryAt: number } | null =
    null;
  private lastError: SenderReport['lastError'] = null;
  private lastSentAt: number | null = null;
  private sent = 0;
  private meanBytes: number | null = null;

  constructor(parts: SenderParts) {
    this.parts = parts;
    this.rest = new Rest(parts.after);
    this.pace = new Pace(parts.target.settings.messagesPerSecond, parts.clock.monotonicMs());
    this.running = this.run();
  }

  /** Something was committed, or the store answers again. */
  more(): void {
    this.hasMore = true;
    if (this.restsForMore) this.rest.wake();
  }

  /** Does not wait for the next try. */
  tryNow(): void {
    this.rest.wake();
  }

  report(): SenderReport {
    return {
      state: this.state,
      detail: this.trouble?.detail ?? null,
      remedy: this.trouble?.remedy ?? null,
      nextTryAt: this.trouble?.nextTryAt ?? null,
      lastError: this.lastError,
      lastSentAt: this.lastSentAt,
      perSecond: this.rate.perSecond(this.parts.clock.monotonicMs()),
      sent: this.sent,
      meanBytes: this.meanBytes,
    };
  }

  /** What is under way stays frozen. Idempotent. */
  async close(): Promise<void> {
    this.ending.abort();
    this.rest.wake();
    await this.running;
    await this.parts.transport.close();
  }

  private get isClosed(): boolean {
    return this.ending.signal.aborted;
  }

  private async run(): Promise<void> {
    while (!this.isClosed) {
      try {
        this.underWay ??= await this.next();
        if (this.underWay) {
          await this.deliver(this.underWay);
          this.underWay = null;
        } else await this.idle();
      } catch (thrown) {
        if (!this.isClosed) await this.troubled(thrown);
      }
    }
  }

  private async next(): Promise<UnderWay | null> {
    const { target, store, render, transport, problem } = this.parts;
    if (!this.hasLookedBack) {
      const frozen = await store.frozenBatch({ target: target.id });
      this.hasLookedBack = true;
      if (frozen) return new UnderWay(frozen);
    }
    const batch = await nextBatch({ target: target.id, store, render, limits: transport.limits, problem });
    return batch && new UnderWay(batch);
  }

  private async idle(): Promise<void> {
    if (this.parts.transport.keep) {
      await this.parts.transport.keep(this.ending.signal);
      this.failures = 0;
    }
    this.becomes('up-to-date');
    if (!this.hasMore) await this.restForMore(idleMs);
    this.hasMore = false;
  }

  private async restForMore(atMostMs: number): Promise<void> {
    this.restsForMore = true;
    await this.rest.wait(atMostMs);
    this.restsForMore = false;
  }

  private async deliver(underWay: UnderWay): Promise<void> {
    const { target, store, transport, clock } = this.parts;
    while (!underWay.isSettled) {
      const batch = underWay.next();
      const waitMs = this.pace.take(batch.envelopes.length, clock.monotonicMs());
      if (waitMs > 0) await this.rest.wait(waitMs);
      if (this.isClosed) return;
      const outcomes = await transport.send(batch, this.ending.signal);
      const { accepted, putOff } = underWay.settle(batch.envelopes, outcomes);
      if (accepted > 0) this.acknowledged(accepted, meanBytes(batch.envelopes));
      if (putOff !== null && !underWay.isSettled) throw new TargetTrouble('busy', putOff);
      this.failures = 0;
      this.becomes('sending');
    }
    await store.perform('settleBatch', { target: target.id, batch: underWay.batch.id, refused: underWay.refused });
  }

  private acknowledged(count: number, bytes: number): void {
    const { clock } = this.parts;
    this.sent += count;
    this.doubts = 0;
    this.failuresSinceParked = 0;
    this.lastSentAt = clock.wallMs();
    this.rate.add(count, clock.monotonicMs());
    this.meanBytes = this.meanBytes === null ? bytes : this.meanBytes * 0.9 + bytes * 0.1;
  }

  private becomes(state: TargetState): void {
    this.state = state;
    this.trouble = null;
  }

  private async troubled(thrown: unknown): Promise<void> {
    if (thrown instanceof StationError) {
      // The store is being started: nothing is wrong with the target, and nothing is lost. A batch whose freezing nobody
      // answered may be frozen all the same, so that is looked at again.
      if (!this.underWay) this.hasLookedBack = false;
      await this.restForMore(storeAwayMs);
      return;
    }
    const trouble = asTrouble(thrown, this.parts.problem);
    if (trouble.kind === 'too-large' && this.underWay) {
      if (this.underWay.isSingle) this.underWay.refuseFirst(trouble.message);
      else this.underWay.halve();
      return;
    }
    this.failures += 1;
    this.failuresSinceParked += 1;
    this.lastError = { at: this.parts.clock.wallMs(), text: trouble.message };
    if (trouble.kind === 'busy' && trouble.retryAfterMs === null) await this.suspect(trouble);
    if (!this.isClosed) await this.waitAfter(trouble);
  }

  /**
   * A receiver that answers and fails, again and again, may fail on one message: it gets less at once, and what is left
   * alone while the receiver is well otherwise is what it fails on. Poison never blocks the others. One that fails on
   * whatever it gets, and says all the while that it is well, must not have the whole backlog parked by that.
   */
  private async suspect(trouble: TargetTrouble): Promise<void> {
    const { underWay, parts } = this;
    if (!underWay || this.failures % failuresToHalve !== 0) return;
    const mustWait = this.doubts > 0 && this.failuresSinceParked < failuresToDoubt;
    if (!underWay.isSingle || mustWait) {
      underWay.halve();
      return;
    }
    try {
      await parts.transport.test(this.ending.signal);
    } catch (thrown) {
      // Not well at all: then it is not this message.
      this.lastError = { at: parts.clock.wallMs(), text: asTrouble(thrown, parts.problem).message };
      underWay.halve();
      return;
    }
    underWay.refuseFirst(say('syncFailsOnIt', { times: this.failuresSinceParked, why: trouble.message }));
    this.doubts += 1;
    this.failuresSinceParked = 0;
  }

  private async waitAfter({ kind, message, remedy, retryAfterMs }: TargetTrouble): Promise<void> {
    const { clock, after, random, transport, probe } = this.parts;
    const needsPerson = kind === 'broken' || kind === 'other-station';
    const ownMs = backoffMs(this.failures, random());
    const waitMs = retryAfterMs ?? (needsPerson ? Math.max(stoppedAtLeastMs, ownMs) : ownMs);
    this.state = needsPerson ? 'stopped' : 'waiting';
    this.trouble = { detail: message, remedy, nextTryAt: clock.wallMs() + waitMs };
    const endWatch =
      kind === 'away' && transport.address
        ? watchLink(transport.address, () => this.rest.wake(), after, probe)
        : () => undefined;
    await this.rest.wait(waitMs);
    endWatch();
  }
}

function meanBytes(envelopes: readonly Envelope[]): number {
  return envelopes.reduce((sum, each) => sum + bytesOf(each), 0) / envelopes.length;
}

function asTrouble(thrown: unknown, problem: (text: string) => void): TargetTrouble {
  if (thrown instanceof TargetTrouble) return thrown;
  const text = thrown instanceof Error ? (thrown.stack ?? thrown.message) : String(thrown);
  problem(`sending failed in a way that nobody foresaw: ${text}`);
  return new TargetTrouble('busy', thrown instanceof Error ? thrown.message : String(thrown), { cause: thrown });
}
