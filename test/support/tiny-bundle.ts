/**
 * A whole bundle around one of the tiny models of `test/fixtures/models`, in a folder that lives as long as the test.
 *
 * Input 96×72 RGB; the map holds the mean red and mean green of each 8×8 cell, the features the mean of each colour.
 */
import { createHash } from 'node:crypto';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { onTestFinished } from 'vitest';

const models = fileURLToPath(new URL('../fixtures/models', import.meta.url));

export const tiny = { width: 96, height: 72, cell: 8, rows: 9, columns: 12, inputBytes: 96 * 72 * 3, mapLength: 216 };

export interface TinyBundleOptions {
  readonly model?: 'tiny' | 'tiny-wider' | 'tiny-nan';
  /** Changes the manifest before it is written. */
  readonly manifest?: (manifest: Record<string, unknown>) => void;
}

export async function makeTinyBundle(options: TinyBundleOptions = {}): Promise<string> {
  const dir = await mkdtemp(join(tmpdir(), 'sightline-bundle-'));
  onTestFinished(() => rm(dir, { recursive: true, force: true }));
  const bytes = await readFile(join(models, `${options.model ?? 'tiny'}.onnx`));
  await writeFile(join(dir, 'model.int8.onnx'), bytes);
  await writeFile(join(dir, 'model.fp32.onnx'), bytes);
  const manifest: Record<string, unknown> = tinyManifest(sha256(bytes), bytes.length);
  options.manifest?.(manifest);
  await writeFile(join(dir, 'manifest.json'), JSON.stringify(manifest));
  return dir;
}

/** Adds a file to a bundle and returns its hash, for the manifest. */
export async function addBundleFile(dir: string, file: string, bytes: Uint8Array | string): Promise<string> {
  await mkdir(dirname(join(dir, file)), { recursive: true });
  await writeFile(join(dir, file), bytes);
  return sha256(bytes);
}

export function sha256(bytes: Uint8Array | string): string {
  return createHash('sha256').update(bytes).digest('hex');
}

export function tinyManifest(hash: string, bytes: number) {
  const artifact = { runtime: 'onnxruntime', sha256: hash, bytes };
  const evidence = { defective: 0, missedAtPass: 0, missUpperBound95: 1, good: 0, falseCallsAtFail: 0 };
  return {
    format: 2,
    name: 'tiny',
    version: '1.0.0',
    task: 'surface',
    title: 'Mean red and green',
    classes: ['red', 'green'],
    input: {
      name: 'image',
      width: tiny.width,
      height: tiny.height,
      channels: 3,
      colour: 'rgb',
      layout: 'nhwc',
      type: 'uint8',
      fit: 'centre',
      pad: 128,
    },
    output: { map: 'map', cell: tiny.cell, features: 'features' },
    artifacts: [
      { ...artifact, file: 'model.int8.onnx', precision: 'int8', providers: ['cpu'] },
      { ...artifact, file: 'model.fp32.onnx', precision: 'fp32', providers: ['cpu', 'cuda', 'webgpu'] },
    ],
    limits: { red: { passBelow: 0.2, failAbove: 0.8 }, green: { passBelow: 0.3, failAbove: 0.7 } },
    limitsDerivation: { text: 'none: a model for tests', claim: 'none', classes: { red: evidence, green: evidence } },
    calibration: { kind: 'platt', classes: {} },
    unknownPart: { kind: 'feature-distance', mean: [0.5, 0.5, 0.5], std: [0.1, 0.1, 0.1], limit: 3 },
    golden: { labels: 'golden/labels.json', sha256: hash, pictures: 0, defective: 0 },
    measured: {},
    provenance: { commit: 'none: a model for tests' },
    licence: { weights: 'MIT', pictures: 'none', credit: '' },
  };
}
