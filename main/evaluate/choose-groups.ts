/**
 * Which places or boards are measured, and whether the bundle has seen them: figures on pictures that a model was made
 * from prove nothing.
 */
import { z } from 'zod';
import { StationError } from '../api/errors.ts';
import { suggestion } from '../station/config/nearest.ts';
import type { Manifest } from '../station/inference/manifest.ts';

/** Lists of groups by what they were used for; a kit may say other things there, too. */
const splitSchema = z.object({ split: z.record(z.string(), z.unknown()) });
const groupsSchema = z.array(z.string());
/** What these were used for decided nothing. */
const undecided = ['golden', 'test'];

/** Name of the choice "all that the bundle was not made from". */
export const unseen = 'unseen';

/** Places or boards that weights, probabilities or limits of the bundle came from, by its provenance. */
export function seenGroups({ provenance }: Manifest): Set<string> {
  const parsed = splitSchema.safeParse(provenance);
  if (!parsed.success) return new Set();
  return new Set(
    Object.entries(parsed.data.split)
      .filter(([use]) => !undecided.includes(use))
      .flatMap(([, groups]) => groupsSchema.safeParse(groups).data ?? []),
  );
}

/** @throws StationError for a name that the data do not have, and when nothing is left. */
export function chooseGroups<T>(
  items: readonly T[],
  groupOf: (item: T) => string,
  wanted: readonly string[] | null,
  manifest: Manifest,
): { readonly items: readonly T[]; readonly warnings: readonly string[] } {
  const known = [...new Set(items.map(groupOf))];
  const seen = seenGroups(manifest);
  const chosen = new Set(wanted === null ? known : wanted.flatMap((name) => named(name, known, seen)));
  const left = items.filter((item) => chosen.has(groupOf(item)));
  if (left.length === 0) {
    throw new StationError('bad-input', 'there is no picture left to measure on', {
      remedy: `The data have: ${known.join(', ')}.`,
    });
  }
  const measuredSeen = known.filter((name) => chosen.has(name) && seen.has(name));
  if (measuredSeen.length === 0) return { items: left, warnings: [] };
  const warning =
    `the bundle was made from ${measuredSeen.join(', ')}: figures that include them prove nothing ` +
    `(choose "${unseen}" for the others)`;
  return { items: left, warnings: [warning] };
}

function named(name: string, known: readonly string[], seen: ReadonlySet<string>): readonly string[] {
  if (name === unseen) return known.filter((one) => !seen.has(one));
  if (known.includes(name)) return [name];
  throw new StationError('bad-input', `the data have no "${name}"`, { remedy: suggestion(name, [...known, unseen]) });
}
