/**
 * How a known part looks: like one that the model is unsure of.
 *
 * No model is run. A defective picture has the boxes of its truth, a good one the boxes of a defective picture drawn at
 * random, all moved a little: were good ones without, or the boxes exact, the answer would stand on the screen. Scores are
 * drawn between the limits, whatever the truth. Serial numbers look like the line's last one.
 */
import type { UnderReview } from '../../api/slices/review.ts';
import type { Region } from '../../api/words.ts';
import type { Recipe } from '../config/recipe.ts';
import type { TruthBox } from '../flow.ts';
import type { Random } from '../random.ts';
import type { GoldenPicture } from './golden-pictures.ts';

export interface KnownLook {
  readonly class: string;
  readonly score: number;
  readonly regions: readonly Region[];
  /** Highest score of each class, with its limits. */
  readonly opinion: UnderReview['opinion'];
  /** Of the recipe's frames. */
  readonly frameIndex: number;
}

export interface Limits {
  readonly passBelow: number;
  readonly failAbove: number;
}

type LookRecipe = Pick<Recipe, 'framesPerPart' | 'millimetresPerPixel'> & {
  readonly camera: Pick<Recipe['camera'], 'width' | 'height'>;
};

/** @param boxesFrom the picture itself when it is defective, else one that is */
export function knownLook(
  boxesFrom: GoldenPicture,
  recipe: LookRecipe,
  classes: readonly string[],
  limitsOf: (name: string) => Limits,
  random: Random,
): KnownLook {
  const name = boxesFrom.boxes[0]?.class ?? '';
  const between = (low: number, high: number): number => low + (high - low) * (0.05 + 0.9 * random());
  const { passBelow, failAbove } = limitsOf(name);
  const score = between(passBelow, failAbove);
  const regions = boxesFrom.boxes.map((box, index) => ({
    ...moved(box, recipe, random),
    class: box.class,
    score: index === 0 ? score : between(passBelow, score),
  }));
  const opinion = classes.map((each) => {
    const limits = limitsOf(each);
    const highest = regions.filter((region) => region.class === each).map((region) => region.score);
    return { class: each, score: Math.max(limits.passBelow * 0.5 * random(), ...highest), ...limits };
  });
  return { class: name, score, regions, opinion, frameIndex: Math.floor(random() * recipe.framesPerPart) };
}

/** As far as the model's own boxes are off, about a sixth of a side, and never out of the picture. */
function moved(
  box: TruthBox,
  { camera, millimetresPerPixel }: LookRecipe,
  random: Random,
): Omit<Region, 'class' | 'score'> {
  const grown = { width: box.width * (1 + 0.3 * random()) + 4, height: box.height * (1 + 0.3 * random()) + 4 };
  const width = Math.min(camera.width, grown.width);
  const height = Math.min(camera.height, grown.height);
  const x = within(box.x - 2 + box.width * (random() - 0.65) * 0.3, camera.width - width);
  const y = within(box.y - 2 + box.height * (random() - 0.65) * 0.3, camera.height - height);
  const whole = { x: Math.round(x), y: Math.round(y), width: Math.round(width), height: Math.round(height) };
  if (millimetresPerPixel === undefined) return whole;
  return { ...whole, widthMm: whole.width * millimetresPerPixel, heightMm: whole.height * millimetresPerPixel };
}

function within(value: number, most: number): number {
  return Math.min(Math.max(0, value), Math.max(0, most));
}

/** The same letters, other digits. */
export function serialLike(last: string | null, random: Random): string | null {
  return last === null ? null : last.replaceAll(/\d/g, () => String(Math.floor(random() * 10)));
}
