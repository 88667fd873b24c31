/**
 * Does this machine compute what the bundle's maker saw?
 *
 * INT8 arithmetic differs between processors (without VNNI some instructions saturate), so a model that was good
 * where it was made can be wrong here. The bundle carries what its INT8 artifact said of some golden pictures.
 */
import { join } from 'node:path';
import { StationError } from '../api/errors.ts';
import { say } from '../api/said/say.ts';
import type { ReferenceDrift } from '../api/slices/fitness.ts';
import type { Bundle } from '../station/inference/bundle.ts';
import type { Reference } from '../station/inference/manifest.ts';
import { interleavePair } from '../station/preprocess/pair.ts';
import { type InputShape, makePreprocessor } from '../station/preprocess/preprocess.ts';
import type { ModelSession } from './session.ts';

const copyAgain = say('bundleCopyAgain');

/** Largest difference of the highest score, and of the mean over the pooled map, that rounding may cause. */
export const referenceTolerance = { maxScore: 0.1, pooledMean: 0.02 } as const;

/** The worst difference over all vectors. */
export async function measureDrift(
  bundle: Bundle,
  session: Pick<ModelSession, 'run'>,
  reference: Reference,
): Promise<ReferenceDrift> {
  const worst = { maxScore: 0, pooledMean: 0 };
  for (const vector of reference.vectors) {
    const { map } = await session.run(await readInput(bundle, vector));
    const pooled = poolMap(map, bundle);
    const differences = pooled.map((value, i) => Math.abs(value - (vector.pooledMap[i] as number)));
    const mean = differences.reduce((sum, value) => sum + value, 0) / differences.length;
    worst.maxScore = Math.max(worst.maxScore, Math.abs(Math.max(...pooled) - vector.maxScore));
    worst.pooledMean = Math.max(worst.pooledMean, mean);
  }
  // Also when a difference is not a number: that compares as false.
  const isRounding = worst.maxScore <= referenceTolerance.maxScore && worst.pooledMean <= referenceTolerance.pooledMean;
  return {
    pictures: reference.vectors.length,
    maxScore: orNull(worst.maxScore),
    pooledMean: orNull(worst.pooledMean),
    drifted: !isRounding,
  };
}

function orNull(difference: number): number | null {
  return Number.isFinite(difference) ? difference : null;
}

/** In a sentence. */
export function describeDrift({ pictures, maxScore, pooledMean }: ReferenceDrift): string {
  const away = (difference: number | null): string =>
    difference === null ? say('driftNotNumber') : say('driftWithin', { difference: difference.toFixed(4) });
  return say('modelDrift', { pictures, score: away(maxScore), map: away(pooledMean) });
}

export type InputPictures = Pick<Reference['vectors'][number], 'picture' | 'golden'>;

/** A golden picture, or a pair of them, as the model's input. @throws StationError `bad-input` that names the file. */
export async function readInput(bundle: Bundle, { picture, golden }: InputPictures): Promise<Uint8Array> {
  const { input } = bundle.manifest;
  if (input.colour !== 'pair') return readPicture(join(bundle.dir, picture), input);
  if (golden === undefined) {
    throw new StationError('bad-input', `the reference picture ${picture} of ${bundle.dir} has no golden picture`, {
      remedy: copyAgain,
    });
  }
  const grey = { ...input, channels: 1 } as const;
  const into = new Uint8Array(bundle.inputBytes);
  interleavePair(
    await readPicture(join(bundle.dir, golden), grey),
    await readPicture(join(bundle.dir, picture), grey),
    into,
  );
  return into;
}

async function readPicture(file: string, input: InputShape): Promise<Uint8Array> {
  try {
    // Loaded only here: a restarted engine has this behind it and must be back within the second.
    const { default: sharp } = await import('sharp');
    const decoded = sharp(file)
      .toColourspace(input.channels === 1 ? 'b-w' : 'srgb')
      .removeAlpha();
    const { data, info } = await decoded.raw().toBuffer({ resolveWithObject: true });
    const pixelFormat = info.channels === 1 ? 'Mono8' : 'RGB8';
    const into = new Uint8Array(input.width * input.height * input.channels);
    makePreprocessor({ width: info.width, height: info.height, pixelFormat }, input).run(data, into);
    return into;
  } catch (cause) {
    throw new StationError('bad-input', `the reference picture ${file} cannot be read: ${String(cause)}`, {
      remedy: copyAgain,
      cause,
    });
  }
}

const blocks = 8;

/** Highest score over all classes in each of 8×8 blocks, row by row (the rule of `referenceSchema`). */
export function poolMap(map: Float32Array, { rows, columns }: Pick<Bundle, 'rows' | 'columns'>): number[] {
  const pooled = new Array<number>(blocks * blocks).fill(0);
  for (let i = 0; i < map.length; i++) {
    const row = Math.floor(i / columns) % rows;
    const at = blockOf(row, rows) * blocks + blockOf(i % columns, columns);
    pooled[at] = Math.max(pooled[at] as number, map[i] as number);
  }
  return pooled;
}

/** The block b of n cells with floor(b·n/8) <= cell < floor((b+1)·n/8). */
function blockOf(cell: number, n: number): number {
  return Math.floor(((cell + 1) * blocks - 1) / n);
}
