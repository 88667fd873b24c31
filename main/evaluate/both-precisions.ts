/**
 * INT8 and FP32 side by side on the CPU: every input through both, in turns, so that whatever else the machine does
 * slows both alike and their times can be compared.
 */
import { StationError } from '../api/errors.ts';
import { problemOfOutputs } from '../engine/outputs.ts';
import { type ModelRun, type ModelSession, openSession } from '../engine/session.ts';
import { type Bundle, readArtifact } from '../station/inference/bundle.ts';
import { type Precision, precisions } from '../station/inference/manifest.ts';
import { type Percentiles, percentilesOf } from './metrics/percentiles.ts';

export type PerPrecision<T> = Readonly<Record<Precision, T>>;

export interface BothPrecisions {
  /** @throws StationError when a model answers with something that is no probability. */
  run(input: Uint8Array): Promise<PerPrecision<ModelRun>>;
  /** Of `session.run` alone, over all runs so far. */
  latencyMs(): PerPrecision<Percentiles>;
  close(): Promise<void>;
}

const warmUpRuns = 3;

/** @throws StationError when the bundle has not both for the CPU. */
export async function openBoth(bundle: Bundle, threads: number): Promise<BothPrecisions> {
  const sessions = { int8: await open(bundle, 'int8', threads), fp32: await open(bundle, 'fp32', threads) };
  const times = { int8: [] as number[], fp32: [] as number[] };
  const grey = new Uint8Array(bundle.inputBytes).fill(bundle.manifest.input.pad);
  for (const precision of precisions) for (let i = 0; i < warmUpRuns; i++) await sessions[precision].run(grey);
  let isInt8First = false;
  return {
    run: async (input) => {
      isInt8First = !isInt8First;
      const first = isInt8First ? 'int8' : 'fp32';
      const second = isInt8First ? 'fp32' : 'int8';
      const runs = {
        [first]: await checkedRun(sessions[first], input),
        [second]: await checkedRun(sessions[second], input),
      };
      const both = runs as PerPrecision<ModelRun>;
      for (const precision of precisions) times[precision].push(both[precision].runMs);
      return both;
    },
    latencyMs: () => ofEach((precision) => percentilesOf(times[precision])),
    close: async () => {
      for (const precision of precisions) await sessions[precision].close();
    },
  };
}

export function ofEach<T>(make: (precision: Precision) => T): PerPrecision<T> {
  return { int8: make('int8'), fp32: make('fp32') };
}

async function open(bundle: Bundle, precision: Precision, threads: number): Promise<ModelSession> {
  const artifact = bundle.manifest.artifacts.find(
    (one) => one.precision === precision && one.providers.includes('cpu'),
  );
  if (!artifact) {
    const message = `${bundle.dir} has no ${precision} artifact for the cpu, and evaluate compares INT8 with FP32`;
    throw new StationError('bad-input', message, { remedy: 'Add the artifact to the bundle; the kit writes both.' });
  }
  return openSession(bundle, await readArtifact(bundle, artifact), { provider: 'cpu', threads });
}

async function checkedRun(session: ModelSession, input: Uint8Array): Promise<ModelRun> {
  const run = await session.run(input);
  const problem = problemOfOutputs(run);
  if (problem) throw new StationError('bad-input', problem, { remedy: 'Take another version of the bundle.' });
  return run;
}
