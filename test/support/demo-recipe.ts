/** The demo's recipe for circuit boards, to be used from a configuration in another folder. */
import { readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { z } from 'zod';
import { readConfigText } from '../../main/station/config/config-text.ts';

const demo = join(import.meta.dirname, '../../main/service/examples/demo.json');

const recipeSchema = z.looseObject({
  id: z.string(),
  bundle: z.string(),
  camera: z.looseObject({}),
  framesPerPart: z.number(),
  reference: z.looseObject({ picture: z.string() }).optional(),
});
const demoSchema = z.looseObject({ recipes: z.array(recipeSchema) });

export function boardsRecipe() {
  const { recipes } = demoSchema.parse(readConfigText(readFileSync(demo, 'utf8')).value);
  const recipe = recipes.find(({ id }) => id === 'pcb');
  if (!recipe?.reference) throw new Error('the demo has no recipe for circuit boards');
  const beside = (path: string): string => resolve(dirname(demo), path);
  return {
    ...recipe,
    bundle: beside(recipe.bundle),
    reference: { ...recipe.reference, picture: beside(recipe.reference.picture) },
  };
}
