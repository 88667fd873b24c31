/**
 * A provider is tried in a process of its own: one that crashes, hangs or spoils the process does so there.
 *
 * The probe runs the same pictures through the same artifact on the CPU and on the provider and says how far the maps
 * lie apart and how fast the provider is.
 */
import { fork } from 'node:child_process';
import { z } from 'zod';
import { toWireError } from '../api/errors.ts';
import { say } from '../api/said/say.ts';
import { type Bundle, readArtifact, readBundle, readReference } from '../station/inference/bundle.ts';
import { type Provider, providers } from '../station/inference/manifest.ts';
import { type Candidate, type ProbeOutcome, probeOutcomeSchema } from './choose-provider.ts';
import { noise } from './noise.ts';
import { readInput } from './reference-check.ts';
import { type TimingLimits, timeInTurn } from './run-times.ts';
import { openSession } from './session.ts';

export const probeStartSchema = z.object({
  bundleDir: z.string(),
  provider: z.enum(providers),
  artifact: z.string(),
});
export type ProbeStart = z.infer<typeof probeStartSchema>;

/** As many as the CPU gets at most: compared with it, a provider must be measured as well. */
const limits: TimingLimits = { runs: 100, limitMs: 2_000 };

const probedSchema = z.object({ kind: z.literal('probed'), outcome: probeOutcomeSchema });

/**
 * Why nothing can be tried in this process, or null. A child of Electron's is a utility process, and the packaged
 * application does not run as plain Node (a fuse of it): a fork here would start the whole application once more.
 */
export function whyNotTriedHere(versions: NodeJS.ProcessVersions = process.versions): string | null {
  if (versions['electron'] === undefined) return null;
  return `${say('notTriedHere')}; ${say('serviceTries')}`;
}

/** @param entry file of the engine process, which runs a probe when its start message asks for one. */
export function probeInChild(
  entry: string,
  bundle: Bundle,
  candidate: Candidate,
  limitMs: number,
): Promise<ProbeOutcome> {
  const { provider, artifact } = candidate;
  return new Promise((resolve) => {
    // What a driver prints about itself belongs to nobody's log.
    const child = fork(entry, [], { stdio: ['ignore', 'ignore', 'ignore', 'ipc'] });
    const limit = setTimeout(
      () => finish({ ok: false, why: say('probeTooLong', { seconds: limitMs / 1000 }) }),
      limitMs,
    );
    const finish = (outcome: ProbeOutcome): void => {
      clearTimeout(limit);
      child.kill('SIGKILL');
      resolve(outcome);
    };
    child.on('message', (message) => {
      const probed = probedSchema.safeParse(message);
      if (probed.success) finish(probed.data.outcome);
    });
    child.on('error', (error) => finish({ ok: false, why: say('probeFailed', { why: error.message }) }));
    child.once('exit', (code, signal) =>
      finish({ ok: false, why: say('probeCrashed', { how: signal ?? say('exitCode', { code: String(code) }) }) }),
    );
    const start: ProbeStart = { bundleDir: bundle.dir, provider, artifact: artifact.file };
    child.send({ start: { probe: start } });
  });
}

/** In the probe's own process. */
export async function runProbe(start: ProbeStart): Promise<ProbeOutcome> {
  try {
    const bundle = await readBundle(start.bundleDir);
    return await compareWithCpu(bundle, start.artifact, start.provider);
  } catch (thrown) {
    return { ok: false, why: shorten(toWireError(thrown).message) };
  }
}

async function compareWithCpu(bundle: Bundle, file: string, provider: Provider): Promise<ProbeOutcome> {
  const artifact = bundle.manifest.artifacts.find((candidate) => candidate.file === file);
  if (!artifact) return { ok: false, why: `the bundle has no ${file}` };
  const model = await readArtifact(bundle, artifact);
  // The provider first: one that is not there is known at once.
  const other = await openSession(bundle, model, { provider, threads: 1 });
  const cpu = await openSession(bundle, model, { provider: 'cpu', threads: 1 });
  let difference = 0;
  const pictures = await probePictures(bundle);
  for (const picture of pictures) {
    const expected = await cpu.run(picture);
    const found = await other.run(picture);
    difference = Math.max(difference, largestDifference(expected.map, found.map));
  }
  const picture = pictures[0] as Uint8Array;
  const [times] = await timeInTurn([async () => (await other.run(picture)).runMs], limits);
  return times ? { ok: true, p50: times.p50, p99: times.p99, difference } : { ok: false, why: say('probeNotTimed') };
}

/** The reference pictures, and noise: a provider that is right on noise has its arithmetic right. */
async function probePictures(bundle: Bundle): Promise<Uint8Array[]> {
  const reference = await readReference(bundle);
  const pictures = await Promise.all((reference?.vectors ?? []).map((vector) => readInput(bundle, vector)));
  return [...pictures, noise(bundle.inputBytes)];
}

/** NaN where one of them is. */
function largestDifference(a: Float32Array, b: Float32Array): number {
  return a.reduce((most, value, i) => Math.max(most, Math.abs(value - (b[i] as number))), 0);
}

/** The first sentence of what ONNX Runtime says, without paths of its build machine. */
function shorten(text: string): string {
  const plain = text.replaceAll(/\/\S+\/(\S+)/g, '$1').split('\n')[0] ?? text;
  return plain.length > 160 ? `${plain.slice(0, 160)}…` : plain;
}
