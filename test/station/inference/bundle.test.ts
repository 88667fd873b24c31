import { rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readArtifact, readBundle, readReference } from '../../../main/station/inference/bundle.ts';
import type { Artifact } from '../../../main/station/inference/manifest.ts';
import { addBundleFile, makeTinyBundle, sha256, tiny } from '../../support/tiny-bundle.ts';
import { makeTinyReferenceBundle, tinyReference } from '../../support/tiny-reference-bundle.ts';

const evidence = { defective: 0, missedAtPass: 0, missUpperBound95: 1, good: 0, falseCallsAtFail: 0 };

type Change = (manifest: Record<string, unknown>) => void;

async function problem(change: Change): Promise<string> {
  return problemOf(await makeTinyBundle({ manifest: change }));
}

async function problemOf(dir: string): Promise<string> {
  const thrown: unknown = await readBundle(dir).catch((error: unknown) => error);
  return thrown instanceof Error ? thrown.message : 'nothing was wrong';
}

function set(path: string, value: unknown): Change {
  return (manifest) => {
    const keys = path.split('.');
    const last = keys.pop() ?? '';
    const holder = keys.reduce<Record<string, unknown>>((at, key) => at[key] as Record<string, unknown>, manifest);
    holder[last] = value;
  };
}

describe('a bundle', () => {
  it('says its sizes', async () => {
    const bundle = await readBundle(await makeTinyBundle());
    expect(bundle).toMatchObject({
      ...{ rows: tiny.rows, columns: tiny.columns, inputBytes: tiny.inputBytes, mapLength: tiny.mapLength },
    });
  });

  it.each<[string, Change, RegExp]>([
    ['an unknown key', set('input.scale', 2), /input.*scale/],
    ['another format', set('format', 1), /format/],
    ['a class without limits', set('classes', ['red', 'green', 'blue']), /no limits for class blue/],
    ['limits for no class', set('limits.blue', { passBelow: 0.1, failAbove: 0.2 }), /limits\.blue: no such class/],
    ['a class named twice', set('classes', ['red', 'green', 'red']), /named twice/],
    ['cells that do not divide the input', set('output.cell', 7), /96×72 is not a whole number of cells of 7/],
    ['grey with three channels', set('input.colour', 'mono'), /mono has 1 channel/],
    ['an unknown-part rule without features', set('output.features', undefined), /needs output\.features/],
    ['a deviation of nothing', set('unknownPart.std', [1, 0, 1]), /unknownPart\.std\.1/],
    ['means and deviations of different lengths', set('unknownPart.std', [1, 1]), /2 numbers, mean has 3/],
    ['a file outside its folder', set('artifacts.0.file', '../elsewhere.onnx'), /artifacts\.0\.file/],
    ['an absolute file', set('golden.labels', '/etc/passwd'), /golden\.labels/],
    ['no commit that it was made at', set('provenance', { kit: 'models/training' }), /provenance\.commit/],
    ['no evidence for its limits', set('limitsDerivation.classes', {}), /no evidence for class red/],
    [
      'nothing for the cpu',
      (manifest) =>
        (manifest['artifacts'] as Artifact[]).forEach((artifact) => {
          Object.assign(artifact, { providers: ['cuda'] });
        }),
      /none runs on the cpu/,
    ],
  ])('with %s is refused', async (_, change, expected) => {
    expect(await problem(change)).toMatch(expected);
  });

  it('whose manifest is cut off is refused with what to do', async () => {
    const dir = await makeTinyBundle();
    await writeFile(join(dir, 'manifest.json'), '{ "format": 1,');
    await expect(readBundle(dir)).rejects.toMatchObject({
      code: 'bad-input',
      message: expect.stringContaining('manifest.json is not JSON'),
      remedy: expect.stringContaining('Copy the whole bundle folder again'),
    });
  });

  it('whose model file is missing names it', async () => {
    const dir = await makeTinyBundle();
    const bundle = await readBundle(dir);
    await rm(join(dir, 'model.int8.onnx'));
    await expect(readArtifact(bundle, bundle.manifest.artifacts[0] as Artifact)).rejects.toMatchObject({
      code: 'not-found',
      message: expect.stringContaining('model.int8.onnx'),
    });
  });

  it('hands out the bytes of a model that it has checked', async () => {
    const bundle = await readBundle(await makeTinyBundle());
    const artifact = bundle.manifest.artifacts[0] as Artifact;
    expect(sha256(await readArtifact(bundle, artifact))).toBe(artifact.sha256);
  });

  it('may have no reference vectors, and refuses ones that were changed', async () => {
    expect(await readReference(await readBundle(await makeTinyBundle()))).toBeNull();
    const reference = JSON.stringify({
      vectors: [{ picture: 'a.png', maxScore: 0.5, pooledMap: new Array(64).fill(0) }],
    });
    const dir = await makeTinyBundle({
      manifest: set('reference', { file: 'reference.json', sha256: sha256(reference) }),
    });
    await addBundleFile(dir, 'reference.json', reference);
    expect((await readReference(await readBundle(dir)))?.vectors[0]?.picture).toBe('a.png');
    await addBundleFile(dir, 'reference.json', reference.replace('0.5', '0.6'));
    await expect(readReference(await readBundle(dir))).rejects.toThrow(/reference\.json is not the file/);
  });
});

