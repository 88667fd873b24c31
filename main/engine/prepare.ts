/** From a bundle folder to a session that is measured, chosen, warm and checked: all that happens before `ready`. */
import { StationError } from '../api/errors.ts';
import { type Bundle, readArtifact, readBundle } from '../station/inference/bundle.ts';
import type { EngineReady, EngineStart } from '../station/inference/protocol.ts';
import { openEngineCache } from './engine-cache.ts';
import { type Assessed, assessFitness, type FitChoice } from './fitness.ts';
import { thisMachine } from './machine.ts';
import { runTimes, type TimingLimits } from './run-times.ts';
import { type ModelSession, openSession } from './session.ts';

export interface PreparedEngine {
  readonly bundle: Bundle;
  readonly session: ModelSession;
  readonly ready: EngineReady;
}

export interface PrepareOptions {
  readonly start: EngineStart;
  /** File of the engine process, for trying providers. */
  readonly entry: string;
  readonly say: (detail: string) => void;
}

/** What the station promises (DESIGN): who does not say how many frames come gets this budget. */
const guaranteedFps = 60;
/** A line waits for this at the first start with a bundle. */
const limits: TimingLimits = { runs: 100, limitMs: 1_500 };
const warmUpRuns = 5;

/** @throws StationError that names the file, what was expected, what was found and what to do. */
export async function prepareEngine({ start, entry, say }: PrepareOptions): Promise<PreparedEngine> {
  const bundle = await readBundle(start.bundleDir);
  const machine = thisMachine();
  const cache = await openEngineCache({ dir: start.cacheDir }, bundle, machine);
  const { precision, threads, fps = guaranteedFps } = start;
  const assessed = await assessFitness({ bundle, machine, cache, precision, threads, fps, limits, entry, say });
  const { fitness, choice } = assessed;
  // Wrong answers are refused. Slow ones are not: a line must not stop because the machine is busy today.
  if (!choice) {
    throw new StationError('unavailable', fitness.reason, fitness.remedy === null ? {} : { remedy: fitness.remedy });
  }
  const { provider, artifact } = choice.provider;
  const model = await readArtifact(bundle, artifact);
  const session = await openSession(bundle, model, { provider, threads: choice.threads });
  const runMs = await warmUp(session, bundle);
  const unsaved = await cache.save();
  if (unsaved !== null) say(unsaved);
  return { bundle, session, ready: describeReady(bundle, session, { fitness, choice }, runMs) };
}

async function warmUp(session: ModelSession, { inputBytes, manifest }: Bundle): Promise<number> {
  const input = new Uint8Array(inputBytes).fill(manifest.input.pad);
  const times: number[] = [];
  for (let i = 0; i < warmUpRuns; i++) times.push((await session.run(input)).runMs);
  return runTimes(times).p50;
}

function describeReady(
  bundle: Bundle,
  session: ModelSession,
  { fitness, choice }: Assessed & { readonly choice: FitChoice },
  runMs: number,
): EngineReady {
  const { provider, artifact, reason } = choice.provider;
  return {
    kind: 'ready',
    provider,
    providerReason: reason,
    precision: artifact.precision,
    artifact: artifact.file,
    threads: choice.threads,
    threadsReason: choice.threadsReason,
    reference: fitness.referenceText,
    fitness,
    inputBytes: bundle.inputBytes,
    mapLength: bundle.mapLength,
    boxesLength: bundle.boxesLength,
    featuresLength: session.featuresLength,
    runMs,
  };
}
