/** From a frame to the input of a model that compares: the golden picture, laid on the frame, beside the frame. */
import type { FrameGeometry, NotRegistered } from '../flow.ts';
import { interleavePair } from './pair.ts';
import { type InputShape, makePreprocessor, type Preprocessor } from './preprocess.ts';
import { asSource, rowWriter } from './rows.ts';

export interface PairPreprocessor extends Pick<Preprocessor, 'inputBytes' | 'offset'> {
  /**
   * @param frame exactly one frame; may lie in shared memory.
   * @param into `inputBytes` long, [height, width, 2]. Not shared memory.
   * @returns null, or why the golden picture could not be laid on the frame: then `into` holds nothing.
   */
  run(frame: Uint8Array, into: Uint8Array, frameIndex: number): NotRegistered | null;
}

/** Registration as it is seen from here: the golden picture in the frame's pixels, or why not. */
export type LayGolden = (
  live: { readonly width: number; readonly height: number; readonly bytes: Uint8Array },
  frameIndex: number,
) =>
  | { readonly ok: true; readonly golden: Uint8Array }
  | { readonly ok: false; readonly cause: NotRegistered['cause']; readonly score: number };

/**
 * @param copper `dark`: the model knows copper as the bright side, so frames are inverted.
 * @throws StationError `bad-input` for a colour camera: what is copper in colours is not a matter of brightness.
 */
export function makePairPreprocessor(
  geometry: FrameGeometry,
  input: Omit<InputShape, 'channels'>,
  copper: 'bright' | 'dark',
  layGolden: LayGolden,
): PairPreprocessor {
  const { width, height } = geometry;
  const writeRow = rowWriter(geometry, 1);
  const live = { width, height, bytes: new Uint8Array(width * height) };
  const centre = makePreprocessor({ width, height, pixelFormat: 'Mono8' }, { ...input, channels: 1 });
  const isWhole = width === input.width && height === input.height;
  const planes = isWhole ? null : [new Uint8Array(centre.inputBytes), new Uint8Array(centre.inputBytes)];

  const run = (frame: Uint8Array, into: Uint8Array, frameIndex: number): NotRegistered | null => {
    const source = asSource(frame);
    for (let y = 0; y < height; y++) writeRow(source, 0, y, width, live.bytes, y * width);
    if (copper === 'dark') invert(live.bytes);
    const laid = layGolden(live, frameIndex);
    if (!laid.ok) return { kind: 'not-registered', cause: laid.cause, score: laid.score };
    const [golden, shown] = planes ? [planes[0] as Uint8Array, planes[1] as Uint8Array] : [laid.golden, live.bytes];
    if (planes) {
      centre.run(laid.golden, golden);
      centre.run(live.bytes, shown);
    }
    interleavePair(golden, shown, into);
    return null;
  };
  return { inputBytes: 2 * centre.inputBytes, offset: centre.offset, run };
}

function invert(bytes: Uint8Array): void {
  for (let i = 0; i < bytes.length; i++) bytes[i] = 255 - (bytes[i] as number);
}
