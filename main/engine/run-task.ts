/** A task of `engine-tasks.ts`, in an engine process of its own: it says how far it is, and ends with its result. */
import { StationError } from '../api/errors.ts';
import type { Fitness } from '../api/slices/fitness.ts';
import { readBundle } from '../station/inference/bundle.ts';
import type { EngineTask, TaskMessage } from '../station/inference/engine-tasks.ts';
import { benchModel } from './bench-model.ts';
import { openEngineCache } from './engine-cache.ts';
import { assessFitness } from './fitness.ts';
import { judgePictures } from './judge-pictures.ts';
import { thisMachine } from './machine.ts';
import type { TimingLimits } from './run-times.ts';

export interface TaskHost {
  /** File of the engine process, for trying providers. */
  readonly entry: string;
  readonly send: (message: TaskMessage) => void;
}

/** Somebody waits for it and wants to know: more runs than an engine's first start takes. */
const limits: TimingLimits = { runs: 300, limitMs: 3_000 };
/** What is sent costs the measurement a little. */
const progressEveryMs = 250;

export async function runTask(task: EngineTask, host: TaskHost): Promise<void> {
  if (task.kind === 'judge') {
    await judgePictures(task, (judged) => host.send({ kind: 'judged', judged: [...judged] }));
    host.send({ kind: 'done', result: {} });
    return;
  }
  const onProgress = nowAndThen((share) => host.send({ kind: 'progress', share }));
  const result =
    task.kind === 'bench' ? await benchModel(task, onProgress) : await measureFitness(task, host, onProgress);
  host.send({ kind: 'done', result });
}

async function measureFitness(
  task: Extract<EngineTask, { kind: 'fitness' }>,
  { entry }: TaskHost,
  onProgress: (share: number) => void,
): Promise<Fitness> {
  const bundle = await readBundle(task.bundleDir);
  const machine = thisMachine();
  const cache = await openEngineCache({ dir: task.cacheDir ?? null, isFresh: true }, bundle, machine);
  const { precision, fps } = task;
  const options = { bundle, machine, cache, precision, threads: undefined, fps, limits, entry, onProgress };
  const { fitness } = await assessFitness({ ...options, say: () => undefined });
  const unsaved = await cache.save();
  if (unsaved !== null) throw new StationError('unavailable', unsaved);
  return fitness;
}

function nowAndThen(tell: (share: number) => void): (share: number) => void {
  let toldMs = Number.NEGATIVE_INFINITY;
  return (share) => {
    const nowMs = performance.now();
    if (nowMs - toldMs < progressEveryMs) return;
    toldMs = nowMs;
    tell(share);
  };
}
