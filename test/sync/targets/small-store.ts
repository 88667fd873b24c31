/** What a sender needs of the store, in memory: one target, its outbox, its batch under way and what is parked. */
import { v7 } from 'uuid';
import type { CommandInput, CommandName, CommandOutput } from '../../../main/station/store/command-table.ts';
import type { FrozenBatch, Message, SetAside } from '../../../main/station/store/sync-table.ts';
import type { BatchStore } from '../../../main/sync/sender/next-batch.ts';

export class SmallStore implements BatchStore {
  readonly messages: Message[] = [];
  readonly parked: SetAside[] = [];
  acknowledged = 0;
  batch: FrozenBatch | null = null;

  get isAllSettled(): boolean {
    return this.acknowledged === this.messages.length && this.batch === null;
  }

  /** @returns the ids of all messages that are not parked */
  get sentIds(): string[] {
    const parked = new Set(this.parked.map(({ sequence }) => sequence));
    return this.messages.filter(({ sequence }) => !parked.has(sequence)).map(({ messageId }) => messageId);
  }

  async syncProgress() {
    const waiting = this.messages.length - this.acknowledged;
    return { acknowledged: this.acknowledged, waiting, oldestAt: null, parked: this.parked.length, again: 0 };
  }
  async frozenBatch() {
    return structuredClone(this.batch);
  }
  async outboxMessages({ after, limit }: { after: number; limit: number }) {
    const messages = this.messages.slice(after, after + limit);
    return { messages: structuredClone(messages), upTo: after + messages.length, lost: [] };
  }
  async messagesAgain() {
    return [];
  }
  async partsParked({ parts }: { parts: string[] }) {
    const parked = new Set(
      this.parked
        .map(({ sequence }) => this.messages[sequence - 1])
        .map((each) => each && 'part' in each && each.part.id),
    );
    return parts.filter((part) => parked.has(part));
  }

  async perform<N extends CommandName>(name: N, input: CommandInput<N>): Promise<CommandOutput<N>> {
    const deed = this.deeds[name as keyof typeof this.deeds] as ((input: CommandInput<N>) => void) | undefined;
    if (!deed) throw new Error(`the small store knows no ${name}`);
    deed(input);
    return {} as CommandOutput<N>;
  }

  private readonly deeds = {
    freezeBatch: ({ batch, aside }: { batch: FrozenBatch; aside: SetAside[] }) => {
      if (this.batch !== null && this.batch.id !== batch.id) throw new Error('another batch is under way');
      this.batch = structuredClone(batch);
      this.parked.push(...aside);
    },
    settleBatch: ({ batch, refused }: { batch: string; refused: SetAside[] }) => {
      if (this.batch?.id !== batch) return;
      this.parked.push(...refused);
      this.acknowledged = this.batch.upTo;
      this.batch = null;
    },
    passOver: ({ upTo, aside }: { upTo: number; aside: SetAside[] }) => {
      this.parked.push(...aside);
      this.acknowledged = upTo;
    },
  };

  /** `count` messages about parts that each have `perPart` of them, one after the other part's. */
  fill(
    count: number,
    { perPart = 1, mark = () => '' }: { perPart?: number; mark?: (index: number) => string } = {},
  ): this {
    const parts = Array.from({ length: Math.ceil(count / perPart) }, () => v7());
    for (let index = 0; index < count; index++) {
      const sequence = this.messages.length + 1;
      const part = parts[index % parts.length] ?? v7();
      this.messages.push(partMessage(sequence, part, mark(index)));
    }
    return this;
  }
}

export function partMessage(sequence: number, part: string, serial = ''): Message {
  const at = '2026-11-27T10:00:00.000+01:00';
  return {
    ...{ sequence, messageId: v7(), eventTime: at, kind: 'part' },
    part: {
      ...{ id: part, serial: serial || null, workOrder: null, run: v7(), trigger: sequence, at, recipe: 'board' },
      ...{ bundle: { name: 'pcb', version: '1.0.0' }, shift: { name: 'early', startedAt: at }, verdict: 'pass' },
      ...{ reasons: [], scores: null, line: { ok: true, at, because: 'pass', latencyMs: 9 } },
      ...{ frame: { width: 640, height: 480 }, regions: [], pictures: [] },
    },
  };
}
