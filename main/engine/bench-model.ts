/**
 * The scenarios of MLPerf Inference (LoadGen), for a bundle's INT8 and FP32 artifacts side by side.
 *
 * single-stream: a query is one sample and comes when the one before is answered. multi-stream: the same with several
 * samples a query. offline: all samples are there at once and only the throughput counts. Queries of the two artifacts
 * come in turn, so that what else the machine does meanwhile hits both alike.
 */
import { type Bundle, readArtifact, readBundle } from '../station/inference/bundle.ts';
import type { ArtifactBench, BenchTask, ModelBench, Scenario } from '../station/inference/engine-tasks.ts';
import { checkGoldenSet } from '../station/inference/golden-set.ts';
import { type Artifact, type Precision, precisions } from '../station/inference/manifest.ts';
import { goldenInputs } from './golden-inputs.ts';
import { thisMachine } from './machine.ts';
import { percentile } from './run-times.ts';
import { type ModelSession, openSession } from './session.ts';

/** A query of `offline` is all samples there are; so many at a time, then the other artifact has its turn. */
const offlineBlock = 16;
const warmUpQueries = 2;
/** MLPerf's rules: queries for 99 % confidence in the scenario's percentile (90th, 99th). */
const mlperfQueries = { 'single-stream': 24_576, 'multi-stream': 270_336, offline: null } as const;

/** @throws StationError when the bundle cannot be read or run, or its golden pictures are not its maker's. */
export async function benchModel(task: BenchTask, onProgress: (share: number) => void): Promise<ModelBench> {
  const bundle = await readBundle(task.bundleDir);
  await checkGoldenSet(bundle);
  const { inputs, what } = await goldenInputs(bundle);
  const samplesPerQuery = samplesOf(task.scenario, task.streams);
  const benches: ArtifactQueries[] = [];
  for (const precision of precisions) {
    const artifact = cpuArtifact(bundle, precision);
    if (artifact) benches.push(await openQueries(bundle, artifact, task.threads, inputs, samplesPerQuery));
  }
  await queryInTurn(benches, task.seconds, onProgress);
  for (const { session } of benches) await session.close();
  const { cpu, cores, runtime } = thisMachine();
  const { name, version } = bundle.manifest;
  const figures = (precision: Precision): ArtifactBench | null => {
    const bench = benches.find(({ artifact }) => artifact.precision === precision);
    return bench ? figuresOf(bench.artifact.file, bench.queryMs, samplesPerQuery, task.scenario) : null;
  };
  return {
    bundle: { name, version },
    machine: { cpu, cores, runtime },
    scenario: task.scenario,
    samplesPerQuery,
    threads: task.threads,
    inputs: what,
    mlperfQueries: mlperfQueries[task.scenario],
    int8: figures('int8'),
    fp32: figures('fp32'),
  };
}

export function samplesOf(scenario: Scenario, streams: number): number {
  return { 'single-stream': 1, 'multi-stream': streams, offline: offlineBlock }[scenario];
}

/** @param queryMs at least one. */
export function figuresOf(
  file: string,
  queryMs: readonly number[],
  samplesPerQuery: number,
  scenario: Scenario,
): ArtifactBench {
  const seconds = queryMs.reduce((sum, ms) => sum + ms, 0) / 1000;
  const samples = queryMs.length * samplesPerQuery;
  const latencyMs = {
    p50: percentile(queryMs, 0.5),
    p90: percentile(queryMs, 0.9),
    p99: percentile(queryMs, 0.99),
    max: percentile(queryMs, 1),
  };
  return {
    file,
    queries: queryMs.length,
    samples,
    seconds,
    latencyMs: scenario === 'offline' ? null : latencyMs,
    samplesPerSecond: samples / seconds,
  };
}

export interface Queries {
  readonly queryMs: number[];
  /** Resolves when all samples of one query are answered. */
  query(): Promise<void>;
}

interface ArtifactQueries extends Queries {
  readonly artifact: Artifact;
  readonly session: ModelSession;
}

function cpuArtifact(bundle: Bundle, precision: Precision): Artifact | undefined {
  return bundle.manifest.artifacts.find(
    (artifact) => artifact.precision === precision && artifact.providers.includes('cpu'),
  );
}

async function openQueries(
  bundle: Bundle,
  artifact: Artifact,
  threads: number,
  inputs: readonly [Uint8Array, ...Uint8Array[]],
  samplesPerQuery: number,
): Promise<ArtifactQueries> {
  const session = await openSession(bundle, await readArtifact(bundle, artifact), { provider: 'cpu', threads });
  let next = 0;
  const query = async (): Promise<void> => {
    for (let sample = 0; sample < samplesPerQuery; sample++) {
      await session.run(inputs[next++ % inputs.length] ?? inputs[0]);
    }
  };
  return { artifact, session, query, queryMs: [] };
}

/** At least one query of each that counts, however little time there is. */
export async function queryInTurn(
  benches: readonly Queries[],
  seconds: number,
  onProgress: (share: number) => void,
  now: () => number = () => performance.now(),
): Promise<void> {
  for (const { query } of benches) for (let i = 0; i < warmUpQueries; i++) await query();
  const totalMs = seconds * 1000 * benches.length;
  const startedMs = now();
  for (let spentMs = 0; spentMs < totalMs; spentMs = now() - startedMs) {
    onProgress(spentMs / totalMs);
    for (const bench of benches) {
      const beganMs = now();
      await bench.query();
      bench.queryMs.push(now() - beganMs);
    }
  }
  onProgress(1);
}
