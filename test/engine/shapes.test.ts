import type { InferenceSession } from 'onnxruntime-node';
import { expect, test } from 'vitest';
import { checkShapes } from '../../main/engine/shapes.ts';
import { readBundle } from '../../main/station/inference/bundle.ts';
import { makeTinyReferenceBundle, tinyReference } from '../support/tiny-reference-bundle.ts';

function tensor(name: string, type: 'uint8' | 'float32', shape: readonly number[]): InferenceSession.ValueMetadata {
  return { isTensor: true, name, type, shape };
}

const { width, height, rows, columns } = tinyReference;
const inputMetadata = [tensor('pair', 'uint8', [1, height, width, 2])];
const heat = tensor('heat', 'float32', [1, 2, rows, columns]);
const features = tensor('features', 'float32', [1, 2]);

test('a model whose boxes have the shape of its map fits a reference bundle', async () => {
  const bundle = await readBundle(await makeTinyReferenceBundle());
  const boxes = tensor('boxes', 'float32', [1, 4, rows, columns]);
  expect(checkShapes(bundle, { inputMetadata, outputMetadata: [heat, boxes, features] })).toBe(2);
});

test('a model without boxes, or with boxes of another size, does not fit a reference bundle', async () => {
  const bundle = await readBundle(await makeTinyReferenceBundle());
  const boxes = tensor('boxes', 'float32', [1, 4, rows, columns + 1]);
  expect(() => checkShapes(bundle, { inputMetadata, outputMetadata: [heat, features] })).toThrow(/output boxes/);
  expect(() => checkShapes(bundle, { inputMetadata, outputMetadata: [heat, boxes, features] })).toThrow(
    /boxes float32 \[1, 4, 9, 12\], found float32 \[1, 4, 9, 13\]/,
  );
});
