/** `bench-model`: how fast a bundle's INT8 and FP32 artifacts are here, in the scenarios of MLPerf Inference. */
import { resolve } from 'node:path';
import { readOptions } from '../host/options.ts';
import { type ArtifactBench, type ModelBench, modelBenchSchema, scenarios } from '../station/inference/engine-tasks.ts';
import type { Command } from './command.ts';
import { runEngineTask } from './engine-task.ts';
import { jsonOption, writeJson } from './json-file.ts';
import { choiceOption, numberOption, requiredOption } from './option-values.ts';
import { textTable } from './table.ts';

const options = {
  bundle: { type: 'string', value: 'DIR', about: 'the bundle: models/NAME/VERSION' },
  scenario: { type: 'string', value: 'NAME', about: `${scenarios.join(', ')} (single-stream)` },
  seconds: { type: 'string', value: 'N', about: 'how long, for each artifact (10)' },
  streams: { type: 'string', value: 'N', about: 'samples of a query of multi-stream (8, as in MLPerf)' },
  threads: { type: 'string', value: 'N', about: 'threads of the model (1)' },
  json: jsonOption,
} as const;

export const benchModelCommand: Command = {
  name: 'bench-model',
  about: "measure a bundle's INT8 and FP32 side by side, in MLPerf's scenarios",
  options,
  run: async (args) => {
    const values = readOptions(args, options);
    const scenario = choiceOption(values, 'scenario', scenarios) ?? 'single-stream';
    const task = {
      kind: 'bench',
      bundleDir: resolve(requiredOption(values, 'bundle', 'DIR')),
      scenario,
      seconds: numberOption(values, 'seconds', 10, { min: 0.01, max: 86_400 }),
      streams: numberOption(values, 'streams', 8, { min: 1, max: 1024, isWhole: true }),
      threads: numberOption(values, 'threads', 1, { min: 1, max: 1024, isWhole: true }),
    } as const;
    const bench = await runEngineTask(task, modelBenchSchema, scenario);
    await writeJson(values, bench);
    console.log(describeBench(bench));
  },
};

export function describeBench(bench: ModelBench): string {
  const { bundle, machine, threads, inputs, samplesPerQuery } = bench;
  const each = samplesPerQuery === 1 ? 'one sample a query' : `${samplesPerQuery} samples a query`;
  return [
    `${bundle.name} ${bundle.version} on ${machine.cpu}, ${machine.cores} cores (ONNX Runtime ${machine.runtime})`,
    `${bench.scenario}: ${each}, ${threads} thread${threads === 1 ? '' : 's'}, ${inputs}; INT8 and FP32 in turn`,
    '',
    textTable([
      ['', 'queries', 'p50 ms', 'p90 ms', 'p99 ms', 'max ms', 'samples/s'],
      ...artifactRow('INT8', bench.int8),
      ...artifactRow('FP32', bench.fp32),
    ]),
    ...comparison(bench),
    ...shortOfMlperf(bench),
  ].join('\n');
}

function artifactRow(name: string, figures: ArtifactBench | null): string[][] {
  if (!figures) return [];
  const { queries, latencyMs, samplesPerSecond } = figures;
  const latencies = latencyMs
    ? [latencyMs.p50, latencyMs.p90, latencyMs.p99, latencyMs.max].map((ms) => ms.toFixed(2))
    : ['-', '-', '-', '-'];
  return [[name, String(queries), ...latencies, samplesPerSecond.toFixed(1)]];
}

function comparison({ int8, fp32 }: ModelBench): string[] {
  if (!int8 || !fp32) return [];
  return ['', `INT8 does ${(int8.samplesPerSecond / fp32.samplesPerSecond).toFixed(2)} times the samples of FP32.`];
}

/** Whoever quotes a figure should know how far it carries. */
function shortOfMlperf({ mlperfQueries, int8, fp32 }: ModelBench): string[] {
  const queries = Math.min(int8?.queries ?? Number.POSITIVE_INFINITY, fp32?.queries ?? Number.POSITIVE_INFINITY);
  if (mlperfQueries === null || queries >= mlperfQueries) return [];
  return [`MLPerf's rules ask for ${mlperfQueries} queries and 600 seconds; this run compares, it certifies nothing.`];
}
