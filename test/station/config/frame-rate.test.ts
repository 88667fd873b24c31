import { expect, it } from 'vitest';
import { framesPerSecond } from '../../../main/station/config/frame-rate.ts';
import { recipeSchema } from '../../../main/station/config/recipe.ts';

function rate(cameraRate: number, trigger?: object): number {
  const camera = {
    kind: 'replay',
    source: 'x',
    width: 96,
    height: 72,
    pixelFormat: 'RGB8',
    framesPerSecond: cameraRate,
  };
  return framesPerSecond(recipeSchema.parse({ name: 'Test', bundle: 'b', camera, trigger }));
}

it('the engine must keep up with the camera, or with what the station asks of it', () => {
  expect(rate(50)).toBe(50);
  expect(rate(50, { mode: 'software', everyMs: 500 })).toBe(2);
  expect(rate(50, { mode: 'software', everyMs: 5 })).toBe(50);
  expect(rate(50, { mode: 'software' })).toBe(50);
  expect(rate(50, { mode: 'hardware' })).toBe(50);
});
