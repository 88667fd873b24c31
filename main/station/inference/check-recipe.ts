/**
 * Does a recipe fit its bundle? Asked before anything starts: a wrong recipe must not wait for its first part.
 *
 * What cannot be right is refused, all of it at once; what may be meant is a warning that people see.
 */
import { StationError } from '../../api/errors.ts';
import type { RecipeWarning } from '../../api/slices/health.ts';
import type { Recipe } from '../config/recipe.ts';
import type { Bundle } from './bundle.ts';
import { makeZoneMask } from './zone-mask.ts';

export interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/**
 * @param view what the model sees of the frame (`centredView` of preprocess), in frame pixels.
 * @throws StationError `bad-input` that names every problem.
 */
export function checkRecipe(recipe: Recipe, bundle: Bundle, view: Box): RecipeWarning[] {
  const problems = [
    ...limitProblems(recipe, bundle),
    ...formatProblems(recipe, bundle),
    ...referenceProblems(recipe, bundle),
    ...zoneProblems(recipe, view),
  ];
  if (problems.length === 0 && !hasCellsToInspect(recipe, bundle)) {
    problems.push('the inspection zones are smaller than a pixel, so nothing would be inspected');
  }
  if (problems.length > 0) {
    const { name, version } = bundle.manifest;
    throw new StationError(
      'bad-input',
      `recipe ${recipe.name} does not fit bundle ${name} ${version}: ${problems.join('; ')}`,
      {
        remedy: 'Correct the recipe in the configuration file, or name another bundle in it.',
      },
    );
  }
  return viewWarnings(recipe, bundle, view);
}

function limitProblems(recipe: Recipe, bundle: Bundle): string[] {
  const { classes } = bundle.manifest;
  return Object.keys(recipe.limits)
    .filter((name) => !classes.includes(name))
    .map((name) => `limits.${name}: the bundle knows only ${classes.join(', ')}`);
}

/** A golden picture belongs to a bundle that compares, and to no other. */
function referenceProblems({ reference, referencePicture, limits }: Recipe, { manifest }: Bundle): string[] {
  if (manifest.task === 'surface') {
    return reference ? ['reference: the bundle compares with no golden picture'] : [];
  }
  if (!reference) return ['reference: the bundle compares with a golden picture, and the recipe names none'];
  const { floor } = manifest.output.decode;
  const found = Object.entries(limits)
    .filter(([, { passBelow }]) => passBelow < floor)
    .map(([name]) => `limits.${name}: scores below ${floor} are never seen, so passBelow cannot be lower`);
  if (referencePicture !== undefined && reference.positions.length > 1) {
    found.push('referencePicture: the frames of a part show different places, so no single picture is like them all');
  }
  return found;
}

/** Grey becomes colour by taking it three times, Bayer by demosaicing; colour does not become grey. */
function formatProblems(recipe: Recipe, bundle: Bundle): string[] {
  const { pixelFormat } = recipe.camera;
  if (bundle.manifest.input.channels === 3 || pixelFormat.startsWith('Mono')) return [];
  return [`camera.pixelFormat: the bundle takes grey pictures (Mono8 or Mono16), not ${pixelFormat}`];
}

function zoneProblems(recipe: Recipe, view: Box): string[] {
  const { width, height } = recipe.camera;
  return recipe.regions.flatMap((zone, index) => {
    const outside = (box: Box) => zone.find(([x, y]) => !contains(box, x, y));
    const offFrame = outside({ x: 0, y: 0, width, height });
    if (offFrame)
      return [`regions.${index}: corner (${offFrame.join(', ')}) lies outside the ${width}×${height} picture`];
    const offView = outside(view);
    if (!offView) return [];
    const seen = `x ${view.x} to ${view.x + view.width}, y ${view.y} to ${view.y + view.height}`;
    return [`regions.${index}: corner (${offView.join(', ')}) lies outside what the model sees (${seen})`];
  });
}

function contains(box: Box, x: number, y: number): boolean {
  return x >= box.x && y >= box.y && x <= box.x + box.width && y <= box.y + box.height;
}

function hasCellsToInspect(recipe: Recipe, bundle: Bundle): boolean {
  const { width, height } = recipe.camera;
  const { input, output } = bundle.manifest;
  const offset = { x: Math.ceil((width - input.width) / 2), y: Math.ceil((height - input.height) / 2) };
  const { rows, columns } = bundle;
  return makeZoneMask({ rows, columns, cell: output.cell, frame: { width, height }, offset }, recipe.regions).includes(
    1,
  );
}

function viewWarnings(recipe: Recipe, bundle: Bundle, view: Box): RecipeWarning[] {
  const { width, height, pixelFormat } = recipe.camera;
  const { input } = bundle.manifest;
  const warnings: RecipeWarning[] = [];
  const cutX = width - view.width;
  const cutY = height - view.height;
  if (cutX > 0 || cutY > 0) {
    warnings.push({
      kind: 'edges-unseen',
      ...{ seenWidth: view.width, seenHeight: view.height, width, height, columns: cutX, rows: cutY },
      text:
        `the model sees the middle ${view.width}×${view.height} of the ${width}×${height} picture: ` +
        `${cutX} columns and ${cutY} rows at the edges are not inspected`,
    });
  }
  if (width < input.width * 0.75 || height < input.height * 0.75) {
    warnings.push({
      kind: 'small-picture',
      ...{ width, height, inputWidth: input.width, inputHeight: input.height },
      text:
        `the ${width}×${height} picture fills only a part of the model's ${input.width}×${input.height} input; ` +
        'was the bundle trained at this scale?',
    });
  }
  if (input.channels === 3 && pixelFormat.startsWith('Mono')) {
    const text = 'the bundle was trained on colour pictures and this camera is grey: try it before relying on it';
    warnings.push({ kind: 'grey-camera', text });
  }
  return warnings;
}
