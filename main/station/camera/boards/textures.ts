/** Textures of a board as tiles that can be laid end to end: glass weave, unevenness of coats, roughness of edges, grain. */
import { type Random, seededRandom } from '../../random.ts';

/** Tiles are this wide and high: a power of two, so that a mask wraps the place. */
export const tileSize = 512;
export const tileMask = tileSize - 1;
export const tileBits = 9;

export interface Textures {
  /** Full range -127..127 each. */
  readonly weave: Int8Array;
  readonly mottle: Int8Array;
  readonly ripple: Int8Array;
  readonly grain: Int8Array;
  /** Standard normal numbers; as long as a power of two. */
  readonly normal: Float32Array;
}

export function makeTextures(seed: number): Textures {
  return {
    weave: weave(seededRandom(seed, 110)),
    mottle: blend([clouds(seededRandom(seed, 111), 128), 0.7], [clouds(seededRandom(seed, 112), 32), 0.5]),
    ripple: blend([clouds(seededRandom(seed, 113), 16), 0.7], [clouds(seededRandom(seed, 114), 4), 0.5]),
    grain: blend([clouds(seededRandom(seed, 115), 4), 0.5], [clouds(seededRandom(seed, 116), 1), 0.5]),
    normal: normals(seededRandom(seed, 117), 2 ** 18),
  };
}

/** Sums of four uniform numbers: near enough to a bell, and exactly the same everywhere. */
export function normals(random: Random, count: number): Float32Array {
  const scale = Math.sqrt(3);
  return Float32Array.from({ length: count }, () => (random() + random() + random() + random() - 2) * scale);
}

/** Smooth noise between values on a lattice, `cell` pixels apart. */
function clouds(random: Random, cell: number): Float32Array {
  const count = tileSize / cell;
  const lattice = Float32Array.from({ length: count * count }, () => 2 * random() - 1);
  const values = new Float32Array(tileSize * tileSize);
  for (let y = 0; y < tileSize; y += 1) {
    const [row, v] = [Math.floor(y / cell), ease((y % cell) / cell)];
    for (let x = 0; x < tileSize; x += 1) {
      const [column, u] = [Math.floor(x / cell), ease((x % cell) / cell)];
      const at = (dy: number, dx: number): number =>
        lattice[((row + dy) % count) * count + ((column + dx) % count)] ?? 0;
      const upper = at(0, 0) + (at(0, 1) - at(0, 0)) * u;
      const lower = at(1, 0) + (at(1, 1) - at(1, 0)) * u;
      values[y * tileSize + x] = upper + (lower - upper) * v;
    }
  }
  return values;
}

/** Bundles of glass over and under each other, 16 pixels apart, no two quite alike. */
function weave(random: Random): Int8Array {
  const period = 16;
  const jitter = Float32Array.from({ length: 2 * (tileSize / period) }, () => 0.6 + 0.8 * random());
  const fuzz = clouds(random, 8);
  const tile = new Int8Array(tileSize * tileSize);
  for (let y = 0; y < tileSize; y += 1) {
    for (let x = 0; x < tileSize; x += 1) {
      const [row, column] = [Math.floor(y / period), Math.floor(x / period)];
      const isWarp = (row + column) % 2 === 0;
      const across = isWarp ? hump((x % period) / period) : hump((y % period) / period);
      const along = isWarp ? hump((y % period) / period) : hump((x % period) / period);
      const strength = jitter[isWarp ? column : tileSize / period + row] ?? 1;
      const level = (across * (0.5 + 0.5 * along) - 0.45) * strength * (isWarp ? 1 : 0.75);
      tile[y * tileSize + x] = clamp(127 * level + 30 * (fuzz[y * tileSize + x] ?? 0));
    }
  }
  return tile;
}

function blend(...layers: readonly (readonly [Float32Array, number])[]): Int8Array {
  const tile = new Int8Array(tileSize * tileSize);
  for (let at = 0; at < tile.length; at += 1) {
    let sum = 0;
    for (const [layer, share] of layers) sum += (layer[at] ?? 0) * share;
    tile[at] = clamp(127 * sum);
  }
  return tile;
}

function ease(u: number): number {
  return u * u * (3 - 2 * u);
}

function hump(u: number): number {
  return 4 * u * (1 - u);
}

function clamp(value: number): number {
  return Math.max(-127, Math.min(127, Math.round(value)));
}
