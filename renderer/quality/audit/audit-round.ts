/**
 * A round of random passed parts: one in front of the person, the others behind it, none twice.
 *
 * Parts come in portions; what was judged in this round stays judged, also when the station offers it again.
 */
import type { FoundPart } from '../../../main/api/slices/quality.ts';

export interface AuditRound {
  /** The first is the one that is looked at. */
  readonly queue: readonly FoundPart[];
  readonly judged: readonly string[];
  readonly defects: number;
}

export const emptyRound: AuditRound = { queue: [], judged: [], defects: 0 };

/** So few left: the next portion is fetched. */
const fewLeft = 3;

export function withSample(round: AuditRound, parts: readonly FoundPart[]): AuditRound {
  const known = new Set([...round.judged, ...round.queue.map(({ id }) => id)]);
  const fresh = parts.filter((part, i) => !known.has(part.id) && parts.findIndex(({ id }) => id === part.id) === i);
  return fresh.length === 0 ? round : { ...round, queue: [...round.queue, ...fresh] };
}

export function afterJudging(round: AuditRound, id: string, isDefect: boolean): AuditRound {
  if (!round.queue.some((part) => part.id === id)) return round;
  return {
    queue: round.queue.filter((part) => part.id !== id),
    judged: [...round.judged, id],
    defects: round.defects + (isDefect ? 1 : 0),
  };
}

export function needsMore(round: AuditRound): boolean {
  return round.queue.length <= fewLeft;
}
