/** Times an artifact on the CPU with each number of threads; what is kept from before is not measured again. */
import { type Bundle, readArtifact } from '../station/inference/bundle.ts';
import type { Artifact } from '../station/inference/manifest.ts';
import type { ThreadStep } from './choose-threads.ts';
import type { EngineCache } from './engine-cache.ts';
import { type TimingLimits, timeInTurn } from './run-times.ts';
import { type ModelSession, openSession } from './session.ts';

export interface ThreadMeasurement {
  readonly bundle: Bundle;
  readonly artifact: Artifact;
  /** What is measured is added. */
  readonly cache: EngineCache;
  readonly limits: TimingLimits;
  readonly say: (detail: string) => void;
  readonly onProgress?: ((share: number) => void) | undefined;
}

/** @returns one step for each count, in their order. */
export async function measureThreads(task: ThreadMeasurement, counts: readonly number[]): Promise<ThreadStep[]> {
  const { artifact, cache } = task;
  const known = cache.content.times;
  const keyOf = (threads: number): string => `${threads} ${artifact.sha256}`;
  const unknown = counts.filter((threads) => !known[keyOf(threads)]);
  if (unknown.length > 0) {
    task.say(`measuring the model with ${unknown.join(', ')} thread${unknown.at(-1) === 1 ? '' : 's'}`);
    for (const { threads, ...times } of await measure(task, unknown)) known[keyOf(threads)] = times;
    cache.content.measuredAt = Date.now();
  }
  return counts.flatMap((threads) => {
    const times = known[keyOf(threads)];
    return times ? [{ threads, ...times }] : [];
  });
}

async function measure(task: ThreadMeasurement, counts: readonly number[]): Promise<ThreadStep[]> {
  const { bundle, artifact } = task;
  const model = await readArtifact(bundle, artifact);
  const sessions: ModelSession[] = [];
  try {
    for (const threads of counts) sessions.push(await openSession(bundle, model, { provider: 'cpu', threads }));
    const input = new Uint8Array(bundle.inputBytes).fill(bundle.manifest.input.pad);
    const works = sessions.map((session) => async () => (await session.run(input)).runMs);
    const measured = await timeInTurn(works, task.limits, task.onProgress);
    return counts.flatMap((threads, index) => {
      const times = measured[index];
      return times ? [{ threads, ...times }] : [];
    });
  } finally {
    for (const session of sessions) await session.close();
  }
}
