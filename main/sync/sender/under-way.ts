/**
 * The batch that is under way to a target: what of it is settled, what is left, and how it is cut where the receiver takes
 * only less at once or fails on something in it.
 *
 * Nothing in a batch is about the same part as something else in it, so its messages may overtake each other.
 */
import { v5 } from 'uuid';
import { say } from '../../api/said/say.ts';
import type { Envelope, FrozenBatch, SetAside } from '../../station/store/sync-table.ts';
import type { Batch, Outcome } from '../transport.ts';

/** A message that the receiver has put off so often, and took others meanwhile, is parked. */
const putOffLimit = 8;

export class UnderWay {
  readonly batch: FrozenBatch;
  readonly refused: SetAside[] = [];
  private left: readonly Envelope[];
  private readonly putOff = new Map<number, number>();
  private chunk: number;

  constructor(batch: FrozenBatch) {
    this.batch = batch;
    this.left = batch.envelopes;
    this.chunk = Math.max(1, batch.envelopes.length);
  }

  get isSettled(): boolean {
    return this.left.length === 0;
  }
  /** What goes next is a single message. */
  get isSingle(): boolean {
    return this.chunk === 1 || this.left.length === 1;
  }

  /** What goes next. Other messages than before, or fewer, have another id: a key stands for one body (Idempotency-Key). */
  next(): Batch {
    const envelopes = this.left.slice(0, this.chunk);
    const isWhole = envelopes.length === this.batch.envelopes.length;
    const id = isWhole ? this.batch.id : v5(envelopes.map(({ sequence }) => sequence).join(), this.batch.id);
    return { id, envelopes };
  }

  /** @returns how many were accepted, and why others were put off; null: none was. */
  settle(sent: readonly Envelope[], outcomes: readonly Outcome[]): { accepted: number; putOff: string | null } {
    const accepted = outcomes.filter(({ as }) => as === 'accepted').length;
    let putOff: string | null = null;
    const again: Envelope[] = [];
    for (const [index, envelope] of sent.entries()) {
      const outcome: Outcome = outcomes[index] ?? { as: 'again', reason: say('syncNoWord') };
      if (outcome.as === 'accepted') continue;
      if (outcome.as === 'refused') this.refuse(envelope, outcome.reason);
      // One that puts off whatever it gets is not ready, and no message of it is to blame.
      else if (accepted > 0 && this.putOffOnceMore(envelope) >= putOffLimit) {
        this.refuse(envelope, say('syncPutOff', { times: putOffLimit, why: outcome.reason }));
      } else {
        again.push(envelope);
        putOff = outcome.reason;
      }
    }
    this.left = [...this.left.slice(sent.length), ...again];
    return { accepted, putOff };
  }

  /** The receiver fails on what went: less of it at once, and the others first. */
  halve(): void {
    const failed = this.left.slice(0, this.chunk);
    this.left = [...this.left.slice(this.chunk), ...failed];
    this.chunk = Math.max(1, Math.ceil(Math.min(this.chunk, failed.length) / 2));
  }

  /** The single message that went is what the receiver fails on. */
  refuseFirst(reason: string): void {
    const [first, ...others] = this.left;
    if (!first) return;
    this.refuse(first, reason);
    this.left = others;
  }

  private refuse({ sequence, bodies }: Envelope, reason: string): void {
    this.refused.push({ sequence, reason: reason.slice(0, 2000), bodies: [...bodies] });
  }

  private putOffOnceMore({ sequence }: Envelope): number {
    const times = (this.putOff.get(sequence) ?? 0) + 1;
    this.putOff.set(sequence, times);
    return times;
  }
}
