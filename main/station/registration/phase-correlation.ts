/**
 * How far a picture is shifted against another one, by phase correlation (Kuglin and Hines, "The phase correlation image
 * alignment method", IEEE Cybernetics and Society, 1975).
 *
 * Only the phases of the two spectra are compared, so light and contrast do not matter. High frequencies are weighed
 * down: they hold noise, and a turn of a degree tears them apart; the peak becomes some pixels wide. Periodic structure
 * (rows of pads) has a peak at each period, so the highest ones are given and whoever asks looks which is right.
 */
import type { Grey } from './grey.ts';
import type { Mat, OpenCv } from './opencv.ts';

export interface Peak {
  /** The live picture shows at (X, Y) what the golden one shows at (X + x, Y + y). */
  readonly x: number;
  readonly y: number;
  readonly height: number;
}

/** Phases of a golden picture with the weights of the frequencies: made once. */
export type Phases = Float32Array;

export interface PhaseCorrelation {
  /** @param left,top of the window in `picture`; outside of it there is nothing (grey as the mean inside) */
  phasesOf(picture: Grey, left: number, top: number): Phases;
  /** Peaks within `radius` of no shift, highest first. @param live exactly as large as the window */
  peaks(live: Grey, golden: Phases, radius: number, count: number): Peak[];
  close(): void;
}

/** Cycles a pixel at which a frequency counts exp(-1/2). */
const frequencyWidth = 0.12;
/** Share of the width and height at each border. */
const rim = 0.15;

export function makePhaseCorrelation(cv: OpenCv, width: number, height: number): PhaseCorrelation {
  const columns = cv.getOptimalDFTSize(width);
  const rows = cv.getOptimalDFTSize(height);
  const window = rimmedWindow(width, height);
  const weights = frequencyWeights(columns, rows);
  const picture = new cv.Mat(rows, columns, cv.CV_32FC1);
  const spectrum = new cv.Mat(rows, columns, cv.CV_32FC2);
  const surface = new cv.Mat(rows, columns, cv.CV_32FC1);
  picture.data32F.fill(0);
  const transform = (): Float32Array => {
    cv.dft(picture, spectrum, cv.DFT_COMPLEX_OUTPUT, height);
    return spectrum.data32F;
  };
  return {
    phasesOf(from, left, top) {
      fillWindow(picture, columns, window, width, height, from, left, top);
      const phases = transform().slice();
      for (let i = 0; i < weights.length; i++) {
        const [re, im] = [phases[2 * i] as number, phases[2 * i + 1] as number];
        const factor = (weights[i] as number) / (Math.hypot(re, im) + 1e-6);
        phases[2 * i] = re * factor;
        phases[2 * i + 1] = im * factor;
      }
      return phases;
    },
    peaks(live, golden, radius, count) {
      fillWindow(picture, columns, window, width, height, live, 0, 0);
      multiplyByPhases(transform(), golden);
      cv.dft(spectrum, surface, cv.DFT_INVERSE + cv.DFT_REAL_OUTPUT, 0);
      return highestPeaks(surface.data32F, columns, rows, Math.min(radius, (width >> 1) - 1, (height >> 1) - 1), count);
    },
    close() {
      for (const mat of [picture, spectrum, surface]) mat.delete();
    },
  };
}

/** Tukey's window: flat but for a rim that goes smoothly to nothing, so that the borders are no structure. */
function rimmedWindow(width: number, height: number): Float32Array {
  const rise = (i: number, n: number): number => {
    const fromBorder = (Math.min(i, n - 1 - i) + 0.5) / (rim * n);
    return fromBorder >= 1 ? 1 : 0.5 - 0.5 * Math.cos(Math.PI * fromBorder);
  };
  return Float32Array.from(
    { length: width * height },
    (_, i) => rise(i % width, width) * rise(Math.floor(i / width), height),
  );
}

function frequencyWeights(columns: number, rows: number): Float32Array {
  const cycles = (i: number, n: number): number => Math.min(i, n - i) / n;
  return Float32Array.from({ length: columns * rows }, (_, i) => {
    const square = cycles(i % columns, columns) ** 2 + cycles(Math.floor(i / columns), rows) ** 2;
    // The mean says nothing of a shift.
    return i === 0 ? 0 : Math.exp(-square / (2 * frequencyWidth ** 2));
  });
}

/** The picture in the window, its mean taken off so that the window itself leaves no trace. */
function fillWindow(
  into: Mat,
  columns: number,
  window: Float32Array,
  width: number,
  height: number,
  from: Grey,
  left: number,
  top: number,
): void {
  const values = into.data32F;
  const fromX = Math.max(0, -left);
  const toX = Math.min(width, from.width - left);
  const fromY = Math.max(0, -top);
  const toY = Math.min(height, from.height - top);
  let sum = 0;
  for (let y = fromY; y < toY; y++) {
    const row = (top + y) * from.width + left;
    for (let x = fromX; x < toX; x++) sum += from.bytes[row + x] as number;
  }
  const mean = sum / Math.max(1, (toX - fromX) * (toY - fromY));
  if (fromX > 0 || fromY > 0 || toX < width || toY < height) values.fill(0);
  for (let y = fromY; y < toY; y++) {
    const row = (top + y) * from.width + left;
    const to = y * columns;
    const shape = y * width;
    for (let x = fromX; x < toX; x++) {
      values[to + x] = ((from.bytes[row + x] as number) - mean) * (window[shape + x] as number);
    }
  }
}

/** Golden phases × conjugate of the live ones: its transform has its peak where golden(x + peak) = live(x). In place. */
function multiplyByPhases(live: Float32Array, golden: Phases): void {
  for (let i = 0; i < live.length; i += 2) {
    const re = live[i] as number;
    const im = live[i + 1] as number;
    const goldenRe = golden[i] as number;
    const goldenIm = golden[i + 1] as number;
    const factor = 1 / (Math.sqrt(re * re + im * im) + 1e-6);
    live[i] = (re * goldenRe + im * goldenIm) * factor;
    live[i + 1] = (re * goldenIm - im * goldenRe) * factor;
  }
}

/** Local maxima of the surface, which is a torus: a negative shift lies at its far end. */
function highestPeaks(surface: Float32Array, columns: number, rows: number, radius: number, count: number): Peak[] {
  const at = (x: number, y: number): number =>
    surface[((y + rows) % rows) * columns + ((x + columns) % columns)] as number;
  const found: Peak[] = [];
  for (let y = -radius; y <= radius; y++) {
    for (let x = -radius; x <= radius; x++) {
      if (x * x + y * y > radius * radius) continue;
      const height = at(x, y);
      const isPeak =
        height > 0 &&
        height >= at(x - 1, y) &&
        height > at(x + 1, y) &&
        height >= at(x, y - 1) &&
        height > at(x, y + 1);
      if (isPeak) found.push({ x, y, height });
    }
  }
  return found.sort((one, other) => other.height - one.height).slice(0, count);
}
