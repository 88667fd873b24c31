/**
 * One ONNX Runtime session over a checked model, with its tensors: what is run for every frame.
 *
 * `session.run` of onnxruntime-node is synchronous inside; nothing else happens in this process while it runs.
 */
import { env, InferenceSession, Tensor } from 'onnxruntime-node';
import { StationError } from '../api/errors.ts';
import { say } from '../api/said/say.ts';
import type { Bundle } from '../station/inference/bundle.ts';
import type { Provider } from '../station/inference/manifest.ts';
import type { ModelOutputs } from './outputs.ts';
import { checkShapes } from './shapes.ts';

export interface ModelRun extends ModelOutputs {
  readonly runMs: number;
}

export interface ModelSession {
  readonly featuresLength: number;
  /** @param input must stay as it is until the answer. The same buffer again costs nothing. */
  run(input: Uint8Array): Promise<ModelRun>;
  close(): Promise<void>;
}

export interface SessionSettings {
  readonly provider: Provider;
  readonly threads: number;
}

export const runtimeVersion = env.versions.node ?? env.versions.common;

/** @throws StationError when ONNX Runtime cannot load the model, or it is not what the manifest says. */
export async function openSession(bundle: Bundle, model: Uint8Array, settings: SessionSettings): Promise<ModelSession> {
  const session = await loadModel(model, settings);
  const { input, output } = bundle.manifest;
  const featuresLength = checkShapes(bundle, session);
  const dims = [1, input.height, input.width, input.channels];
  const tensors = new WeakMap<Uint8Array, Tensor>();
  const boxesName = 'boxes' in output ? output.boxes : undefined;
  const names = [output.map, boxesName, output.features].filter((name) => name !== undefined);

  const tensorOver = (bytes: Uint8Array): Tensor => {
    const known = tensors.get(bytes);
    if (known) return known;
    const made = new Tensor('uint8', bytes, dims);
    tensors.set(bytes, made);
    return made;
  };
  return {
    featuresLength,
    run: async (bytes) => {
      const feeds = { [input.name]: tensorOver(bytes) };
      const startedMs = performance.now();
      const outputs = await session.run(feeds, names);
      const runMs = performance.now() - startedMs;
      return {
        map: floats(outputs, output.map),
        boxes: floats(outputs, boxesName),
        features: floats(outputs, output.features),
        runMs,
      };
    },
    close: () => session.release(),
  };
}

async function loadModel(model: Uint8Array, { provider, threads }: SessionSettings): Promise<InferenceSession> {
  try {
    return await InferenceSession.create(model, {
      executionProviders: [provider],
      executionMode: 'sequential',
      interOpNumThreads: 1,
      intraOpNumThreads: threads,
      graphOptimizationLevel: 'all',
      logSeverityLevel: 3,
      // A thread that spins while it waits takes the core that the camera needs.
      extra: {
        session: {
          intra_op: { allow_spinning: '0' },
          inter_op: { allow_spinning: '0' },
          set_denormal_as_zero: '1',
        },
      },
    });
  } catch (cause) {
    const text = cause instanceof Error ? cause.message : String(cause);
    throw new StationError('bad-input', say('modelNotLoaded', { provider, why: text.trim() }), {
      remedy: say('modelNotLoadedRemedy'),
      cause,
    });
  }
}

/** Empty for an output that the bundle does not have. */
function floats(outputs: InferenceSession.OnnxValueMapType, name: string | undefined): Float32Array {
  if (name === undefined) return new Float32Array(0);
  const data = (outputs[name] as Tensor | undefined)?.data;
  if (data instanceof Float32Array) return data;
  throw new StationError('internal', `the model gave no float32 output ${name}`);
}
