/**
 * A golden picture against itself, altered as cameras alter pictures: nothing is defective, so every call is a false one.
 */
import sharp from 'sharp';
import { seededRandom } from '../../station/random.ts';
import type { Grey } from '../../station/registration/grey.ts';
import { displace } from './displace.ts';

export interface Alteration {
  readonly name: string;
  /** @param seed another for each picture. */
  readonly alter: (golden: Grey, seed: number) => Grey | Promise<Grey>;
}

export const alterations: readonly Alteration[] = [
  { name: 'as it is', alter: (golden) => golden },
  { name: 'shifted by 1 px', alter: (golden, seed) => shifted(golden, 1, seed) },
  { name: 'shifted by 2 px', alter: (golden, seed) => shifted(golden, 2, seed) },
  { name: 'blurred, sigma 1 px', alter: (golden) => blurred(golden, 1) },
  { name: 'noise, sigma 10 of 255', alter: (golden, seed) => noisy(golden, 10, seed) },
  { name: 'brighter by 25 of 255', alter: (golden) => mapped(golden, (value) => value + 25) },
  { name: 'darker by a fifth', alter: (golden) => mapped(golden, (value) => 0.8 * value) },
];

/** Left, right, up, down in turns. */
function shifted(golden: Grey, by: number, seed: number): Grey {
  const [dx, dy] = [
    [-by, 0],
    [by, 0],
    [0, -by],
    [0, by],
  ][seed % 4] as [number, number];
  return displace(golden, { dx, dy, turnDegrees: 0 });
}

async function blurred({ width, height, bytes }: Grey, sigma: number): Promise<Grey> {
  const image = sharp(bytes, { raw: { width, height, channels: 1 } })
    .blur(sigma)
    .toColourspace('b-w');
  return { width, height, bytes: await image.raw().toBuffer() };
}

/** Gaussian (Box and Muller 1958). */
function noisy(golden: Grey, sigma: number, seed: number): Grey {
  const random = seededRandom(seed);
  return mapped(golden, (value) => {
    const radius = Math.sqrt(-2 * Math.log(1 - random()));
    return value + sigma * radius * Math.cos(2 * Math.PI * random());
  });
}

function mapped({ width, height, bytes }: Grey, change: (value: number) => number): Grey {
  return {
    width,
    height,
    bytes: Uint8Array.from(bytes, (value) => Math.round(Math.min(255, Math.max(0, change(value))))),
  };
}

/** At most so many, evenly spread, so that every board has its share. */
export function spread<T>(items: readonly T[], most: number): T[] {
  if (items.length <= most) return [...items];
  return Array.from({ length: most }, (_, i) => items[Math.floor((i * items.length) / most)] as T);
}
