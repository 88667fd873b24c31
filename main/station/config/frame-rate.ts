import type { Recipe } from './recipe.ts';

/** Frames a second that a recipe can bring: what the engine must keep up with. */
export function framesPerSecond({ camera, trigger }: Pick<Recipe, 'camera' | 'trigger'>): number {
  const asked = trigger.mode === 'software' && trigger.everyMs !== undefined ? 1000 / trigger.everyMs : null;
  return asked === null ? camera.framesPerSecond : Math.min(asked, camera.framesPerSecond);
}
