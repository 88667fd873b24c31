/**
 * Pictures of the bundle's golden set that can pass for parts of this line, with their truth.
 *
 * Only a surface bundle has them: the golden set of a reference bundle shows other boards than the recipe's golden
 * picture, and anybody would see that. Of another size than the camera's pictures they would be told apart as well.
 */
import { readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { z } from 'zod';
import { describeIssues, StationError } from '../../api/errors.ts';
import { say } from '../../api/said/say.ts';
import type { Recipe } from '../config/recipe.ts';
import type { TruthBox } from '../flow.ts';
import type { Bundle } from '../inference/bundle.ts';
import { checkGoldenSet } from '../inference/golden-set.ts';

export interface GoldenPicture {
  /** Within the bundle's golden folder. */
  readonly name: string;
  readonly file: string;
  readonly truth: 'good' | 'defect';
  /** Of a defective one, in pixels. */
  readonly boxes: readonly TruthBox[];
}

export type GoldenPictures =
  | { readonly isUsable: true; readonly good: readonly GoldenPicture[]; readonly defect: readonly GoldenPicture[] }
  | { readonly isUsable: false; readonly why: string };

/** Fewer of a kind would soon be known by heart. */
const enoughOfEach = 5;

const labelsSchema = z.object({
  items: z.array(
    z.object({
      image: z.string().regex(/^[\w-][\w.-]*(\/[\w-][\w.-]*)*$/, 'a plain path inside the golden folder'),
      width: z.number(),
      height: z.number(),
      polygons: z.array(z.object({ label: z.string(), points: z.array(z.tuple([z.number(), z.number()])).min(1) })),
    }),
  ),
});

export async function readGoldenPictures(bundle: Bundle, recipe: Recipe): Promise<GoldenPictures> {
  const { manifest } = bundle;
  if (manifest.task === 'reference') return { isUsable: false, why: say('knownOtherBoards') };
  if (manifest.golden.pictures === 0) {
    return { isUsable: false, why: say('knownNoGoldenSet', { bundle: manifest.name }) };
  }
  try {
    await checkGoldenSet(bundle);
    const labels = join(bundle.dir, manifest.golden.labels);
    const { items } = labelsSchema.parse(JSON.parse(await readFile(labels, 'utf8')));
    const { width, height } = recipe.camera;
    const ofSize = items.filter((item) => item.width === width && item.height === height);
    const [other] = items;
    if (ofSize.length === 0 && other) {
      const sizes = { golden: `${other.width}×${other.height}`, camera: `${width}×${height}` };
      return { isUsable: false, why: say('knownOtherSize', sizes) };
    }
    const pictures = ofSize
      .map((item) => pictureOf(item, dirname(labels)))
      .filter(({ boxes }) => boxes.every((box) => manifest.classes.includes(box.class)));
    return sorted(pictures);
  } catch (thrown) {
    return { isUsable: false, why: say('knownGoldenSetWrong', { why: reasonOf(thrown) }) };
  }
}

type Item = z.output<typeof labelsSchema>['items'][number];

function pictureOf({ image, polygons }: Item, folder: string): GoldenPicture {
  const boxes = polygons.map(({ label, points }) => boxAbout(label, points));
  return { name: image, file: join(folder, image), truth: boxes.length > 0 ? 'defect' : 'good', boxes };
}

function boxAbout(name: string, points: readonly (readonly [number, number])[]): TruthBox {
  const xs = points.map(([x]) => x);
  const ys = points.map(([, y]) => y);
  const [x, y] = [Math.min(...xs), Math.min(...ys)];
  return { class: name, x, y, width: Math.max(...xs) - x, height: Math.max(...ys) - y };
}

function sorted(pictures: readonly GoldenPicture[]): GoldenPictures {
  const good = pictures.filter(({ truth }) => truth === 'good');
  const defect = pictures.filter(({ truth }) => truth === 'defect');
  if (good.length >= enoughOfEach && defect.length >= enoughOfEach) return { isUsable: true, good, defect };
  return { isUsable: false, why: say('knownTooFew', { good: good.length, defect: defect.length }) };
}

function reasonOf(thrown: unknown): string {
  if (thrown instanceof z.ZodError) return describeIssues(thrown);
  return thrown instanceof StationError || thrown instanceof Error ? thrown.message : String(thrown);
}
