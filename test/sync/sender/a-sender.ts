/** A sender with a receiver and a store that do what a test says, on a clock that goes only when the test says so. */
import { onTestFinished } from 'vitest';
import type { Envelope } from '../../../main/station/store/sync-table.ts';
import { Sender } from '../../../main/sync/sender/sender.ts';
import type { Batch, Outcome, Render, Transport } from '../../../main/sync/transport.ts';
import { PlayedClock } from '../../support/played-clock.ts';
import { PlayedSyncStore, playedTarget } from '../../support/played-sync-store.ts';

type Answer = (batch: Batch) => Promise<readonly Outcome[]> | readonly Outcome[];

/** Keeps what it acknowledged by id, in the order of first arrival, as a MES should. */
export class PlayedReceiver {
  readonly kept = new Map<string, Envelope>();
  /** Everything that arrived, doubles too. */
  readonly arrived: Envelope[] = [];
  readonly batches: { readonly id: string; readonly sequences: readonly number[] }[] = [];
  answer: Answer = (batch) => this.take(batch);

  take({ envelopes }: Batch): readonly Outcome[] {
    for (const envelope of envelopes) {
      this.arrived.push(envelope);
      if (!this.kept.has(envelope.messageId)) this.kept.set(envelope.messageId, envelope);
    }
    return envelopes.map(() => ({ as: 'accepted' }));
  }

  get sequences(): number[] {
    return [...this.kept.values()].map(({ sequence }) => sequence);
  }
}

export interface Given {
  readonly store?: PlayedSyncStore;
  readonly receiver?: PlayedReceiver;
  readonly clock?: PlayedClock;
  readonly render?: Render;
  readonly limits?: Transport['limits'];
  readonly messagesPerSecond?: number;
  readonly random?: () => number;
  readonly test?: () => Promise<string>;
  readonly isLinkUp?: () => boolean;
}

export const asJson: Render = async (message) => [JSON.stringify(message)];

export function aSender(given: Given = {}) {
  const { store = new PlayedSyncStore(), receiver = new PlayedReceiver(), clock = new PlayedClock() } = given;
  const problems: string[] = [];
  const transport: Transport = {
    limits: given.limits ?? { messages: 4, bytes: 100_000 },
    send: async (batch) => {
      receiver.batches.push({ id: batch.id, sequences: batch.envelopes.map(({ sequence }) => sequence) });
      return receiver.answer(batch);
    },
    test: given.test ?? (async () => 'it is well'),
    address: { host: 'mes.example', port: 443 },
    close: async () => undefined,
  };
  const settings = { ...playedTarget.settings, messagesPerSecond: given.messagesPerSecond ?? 100_000 };
  const sender = new Sender({
    ...{ target: { ...playedTarget, settings, isPaused: false, createdAt: 0 }, transport, clock },
    ...{ store: store.queries, render: given.render ?? asJson, after: clock.after },
    random: given.random ?? (() => 0.5),
    problem: (text) => problems.push(text),
    probe: async () => given.isLinkUp?.() ?? false,
  });
  const close = async (): Promise<void> => {
    const closing = sender.close();
    await clock.advance(120_000);
    await closing;
  };
  onTestFinished(close);
  return { sender, store, receiver, clock, problems, close };
}
