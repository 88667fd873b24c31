/**
 * Earlier decided parts that look like a new one: by the cosine distance of their worst frames' features, among those with
 * the same suspected class and judged by the same bundle (features of another are not comparable). Where a part has no
 * features, by the difference of the scores.
 *
 * Kept in memory and bounded, so that a part is on the screen at once; what is shown of them is read from the store, where
 * a decision may have been taken back or arbitrated since.
 */
import type { Alike } from '../../api/slices/review.ts';
import type { DecidedPart } from '../store/review-queries.ts';
import type { StoreQueries } from '../store/store-queries.ts';
import { type Suspect, suspectOf } from './suspect.ts';

/** The newest; with 48 features each they take about a megabyte. */
export const mostRemembered = 3000;
const pageSize = 200;
const shown = 3;
/** Some of the nearest may have no picture or no decision any more. */
const candidates = 12;

interface Remembered {
  readonly id: string;
  readonly bundle: string;
  readonly suspect: Suspect | null;
  /** Of length 1; null where none are kept. */
  readonly features: Float32Array | null;
}

export interface Sought {
  readonly id: string;
  readonly bundle: string;
  readonly suspect: Suspect | null;
  readonly features: Float32Array | null;
}

export class AlikeParts {
  private readonly store: Pick<StoreQueries, 'decidedParts' | 'alikeParts'>;
  /** In the order of their decisions, oldest first. */
  private remembered = new Map<string, Remembered>();
  private loading: Promise<void> | null = null;

  constructor(store: Pick<StoreQueries, 'decidedParts' | 'alikeParts'>) {
    this.store = store;
  }

  get size(): number {
    return this.remembered.size;
  }

  /** Once: what was decided before this start. */
  load(): Promise<void> {
    this.loading ??= this.read().catch((thrown: unknown) => {
      this.loading = null;
      throw thrown;
    });
    return this.loading;
  }

  /** Somebody decided on it just now. */
  async decided(id: string): Promise<void> {
    const [part] = await this.store.decidedParts({ before: null, part: id, limit: 1 });
    if (!part) return;
    this.remembered.delete(id);
    this.remembered.set(id, rememberedOf(part));
    const [oldest] = this.remembered.keys();
    if (this.remembered.size > mostRemembered && oldest !== undefined) this.remembered.delete(oldest);
  }

  withdrawn(id: string): void {
    this.remembered.delete(id);
  }

  /** At most three, nearest first. */
  async of(sought: Sought): Promise<Alike[]> {
    const near = this.nearest(sought, candidates);
    if (near.length === 0) return [];
    const parts = await this.store.alikeParts({ ids: near.map(({ id }) => id) });
    const distances = new Map(near.map(({ id, distance }) => [id, distance]));
    return parts.slice(0, shown).map((part) => ({ ...part, distance: distances.get(part.id) ?? 0 }));
  }

  nearest(sought: Sought, count: number): { readonly id: string; readonly distance: number }[] {
    const { suspect, features, bundle } = sought;
    if (!suspect) return [];
    const same = [...this.remembered.values()].filter(
      (part) => part.id !== sought.id && part.suspect?.class === suspect.class,
    );
    const byFeatures = features
      ? same.flatMap((part) =>
          part.features && part.bundle === bundle
            ? [{ id: part.id, distance: cosineDistance(features, part.features) }]
            : [],
        )
      : [];
    const byScore = (): { id: string; distance: number }[] =>
      same.map(({ id, suspect: theirs }) => ({ id, distance: Math.abs((theirs?.score ?? 0) - suspect.score) }));
    const measured = byFeatures.length > 0 ? byFeatures : byScore();
    return measured.sort((one, other) => one.distance - other.distance).slice(0, count);
  }

  private async read(): Promise<void> {
    const found = new Map<string, Remembered>();
    let before: number | null = null;
    while (found.size < mostRemembered) {
      const page: DecidedPart[] = await this.store.decidedParts({ before, part: null, limit: pageSize });
      for (const part of page) if (!found.has(part.id)) found.set(part.id, rememberedOf(part));
      before = page.at(-1)?.place ?? null;
      if (page.length < pageSize) break;
    }
    // What was decided while this was read is newer than all of it.
    this.remembered = new Map([...[...found].reverse().slice(-mostRemembered), ...this.remembered]);
  }
}

function rememberedOf({ id, bundle, reasons, highest, features }: DecidedPart): Remembered {
  return { id, bundle, suspect: suspectOf(reasons, highest ? [highest] : []), features: featuresOf(features) };
}

/** Of length 1, from the store's bytes; null where there are none, or where they point nowhere. */
export function featuresOf(base64: string | null): Float32Array | null {
  if (base64 === null) return null;
  const bytes = Buffer.from(base64, 'base64');
  const features = new Float32Array(Math.floor(bytes.length / 4));
  for (let index = 0; index < features.length; index++) features[index] = bytes.readFloatLE(index * 4);
  const length = Math.hypot(...features);
  return length > 0 && Number.isFinite(length) ? features.map((value) => value / length) : null;
}

/** 0 (the same direction) to 2; of vectors of length 1. Other lengths than the same are nowhere near. */
export function cosineDistance(one: Float32Array, other: Float32Array): number {
  if (one.length !== other.length) return 2;
  let dot = 0;
  for (let index = 0; index < one.length; index++) dot += (one[index] as number) * (other[index] as number);
  return Math.max(0, 1 - dot);
}
