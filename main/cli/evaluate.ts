/** `evaluate`: how good a bundle is on labelled pictures, INT8 and FP32 side by side. */
import { resolve } from 'node:path';
import { evaluate } from '../evaluate/evaluate.ts';
import type { EvaluateOptions } from '../evaluate/options.ts';
import { readZones } from '../evaluate/zone.ts';
import { readOptions } from '../host/options.ts';
import type { Command } from './command.ts';
import { boardText } from './evaluate/board-text.ts';
import { surfaceText } from './evaluate/surface-text.ts';
import { jsonOption, writeJson } from './json-file.ts';
import { choiceOption, numberOption, type OptionValues, requiredOption } from './option-values.ts';
import { progressBar } from './progress.ts';

const options = {
  bundle: { type: 'string', value: 'DIR', about: 'bundle to measure' },
  data: { type: 'string', value: 'DIR', about: 'folder with labels.json and its pictures' },
  places: {
    type: 'string',
    value: 'A,B',
    about: 'surface: only these places; "unseen": those the bundle was not made from',
  },
  boards: { type: 'string', value: 'A,B', about: 'boards: only these; "unseen": as above' },
  zone: {
    type: 'string',
    value: 'X1,Y1,…',
    about: 'surface: only inside this polygon, or recipe:FILE for the zones of a recipe',
  },
  shift: {
    type: 'string',
    value: 'PX',
    about: 'boards: move each golden picture so far; the station must register it',
  },
  turn: { type: 'string', value: 'DEG', about: 'boards: turn it as well' },
  register: { type: 'boolean', about: 'boards: register pictures also where nothing was moved' },
  copper: {
    type: 'string',
    value: 'bright|dark',
    about: 'boards: which side copper is (as labels.json says, else dark)',
  },
  threads: { type: 'string', value: 'N', about: 'threads of the model (1)' },
  'skip-corrupt': { type: 'boolean', about: 'leave out pictures that cannot be used, and count them' },
  json: jsonOption,
  sheet: { type: 'string', value: 'FILE', about: 'write a picture of the worst mistakes there (PNG)' },
} as const;

export const evaluateCommand: Command = {
  name: 'evaluate',
  about: 'measure a bundle on labelled pictures: accuracy with intervals and speed, INT8 and FP32 side by side',
  options,
  run: async (args) => {
    const values = readOptions(args, options);
    const asked = await evaluateOptions(values);
    const report = await evaluate(asked);
    await writeJson(values, report);
    console.log(report.task === 'surface' ? surfaceText(report) : boardText(report));
    if (asked.sheet !== null)
      console.log(`\nWorst mistakes, in the order of ${asked.sheet}\n${numbered(report.worst)}`);
  },
};

async function evaluateOptions(values: OptionValues): Promise<EvaluateOptions> {
  const zone = textOf(values, 'zone');
  const groups = textOf(values, 'places') ?? textOf(values, 'boards');
  const sheet = textOf(values, 'sheet');
  return {
    bundleDir: resolve(requiredOption(values, 'bundle', 'DIR')),
    dataDir: resolve(requiredOption(values, 'data', 'DIR')),
    zones: zone === null ? [] : await readZones(zone),
    groups: groups === null ? null : groups.split(',').map((name) => name.trim()),
    skipCorrupt: values['skip-corrupt'] === true,
    threads: numberOption(values, 'threads', 1, { min: 1, max: 256, isWhole: true }),
    displacement: {
      shiftPx: numberOption(values, 'shift', 0, { min: 0, max: 1000 }),
      turnDegrees: numberOption(values, 'turn', 0, { min: -180, max: 180 }),
    },
    register: values['register'] === true,
    copper: choiceOption(values, 'copper', ['bright', 'dark']),
    sheet: sheet === null ? null : resolve(sheet),
    progress: progressBar,
  };
}

function numbered(lines: readonly string[]): string {
  return lines.map((line, i) => `${String(i + 1).padStart(4)}  ${line}`).join('\n');
}

function textOf(values: OptionValues, name: keyof typeof options): string | null {
  const value = values[name];
  return typeof value === 'string' ? value : null;
}
