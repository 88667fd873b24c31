/**
 * The store as the sender of one target sees it, in memory (`model-sync-store.ts`). A test may let any of its answers fail,
 * before or after the deed was done.
 */
import { StationError } from '../../main/api/errors.ts';
import { targetSettingsSchema } from '../../main/api/slices/sync-target.ts';
import type { CommandName } from '../../main/station/store/command-table.ts';
import type { FrozenBatch, Message } from '../../main/station/store/sync-table.ts';
import type { BatchStore } from '../../main/sync/sender/next-batch.ts';
import { idOf } from './messages.ts';
import { ModelSyncStore } from './model-sync-store.ts';

export type StoreFault = 'before' | 'after' | null;
type Call = Exclude<keyof BatchStore, 'perform'> | CommandName;

export const playedTarget = {
  id: idOf('mes'),
  name: 'MES',
  settings: targetSettingsSchema.parse({ connection: { kind: 'https', url: 'https://mes.example/v1' } }),
};

export class PlayedSyncStore {
  readonly messages: Message[] = [];
  /** What befalls a call, by its name. */
  fault: (call: Call) => StoreFault = () => null;
  private readonly model = new ModelSyncStore();
  private readonly target = playedTarget.id;

  constructor() {
    void this.model.perform('saveTarget', { by: null, ...playedTarget, startsFrom: 'oldest', secrets: [] });
  }

  add(...messages: readonly Message[]): void {
    this.messages.push(...messages);
    for (const message of messages) this.model.add(message);
  }

  get acknowledged(): number {
    return this.model.peek(this.target).acknowledged;
  }
  /** Behind the cursor; under way too. */
  get waiting(): number {
    return this.messages.filter(({ sequence }) => sequence > this.acknowledged).length;
  }
  get frozen(): FrozenBatch | null {
    return this.model.peek(this.target).batch;
  }
  get parked(): ReturnType<ModelSyncStore['peek']>['parked'] {
    return this.model.peek(this.target).parked;
  }

  /** Null: everything that is parked. */
  async resend(sequences: number[] | null): Promise<void> {
    await this.model.perform('resendParked', { by: null, target: this.target, sequences });
  }

  readonly queries: BatchStore = {
    syncProgress: (input) => this.answer('syncProgress', () => this.model.syncProgress(input)),
    frozenBatch: (input) => this.answer('frozenBatch', () => this.model.frozenBatch(input)),
    outboxMessages: (input) => this.answer('outboxMessages', () => this.model.outboxMessages(input)),
    messagesAgain: (input) => this.answer('messagesAgain', () => this.model.messagesAgain(input)),
    partsParked: (input) => this.answer('partsParked', () => this.model.partsParked(input)),
    perform: (name, input) => this.answer(name, () => this.model.perform(name, input)),
  };

  private async answer<T>(call: Call, deed: () => Promise<T>): Promise<T> {
    const fault = this.fault(call);
    await Promise.resolve();
    if (fault === 'before') throw new StationError('unavailable', 'the store is being started');
    const done = await deed();
    if (fault === 'after') throw new StationError('timeout', 'the store did not answer in time');
    return done;
  }
}
