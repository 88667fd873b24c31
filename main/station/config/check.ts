/** All that is wrong with a configuration, each with its place in the text: a person mends everything in one go. */
import { z } from 'zod';
import { callingNames, chooseRecipe, recipeSuggestion } from './choose-recipe.ts';
import { type ConfigText, type Path, type Problem, pathText } from './config-text.ts';
import { devicesNamedTwice } from './devices.ts';
import { nearestNames, suggestion } from './nearest.ts';
import { type StationConfig, stationConfigSchema } from './station.ts';
import { type ObjectSchema, type UnknownKey, unknownKeys } from './unknown-keys.ts';

// The types of zod's JSON Schema are those of the whole standard; `ObjectSchema` is the part that it writes here.
const jsonSchema = z.toJSONSchema(stationConfigSchema, { io: 'input', unrepresentable: 'any' }) as ObjectSchema;

export type Checked =
  | { readonly ok: true; readonly config: StationConfig }
  | { readonly ok: false; readonly problems: readonly Problem[] };

export function checkConfig(text: ConfigText): Checked {
  if (text.problems.length > 0) return { ok: false, problems: text.problems };
  const unknown = unknownKeys(text.value, jsonSchema);
  const parsed = stationConfigSchema.safeParse(text.value);
  const problems = [
    ...unknown.map((key) => unknownKeyProblem(key, text)),
    ...(parsed.error?.issues ?? []).filter((issue) => !isExplained(issue, unknown)).map((i) => issueProblem(i, text)),
    ...(parsed.success ? crossProblems(parsed.data, text) : []),
  ];
  if (parsed.success && problems.length === 0) return { ok: true, config: parsed.data };
  return { ok: false, problems: problems.toSorted((a, b) => a.position.line - b.position.line) };
}

function unknownKeyProblem({ path, free }: UnknownKey, text: ConfigText): Problem {
  const key = String(path.at(-1));
  const where = pathText(path.slice(0, -1));
  return {
    position: text.positionOfKey(path),
    message: `${where}: there is no key "${key}"; ${suggestion(key, free)}`,
  };
}

/** A key that is missing because it is misspelt is one problem, not two. */
function isExplained(issue: z.core.$ZodIssue, unknown: readonly UnknownKey[]): boolean {
  if (issue.code === 'unrecognized_keys') return unknown.some((key) => isInside(key.path, issue.path));
  return unknown.some(
    ({ path, free }) =>
      isInside(path, issue.path.slice(0, -1)) &&
      nearestNames(String(path.at(-1)), free).includes(String(issue.path.at(-1))),
  );
}

function isInside(path: Path, parent: readonly PropertyKey[]): boolean {
  return path.length === parent.length + 1 && parent.every((part, i) => part === path[i]);
}

function issueProblem(issue: z.core.$ZodIssue, text: ConfigText): Problem {
  const path = issue.path.map((part) => (typeof part === 'symbol' ? String(part) : part));
  return { position: text.positionOf(path), message: `${pathText(path)}: ${issueText(issue, valueAt(text, path))}` };
}

function issueText(issue: z.core.$ZodIssue, given: unknown): string {
  if (given === undefined) return 'is missing';
  const allowed = allowedWords(issue);
  if (allowed && typeof given === 'string') return `"${given}" is not possible; ${suggestion(given, allowed)}`;
  return issue.message.replace(/^Invalid input: /, '');
}

function allowedWords(issue: z.core.$ZodIssue): readonly string[] | null {
  if (issue.code === 'invalid_value') return issue.values.map(String);
  // Given for a union by `kind` or `mode`; zod's type of the issue does not name it.
  const options: unknown = issue.code === 'invalid_union' ? (issue as { options?: unknown }).options : undefined;
  return Array.isArray(options) ? options.map(String) : null;
}

function valueAt(text: ConfigText, path: Path): unknown {
  return path.reduce<unknown>(
    (value, part) =>
      typeof value === 'object' && value !== null ? (value as Record<PropertyKey, unknown>)[part] : undefined,
    text.value,
  );
}

/** What no single value shows: names that must exist, points that must lie inside the picture. */
function crossProblems(config: StationConfig, text: ConfigText): Problem[] {
  const problem = (path: Path, message: string): Problem => ({
    position: text.positionOf(path),
    message: `${pathText(path)}: ${message}`,
  });
  const { recipes } = config;
  const { timeZone } = config.station;
  return [
    ...(chooseRecipe(recipes, config.recipe)
      ? []
      : [problem(['recipe'], `there is no recipe "${config.recipe}"; ${recipeSuggestion(recipes, config.recipe)}`)]),
    ...recipes.flatMap((recipe, i) => {
      const taken = recipes.slice(0, i).flatMap(callingNames);
      const twice = callingNames(recipe).find((name) => taken.includes(name));
      const key = twice === recipe.id ? 'id' : 'name';
      return twice === undefined ? [] : [problem(['recipes', i, key], `two recipes are called "${twice}"`)];
    }),
    ...(timeZone === undefined || isTimeZone(timeZone)
      ? []
      : [
          problem(
            ['station', 'timeZone'],
            `there is no time zone "${timeZone}"; ${suggestion(timeZone, Intl.supportedValuesOf('timeZone'))}`,
          ),
        ]),
    ...devicesNamedTwice(config.devices).map((path) =>
      problem(['devices', ...path], 'this device is named above already; tell the two apart by usagePage and usage'),
    ),
    ...config.recipes.flatMap(({ reference, framesPerPart }, i) => {
      const count = reference?.positions.length ?? 1;
      if (count === 1 || count === framesPerPart) return [];
      const wanted = `${framesPerPart} (framesPerPart), or 1 for all`;
      return [
        problem(['recipes', i, 'reference', 'positions'], `there are ${count} positions; there must be ${wanted}`),
      ];
    }),
    ...config.recipes.flatMap((recipe, i) =>
      recipe.regions.flatMap((polygon, j) =>
        polygon.flatMap(([x, y], k) => {
          const { width, height } = recipe.camera;
          if (x >= 0 && x <= width && y >= 0 && y <= height) return [];
          const path = ['recipes', i, 'regions', j, k];
          return [problem(path, `the point ${x}, ${y} lies outside the picture of ${width} × ${height} pixels`)];
        }),
      ),
    ),
  ];
}

function isTimeZone(name: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: name });
    return true;
  } catch (thrown) {
    if (thrown instanceof RangeError) return false;
    throw thrown;
  }
}
