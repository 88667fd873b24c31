/** What is sent to one address: in order, as far as the broker gives credit, and the broker's word on each. */
import type { Delivery, EventContext, Message, Sender } from 'rhea';
import { say } from '../../../api/said/say.ts';
import { TargetTrouble } from '../../transport.ts';
import { readFault } from './trouble.ts';

/** rhea throws above 2048 deliveries without a word; this keeps a link busy as well. */
const mostUnderWay = 200;

/** `full`: rejected without a word or for want of room. */
export type Fate =
  | { readonly as: 'accepted' | 'full' }
  | { readonly as: 'rejected' | 'released'; readonly reason: string };

export interface OutletParts {
  readonly stallMs: number;
  readonly host: string;
  /** Ends the link. */
  readonly fail: (trouble: TargetTrouble) => void;
}

interface Waiting {
  readonly message: Message | Readonly<Record<string, unknown>>;
  readonly resolve: (fate: Fate) => void;
  readonly reject: (thrown: unknown) => void;
}

export class Outlet {
  /** The broker takes messages there. */
  readonly ready: Promise<void>;
  private readonly sender: Sender;
  private readonly parts: OutletParts;
  private readonly queue: Waiting[] = [];
  private readonly underWay = new Map<Delivery, Waiting>();
  private ended: TargetTrouble | null = null;
  private stall: NodeJS.Timeout | null = null;

  constructor(sender: Sender, parts: OutletParts) {
    this.sender = sender;
    this.parts = parts;
    this.ready = new Promise((resolve) => sender.once('sendable', () => resolve()));
    sender.on('sendable', () => this.advanced());
    sender.on('accepted', ({ delivery }: EventContext) => this.settle(delivery, { as: 'accepted' }));
    sender.on('rejected', ({ delivery }: EventContext) => this.settle(delivery, rejection(delivery)));
    sender.on('released', ({ delivery }: EventContext) =>
      this.settle(delivery, { as: 'released', reason: say('cfxReleased') }),
    );
    sender.on('modified', ({ delivery }: EventContext) =>
      this.settle(delivery, { as: 'released', reason: say('cfxModified') }),
    );
    // Forgotten by the broker without a word on it.
    sender.on('settled', ({ delivery }: EventContext) =>
      this.settle(delivery, { as: 'released', reason: say('cfxModified') }),
    );
  }

  /** @throws TargetTrouble when the link ends before there is a word on it. */
  deliver(message: Waiting['message']): Promise<Fate> {
    return new Promise((resolve, reject) => {
      if (this.ended) return reject(this.ended);
      this.queue.push({ message, resolve, reject });
      this.pump();
    });
  }

  end(trouble: TargetTrouble): void {
    this.ended = trouble;
    if (this.stall) clearTimeout(this.stall);
    for (const { reject } of [...this.underWay.values(), ...this.queue]) reject(trouble);
    this.underWay.clear();
    this.queue.length = 0;
  }

  private pump(): void {
    while (!this.ended && this.underWay.size < mostUnderWay && this.sender.sendable()) {
      const next = this.queue.shift();
      if (!next) break;
      try {
        this.underWay.set(this.sender.send(next.message as Message), next);
      } catch (thrown) {
        // It cannot be put into AMQP: that is its own trouble, not the link's.
        next.reject(thrown);
      }
    }
    this.watch();
  }

  private settle(delivery: Delivery | undefined, fate: Fate): void {
    const waiting = delivery && this.underWay.get(delivery);
    if (!delivery || !waiting) return;
    this.underWay.delete(delivery);
    waiting.resolve(fate);
    this.advanced();
  }

  /** The broker is alive: patience begins anew. */
  private advanced(): void {
    if (this.stall) clearTimeout(this.stall);
    this.stall = null;
    this.pump();
  }

  private watch(): void {
    if (this.ended || this.stall || this.underWay.size + this.queue.length === 0) return;
    this.stall = setTimeout(() => this.parts.fail(this.stalled()), this.parts.stallMs);
  }

  private stalled(): TargetTrouble {
    const { host, stallMs } = this.parts;
    const values = { host, seconds: Math.max(1, Math.round(stallMs / 1000)) };
    const text = this.underWay.size > 0 ? say('cfxNotSettled', values) : say('cfxNoCredit', values);
    // With a time of its own, so that no message is suspected: RabbitMQ 3 falls silent when a queue is full.
    return new TargetTrouble('busy', text, { retryAfterMs: stallMs });
  }
}

function rejection(delivery: Delivery | undefined): Fate {
  const state: unknown = delivery?.remote_state;
  const error = typeof state === 'object' && state !== null && 'error' in state ? state.error : null;
  const fault = readFault(error);
  if (!fault || fault.condition === 'amqp:resource-limit-exceeded') return { as: 'full' };
  return { as: 'rejected', reason: fault.description };
}