describe('a bundle that compares pairs', () => {
  it('says the sizes of its pairs and of its boxes', async () => {
    const { inputBytes, mapLength, boxesLength } = tinyReference;
    expect(await readBundle(await makeTinyReferenceBundle())).toMatchObject({ inputBytes, mapLength, boxesLength });
  });

  it.each<[string, Change, RegExp]>([
    ['one picture instead of two', set('input.channels', 3), /input\.channels/],
    ['colours', set('input.colour', 'rgb'), /input\.colour/],
    ['no boxes', set('output.boxes', undefined), /output\.boxes/],
    ['no rule to read boxes by', set('output.decode', undefined), /output\.decode/],
    ['a task that nobody knows', set('task', 'read-text'), /task/],
    [
      'evidence for no class',
      set('limitsDerivation.classes.gone', evidence),
      /limitsDerivation\.classes\.gone: no such class/,
    ],
    ['a bound that is no share', set('limitsDerivation.classes.extra.missUpperBound95', 3), /missUpperBound95/],
    [
      'a bound that its counts do not carry',
      set('limitsDerivation.classes.extra', { ...evidence, defective: 473, missedAtPass: 1, missUpperBound95: 0.0098 }),
      /extra\.missUpperBound95: 0\.0098 is less than the counts carry: 1 missed of 473 prove at most 0\.00999/,
    ],
    [
      'a bound from nothing',
      set('limitsDerivation.classes.extra.missUpperBound95', 0.5),
      /extra\.missUpperBound95: .*0 missed of 0 prove at most 1\.0/,
    ],
    [
      'more missed than there were',
      set('limitsDerivation.classes.extra.missedAtPass', 1),
      /extra\.missedAtPass: 1 missed, and only 0 defective/,
    ],
    [
      'more false calls than good pictures',
      set('limitsDerivation.classes.extra.falseCallsAtFail', 2),
      /extra\.falseCallsAtFail: 2 called, and only 0 good/,
    ],
    [
      'evidence for some classes only',
      set('limitsDerivation.classes', { extra: evidence }),
      /limitsDerivation\.classes: no evidence for class missing/,
    ],
    [
      'a limit below what is ever seen',
      set('limits.extra.passBelow', 0.04),
      /limits\.extra\.passBelow: 0\.04 is below output\.decode\.floor 0\.05/,
    ],
    ['too few quantiles', set('drift', { topScores: [0, 1] }), /drift\.topScores/],
  ])('with %s is refused', async (_, change, expected) => {
    expect(await problemOf(await makeTinyReferenceBundle(change))).toMatch(expected);
  });

  it('may round what its counts prove to four digits', async () => {
    const counted = { ...evidence, defective: 473, missedAtPass: 1, missUpperBound95: 0.0099 };
    const dir = await makeTinyReferenceBundle(set('limitsDerivation.classes.extra', counted));
    expect(await problemOf(dir)).toBe('nothing was wrong');
  });
});
