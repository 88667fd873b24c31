/** Whether the primary host is there, from its STATE messages; an older word than the last one does not count. */
import { z } from 'zod';

/** Sparkplug 3.0, 6.4.26: UTF-8 JSON. */
const stateSchema = z.object({ online: z.boolean(), timestamp: z.number() });

export class HostState {
  /** Null: it has not said anything since this connection began. */
  isOnline: boolean | null = null;
  private lastMs = Number.NEGATIVE_INFINITY;

  /** @returns what is wrong with the message; null: nothing. */
  hear(payload: Buffer): string | null {
    const state = stateSchema.safeParse(jsonOf(payload));
    if (!state.success) return `the host's STATE is not as Sparkplug 3.0 has it: ${payload.toString('utf8', 0, 100)}`;
    const { online, timestamp } = state.data;
    if (timestamp < this.lastMs) return null;
    this.lastMs = timestamp;
    this.isOnline = online;
    return null;
  }
}

function jsonOf(payload: Buffer): unknown {
  try {
    return JSON.parse(payload.toString('utf8'));
  } catch (thrown) {
    // `ONLINE` and `OFFLINE` were the words of version 2.
    if (thrown instanceof SyntaxError) return undefined;
    throw thrown;
  }
}
