/** Which recipe a person means: each has a name for people and may have a short id for the command line. */
import { nearestNames } from './nearest.ts';

export interface NamedRecipe {
  readonly name: string;
  readonly id?: string | undefined;
}

/** By id or by name, exactly; a name that is also another recipe's id is refused when the file is read. */
export function chooseRecipe<R extends NamedRecipe>(recipes: readonly R[], wanted: string): R | undefined {
  return recipes.find(({ name, id }) => name === wanted || id === wanted);
}

/** `did you mean "pcb"? There are: "ball-screw" (Ball screw 32×10), "pcb" (Control board)` */
export function recipeSuggestion(recipes: readonly NamedRecipe[], given: string): string {
  const near = nearestNames(given, recipes.flatMap(callingNames));
  const meant = near.length > 0 ? `did you mean ${near.map((name) => `"${name}"`).join(' or ')}? ` : '';
  const known = recipes.map(({ name, id }) => (id === undefined ? `"${name}"` : `"${id}" (${name})`));
  return `${meant}${known.length === 1 ? 'There is' : 'There are'}: ${known.join(', ')}`;
}

/** Every word that a recipe can be called by. */
export function callingNames({ name, id }: NamedRecipe): readonly string[] {
  return id === undefined || id === name ? [name] : [id, name];
}
