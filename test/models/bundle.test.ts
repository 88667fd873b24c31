import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { extname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { referenceSchema } from '../../main/station/inference/manifest.ts';
import { shippedBundles } from '../support/shipped-bundles.ts';
import { inputOf, livePicture, openInt8 } from './int8-model.ts';

function sha256(files: readonly string[]): string {
  const hash = createHash('sha256');
  for (const file of files) hash.update(readFileSync(file));
  return hash.digest('hex');
}

function pictures(folder: string): string[] {
  return readdirSync(folder)
    .filter((file) => ['.jpg', '.png'].includes(extname(file)))
    .sort();
}

const bundles = shippedBundles().map((bundle) => [bundle.name, bundle] as const);

describe.each(bundles)('the bundle %s', (_, bundle) => {
  const { folder, manifest } = bundle;

  it('stands in the folder that its name and version say', () => {
    expect(folder.endsWith(join(manifest.name, manifest.version))).toBe(true);
  });

  it('has exactly the files that its manifest hashes', () => {
    for (const artifact of manifest.artifacts) {
      expect(statSync(join(folder, artifact.file)).size).toBe(artifact.bytes);
      expect(sha256([join(folder, artifact.file)])).toBe(artifact.sha256);
    }
    expect(sha256([join(folder, manifest.reference?.file ?? 'no reference vectors')])).toBe(manifest.reference?.sha256);
  });

  it('has the golden pictures and labels that its manifest hashes', () => {
    const files = [...pictures(join(folder, 'golden')), 'labels.json'].map((file) => join(folder, 'golden', file));
    expect(sha256(files)).toBe(manifest.golden.sha256);
  });

  it('has limits that leave a band for review', () => {
    expect(Object.keys(manifest.limits)).toEqual(manifest.classes);
    for (const { passBelow, failAbove } of Object.values(manifest.limits)) {
      expect(passBelow).toBeGreaterThan(0);
      expect(passBelow).toBeLessThan(failAbove);
      expect(failAbove).toBeLessThan(1);
    }
  });

  it('says of every class what its limits were counted on, and claims no more', () => {
    expect(Object.keys(manifest.limitsDerivation.classes)).toEqual(manifest.classes);
    for (const { defective, good } of Object.values(manifest.limitsDerivation.classes)) {
      expect(defective).toBeGreaterThan(0);
      expect(good).toBeGreaterThan(0);
    }
  });

  it('carries its licence, and credit beside pictures whose licence asks for it', () => {
    expect(readFileSync(join(folder, 'LICENSE'), 'utf8').length).toBeGreaterThan(500);
    if (!manifest.licence.pictures.startsWith('CC-BY')) return;
    expect(readFileSync(join(folder, 'LICENSE'), 'utf8')).toContain('Attribution-ShareAlike 4.0');
    const places = ['', 'golden', 'demo'].filter((place) => existsSync(join(folder, place)));
    expect(places.filter((place) => !existsSync(join(folder, place, 'CREDIT.md')))).toEqual([]);
  });

  it('answers with its INT8 model as its reference vectors say', async () => {
    const ask = await openInt8(bundle);
    const reference = referenceSchema.parse(JSON.parse(readFileSync(join(folder, 'reference.json'), 'utf8')));
    for (const { picture, golden, maxScore, pooledMap } of reference.vectors) {
      const live = await livePicture(bundle, join(folder, picture));
      const { map, features } = await ask(await inputOf(bundle, live, golden));
      expect(Math.abs(Math.max(...map) - maxScore), picture).toBeLessThan(0.02);
      expect(Math.max(...pooledMap)).toBe(maxScore);
      expect(features).toHaveLength(manifest.unknownPart?.mean.length ?? 0);
    }
  });
});
