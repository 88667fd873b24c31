/** The recipe's golden picture: read once, checked against what the recipe says of it, handed to the pipeline. */
import sharp from 'sharp';
import { StationError } from '../../api/errors.ts';
import type { RecipeWarning } from '../../api/slices/health.ts';
import type { Recipe, ReferenceConfig } from '../config/recipe.ts';
import { intersection } from './blocks.ts';
import { type Grey, inverted, newQuarter, quarterInto, type Rectangle } from './grey.ts';
import { blocksOf, coarse, fine } from './levels.ts';
import { blocksAtLeast } from './registration.ts';

/**
 * Grey, copper bright whatever the recipe says of it.
 * @throws StationError `bad-input` when the file cannot be read as a picture
 */
export async function loadGolden({ picture, copper }: ReferenceConfig): Promise<Grey> {
  const golden = await decode(picture);
  return copper === 'dark' ? inverted(golden) : golden;
}

async function decode(file: string): Promise<Grey> {
  try {
    const { data, info } = await sharp(file)
      .flatten()
      .greyscale()
      .toColourspace('b-w')
      .raw({ depth: 'uchar' })
      .toBuffer({ resolveWithObject: true });
    return { width: info.width, height: info.height, bytes: new Uint8Array(data) };
  } catch (cause) {
    const problem = cause instanceof Error ? cause.message : String(cause);
    throw new StationError('bad-input', `the golden picture ${file} cannot be read: ${problem}`, {
      remedy: 'Give reference.picture the path of a PNG or JPEG, relative to the configuration file.',
      cause,
    });
  }
}

/**
 * Can the frames of this recipe be found on this golden picture?
 * @returns frames that may reach beyond its border, where nothing can be compared
 * @throws StationError `bad-input` that names every frame that cannot be found
 */
export function checkGolden(recipe: Recipe, reference: ReferenceConfig, golden: Grey): RecipeWarning[] {
  const frames = reference.positions.map(([x, y]) => ({
    x,
    y,
    width: recipe.camera.width,
    height: recipe.camera.height,
  }));
  const quarter = newQuarter(golden);
  quarterInto(golden, quarter);
  const problems = frames.flatMap((frame, i) => frameProblem(frame, i, reference, golden, quarter));
  if (problems.length > 0) {
    throw new StationError(
      'bad-input',
      `recipe ${recipe.name} cannot be compared with ${reference.picture}: ${problems.join('; ')}`,
      { remedy: 'Correct reference.positions, or take a golden picture that shows what these frames see.' },
    );
  }
  const beyond = frames.filter((frame) => !contains(golden, grown(frame, reference.searchPx))).length;
  if (beyond === 0) return [];
  const { searchPx } = reference;
  const text =
    `${beyond} of ${frames.length} frames lie within ${searchPx} px (searchPx) of the golden picture's border: ` +
    'what the camera sees beyond it is not compared';
  return [{ kind: 'golden-border', text, frames: beyond, of: frames.length, searchPx }];
}

function frameProblem(
  frame: Rectangle,
  index: number,
  { ignore }: ReferenceConfig,
  golden: Grey,
  quarter: Grey,
): string[] {
  const shared = intersection(frame, { x: 0, y: 0, width: golden.width, height: golden.height });
  if (shared.width * shared.height * 2 < frame.width * frame.height) {
    const size = `${golden.width}×${golden.height}`;
    return [`positions.${index}: (${frame.x}, ${frame.y}) is for the most part outside the ${size} golden picture`];
  }
  const found = Math.min(blocksOf(quarter, frame, ignore, coarse).length, blocksOf(golden, frame, ignore, fine).length);
  if (found >= blocksAtLeast) return [];
  return [`positions.${index}: the golden picture shows too little structure at (${frame.x}, ${frame.y}) to be found`];
}

function grown({ x, y, width, height }: Rectangle, by: number): Rectangle {
  return { x: x - by, y: y - by, width: width + 2 * by, height: height + 2 * by };
}

function contains(golden: Grey, { x, y, width, height }: Rectangle): boolean {
  return x >= 0 && y >= 0 && x + width <= golden.width && y + height <= golden.height;
}
