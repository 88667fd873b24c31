/**
 * What of the telemetry a host has missed, and sending it: newest first, gap by gap, and what is left is in the store.
 *
 * Data of Sparkplug has no receipts (QoS 0). A ping that comes back says that the broker has read all that went before it;
 * only then a gap is made smaller. What is sent twice for that is the same values with the same times.
 */
import type { TransportContext } from '../../transport.ts';
import type { Sample } from './edge-node.ts';

type Store = TransportContext['telemetry'];
interface Plan {
  readonly newest: number;
  readonly gaps: readonly { readonly after: number; readonly upTo: number }[];
}

export interface BacklogParts {
  readonly target: string;
  readonly store: Store;
  /** Sends and waits until the broker has it. @throws TargetTrouble */
  readonly send: (samples: readonly Sample[]) => Promise<void>;
}

/** Samples in one message: about ten kilobytes. */
const atOnce = 10;
const messagesAStep = 5;

export class Backlog {
  private readonly parts: BacklogParts;
  private plan: Plan | null = null;
  /** The newest sample when it was looked last. */
  private seen: number | null = null;

  constructor(parts: BacklogParts) {
    this.parts = parts;
  }

  /** A few of what is missing. @throws TargetTrouble, StationError */
  async step(): Promise<void> {
    const { target, store } = this.parts;
    this.plan ??= await store.telemetryGaps({ target });
    for (let count = 0; count < messagesAStep && this.plan.gaps.length > 0; count++) await this.sendSome(this.plan);
  }

  get isDone(): boolean {
    return this.plan?.gaps.length === 0;
  }

  /**
   * The connection has stood since the last call: samples that were there then have been told as they were made.
   * @throws StationError
   */
  async toldLive(): Promise<void> {
    const { target, store } = this.parts;
    if (!this.plan) return;
    const { newest } = await store.telemetryGaps({ target });
    const told = this.seen;
    this.seen = newest;
    if (told !== null && told > this.plan.newest) await this.save({ ...this.plan, newest: told });
  }

  private async sendSome(plan: Plan): Promise<void> {
    const [gap, ...others] = plan.gaps;
    if (!gap) return;
    const samples = await this.parts.store.telemetrySamples({ ...gap, limit: atOnce });
    if (samples.length > 0) await this.parts.send(samples);
    const oldest = samples.at(-1);
    const rest = { after: gap.after, upTo: oldest ? oldest.id - 1 : gap.after };
    const isWhole = samples.length < atOnce || rest.upTo <= rest.after;
    await this.save({ newest: plan.newest, gaps: isWhole ? others : [rest, ...others] });
  }

  private async save(plan: Plan): Promise<void> {
    const { target, store } = this.parts;
    const gaps = plan.gaps.map(({ after, upTo }) => ({ after, upTo }));
    await store.perform('saveTelemetryGaps', { target, newest: plan.newest, gaps });
    this.plan = plan;
  }
}
