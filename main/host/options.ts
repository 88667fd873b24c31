/** The command line, the same for every host: what is not an option is refused with the nearest one that is. */
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { StationError } from '../api/errors.ts';
import { suggestion } from '../station/config/nearest.ts';
import { defaultDataFolder } from './data-folder.ts';
import { demoConfig } from './paths.ts';

export interface StationOptions {
  readonly config: string;
  readonly dataDir: string;
  /** Null: as the configuration says. */
  readonly port: number | null;
  /** Name or id; null: as the configuration says. */
  readonly recipe: string | null;
  /** Open a browser (service host). */
  readonly open: boolean;
}

export interface OptionSpec {
  readonly type: 'string' | 'boolean';
  /** `N`, `DIR`; for strings. */
  readonly value?: string;
  readonly about: string;
}

export const stationOptionSpecs = {
  config: { type: 'string', value: 'FILE', about: 'configuration; without it the demo runs' },
  data: { type: 'string', value: 'DIR', about: `records, pictures and logs (${defaultDataFolder()})` },
  port: { type: 'string', value: 'N', about: 'port of the screen, 0 for any free one (8787)' },
  recipe: { type: 'string', value: 'NAME', about: 'another recipe of the configuration by name or id (demo: pcb)' },
  'no-open': { type: 'boolean', about: 'do not open a browser' },
} as const satisfies Record<string, OptionSpec>;

/** The values of a command line. @throws StationError `bad-input` naming the nearest right option. */
export function readOptions(
  args: readonly string[],
  specs: Readonly<Record<string, OptionSpec>>,
): Readonly<Record<string, string | true>> {
  const options = Object.fromEntries(Object.entries(specs).map(([name, { type }]) => [name, { type }]));
  const { tokens } = parseArgs({ args: [...args], options, strict: false, tokens: true });
  const values: Record<string, string | true> = {};
  for (const token of tokens) {
    if (token.kind === 'option-terminator') continue;
    if (token.kind === 'positional') throw wrongArgument(`"${token.value}" is not an option`, specs);
    const spec = Object.hasOwn(specs, token.name) ? specs[token.name] : undefined;
    if (!spec) throw unknownOption(token.rawName, specs);
    if (spec.type === 'string' && !token.value) {
      throw wrongArgument(`${token.rawName} needs a value: ${token.rawName} ${spec.value ?? 'VALUE'}`, specs);
    }
    if (spec.type === 'boolean' && token.value !== undefined) {
      throw wrongArgument(`${token.rawName} takes no value`, specs);
    }
    values[token.name] = token.value ?? true;
  }
  return values;
}

export function stationOptions(values: Readonly<Record<string, string | true>>): StationOptions {
  const text = (name: string): string | null => (typeof values[name] === 'string' ? values[name] : null);
  const port = text('port');
  return {
    config: resolve(text('config') ?? demoConfig),
    dataDir: resolve(text('data') ?? defaultDataFolder()),
    port: port === null ? null : portNumber(port),
    recipe: text('recipe'),
    open: values['no-open'] !== true,
  };
}

/** One line an option, for `--help`. */
export function optionsHelp(specs: Readonly<Record<string, OptionSpec>>): string {
  const names = Object.entries(specs).map(([name, { value }]) => `--${name}${value ? ` ${value}` : ''}`);
  const width = Math.max(...names.map((name) => name.length));
  return Object.values(specs)
    .map(({ about }, i) => `  ${(names[i] ?? '').padEnd(width)}  ${about}`)
    .join('\n');
}

function portNumber(text: string): number {
  const port = Number(text);
  if (/^\d+$/.test(text) && port <= 65_535) return port;
  throw new StationError('bad-input', `--port ${text}: a whole number from 0 to 65535 is needed`);
}

function unknownOption(given: string, specs: Readonly<Record<string, OptionSpec>>): StationError {
  const known = Object.keys(specs).map((name) => `--${name}`);
  return new StationError('bad-input', `there is no option ${given}`, { remedy: suggestion(given, known) });
}

function wrongArgument(message: string, specs: Readonly<Record<string, OptionSpec>>): StationError {
  return new StationError('bad-input', message, { remedy: `the options are:\n${optionsHelp(specs)}` });
}
