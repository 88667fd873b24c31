import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import sharp from 'sharp';
import { describe, expect, test } from 'vitest';
import { evaluate } from '../../main/evaluate/evaluate.ts';
import type { SurfaceReport } from '../../main/evaluate/surface/surface-report.ts';
import { type Photograph, surfaceFolder } from '../support/labelled-data.ts';
import { addBundleFile, makeTinyBundle, sha256, tiny } from '../support/tiny-bundle.ts';
import { ask } from './ask.ts';

/** The tiny bundle passes red at or below 0.2 and fails it from 0.8 on. */
const photographs: readonly Photograph[] = [
  { image: 'a1.png', place: 'a' },
  { image: 'a2.png', place: 'a', red: [{ row: 3, column: 3, strength: 0.45 }] },
  { image: 'a3.png', place: 'a', red: [{ row: 2, column: 5, strength: 0.9 }], labels: [{ row: 2, column: 5 }] },
  { image: 'b1.png', place: 'b', red: [{ row: 7, column: 10, strength: 0.08 }] },
  { image: 'b2.png', place: 'b', red: [{ row: 6, column: 6, strength: 0.65 }], labels: [{ row: 6, column: 7 }] },
  // The model sees something, but not where the defect is.
  { image: 'b3.png', place: 'b', red: [{ row: 1, column: 1, strength: 0.18 }], labels: [{ row: 6, column: 9 }] },
];

async function report(...[bundle, data, more]: Parameters<typeof ask>): Promise<SurfaceReport> {
  const found = await evaluate(ask(bundle, data, more));
  if (found.task !== 'surface') throw new Error(`a report of ${found.task}`);
  return found;
}

const approximately = (value: number) => expect.closeTo(value, 6);

describe('a surface bundle on labelled photographs', () => {
  test('has the figures that the scores have by hand, in both precisions', async () => {
    const { n, int8, fp32 } = await report(await makeTinyBundle(), (await surfaceFolder(photographs)).dir);
    expect(n).toBe(6);
    // Good: 0.0, 0.45, 0.08; defective: 0.9, 0.65, 0.18. Of nine pairs one is in the wrong order (0.18 < 0.45).
    expect(int8).toMatchObject({ pictures: 6, good: 3, defective: 3, auroc: approximately(8 / 9) });
    expect(int8.missedAtFalseCalls[0]).toMatchObject({ falseCalls: 0, missed: approximately(1 / 3) });
    expect(int8.falseCallsAtMisses[0]).toMatchObject({ missed: 0, falseCalls: approximately(1 / 3) });
    expect(int8.atLimits).toMatchObject({
      missed: { count: 1, of: 3 },
      falseCalls: { count: 0, of: 3 },
      review: { count: 2, of: 6 },
      goodToReview: { count: 1, of: 3 },
    });
    // On the spot, in the cell beside, and elsewhere.
    expect(int8.localised.atPassBelow).toMatchObject({ count: 2, of: 3 });
    // By tenths: 0 and 0.08 together, all others alone.
    expect(int8.ece).toBeCloseTo((0.08 + 0.45 + 0.1 + 0.35 + 0.82) / 6, 2);
    expect(int8.places.map(({ place, auroc }) => [place, auroc])).toEqual([
      ['a', 1],
      ['b', 1],
    ]);
    expect(fp32).toEqual(int8);
  });

  test('inside a zone only what lies in it counts', async () => {
    const { dir } = await surfaceFolder(photographs);
    const zones = [
      [
        [0, 0],
        [96, 0],
        [96, 24],
        [0, 24],
      ],
    ] as const;
    const { int8 } = await report(await makeTinyBundle(), dir, { zones });
    expect(int8.atLimits.missed).toMatchObject({ count: 2, of: 3 });
    expect(int8.localised.atPassBelow).toMatchObject({ count: 1, of: 3 });
  });

  test('the subset of equal size leaves out sizes that only one kind has', async () => {
    const folder = await surfaceFolder(photographs);
    const large = { image: 'large.png', place: 'c', width: 96, height: 80, polygons: [] };
    await sharp({ create: { width: 96, height: 80, channels: 3, background: 'black' } })
      .png()
      .toFile(join(folder.dir, large.image));
    folder.labels.items.push(large);
    await folder.save();
    const { int8 } = await report(await makeTinyBundle(), folder.dir);
    expect(int8.pictures).toBe(7);
    expect(int8.equalFormat).toMatchObject({ pictures: 6, sizes: ['96×72'], auroc: approximately(8 / 9) });
  });

  test('places that the bundle was made from are told, and "unseen" leaves them out', async () => {
    const bundle = await makeTinyBundle({
      manifest: (manifest) => {
        manifest['provenance'] = { commit: 'abc', split: { train: ['a'], golden: ['b'] } };
      },
    });
    const { dir } = await surfaceFolder(photographs);
    expect((await report(bundle, dir)).warnings).toEqual([expect.stringContaining('the bundle was made from a:')]);
    const { warnings, int8 } = await report(bundle, dir, { groups: ['unseen'] });
    expect([warnings, int8.places.map(({ place }) => place)]).toEqual([[], ['b']]);
    await expect(evaluate(ask(bundle, dir, { groups: ['bb'] }))).rejects.toMatchObject({
      message: 'the data have no "bb"',
      remedy: expect.stringContaining('did you mean "b"?'),
    });
  });

  test('photographs of another width are resized to the width of the golden pictures, labels with them', async () => {
    const bundle = await makeTinyBundle();
    const golden = JSON.stringify({ items: [{ width: 96, height: 72 }] });
    await addBundleFile(bundle, 'golden/labels.json', golden);
    const { int8 } = await withGolden(bundle, golden, async () => {
      const folder = await surfaceFolder(photographs);
      for (const item of folder.labels.items) {
        const file = join(folder.dir, item.image);
        await writeFile(
          file,
          await sharp(file).resize({ width: 192, height: 144, kernel: 'nearest' }).png().toBuffer(),
        );
        item.width = 192;
        item.height = 144;
        for (const { points } of item.polygons)
          for (const point of points) point.splice(0, 2, ...point.map((v) => 2 * v));
      }
      await folder.save();
      return report(bundle, folder.dir);
    });
    expect(int8.auroc).toBeCloseTo(8 / 9, 6);
    expect(int8.localised.atPassBelow).toMatchObject({ count: 2, of: 3 });
  });
});

