/** A bundle that was too slow when it was measured here: people should know, and the line runs on. */
import type { Fitness } from '../../api/slices/fitness.ts';
import type { RecipeWarning } from '../../api/slices/health.ts';

export function fitnessWarnings(fitness: Fitness | undefined): RecipeWarning[] {
  if (!fitness?.chosen || fitness.fits) return [];
  const { chosen, budgetMs, reason, remedy } = fitness;
  const text = remedy === null ? reason : `${reason} ${remedy}`;
  return [{ kind: 'too-slow', text, ...chosen.needs, budgetMs }];
}
