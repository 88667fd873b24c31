/** Pictures spoilt as light, lens and hands spoil them: black, over-exposed, blurred, partly covered. */
import type { FrameGeometry } from '../../flow.ts';
import { type Random, seededRandom } from '../../random.ts';
import type { PictureFaultKind } from './faults.ts';

type Samples = Uint8Array | Uint16Array;

/** How the samples of a frame lie: neighbours of one colour are `acrossStep` samples or `downStep` rows apart. */
interface SampleGrid {
  readonly rowLength: number;
  readonly rows: number;
  readonly acrossStep: number;
  readonly downStep: number;
  readonly max: number;
}

const blurRadius = 6;
/** Of the light on a covering hand or rag. */
const coverLevel = 0.08;

/** Writes `source` with the fault into `target`, both one frame; `seed` chooses what is covered. */
export function spoil(
  kind: PictureFaultKind,
  source: Uint8Array,
  target: Uint8Array,
  geometry: FrameGeometry,
  seed: number,
): void {
  const grid = sampleGrid(geometry);
  const from = samplesOf(source, geometry);
  const to = samplesOf(target, geometry);
  switch (kind) {
    case 'black':
      for (const [at, value] of from.entries()) to[at] = value >> 6;
      return;
    case 'overexposed':
      for (const [at, value] of from.entries()) to[at] = Math.min(grid.max, 4 * value + grid.max / 4);
      return;
    case 'covered':
      to.set(from);
      cover(to, grid, seededRandom(seed));
      return;
    case 'blurred':
      blur(from, to, grid);
  }
}

function sampleGrid({ width, height, pixelFormat }: FrameGeometry): SampleGrid {
  const isBayer = pixelFormat.startsWith('Bayer');
  const channels = pixelFormat === 'RGB8' || pixelFormat === 'BGR8' ? 3 : 1;
  return {
    rowLength: width * channels,
    rows: height,
    acrossStep: isBayer ? 2 : channels,
    downStep: isBayer ? 2 : 1,
    max: pixelFormat === 'Mono16' ? 65_535 : 255,
  };
}

function samplesOf(frame: Uint8Array, { pixelFormat }: FrameGeometry): Samples {
  if (pixelFormat !== 'Mono16') return frame;
  return new Uint16Array(frame.buffer, frame.byteOffset, frame.byteLength / 2);
}

/** From one side, 35 to 60 % of the width, over the whole height. */
function cover(samples: Samples, { rowLength, rows, max }: SampleGrid, random: Random): void {
  const length = Math.round(rowLength * (0.35 + 0.25 * random()));
  const begin = random() < 0.5 ? 0 : rowLength - length;
  for (let row = 0; row < rows; row += 1) {
    samples.fill(Math.round(max * coverLevel), row * rowLength + begin, row * rowLength + begin + length);
  }
}

/** A box blur, across into `to` and then down in place: running sums, so that the radius costs nothing. */
function blur(from: Samples, to: Samples, grid: SampleGrid): void {
  const { rowLength, rows, acrossStep, downStep } = grid;
  for (let row = 0; row < rows; row += 1) {
    for (let phase = 0; phase < acrossStep; phase += 1) {
      blurLine(from, to, row * rowLength + phase, acrossStep, Math.floor((rowLength - phase - 1) / acrossStep) + 1);
    }
  }
  for (let column = 0; column < rowLength; column += 1) {
    for (let phase = 0; phase < downStep; phase += 1) {
      const count = Math.floor((rows - phase - 1) / downStep) + 1;
      blurLine(to, to, phase * rowLength + column, rowLength * downStep, count);
    }
  }
}

/** The values of the line that are still in the window, for blurring in place. */
const window = new Float64Array(2 * blurRadius + 1);

function blurLine(from: Samples, to: Samples, start: number, step: number, count: number): void {
  const width = window.length;
  const valueAt = (index: number): number => from[start + step * Math.min(Math.max(index, 0), count - 1)] ?? 0;
  let sum = 0;
  for (let index = -blurRadius; index <= blurRadius; index += 1) {
    const value = valueAt(index);
    window[index + blurRadius] = value;
    sum += value;
  }
  for (let index = 0; index < count; index += 1) {
    // Read the next value before this one is overwritten: with a radius of at least 1 it lies ahead.
    const entering = valueAt(index + blurRadius + 1);
    to[start + step * index] = sum / width;
    const oldest = index % width;
    sum += entering - (window[oldest] ?? 0);
    window[oldest] = entering;
  }
}
