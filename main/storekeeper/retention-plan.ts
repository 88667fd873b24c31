/**
 * What may be cleared away, and in which order. Pure.
 *
 * Clean passes go first (their rollups stay), everything else when it is old, decided on by a person and sent.
 * Nothing unreviewed and nothing unsynced goes, however full the disk is.
 */
import type { Verdict } from '../api/words.ts';
import type { StoreConfig } from '../station/config/station.ts';

const dayMs = 86_400_000;

export interface RetentionFacts {
  /** Wall-clock milliseconds. */
  readonly now: number;
  readonly records: number;
  /** Of the database's used pages and the pictures. */
  readonly bytes: number;
  readonly isFullSweepDue: boolean;
}

/** One walk over the parts, oldest first. */
export interface Sweep {
  /** From where the last incremental sweep ended, or from the oldest part. */
  readonly from: 'cursor' | 'start';
  /** Clean passes older than this go; others older than that. Milliseconds since 1970. */
  readonly passesBefore: number;
  readonly othersBefore: number;
  /** Ends when so many records, or so many bytes, have gone: the store is under its limits again. */
  readonly enough: { readonly records: number; readonly bytes: number } | null;
}

type Limits = Pick<StoreConfig, 'passDays' | 'otherDays' | 'maxRecords' | 'maxBytes'>;

export function planRetention(facts: RetentionFacts, config: Limits): readonly Sweep[] {
  const passesBefore = facts.now - config.passDays * dayMs;
  const othersBefore = facts.now - config.otherDays * dayMs;
  const never = Number.NEGATIVE_INFINITY;
  const sweeps: Sweep[] = [{ from: 'cursor', passesBefore, othersBefore: never, enough: null }];
  // Finds what was not ready when the cursor passed: reviewed or sent since, or dated by a clock that was wrong.
  if (facts.isFullSweepDue) sweeps.push({ from: 'start', passesBefore, othersBefore, enough: null });
  const enough = { records: facts.records - config.maxRecords, bytes: facts.bytes - config.maxBytes };
  if (enough.records > 0 || enough.bytes > 0) {
    const now = facts.now + 1;
    sweeps.push({ from: 'start', passesBefore: now, othersBefore: never, enough });
    sweeps.push({ from: 'start', passesBefore: now, othersBefore: now, enough });
  }
  return sweeps;
}

export interface PartAge {
  readonly at: number;
  readonly verdict: Verdict;
  readonly disposed_at: number | null;
  /** Its place in the outbox. */
  readonly outbox: number;
  /** The last place of what was decided on it; 0 for none. */
  readonly last_disposition: number;
  /** A person is asked about it and has not decided. */
  readonly is_waiting: number;
  /** A picture of it is still being written. */
  readonly is_picture_under_way: number;
  /** People are to look at its picture yet. */
  readonly is_in_open_study: number;
  /** A target has refused a message about it: it can be made anew only from the record. */
  readonly is_parked: number;
}

/**
 * @param acknowledged up to here every target has the outbox; null where there is no target.
 * @returns `stop`: nothing from here on can go (yet), so the cursor stays.
 */
export function judge(
  part: PartAge,
  sweep: Sweep,
  now: number,
  acknowledged: number | null,
): 'remove' | 'keep' | 'stop' {
  if (acknowledged !== null && part.outbox > acknowledged) return 'stop';
  // Dated by a clock that was ahead: its age is unknown, and those behind it must not wait for it.
  if (part.at > now) return 'keep';
  if (part.at >= Math.max(sweep.passesBefore, sweep.othersBefore)) return 'stop';
  if (part.is_picture_under_way || part.is_in_open_study || part.is_parked) return 'keep';
  // A decision can be made long after those on the parts behind it: they need not wait for its being sent.
  if (acknowledged !== null && part.last_disposition > acknowledged) return 'keep';
  // Of a part that the model was sure of nobody may ever be asked: then its age alone counts.
  if (part.is_waiting || (part.verdict === 'review' && part.disposed_at === null)) return 'keep';
  if (part.verdict === 'pass') return part.at < sweep.passesBefore ? 'remove' : 'keep';
  return part.at < sweep.othersBefore ? 'remove' : 'keep';
}
