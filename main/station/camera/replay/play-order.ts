/**
 * In which order a replay shows its pictures: as the files lie, or drawn so that a stated share of the parts is
 * defective.
 *
 * A drawn part has good pictures only, except that a defective part has exactly one defective picture, anywhere in it:
 * the worst case for an inspection that looks at each frame.
 */
import { type Random, seededRandom, shuffled } from '../../random.ts';

/** Parts that are mixed with each other; over each block the share holds to within one part. */
const blockParts = 20;

export interface DrawnOrder {
  /** Indices of the pictures of each kind. */
  readonly good: readonly number[];
  readonly defective: readonly number[];
  /** Share of the parts that get a defective picture, 0..1. */
  readonly share: number;
  readonly framesPerPart: number;
  readonly seed: number;
}

/** Picture indices 0 .. count-1, again and again when looped. */
export function* fileOrder(count: number, isLooped: boolean): Generator<number> {
  do {
    for (let index = 0; index < count; index += 1) yield index;
  } while (isLooped && count > 0);
}

/** Picture indices without end, `framesPerPart` for each part. Both kinds must be there where the share needs them. */
export function* drawnOrder(order: DrawnOrder): Generator<number> {
  const good = deck(order.good, seededRandom(order.seed, 1));
  const defective = deck(order.defective, seededRandom(order.seed, 2));
  const place = seededRandom(order.seed, 3);
  for (const isDefective of defectiveParts(order.share, seededRandom(order.seed, 4))) {
    const at = isDefective ? Math.floor(place() * order.framesPerPart) : -1;
    for (let frame = 0; frame < order.framesPerPart; frame += 1) yield frame === at ? defective() : good();
  }
}

/** Which parts are defective, block by block; what a block cannot hold of the share goes on to the next one. */
export function* defectiveParts(share: number, random: Random): Generator<boolean> {
  for (let block = 0; ; block += 1) {
    const before = Math.round(block * blockParts * share);
    const count = Math.round((block + 1) * blockParts * share) - before;
    yield* shuffled(
      Array.from({ length: blockParts }, (_, part) => part < count),
      random,
    );
  }
}

/** Deals every card once before any card comes again. */
export function deck<T>(cards: readonly T[], random: Random): () => T {
  let left: T[] = [];
  return () => {
    if (left.length === 0) left = shuffled(cards, random);
    const card = left.pop();
    if (card === undefined) throw new RangeError('a deck without cards');
    return card;
  };
}
