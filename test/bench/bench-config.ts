/** What the bench runs: the demo's recipes (spindles, circuit boards), or the GigE Vision simulator at 1280×1024 Mono8. */
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { boardsRecipe } from '../support/demo-recipe.ts';

const bundleDir = fileURLToPath(new URL('../../models/surface-pitting/1.1.0', import.meta.url));
const demoDir = join(bundleDir, 'demo');

export const benchCameras = ['replay', 'genicam', 'boards'] as const;
export type BenchCamera = (typeof benchCameras)[number];

/** @param framesPerPart null: one, or all pictures of a board, each of which belongs to a place of its own. */
export function benchRecipe(camera: BenchCamera, framesPerPart: number | null): BenchRecipe {
  if (camera === 'boards') {
    const recipe = boardsRecipe();
    return { ...recipe, name: 'Bench', framesPerPart: framesPerPart ?? recipe.framesPerPart };
  }
  return {
    name: 'Bench',
    bundle: bundleDir,
    camera: cameras[camera],
    framesPerPart: framesPerPart ?? 1,
    deadlineMs: 100,
  };
}

export interface BenchRecipe {
  readonly name: string;
  readonly bundle: string;
  readonly [more: string]: unknown;
}

const cameras = {
  replay: {
    kind: 'replay',
    source: demoDir,
    width: 1130,
    height: 460,
    pixelFormat: 'RGB8',
    framesPerSecond: 60,
    defectiveParts: { share: 0.02, seed: 7 },
  },
  genicam: {
    kind: 'genicam',
    interface: '127.0.0.1',
    width: 1280,
    height: 1024,
    pixelFormat: 'Mono8',
    framesPerSecond: 60,
    packetSize: 16000,
  },
} as const;
