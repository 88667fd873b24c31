/** `--zone`: the corners of one polygon, or the zones of a recipe: `x1,y1,x2,y2,x3,y3` or `recipe:FILE`. */
import { StationError } from '../api/errors.ts';
import { activeRecipe, loadConfig } from '../station/config/load.ts';
import type { Polygon } from '../station/inference/zone-mask.ts';

const fromRecipe = 'recipe:';

/** @throws StationError `bad-input`, and what a configuration throws that cannot be read. */
export async function readZones(text: string): Promise<readonly Polygon[]> {
  if (!text.startsWith(fromRecipe)) return [readPolygon(text)];
  const recipe = activeRecipe(await loadConfig(text.slice(fromRecipe.length)));
  if (recipe.regions.length > 0) return recipe.regions;
  throw new StationError('bad-input', `--zone ${text}: the recipe ${recipe.name} has no inspection zone (regions)`, {
    remedy: 'Leave --zone out to measure on the whole picture.',
  });
}

function readPolygon(text: string): Polygon {
  const numbers = text.split(',').map((part) => (part.trim() === '' ? Number.NaN : Number(part)));
  if (numbers.length >= 6 && numbers.length % 2 === 0 && numbers.every(Number.isFinite)) {
    return Array.from({ length: numbers.length / 2 }, (_, i) => [
      numbers[2 * i] as number,
      numbers[2 * i + 1] as number,
    ]);
  }
  throw new StationError('bad-input', `--zone ${text}: three corners or more are needed, x and y in turns`, {
    remedy: 'For example --zone 280,300,1020,140,1020,200,280,360 (pixels of the camera frame), or --zone recipe:FILE',
  });
}
