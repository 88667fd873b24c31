/** The real sender over a store in memory, with waits so short that a test need not wait for them. */
import { v7 } from 'uuid';
import { type Connection, targetSettingsSchema } from '../../../main/api/slices/sync-target.ts';
import { systemClock } from '../../../main/station/clock.ts';
import type { After } from '../../../main/sync/sender/rest.ts';
import { Sender, type SenderReport } from '../../../main/sync/sender/sender.ts';
import type { Render, TargetType, Transport, TransportContext } from '../../../main/sync/transport.ts';
import { eventually } from '../../support/eventually.ts';
import { playedTarget } from '../../support/played-sync-store.ts';
import { FilledStore } from './filled-store.ts';

/** Everything a sender waits for takes at most this long. */
const longestWaitMs = 15;
export const quickly: After = (ms, call) => {
  const timer = setTimeout(call, Math.min(ms, longestWaitMs));
  return () => clearTimeout(timer);
};

export const station = { id: v7(), name: 'line 1', version: '0.1.0' };
/** The document itself. */
export const asItIs: Render = async (message) => [JSON.stringify(message)];

export function contextOf<C extends Connection>(
  connection: C,
  over: Partial<TransportContext<C>> = {},
): TransportContext<C> {
  return {
    ...{ target: v7(), connection, station, secrets: {}, dataDir: '/nowhere', clock: systemClock },
    telemetry: {
      telemetryGaps: () => Promise.reject(new Error('not asked for')),
      telemetrySamples: () => Promise.reject(new Error('not asked for')),
      perform: () => Promise.reject(new Error('not asked for')),
    },
    problem: () => undefined,
    wake: () => undefined,
    ...over,
  };
}

export interface Sending {
  readonly store: FilledStore;
  readonly transport: Transport;
  report(): SenderReport;
  /** Every message is acknowledged or parked. */
  settled(withinMs?: number): Promise<void>;
  /** What it said first of this kind. */
  becomes(state: SenderReport['state']): Promise<SenderReport>;
  /** As the target asks for it. */
  wake(): void;
  close(): Promise<void>;
}

export function startSending<C extends Connection>(
  type: TargetType<C>,
  context: TransportContext<C>,
  store: FilledStore = new FilledStore(),
  render: Render = asItIs,
): Sending {
  const transport = type.connect(context);
  const settings = targetSettingsSchema.parse({ connection: context.connection, messagesPerSecond: 100_000 });
  // Of a state that lasts some milliseconds a test would see nothing.
  const seen = new Map<SenderReport['state'], SenderReport>();
  const after: After = (ms, call) => {
    const report = sender.report();
    if (!seen.has(report.state)) seen.set(report.state, report);
    return quickly(ms, call);
  };
  const target = { ...playedTarget, settings, isPaused: false, createdAt: 0 };
  const sender = new Sender({
    ...{ target, transport, render, store: store.queries, after, clock: systemClock, random: () => 0.5 },
    problem: context.problem,
  });
  return {
    ...{ store, transport },
    report: () => sender.report(),
    settled: async (withinMs = 25_000) => {
      await eventually(
        () => ({ isAllSettled: store.isAllSettled, report: sender.report() }),
        ({ isAllSettled }) => isAllSettled,
        withinMs,
      );
    },
    becomes: async (state) => {
      const report = await eventually(
        () => seen.get(state),
        (found) => found !== undefined,
      );
      if (!report) throw new Error('cannot be');
      return report;
    },
    wake: () => sender.tryNow(),
    close: () => sender.close(),
  };
}