/** Writes the manifest that names the golden set. */
async function withGolden<T>(bundle: string, labels: string, use: () => Promise<T>): Promise<T> {
  const file = join(bundle, 'manifest.json');
  const manifest = JSON.parse(await readFile(file, 'utf8')) as Record<string, unknown>;
  manifest['golden'] = { labels: 'golden/labels.json', sha256: sha256(labels), pictures: 1, defective: 0 };
  await writeFile(file, JSON.stringify(manifest));
  return use();
}

describe('bad data', () => {
  test('every bad picture is named with what is wrong, counted, and skipped only when told to', async () => {
    const folder = await surfaceFolder(photographs);
    const { items } = folder.labels;
    const [first, second, third, fourth, , sixth] = items;
    if (!first || !second || !third || !fourth || !sixth) throw new Error('six items');
    await writeFile(join(folder.dir, first.image), '');
    await writeFile(join(folder.dir, second.image), 'no picture at all');
    third.polygons = [
      {
        label: 'blue',
        points: [
          [0, 0],
          [1, 0],
          [1, 1],
        ],
      },
    ];
    fourth.image = 'gone.png';
    items.push({ ...sixth, image: 'copy.png' });
    await writeFile(join(folder.dir, 'copy.png'), await sharp(join(folder.dir, sixth.image)).toBuffer());
    items.push(structuredClone(sixth));
    items.push({ image: 'shapeless.png' } as (typeof items)[number]);
    await folder.save();
    const bundle = await makeTinyBundle();
    const refused = evaluate(ask(bundle, folder.dir));
    await expect(refused).rejects.toThrow(
      '7 bad pictures (1 missing, 1 empty, 1 corrupt, 2 mislabelled, 2 overlapping)',
    );
    await expect(refused).rejects.toThrow(/a3\.png: mislabelled, "blue" is none of the classes \(red, green\)/);
    await expect(refused).rejects.toThrow(/gone\.png: missing/);
    await expect(refused).rejects.toThrow(/copy\.png: overlapping, the same picture as b3\.png/);
    await expect(refused).rejects.toThrow(/shapeless\.png: mislabelled, place: /);
    await expect(refused).rejects.toMatchObject({ remedy: expect.stringContaining('--skip-corrupt') });
    const { n, skipped } = await report(bundle, folder.dir, { skipCorrupt: true });
    expect([n, skipped.length]).toEqual([2, 7]);
  });

  test('a picture whose end is missing is found while decoding, with all others that are', async () => {
    const folder = await surfaceFolder(photographs);
    for (const [name, step] of [
      ['a2.png', 7919],
      ['b1.png', 7907],
    ] as const) {
      const noise = Uint8Array.from({ length: tiny.inputBytes }, (_, at) => (at * step) % 251);
      const raw = { width: tiny.width, height: tiny.height, channels: 3 } as const;
      const whole = await sharp(noise, { raw }).png().toBuffer();
      await writeFile(join(folder.dir, name), whole.subarray(0, whole.length / 2));
    }
    const bundle = await makeTinyBundle();
    const refused = evaluate(ask(bundle, folder.dir));
    await expect(refused).rejects.toThrow(/2 bad pictures \(2 corrupt\)\n {2}a2\.png: corrupt.*\n {2}b1\.png: corrupt/);
    expect((await report(bundle, folder.dir, { skipCorrupt: true })).n).toBe(4);
  });

  test('a picture that is not as large as its label says is mislabelled', async () => {
    const folder = await surfaceFolder(photographs);
    Object.assign(folder.labels.items[0] ?? {}, { width: 100 });
    await folder.save();
    await expect(evaluate(ask(await makeTinyBundle(), folder.dir))).rejects.toThrow(
      'a1.png: mislabelled, it is 96×72, its label says 100×72',
    );
  });

  test.each([
    ['no labels at all', null, /there are no labels in/],
    ['no JSON', '{', /labels\.json cannot be used/],
    ['no classes', '{"classes": [], "items": [{"polygons": []}]}', /the list of classes is empty/],
    ['no pictures', '{"classes": ["red"], "items": []}', /there is no picture in it/],
    ['another format', '{"classes": ["red"], "items": [{}]}', /neither polygons \(surface\) nor a template/],
    ['the other task', '{"classes": ["red"], "items": [{"template": "t.png"}]}', /lists pairs of board pictures/],
    [
      'a class that the bundle does not know',
      '{"classes": ["blue"], "items": [{"polygons": []}]}',
      /does not know the class blue/,
    ],
  ])('%s is refused in words', async (_, text, message) => {
    const { dir } = await surfaceFolder([]);
    if (text !== null) await writeFile(join(dir, 'labels.json'), text);
    const folder = text === null ? join(dir, 'images') : dir;
    await expect(evaluate(ask(await makeTinyBundle(), folder))).rejects.toThrow(message);
  });
});

