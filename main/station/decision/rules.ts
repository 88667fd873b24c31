/** What a frame is judged by: the recipe's limits over the bundle's own, in the order of the bundle's classes. */
import { StationError } from '../../api/errors.ts';
import type { Limits } from '../config/recipe.ts';

export interface ClassRule extends Limits {
  readonly name: string;
}

export interface DecisionRules {
  readonly classes: readonly ClassRule[];
  /** Above this distance the part is unknown; null where the bundle has no such output. */
  readonly unknownPartLimit: number | null;
}

/** @throws StationError `bad-input` when the recipe limits a class that the bundle does not know. */
export function decisionRules(
  bundleClasses: readonly { readonly name: string; readonly limits: Limits }[],
  recipeLimits: Readonly<Record<string, Limits>>,
  unknownPartLimit: number | null,
): DecisionRules {
  const names = bundleClasses.map((one) => one.name);
  for (const name of Object.keys(recipeLimits)) {
    if (names.includes(name)) continue;
    throw new StationError('bad-input', `the recipe has limits for "${name}", a class that its bundle does not know`, {
      remedy: `The bundle's classes are: ${names.join(', ')}. Correct the name under limits, or remove it.`,
    });
  }
  const classes = bundleClasses.map(({ name, limits }) => ({ name, ...limits, ...recipeLimits[name] }));
  return { classes, unknownPartLimit };
}
