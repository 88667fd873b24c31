import { describe, expect, it } from 'vitest';
import { describeDrift, measureDrift, poolMap } from '../../main/engine/reference-check.ts';
import { readBundle, readReference } from '../../main/station/inference/bundle.ts';
import { honest, pairBundleSaying, surfaceBundleSaying } from '../support/reference-vectors.ts';

/** The drift when the model answers `value` everywhere and the bundle says `says`. */
async function driftOf(value: number, says: number) {
  const bundle = await readBundle(await surfaceBundleSaying(says));
  const reference = await readReference(bundle);
  if (!reference) throw new Error('the bundle has reference vectors');
  const run = async () => ({
    map: new Float32Array(bundle.mapLength).fill(value),
    boxes: new Float32Array(0),
    features: new Float32Array(0),
    runMs: 1,
  });
  return measureDrift(bundle, { run }, reference);
}

describe('the pooled map', () => {
  it('holds the highest score of all classes in each of 8×8 blocks', () => {
    const [rows, columns] = [58, 142];
    const map = Float32Array.from({ length: 2 * rows * columns }, (_, i) => Math.fround(((i * 7919) % 1000) / 1000));
    const pooled = poolMap(map, { rows, columns });
    for (let block = 0; block < 64; block++) {
      const [down, across] = [Math.floor(block / 8), block % 8];
      let highest = 0;
      for (let layer = 0; layer < 2; layer++) {
        for (let y = Math.floor((down * rows) / 8); y < Math.floor(((down + 1) * rows) / 8); y++) {
          for (let x = Math.floor((across * columns) / 8); x < Math.floor(((across + 1) * columns) / 8); x++) {
            highest = Math.max(highest, map[(layer * rows + y) * columns + x] as number);
          }
        }
      }
      expect(pooled[block]).toBe(highest);
    }
  });
});

describe('the drift from the reference vectors', () => {
  it('is none as long as rounding can explain it', async () => {
    expect(await driftOf(0.5, 0.515)).toMatchObject({ pictures: 1, drifted: false });
    expect(await driftOf(0.5, 0.53)).toMatchObject({ pictures: 1, drifted: true });
  });

  it('is one when an answer is not a number', async () => {
    const drift = await driftOf(Number.NaN, 0.5);
    expect(drift).toEqual({ pictures: 1, maxScore: null, pooledMean: null, drifted: true });
    expect(describeDrift(drift)).toContain('not a number');
  });

  it('is measured on pairs for a reference bundle', async () => {
    const bundle = await readBundle(await pairBundleSaying(honest));
    const reference = await readReference(bundle);
    if (!reference) throw new Error('the bundle has reference vectors');
    const seen: Uint8Array[] = [];
    await measureDrift(
      bundle,
      {
        run: async (input) => {
          seen.push(input);
          return {
            map: new Float32Array(bundle.mapLength),
            boxes: new Float32Array(0),
            features: new Float32Array(0),
            runMs: 1,
          };
        },
      },
      reference,
    );
    expect([...(seen[0] ?? [])].slice(0, 4)).toEqual([128, 0, 128, 0]);
  });
});
