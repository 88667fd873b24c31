/** A CFX target on a real broker, with the real sender in front of it and a receiver behind it that counts. */
import rhea, { type Connection, type EventContext } from 'rhea';
import { onTestFinished } from 'vitest';
import { targetSettingsSchema } from '../../../../main/api/slices/sync-target.ts';
import { systemClock } from '../../../../main/station/clock.ts';
import { createRender } from '../../../../main/sync/mapping/render.ts';
import { systemAfter } from '../../../../main/sync/sender/rest.ts';
import { Sender } from '../../../../main/sync/sender/sender.ts';
import type { CfxConnection } from '../../../../main/sync/targets/cfx/address.ts';
import { createCfxTarget } from '../../../../main/sync/targets/cfx/index.ts';
import type { Patience } from '../../../../main/sync/targets/cfx/link.ts';
import { type Arrived, fromAmqp } from '../../../../main/sync/targets/cfx/message.ts';
import type { StationFacts, Transport } from '../../../../main/sync/transport.ts';
import { aPartMessage, idOf } from '../../../support/messages.ts';
import { PlayedSyncStore } from '../../../support/played-sync-store.ts';

export const facts: StationFacts = {
  state: 'working',
  recipe: 'boards',
  bundle: { name: 'pcb', version: '1.0.0' },
  faults: [],
  telemetry: {},
};

/** Generous: two cores are shared by many. What has to fail by patience is given less. */
export const patience: Patience = { connectMs: 20_000, idleMs: 20_000, stallMs: 20_000 };

export interface Given extends Partial<Record<keyof CfxConnection, unknown>> {
  readonly port: number;
}

export function aTransport(
  connection: Given,
  more: {
    readonly password?: string;
    readonly clientKey?: string;
    readonly station?: string;
    readonly patience?: Partial<Patience>;
    readonly wake?: () => void;
  } = {},
) {
  const settings = targetSettingsSchema.parse({
    connection: {
      ...{ kind: 'cfx', host: '127.0.0.1', to: { is: 'queue', name: 'mes' }, handle: 'Sightline.Station.SN1' },
      ...connection,
    },
    messagesPerSecond: 100_000,
  });
  if (settings.connection.kind !== 'cfx') throw new Error('these are settings of CFX');
  const type = createCfxTarget({ ...patience, ...more.patience });
  const station = { id: idOf(more.station ?? 'station'), name: more.station ?? 'station', version: '1.0.0' };
  const problems: string[] = [];
  const nothing = async (): Promise<never> => {
    throw new Error('CFX asks for no telemetry');
  };
  const transport: Transport = type.connect({
    ...{ target: idOf('mes'), connection: settings.connection, station, dataDir: '/nowhere', clock: systemClock },
    secrets: {
      ...(more.password !== undefined && { password: more.password }),
      ...(more.clientKey !== undefined && { clientKey: more.clientKey }),
    },
    target: idOf('mes'),
    telemetry: { telemetryGaps: nothing, telemetrySamples: nothing, perform: nothing },
    problem: (text) => problems.push(text),
    wake: more.wake ?? (() => undefined),
  });
  onTestFinished(() => transport.close());
  return { transport, settings, render: createRender(settings, type, station), problems };
}

export function aSenderTo(made: ReturnType<typeof aTransport>, store = new PlayedSyncStore()) {
  const sender = new Sender({
    ...{ target: { id: idOf('mes'), name: 'MES', settings: made.settings, isPaused: false, createdAt: 0 } },
    ...{ transport: made.transport, store: store.queries, render: made.render },
    ...{ clock: systemClock, after: systemAfter, random: Math.random, problem: (text) => made.problems.push(text) },
  });
  onTestFinished(() => sender.close());
  return { sender, store };
}

/** Messages that the target has not settled. */
export function waitingIn(store: PlayedSyncStore): number {
  return store.messages.filter(({ sequence }) => sequence > store.acknowledged).length;
}

/** `count` messages, three about each part. */
export function parts(count: number): ReturnType<typeof aPartMessage>[] {
  return Array.from({ length: count }, (_, index) => aPartMessage(index + 1, String(index % Math.ceil(count / 3))));
}

/** Reads a queue as a MES does: keeps one of each id, in the order of first arrival. */
export class QueueReader {
  readonly kept = new Map<string, Arrived>();
  duplicates = 0;
  private readonly connection: Connection;

  constructor(broker: { readonly port: number; readonly user: string; readonly password: string }, queue: string) {
    const container = rhea.create_container();
    container.on('error', () => undefined);
    container.on('disconnected', () => undefined);
    this.connection = container.connect({
      ...{ host: '127.0.0.1', port: broker.port, username: broker.user, password: broker.password, reconnect: 200 },
    });
    this.connection.open_receiver({
      source: { address: `/amq/queue/${queue}`, durable: 2 },
      ...{ credit_window: 100, autoaccept: false },
    });
    this.connection.on('message', (context: EventContext) => {
      fromAmqp(context.message).then(
        (arrived) => {
          this.take(arrived);
          context.delivery?.accept();
        },
        (thrown: unknown) => this.unreadable.push(String(thrown)),
      );
    });
    onTestFinished(() => this.close());
  }

  readonly unreadable: string[] = [];

  /** Of records: presence and heartbeats left out. */
  records(): Arrived[] {
    return [...this.kept.values()].filter(({ envelope }) => envelope.MessageName.startsWith('CFX.Production'));
  }

  async close(): Promise<void> {
    this.connection['set_reconnect'](false);
    if (this.connection.is_closed()) return;
    const closed = new Promise((resolve) => this.connection.once('connection_close', resolve));
    this.connection.close();
    await Promise.race([closed, new Promise((resolve) => setTimeout(resolve, 1_000))]);
  }

  private take(arrived: Arrived): void {
    const id = arrived.envelope.UniqueID;
    if (this.kept.has(id)) this.duplicates += 1;
    else this.kept.set(id, arrived);
  }
}
