/**
 * The store as the sender sees it, in memory: an outbox of messages, one cursor, one frozen batch and one parked set. A test
 * may let any of its answers fail, before or after the deed was done.
 */
import { StationError } from '../../main/api/errors.ts';
import type { CommandInput, CommandName } from '../../main/station/store/command-table.ts';
import type { FrozenBatch, Message, SetAside } from '../../main/station/store/sync-table.ts';
import { partOf } from '../../main/sync/sender/choose-batch.ts';
import type { BatchStore } from '../../main/sync/sender/next-batch.ts';

export type StoreFault = 'before' | 'after' | null;

interface Parked extends SetAside {
  state: 'parked' | 'again';
}

export class PlayedSyncStore {
  readonly messages: Message[] = [];
  readonly parked = new Map<number, Parked>();
  acknowledged = 0;
  frozen: FrozenBatch | null = null;
  /** What befalls a call, by its name. */
  fault: (call: keyof BatchStore | CommandName) => StoreFault = () => null;

  add(...messages: readonly Message[]): void {
    this.messages.push(...messages);
  }

  get waiting(): number {
    return this.behind(this.acknowledged).length;
  }

  readonly queries: BatchStore = {
    syncProgress: () =>
      this.answer('syncProgress', () => ({
        acknowledged: this.acknowledged,
        waiting: this.waiting,
        oldestAt: null,
        parked: this.parked.size,
        again: this.again().length,
      })),
    frozenBatch: () => this.answer('frozenBatch', () => structuredClone(this.frozen)),
    outboxMessages: ({ after, limit }) =>
      this.answer('outboxMessages', () => {
        const messages = this.behind(after).slice(0, limit);
        return { messages, upTo: messages.at(-1)?.sequence ?? after, lost: [] };
      }),
    messagesAgain: ({ limit }) => this.answer('messagesAgain', () => this.again().slice(0, limit)),
    partsParked: ({ parts }) =>
      this.answer('partsParked', () => {
        const parked = new Set(this.messages.filter(({ sequence }) => this.parked.has(sequence)).map(partOf));
        return parts.filter((part) => parked.has(part));
      }),
    perform: (name, input) => this.answer(name, () => this.perform(name, input) as never),
  };

  /** As `resendParked` does it: earlier ones of the same part go along. */
  resend(sequence: number): void {
    const part = this.partAt(sequence);
    for (const [other, parked] of this.parked) {
      if (other === sequence || (part !== null && other < sequence && this.partAt(other) === part))
        parked.state = 'again';
    }
  }

  private perform<N extends CommandName>(name: N, input: CommandInput<N>): unknown {
    switch (name) {
      case 'freezeBatch': {
        const { batch, aside } = input as CommandInput<'freezeBatch'>;
        if (this.frozen && this.frozen.id !== batch.id) throw new StationError('conflict', 'another is under way');
        if (this.frozen) return {};
        this.frozen = structuredClone(batch);
        this.park(aside);
        return {};
      }
      case 'settleBatch': {
        const { batch, refused } = input as CommandInput<'settleBatch'>;
        if (this.frozen?.id !== batch) return {};
        for (const { sequence } of this.frozen.envelopes) this.parked.delete(sequence);
        this.park(refused);
        this.acknowledged = Math.max(this.acknowledged, this.frozen.upTo);
        this.frozen = null;
        return {};
      }
      case 'passOver': {
        const { upTo, aside } = input as CommandInput<'passOver'>;
        this.park(aside);
        this.acknowledged = Math.max(this.acknowledged, upTo);
        return {};
      }
      default:
        throw new Error(`the sender has no business with ${name}`);
    }
  }

  private park(aside: readonly SetAside[]): void {
    for (const each of aside) this.parked.set(each.sequence, { ...each, state: 'parked' });
  }

  private again(): Message[] {
    return this.messages.filter(({ sequence }) => this.parked.get(sequence)?.state === 'again');
  }

  private behind(after: number): Message[] {
    return this.messages.filter(({ sequence }) => sequence > after);
  }

  private partAt(sequence: number): string | null {
    const message = this.messages.find((each) => each.sequence === sequence);
    return message ? partOf(message) : null;
  }

  private async answer<T>(call: keyof BatchStore | CommandName, deed: () => T): Promise<T> {
    const fault = this.fault(call);
    await Promise.resolve();
    if (fault === 'before') throw new StationError('unavailable', 'the store is being started');
    const done = deed();
    if (fault === 'after') throw new StationError('timeout', 'the store did not answer in time');
    return done;
  }
}
