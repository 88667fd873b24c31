/** A store with something in its outbox, and what of it is settled. */
import { aPartMessage } from '../../support/messages.ts';
import { PlayedSyncStore } from '../../support/played-sync-store.ts';

export class FilledStore extends PlayedSyncStore {
  /** Behind what is there `count` messages, about parts that have `perPart` of them each: one of each part, then the next. */
  fill(
    count: number,
    { perPart = 1, serial = (index) => `SN-${index}` }: { perPart?: number; serial?: (index: number) => string } = {},
  ): this {
    const first = this.messages.length + 1;
    const parts = Math.ceil(count / perPart);
    for (let index = 0; index < count; index++) {
      this.add(aPartMessage(first + index, `${first} ${index % parts}`, { serial: serial(index) }));
    }
    return this;
  }

  get isAllSettled(): boolean {
    return this.acknowledged === this.messages.length && this.frozen === null;
  }

  get ids(): string[] {
    return this.messages.map(({ messageId }) => messageId);
  }

  /** Of all messages that are not parked. */
  get sentIds(): string[] {
    return this.messages.filter(({ sequence }) => !this.parked.has(sequence)).map(({ messageId }) => messageId);
  }

  get parkedList(): { sequence: number; reason: string; bodies: readonly string[] | null }[] {
    return [...this.parked].map(([sequence, { reason, bodies }]) => ({ sequence, reason, bodies }));
  }
}
