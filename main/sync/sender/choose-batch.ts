/**
 * Of the next messages, those that make one batch: in order, within the target's limits, and never two about one part, so
 * that a receiver who refuses the first has not taken the second. Pure.
 */
import { say } from '../../api/said/say.ts';
import type { Envelope, Message, SetAside } from '../../station/store/sync-table.ts';

/** A message as the target's mapping made it; `bodies` null: this kind is not sent there. */
export type Rendered =
  | { readonly message: Message; readonly bodies: readonly string[] | null }
  | { readonly message: Message; readonly problem: string };

export interface Chosen {
  readonly envelopes: readonly Envelope[];
  readonly aside: readonly SetAside[];
  /** Everything up to here is in one of the two, or is not sent to this target. */
  readonly upTo: number;
}

export interface BatchLimits {
  readonly messages: number;
  readonly bytes: number;
}

/**
 * @param rendered oldest first
 * @param upTo the last place that was looked at for them
 * @param parked parts with a parked message: what comes later about them waits behind it
 */
export function chooseBatch(
  rendered: readonly Rendered[],
  upTo: number,
  parked: ReadonlySet<string>,
  limits: BatchLimits,
): Chosen {
  const envelopes: Envelope[] = [];
  const aside: SetAside[] = [];
  const inBatch = new Set<string>();
  const behind = new Set(parked);
  let bytes = 0;
  let last = 0;
  for (const each of rendered) {
    const { sequence } = each.message;
    const part = partOf(each.message);
    const made = envelopeOf(each);
    const size = made ? bytesOf(made) : 0;
    if (part !== null && inBatch.has(part)) return { envelopes, aside, upTo: last };
    if (part !== null && behind.has(part)) {
      aside.push({ sequence, reason: say('syncBehindParked'), bodies: null });
    } else if ('problem' in each || size > limits.bytes) {
      const reason = 'problem' in each ? each.problem : say('syncTooLarge', { bytes: size, limit: limits.bytes });
      aside.push({ sequence, reason, bodies: made ? [...made.bodies] : null });
      if (part !== null) behind.add(part);
    } else if (made) {
      if (envelopes.length >= limits.messages || bytes + size > limits.bytes) return { envelopes, aside, upTo: last };
      envelopes.push(made);
      bytes += size;
      if (part !== null) inBatch.add(part);
    }
    last = sequence;
  }
  return { envelopes, aside, upTo };
}

export function partOf(message: Message): string | null {
  return 'part' in message ? message.part.id : null;
}

function envelopeOf(rendered: Rendered): Envelope | null {
  if ('problem' in rendered || rendered.bodies === null) return null;
  const { message, bodies } = rendered;
  const { sequence, messageId, kind, eventTime } = message;
  return { sequence, messageId, kind, eventTime, part: partOf(message), bodies: [...bodies] };
}

/** UTF-16 code units: close enough to bytes for a limit, and free. */
export function bytesOf({ bodies }: Pick<Envelope, 'bodies'>): number {
  return bodies.reduce((sum, body) => sum + body.length, 0);
}
