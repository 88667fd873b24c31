import type { PartSummary } from '../../main/api/slices/live.ts';

/** As many parts as the strip shows. */
export const stripLength = 30;

/**
 * The last parts, oldest first, each once: a part that comes again (from a snapshot, or because its picture is written
 * by now) replaces itself.
 */
export function mergeParts(known: readonly PartSummary[], incoming: readonly PartSummary[]): readonly PartSummary[] {
  // Ids are UUIDv7, so they sort by time; triggers begin anew with each run of the station.
  const byId = new Map(known.map((part) => [part.id, part]));
  for (const part of incoming) byId.set(part.id, part);
  return [...byId.values()].sort((a, b) => (a.id < b.id ? -1 : 1)).slice(-stripLength);
}
