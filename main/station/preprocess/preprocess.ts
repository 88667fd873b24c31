/** From a frame as the camera gave it to the model's input: one pass, into memory that the engine link owns. */
import { StationError } from '../../api/errors.ts';
import type { FrameGeometry } from '../flow.ts';
import { frameBytes } from '../frame-size.ts';
import { placeCentred } from './centre.ts';
import { asSource, rowWriter } from './rows.ts';

/** What a bundle's manifest says of its input, as far as it matters here. */
export interface InputShape {
  readonly width: number;
  readonly height: number;
  readonly channels: 1 | 3;
  /** Grey value, 0..255, where the frame does not reach. */
  readonly pad: number;
}

export interface Preprocessor {
  /** Bytes of one input: [height, width, channels] uint8. */
  readonly inputBytes: number;
  /**
   * @param frame exactly one frame; may lie in shared memory.
   * @param into `inputBytes` long; every byte is written. Not shared memory: ONNX Runtime refuses that.
   */
  run(frame: Uint8Array, into: Uint8Array): void;
  /** Where pixel (0, 0) of the input lies in the frame; negative where it is padding. */
  readonly offset: { readonly x: number; readonly y: number };
  /** Input pixels to frame pixels. */
  toFrame(x: number, y: number): { readonly x: number; readonly y: number };
}

/** @throws StationError `bad-input` when the camera's pixel format cannot become such an input. */
export function makePreprocessor(geometry: FrameGeometry, input: InputShape): Preprocessor {
  const { channels, pad } = input;
  const writeRow = rowWriter(geometry, channels);
  const place = placeCentred(geometry, input);
  const expected = frameBytes(geometry);
  const inputBytes = input.width * input.height * channels;
  const rowBytes = input.width * channels;
  const leftBytes = place.targetX * channels;
  const rightFrom = (place.targetX + place.width) * channels;
  const first = place.targetY * rowBytes;
  const end = (place.targetY + place.height) * rowBytes;
  const offset = { x: place.sourceX - place.targetX, y: place.sourceY - place.targetY };

  const run = (frame: Uint8Array, into: Uint8Array): void => {
    if (frame.length !== expected || into.length !== inputBytes) {
      throw new StationError(
        'bad-input',
        `preprocess got a frame of ${frame.length} bytes for ${into.length} of input, not ${expected} for ${inputBytes}`,
      );
    }
    const source = asSource(frame);
    into.fill(pad, 0, first);
    for (let y = 0, at = first; y < place.height; y++, at += rowBytes) {
      if (leftBytes > 0) into.fill(pad, at, at + leftBytes);
      writeRow(source, place.sourceX, place.sourceY + y, place.width, into, at + leftBytes);
      if (rightFrom < rowBytes) into.fill(pad, at + rightFrom, at + rowBytes);
    }
    into.fill(pad, end);
  };
  return { inputBytes, run, offset, toFrame: (x, y) => ({ x: x + offset.x, y: y + offset.y }) };
}
