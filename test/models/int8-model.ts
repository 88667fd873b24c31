/** A shipped bundle's INT8 model in onnxruntime-node, asked as the station asks it. */
import { readFileSync } from 'node:fs';
import { join, posix } from 'node:path';
import { InferenceSession, Tensor } from 'onnxruntime-node';
import sharp from 'sharp';
import { onTestFinished } from 'vitest';
import { boardData } from '../../main/evaluate/data/board-data.ts';
import { readLabels } from '../../main/evaluate/data/labels-file.ts';
import { surfaceData } from '../../main/evaluate/data/surface-data.ts';
import { interleavePair } from '../../main/station/preprocess/pair.ts';
import { makePreprocessor } from '../../main/station/preprocess/preprocess.ts';
import type { ShippedBundle } from '../support/shipped-bundles.ts';

/** What the model looks at, and what it compares that with; both relative to the bundle. */
export interface Pictures {
  readonly picture: string;
  readonly golden?: string | undefined;
}

export interface Int8Answer {
  readonly map: Float32Array;
  readonly features: Float32Array;
}

export async function openInt8({
  folder,
  manifest,
}: ShippedBundle): Promise<(input: Uint8Array) => Promise<Int8Answer>> {
  const artifact = manifest.artifacts.find(({ precision }) => precision === 'int8');
  const model = readFileSync(join(folder, artifact?.file ?? 'no INT8 artifact'));
  const session = await InferenceSession.create(model, { intraOpNumThreads: 1, interOpNumThreads: 1 });
  onTestFinished(() => session.release());
  const { input, output } = manifest;
  const floats = (outputs: InferenceSession.OnnxValueMapType, name = 'no such output'): Float32Array => {
    const data = outputs[name]?.data;
    if (data instanceof Float32Array) return data;
    throw new Error(`the model gave no float32 output ${name}`);
  };
  return async (bytes) => {
    const tensor = new Tensor('uint8', bytes, [1, input.height, input.width, input.channels]);
    const outputs = await session.run({ [input.name]: tensor });
    return { map: floats(outputs, output.map), features: floats(outputs, output.features) };
  };
}

/** A picture as the bundle's camera would deliver it: in the middle of the input, padded or cropped. */
export async function livePicture({ manifest }: ShippedBundle, file: string): Promise<Uint8Array> {
  const { width, height, pad } = manifest.input;
  const channels = channelsOfLive(manifest.input.channels);
  const decoded = sharp(file)
    .toColourspace(channels === 1 ? 'b-w' : 'srgb')
    .removeAlpha();
  const { data, info } = await decoded.raw().toBuffer({ resolveWithObject: true });
  const into = new Uint8Array(liveBytes(manifest));
  const frame = { width: info.width, height: info.height, pixelFormat: channels === 1 ? 'Mono8' : 'RGB8' } as const;
  makePreprocessor(frame, { width, height, pad, channels }).run(data, into);
  return into;
}

/** Of a live picture that fills the model's input. */
export function liveBytes({ input }: ShippedBundle['manifest']): number {
  return input.width * input.height * channelsOfLive(input.channels);
}

function channelsOfLive(channels: 1 | 2 | 3): 1 | 3 {
  return channels === 3 ? 3 : 1;
}

/** @param golden beside which the live picture is laid, where the bundle compares */
export async function inputOf(
  bundle: ShippedBundle,
  live: Uint8Array,
  golden: string | undefined,
): Promise<Uint8Array> {
  if (bundle.manifest.task === 'surface') return live;
  if (golden === undefined) throw new Error('there is nothing to compare with');
  const into = new Uint8Array(2 * live.length);
  interleavePair(await livePicture(bundle, join(bundle.folder, golden)), live, into);
  return into;
}

export async function goldenPictures({ folder, manifest }: ShippedBundle): Promise<Pictures[]> {
  const inFolder = (name: string): string => posix.join(posix.dirname(manifest.golden.labels), name);
  const labels = await readLabels(join(folder, inFolder('')));
  if (labels.task === 'surface') return surfaceData(labels).items.map(({ image }) => ({ picture: inFolder(image) }));
  const pairs = boardData(labels, manifest.classes).items;
  return pairs.map(({ test, template }) => ({ picture: inFolder(test), golden: inFolder(template) }));
}
