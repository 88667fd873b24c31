/** An MQTT target for tests: towards a port of this machine, with patience that tests have time for. */
import { onTestFinished } from 'vitest';
import { type Connection, mqttSettingsSchema } from '../../../../main/api/slices/sync-target.ts';
import { systemClock } from '../../../../main/station/clock.ts';
import type { Envelope } from '../../../../main/station/store/sync-table.ts';
import { createMqttTarget } from '../../../../main/sync/targets/mqtt/index.ts';
import type { Batch, Transport, TransportContext } from '../../../../main/sync/transport.ts';
import { idOf } from '../../../support/messages.ts';

type MqttConnection = Extract<Connection, { kind: 'mqtt' }>;

export interface Given {
  readonly port: number;
  readonly settings?: Readonly<Record<string, unknown>>;
  readonly secrets?: Readonly<Record<string, string>>;
  readonly station?: string;
  readonly patience?: Partial<Parameters<typeof createMqttTarget>[0]>;
}

/** Closed when the test is over. */
export function anMqttTransport({ port, settings = {}, secrets = {}, station = 'North 1', patience = {} }: Given) {
  const connection = mqttSettingsSchema.parse({ kind: 'mqtt', host: '127.0.0.1', port, ...settings });
  const type = createMqttTarget({ connectMs: 10_000, silentMs: 20_000, keepaliveS: 10, ...patience });
  const transport = type.connect(aContext(connection, secrets, station));
  onTestFinished(() => transport.close());
  return transport;
}

export function aContext(
  connection: MqttConnection,
  secrets: Readonly<Record<string, string>> = {},
  station = 'North 1',
): TransportContext<MqttConnection> {
  return {
    ...{ target: idOf('target'), connection, secrets, dataDir: '/nowhere', clock: systemClock },
    station: { id: idOf(`station ${station}`), name: station, version: '1.0.0' },
    telemetry: { telemetryGaps: unasked, telemetrySamples: unasked, perform: unasked },
    problem: () => undefined,
    wake: () => undefined,
  };
}

async function unasked(): Promise<never> {
  throw new Error('records need no telemetry');
}

export function anEnvelope(sequence: number, given: Partial<Envelope> = {}): Envelope {
  return {
    sequence,
    messageId: idOf(`message ${sequence}`),
    kind: 'part',
    eventTime: '2026-11-27T11:00:00.000+01:00',
    part: idOf(`part ${sequence}`),
    bodies: [JSON.stringify({ sequence })],
    ...given,
  };
}

export function aBatch(...envelopes: readonly Envelope[]): Batch {
  return { id: idOf(`batch ${envelopes.map(({ sequence }) => sequence).join()}`), envelopes };
}

/** For tests in which the time-out is the test's. */
export const patient = (): AbortSignal => new AbortController().signal;

export async function troubleOf(
  deed: Promise<unknown>,
): Promise<{ kind: string; message: string; remedy: string | null }> {
  try {
    await deed;
  } catch (thrown) {
    const { kind, message, remedy } = thrown as { kind: string; message: string; remedy: string | null };
    return { kind, message, remedy };
  }
  throw new Error('there was no trouble');
}

export function sendAll(transport: Transport, ...envelopes: readonly Envelope[]) {
  return transport.send(aBatch(...envelopes), patient());
}
