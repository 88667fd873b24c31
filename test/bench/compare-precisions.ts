/** INT8 against FP32 on the same pictures, one thread, alternating, in one process: only the ratio is worth quoting. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as ort from 'onnxruntime-node';
import { goldenInputs } from '../../main/engine/golden-inputs.ts';
import { quantile } from '../../main/station/health/frame-durations.ts';
import type { Bundle } from '../../main/station/inference/bundle.ts';

const warmUpRuns = 5;
const runs = 60;

export interface PrecisionFigures {
  readonly runMs: { readonly p50: number; readonly p99: number };
  readonly bytes: number;
}

export async function comparePrecisions(
  bundle: Bundle,
): Promise<{ readonly int8: PrecisionFigures; readonly fp32: PrecisionFigures }> {
  const { width, height, channels } = bundle.manifest.input;
  const { inputs: pictures } = await goldenInputs(bundle);
  const inputs = pictures.map((bytes) => new ort.Tensor('uint8', bytes, [1, height, width, channels]));
  const int8 = await session(bundle, 'int8');
  const fp32 = await session(bundle, 'fp32');
  for (let run = -warmUpRuns; run < runs; run++) {
    const input = inputs[(run + warmUpRuns) % inputs.length];
    if (!input) throw new Error('there is no picture to compare the models on');
    for (const one of [int8, fp32]) {
      const before = performance.now();
      await one.session.run({ [bundle.manifest.input.name]: input });
      if (run >= 0) one.times[run] = performance.now() - before;
    }
  }
  return { int8: figures(int8), fp32: figures(fp32) };
}

interface TimedSession {
  readonly session: ort.InferenceSession;
  readonly bytes: number;
  readonly times: Float64Array;
}

async function session(bundle: Bundle, precision: 'int8' | 'fp32'): Promise<TimedSession> {
  const artifact = bundle.manifest.artifacts.find((one) => one.precision === precision);
  if (!artifact) throw new Error(`the bundle ${bundle.manifest.name} has no ${precision} artifact`);
  const model = readFileSync(join(bundle.dir, artifact.file));
  const options = { intraOpNumThreads: 1, interOpNumThreads: 1, graphOptimizationLevel: 'all' } as const;
  return {
    session: await ort.InferenceSession.create(model, options),
    bytes: model.length,
    times: new Float64Array(runs),
  };
}

function figures(timed: TimedSession): PrecisionFigures {
  const sorted = timed.times.slice().sort();
  return { runMs: { p50: quantile(sorted, 0.5) ?? 0, p99: quantile(sorted, 0.99) ?? 0 }, bytes: timed.bytes };
}
