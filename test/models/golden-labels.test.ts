/** What the golden (and demo) pictures of the shipped bundles show, in both formats of labels. */
import { readdirSync } from 'node:fs';
import { extname, join } from 'node:path';
import sharp from 'sharp';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { boardData } from '../../main/evaluate/data/board-data.ts';
import { type Labels, readLabels } from '../../main/evaluate/data/labels-file.ts';
import { surfaceData } from '../../main/evaluate/data/surface-data.ts';
import { type ShippedBundle, shippedBundles } from '../support/shipped-bundles.ts';

interface Labelled {
  readonly files: readonly string[];
  readonly isDefective: boolean;
  readonly width: number;
  readonly height: number;
}

async function labelled({ folder, manifest }: ShippedBundle, set: string): Promise<Labelled[]> {
  const labels = await readLabels(join(folder, set));
  expect(labels).toMatchObject({ task: manifest.task, classes: manifest.classes });
  const { items, bad } = labels.task === 'surface' ? photographs(labels) : pairs(labels);
  // Readers say what lies outside a picture or has no such class.
  expect(bad).toEqual([]);
  return items;
}

function photographs(labels: Labels) {
  const { items, bad } = surfaceData(labels);
  const asLabelled = items.map(({ image, width, height, polygons }) => {
    return { files: [image], isDefective: polygons.length > 0, width, height };
  });
  return { bad, items: asLabelled };
}

function pairs(labels: Labels) {
  const { items, bad } = boardData(labels, labels.classes);
  const { width = 0, height = 0 } = labels;
  const asLabelled = items.map(({ test, template, boxes }) => {
    return { files: [test, template], isDefective: boxes.length > 0, width, height };
  });
  return { bad, items: asLabelled };
}

const bundles = shippedBundles();
const setsOf = { surface: ['golden', 'demo'], reference: ['golden'] };
const sets = bundles.flatMap((bundle) =>
  setsOf[bundle.manifest.task].map((set) => ({ name: bundle.name, set, bundle })),
);

describe.each(sets)('the $set pictures of $name', ({ set, bundle }) => {
  it('are labelled once each, inside their borders, and no other is', async () => {
    const items = await labelled(bundle, set);
    const there = readdirSync(join(bundle.folder, set)).filter((file) => ['.jpg', '.png'].includes(extname(file)));
    expect(items.flatMap(({ files }) => files).sort()).toEqual(there.sort());
    for (const { files, width, height } of items) {
      for (const file of files) {
        const size = await sharp(join(bundle.folder, set, file)).metadata();
        expect([size.width, size.height], file).toEqual([width, height]);
      }
    }
  });
});

/** Good ones, and as many defective ones; rendered pairs are shorter, because more can be made at any time. */
const least = { surface: 75, reference: 10 };

it.each(bundles)(
  '$name has enough golden pictures, good and defective, as its manifest counts them',
  async (bundle) => {
    const items = await labelled(bundle, 'golden');
    const defective = items.filter(({ isDefective }) => isDefective).length;
    expect(bundle.manifest.golden).toMatchObject({ pictures: items.length, defective });
    expect(defective).toBeGreaterThanOrEqual(least[bundle.manifest.task]);
    expect(items.length - defective).toBeGreaterThanOrEqual(least[bundle.manifest.task]);
  },
);

const names = z.array(z.string());
const splitSchema = z.object({ split: z.object({ train: names, calibration: names, golden: names }) });

describe.each(bundles.filter(({ manifest }) => manifest.task === 'surface'))('photographs of $name', (bundle) => {
  const { folder, manifest } = bundle;

  it('show no place in golden or demo that training or calibration has seen', async () => {
    const { split } = splitSchema.parse(manifest.provenance);
    const places = await Promise.all(
      ['golden', 'demo'].map(async (set) => surfaceData(await readLabels(join(folder, set))).items),
    );
    const shown = new Set(places.flat().map(({ place }) => place));
    expect([...split.train, ...split.calibration].filter((place) => shown.has(place))).toEqual([]);
    expect([...shown].sort()).toEqual([...split.golden].sort());
    expect(split.train.filter((place) => split.calibration.includes(place))).toEqual([]);
  });

  it('are in golden or in demo, never in both', async () => {
    const inGolden = new Set((await labelled(bundle, 'golden')).flatMap(({ files }) => files));
    const inDemo = (await labelled(bundle, 'demo')).flatMap(({ files }) => files);
    expect(inDemo.filter((file) => inGolden.has(file))).toEqual([]);
  });
});
