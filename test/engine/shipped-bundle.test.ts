import { expect, it } from 'vitest';
import { describeBundle } from '../../main/station/inference/bundle.ts';
import { shippedBundles } from '../support/shipped-bundles.ts';
import { readyEngine } from './engine-process.ts';

it.each(shippedBundles())('$name gives its reference vectors on this machine', async ({ folder, manifest }) => {
  const { ready } = await readyEngine({ bundleDir: folder });
  const { inputBytes, mapLength, boxesLength } = describeBundle(folder, manifest);
  const featuresLength = manifest.unknownPart?.mean.length;
  expect(ready).toMatchObject({ precision: 'int8', inputBytes, mapLength, boxesLength, featuresLength });
  expect(ready.reference).toMatch(/^\d+ reference pictures: highest score within 0\.0\d+, map within 0\.0/);
});
