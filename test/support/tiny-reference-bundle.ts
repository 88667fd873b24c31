/**
 * A whole reference bundle around `tiny-reference.onnx`, in a folder that lives as long as the test.
 *
 * Input 96×72 pairs (golden, live). Heat of `missing`: how much brighter the golden picture is in each 8×8 cell (mean,
 * 0..1); of `extra`: how much brighter the live one is. Boxes reach 12 px to each side of their cell's centre.
 * Features: the mean of both pictures.
 */
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { onTestFinished } from 'vitest';
import { sha256, tiny } from './tiny-bundle.ts';

const model = fileURLToPath(new URL('../fixtures/models/tiny-reference.onnx', import.meta.url));

export const tinyReference = {
  ...tiny,
  classes: ['missing', 'extra'],
  inputBytes: tiny.width * tiny.height * 2,
  boxesLength: 4 * tiny.rows * tiny.columns,
};

/** @param change changes the manifest before it is written */
export async function makeTinyReferenceBundle(change?: (manifest: Record<string, unknown>) => void): Promise<string> {
  const dir = await mkdtemp(join(tmpdir(), 'sightline-reference-bundle-'));
  onTestFinished(() => rm(dir, { recursive: true, force: true }));
  const bytes = await readFile(model);
  await writeFile(join(dir, 'model.int8.onnx'), bytes);
  await writeFile(join(dir, 'model.fp32.onnx'), bytes);
  const manifest: Record<string, unknown> = tinyReferenceManifest(sha256(bytes), bytes.length);
  change?.(manifest);
  await writeFile(join(dir, 'manifest.json'), JSON.stringify(manifest));
  return dir;
}

export function tinyReferenceManifest(hash: string, bytes: number) {
  const artifact = { runtime: 'onnxruntime', sha256: hash, bytes };
  const evidence = { defective: 0, missedAtPass: 0, missUpperBound95: 1, good: 0, falseCallsAtFail: 0 };
  const platt = { a: 1, b: 0, n: 0, eceBefore: 0, eceAfter: 0 };
  const ofEach = <T>(value: T) => Object.fromEntries(tinyReference.classes.map((name) => [name, value]));
  return {
    format: 2,
    name: 'tiny-reference',
    version: '1.0.0',
    task: 'reference',
    title: 'Difference of two pictures',
    classes: tinyReference.classes,
    input: {
      name: 'pair',
      width: tiny.width,
      height: tiny.height,
      channels: 2,
      colour: 'pair',
      layout: 'nhwc',
      type: 'uint8',
      fit: 'centre',
      pad: 0,
    },
    output: {
      map: 'heat',
      boxes: 'boxes',
      cell: tiny.cell,
      features: 'features',
      decode: { sameClassIou: 0.35, acrossClassesIou: 0.45, floor: 0.05 },
    },
    artifacts: [
      { ...artifact, file: 'model.int8.onnx', precision: 'int8', providers: ['cpu'] },
      { ...artifact, file: 'model.fp32.onnx', precision: 'fp32', providers: ['cpu', 'cuda', 'webgpu'] },
    ],
    limits: ofEach({ passBelow: 0.1, failAbove: 0.3 }),
    limitsDerivation: { text: 'none: a model for tests', claim: 'none', classes: ofEach(evidence) },
    calibration: { kind: 'platt', classes: ofEach(platt) },
    unknownPart: { kind: 'feature-distance', mean: [0.5, 0.5], std: [0.3, 0.3], limit: 3 },
    golden: { labels: 'golden/labels.json', sha256: hash, pictures: 0, defective: 0 },
    measured: {},
    provenance: { commit: 'none: a model for tests' },
    licence: { weights: 'MIT', pictures: 'none', credit: '' },
  };
}
