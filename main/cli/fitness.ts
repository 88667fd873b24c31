/** `fitness`: whether this machine is fast enough for a bundle and computes what its maker saw. */
import { join, resolve } from 'node:path';
import { StationError } from '../api/errors.ts';
import { type Fitness, fitnessSchema } from '../api/slices/fitness.ts';
import { readOptions } from '../host/options.ts';
import { precisions } from '../station/inference/manifest.ts';
import type { Command } from './command.ts';
import { runEngineTask } from './engine-task.ts';
import { jsonOption, writeJson } from './json-file.ts';
import { choiceOption, numberOption, requiredOption } from './option-values.ts';
import { textTable } from './table.ts';

const options = {
  bundle: { type: 'string', value: 'DIR', about: 'the bundle: models/NAME/VERSION' },
  fps: { type: 'string', value: 'N', about: 'frames a second that it must keep up with (60)' },
  precision: { type: 'string', value: 'NAME', about: 'only int8 or only fp32; without it INT8 on the CPU' },
  data: { type: 'string', value: 'DIR', about: "a station's data folder: its next start goes by this result" },
  json: jsonOption,
} as const;

export const fitnessCommand: Command = {
  name: 'fitness',
  about: 'is this machine fit for a bundle: right answers, fast enough?',
  options,
  run: async (args) => {
    const values = readOptions(args, options);
    const bundleDir = resolve(requiredOption(values, 'bundle', 'DIR'));
    const fps = numberOption(values, 'fps', 60, { min: 0.01, max: 1e9 });
    const precision = choiceOption(values, 'precision', precisions);
    const dataDir = values['data'];
    const task = {
      kind: 'fitness',
      bundleDir,
      fps,
      ...(precision === null ? {} : { precision }),
      ...(typeof dataDir === 'string' ? { cacheDir: join(resolve(dataDir), 'cache') } : {}),
    } as const;
    const fitness = await runEngineTask(task, fitnessSchema, 'measuring');
    await writeJson(values, fitness);
    console.log(describeFitness(fitness));
    if (fitness.fits) console.log(`\n${fitness.reason}`);
    else throw refusal(fitness);
  },
};

function refusal({ reason, remedy }: Fitness): StationError {
  return new StationError('unavailable', reason, remedy === null ? {} : { remedy });
}

export function describeFitness({ bundle, machine, providers, referenceText }: Fitness): string {
  const { cpu, cores, platform, arch, runtime } = machine;
  const rows = providers.map((entry) => [
    entry.provider,
    entry.precision,
    String(entry.threads),
    ms(entry.p50),
    ms(entry.p99),
    ms(entry.needs?.p50 ?? null),
    ms(entry.needs?.p99 ?? null),
    entry.usable ? 'yes' : 'no',
  ]);
  const table = textTable([
    ['provider', 'precision', 'threads', 'p50 ms', 'p99 ms', 'needs p50', 'needs p99', 'usable'],
    ...rows,
  ]).split('\n');
  const [head, ...lines] = table;
  const whys = lines.map((line, i) => `${line.padEnd(head?.length ?? 0)}  ${providers[i]?.why ?? ''}`);
  return [
    `${bundle.name} ${bundle.version} on ${cpu}, ${cores} cores (${platform}-${arch}, ONNX Runtime ${runtime})`,
    `reference vectors: ${referenceText}`,
    '',
    ...[head ?? '', ...whys],
  ].join('\n');
}

function ms(value: number | null): string {
  return value === null ? '-' : value.toFixed(2);
}
