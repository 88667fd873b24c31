/**
 * How far a figure may be off, by drawing the pictures again (Efron 1979).
 *
 * Pictures of one place resemble each other, so places are drawn first and pictures within them: over pictures alone the
 * interval would be too narrow. With one place only its pictures are drawn. Seeded: the same data give the same interval.
 */
import { type Random, seededRandom } from '../../station/random.ts';

export interface BootstrapOptions {
  readonly rounds: number;
  readonly seed?: number;
}

/**
 * @param groups the items by place.
 * @param figure of a drawing; null where it has none (no defective picture was drawn, say): such drawings are left out.
 * @returns the 95 % interval; null when hardly any drawing has a figure.
 */
export function bootstrapInterval<T>(
  groups: readonly (readonly T[])[],
  figure: (drawn: T[]) => number | null,
  { rounds, seed = 1 }: BootstrapOptions,
): readonly [number, number] | null {
  const random = seededRandom(seed);
  const figures: number[] = [];
  for (let round = 0; round < rounds; round++) {
    const value = figure(drawn(groups, random).flatMap((group) => drawn(group, random)));
    if (value !== null) figures.push(value);
  }
  if (figures.length < rounds / 2 || figures.length === 0) return null;
  return [quantile(figures, 0.025), quantile(figures, 0.975)];
}

/** As many as there are, each time any of them. */
export function drawn<T>(items: readonly T[], random: Random): T[] {
  return items.map(() => items[Math.floor(random() * items.length)] as T);
}

/** Between the two nearest values, linearly. NaN for none. */
export function quantile(values: readonly number[], share: number): number {
  const sorted = Float64Array.from(values).sort();
  const at = share * (sorted.length - 1);
  const low = sorted[Math.floor(at)] ?? Number.NaN;
  const high = sorted[Math.ceil(at)] ?? Number.NaN;
  return low + (high - low) * (at - Math.floor(at));
}

export function groupsOf<T>(items: readonly T[], keyOf: (item: T) => string): T[][] {
  return [...Map.groupBy(items, keyOf).values()];
}
