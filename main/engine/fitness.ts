/**
 * Is this machine fit for a bundle? What an engine asks before it serves frames, and all that `fitness` asks.
 *
 * First whether the bundle is its maker's, golden pictures included, and the answers are right (a fast wrong model is no
 * use), then how fast each way of running it is, then which one is taken. What was found out is kept, so that only the
 * first use of a bundle on a machine takes seconds.
 */
import { listSupportedBackends } from 'onnxruntime-node';
import { StationError } from '../api/errors.ts';
import { say } from '../api/said/say.ts';
import type { Fitness, ReferenceDrift } from '../api/slices/fitness.ts';
import { type Bundle, readArtifact, readReference } from '../station/inference/bundle.ts';
import { checkGoldenSet } from '../station/inference/golden-set.ts';
import type { Artifact, Precision } from '../station/inference/manifest.ts';
import {
  type Candidate,
  candidatesOf,
  chooseProvider,
  type ProviderChoice,
  type TriedCandidate,
} from './choose-provider.ts';
import { chooseThreads, type ThreadChoice, type ThreadStep, threadCounts } from './choose-threads.ts';
import type { EngineCache } from './engine-cache.ts';
import { fitnessReport } from './fitness-report.ts';
import { type Machine, obstacle } from './machine.ts';
import { measureThreads } from './measure-threads.ts';
import { probeInChild, whyNotTriedHere } from './probe.ts';
import { measureDrift } from './reference-check.ts';
import type { TimingLimits } from './run-times.ts';
import { openSession } from './session.ts';

export interface FitnessTask {
  readonly bundle: Bundle;
  readonly machine: Machine;
  readonly cache: EngineCache;
  readonly precision: Precision | undefined;
  /** Absent: the best of those that leave a core free. */
  readonly threads: number | undefined;
  readonly fps: number;
  readonly limits: TimingLimits;
  /** File of the engine process, for trying providers. */
  readonly entry: string;
  readonly say: (detail: string) => void;
  readonly onProgress?: ((share: number) => void) | undefined;
}

/** What to run, and why. */
export interface FitChoice {
  readonly provider: ProviderChoice;
  readonly threads: number;
  readonly threadsReason: string;
}

export interface Assessed {
  readonly fitness: Fitness;
  /** Null: nothing here gives the right answers; `fitness` says why and what to do. */
  readonly choice: FitChoice | null;
}

/** Compiling shaders for a GPU takes a while; longer than this nobody waits. */
const probeLimitMs = 60_000;

/** @throws StationError when a file of the bundle, or its golden set, is not what its manifest says. */
export async function assessFitness(task: FitnessTask): Promise<Assessed> {
  const { bundle, machine } = task;
  const [cpu, ...others] = candidatesOf(bundle.manifest.artifacts, task.precision);
  if (cpu?.provider !== 'cpu') {
    throw new StationError('bad-input', say('modelNoArtifact', { precision: String(task.precision) }));
  }
  await checkFilesOnce(task, cpu.artifact);
  const reference = await compareWithReference(task, cpu.artifact);
  const steps = reference?.drifted ? [] : await stepsOf(task, cpu.artifact);
  const [first, ...more] = steps;
  const threads = first ? chooseThreads(machine.cores, [first, ...more]) : null;
  // What has the CPU's answers has its wrong ones too.
  const tried = await tryEach(task, reference?.drifted ? others.filter((o) => o.artifact !== cpu.artifact) : others);
  const provider = chooseProvider({ ...cpu, times: threads?.needs ?? null }, tried);
  const { precision } = cpu.artifact;
  const fitness = fitnessReport({
    bundle: bundle.manifest,
    machine,
    measuredAt: task.cache.content.measuredAt,
    precision,
    reference,
    steps,
    threads,
    tried,
    provider,
    fps: task.fps,
  });
  return { fitness, choice: provider && fitChoice(task, provider, threads) };
}

function fitChoice(task: FitnessTask, provider: ProviderChoice, threads: ThreadChoice | null): FitChoice {
  // Others were tried with one thread, which fills in what they cannot do.
  if (provider.provider !== 'cpu' || !threads) {
    return { provider, threads: 1, threadsReason: `${provider.provider} was measured with one` };
  }
  const threadsReason = task.threads === undefined ? threads.reason : 'set in the configuration';
  return { provider, threads: threads.threads, threadsReason };
}

/**
 * Before any frame comes, and at the first use only: an engine that comes back must be back within the second. The model
 * comes first: of a bundle that was copied in half, that is what a person has to hear.
 */
async function checkFilesOnce({ bundle, cache, say }: FitnessTask, artifact: Artifact): Promise<void> {
  const { goldenSets } = cache.content;
  const key = `${bundle.manifest.golden.sha256} ${bundle.dir}`;
  if (goldenSets.includes(key)) return;
  await readArtifact(bundle, artifact);
  say('checking the golden set');
  await checkGoldenSet(bundle);
  goldenSets.push(key);
}

/** Only what the maker ran (INT8 on the CPU) must agree; other providers are held against the CPU. */
async function compareWithReference(task: FitnessTask, artifact: Artifact): Promise<ReferenceDrift | null> {
  const { bundle, cache } = task;
  if (artifact.precision !== 'int8') return null;
  const known = cache.content.references[artifact.sha256];
  if (known) return known;
  const reference = await readReference(bundle);
  if (!reference) return null;
  task.say('comparing with the reference vectors');
  const session = await openSession(bundle, await readArtifact(bundle, artifact), { provider: 'cpu', threads: 1 });
  const drift = await measureDrift(bundle, session, reference);
  await session.close();
  // A refusal is not kept: it is looked at again at the next try.
  if (!drift.drifted) cache.content.references[artifact.sha256] = drift;
  return drift;
}

function stepsOf(task: FitnessTask, artifact: Artifact): Promise<ThreadStep[]> {
  const counts = task.threads === undefined ? threadCounts(task.machine.cores) : [task.threads];
  return measureThreads({ ...task, artifact }, counts);
}

async function tryEach(task: FitnessTask, candidates: readonly Candidate[]): Promise<TriedCandidate[]> {
  const supported = listSupportedBackends().map((backend) => backend.name);
  const tried: TriedCandidate[] = [];
  for (const candidate of candidates) {
    const why = obstacle(candidate.provider, task.machine, supported);
    tried.push({ ...candidate, outcome: why === null ? await probed(task, candidate) : { ok: false, why } });
  }
  return tried;
}

async function probed(task: FitnessTask, candidate: Candidate): Promise<TriedCandidate['outcome']> {
  const { probes } = task.cache.content;
  const key = `${candidate.provider} ${candidate.artifact.sha256}`;
  const known = probes[key];
  if (known) return known;
  const why = whyNotTriedHere();
  // Not kept: whoever may try it later should.
  if (why !== null) return { ok: false, why };
  task.say(`trying ${candidate.provider}`);
  const outcome = await probeInChild(task.entry, task.bundle, candidate, probeLimitMs);
  probes[key] = outcome;
  return outcome;
}