describe('a bundle that cannot be trusted', () => {
  test('is refused when its golden set is not the one that was hashed', async () => {
    const { dir } = await surfaceFolder(photographs);
    const bundle = await makeTinyBundle();
    const golden = JSON.stringify({ items: [{ width: 96, height: 72 }] });
    await withGolden(bundle, golden, async () => {
      await addBundleFile(bundle, 'golden/labels.json', `${golden} `);
      await expect(evaluate(ask(bundle, dir))).rejects.toThrow(
        /golden set of tiny 1\.0\.0 in .* is not the one .* expected SHA-256/,
      );
    });
  });

  test('is refused without an FP32 artifact to compare with', async () => {
    const { dir } = await surfaceFolder(photographs);
    const bundle = await makeTinyBundle({
      manifest: (manifest) => {
        manifest['artifacts'] = (manifest['artifacts'] as unknown[]).slice(0, 1);
      },
    });
    await expect(evaluate(ask(bundle, dir))).rejects.toThrow('has no fp32 artifact for the cpu');
  });

  test('options of the other task are refused rather than ignored', async () => {
    const { dir } = await surfaceFolder(photographs);
    const displacement = { shiftPx: 8, turnDegrees: 0 };
    await expect(evaluate(ask(await makeTinyBundle(), dir, { displacement }))).rejects.toThrow('--shift');
  });
});
