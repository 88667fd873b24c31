/** Reads a configuration file: either the whole configuration, or everything that is wrong with the file at once. */
import { readFile } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { StationError } from '../../api/errors.ts';
import { checkConfig } from './check.ts';
import { chooseRecipe, recipeSuggestion } from './choose-recipe.ts';
import { type Problem, readConfigText } from './config-text.ts';
import type { Recipe } from './recipe.ts';
import type { StationConfig } from './station.ts';

/**
 * The configuration with absolute paths (they are written relative to the file) and the file that it came from;
 * `recipe` is the name of the recipe that runs, whatever it was called by.
 */
export interface LoadedConfig extends StationConfig {
  readonly file: string;
}

/**
 * @param options.recipe name or id of the recipe to run instead of the one that the file names.
 * @throws StationError `not-found` or `bad-input`: what, where (line and column), and the nearest right name.
 */
export async function loadConfig(file: string, options: { readonly recipe?: string } = {}): Promise<LoadedConfig> {
  const path = resolve(file);
  const checked = checkConfig(readConfigText(await readText(path)));
  if (!checked.ok) throw unusable(path, checked.problems);
  const { recipes } = checked.config;
  const wanted = options.recipe ?? checked.config.recipe;
  const chosen = chooseRecipe(recipes, wanted);
  if (!chosen) {
    throw new StationError('bad-input', `${path} has no recipe "${wanted}"`, {
      remedy: recipeSuggestion(recipes, wanted),
    });
  }
  const folder = dirname(path);
  return {
    ...checked.config,
    http: httpWithAbsolutePaths(checked.config.http, folder),
    recipe: chosen.name,
    recipes: recipes.map((recipe) => withAbsolutePaths(recipe, folder)),
    file: path,
  };
}

/** The recipe that runs. */
export function activeRecipe(config: StationConfig): Recipe {
  const recipe = chooseRecipe(config.recipes, config.recipe);
  if (!recipe) throw new StationError('not-found', `there is no recipe "${config.recipe}"`);
  return recipe;
}

async function readText(path: string): Promise<string> {
  try {
    // Editors on Windows put a byte order mark in front.
    return (await readFile(path, 'utf8')).replace(/^\uFEFF/, '');
  } catch (cause) {
    const isMissing = (cause as NodeJS.ErrnoException).code === 'ENOENT';
    const message = isMissing ? `there is no configuration file ${path}` : `${path} cannot be read`;
    throw new StationError(isMissing ? 'not-found' : 'bad-input', message, {
      remedy: 'name the file with --config FILE; without it the demo runs',
      cause,
    });
  }
}

function unusable(path: string, problems: readonly Problem[]): StationError {
  const lines = problems.map(
    ({ position, message }) => `  line ${position.line}, column ${position.column}: ${message}`,
  );
  const count = problems.length === 1 ? '1 problem' : `${problems.length} problems`;
  return new StationError('bad-input', `${count} in the configuration ${path}:\n${lines.join('\n')}`, {
    remedy: 'mend the file and start the station again',
  });
}

function httpWithAbsolutePaths(http: StationConfig['http'], folder: string): StationConfig['http'] {
  const { desks } = http;
  if (!desks?.tls) return http;
  const { certificate, key } = desks.tls;
  return {
    ...http,
    desks: { ...desks, tls: { certificate: resolve(folder, certificate), key: resolve(folder, key) } },
  };
}

function withAbsolutePaths(recipe: Recipe, folder: string): Recipe {
  const { camera, referencePicture, reference } = recipe;
  return {
    ...recipe,
    bundle: resolve(folder, recipe.bundle),
    camera: camera.kind === 'replay' ? { ...camera, source: resolve(folder, camera.source) } : camera,
    ...(reference === undefined ? {} : { reference: { ...reference, picture: resolve(folder, reference.picture) } }),
    ...(referencePicture === undefined ? {} : { referencePicture: resolve(folder, referencePicture) }),
  };
}
