/**
 * opencv-wasm, loaded when a recipe first needs it (130 ms, 40 MB), with types for the little that is used: its own are
 * all `any`.
 */
import { createRequire } from 'node:module';
import { StationError } from '../../api/errors.ts';

/** One block of memory outside JavaScript; `delete` gives it back. */
export interface Mat {
  /** A view of it as it lies now: it moves when the memory grows, so take it anew each time. */
  readonly data32F: Float32Array;
  delete(): void;
}

export interface OpenCv {
  readonly Mat: new (rows: number, columns: number, type: number) => Mat;
  readonly CV_32FC1: number;
  readonly CV_32FC2: number;
  readonly DFT_COMPLEX_OUTPUT: number;
  readonly DFT_REAL_OUTPUT: number;
  readonly DFT_INVERSE: number;
  dft(from: Mat, into: Mat, flags: number, nonzeroRows: number): void;
  getOptimalDFTSize(size: number): number;
}

let loaded: OpenCv | null = null;

/** @throws StationError `unavailable` when the package is damaged or missing. */
export function openCv(): OpenCv {
  loaded ??= load();
  return loaded;
}

const processEvents = ['uncaughtException', 'unhandledRejection'] as const;

function load(): OpenCv {
  // Its glue code listens for every uncaught error of the process, and ends it on some: those listeners go again.
  const before = processEvents.map((event) => process.listeners(event as 'uncaughtException'));
  try {
    const module: unknown = createRequire(import.meta.url)('opencv-wasm');
    const cv = (module as { readonly cv?: unknown }).cv;
    if (!isOpenCv(cv)) throw new Error('it has no dft');
    return cv;
  } catch (cause) {
    throw new StationError('unavailable', `opencv-wasm cannot be loaded: ${String(cause)}`, {
      remedy: 'Install the station again (npm ci).',
      cause,
    });
  } finally {
    processEvents.forEach((event, i) => {
      for (const listener of process.listeners(event as 'uncaughtException')) {
        if (!before[i]?.includes(listener)) process.off(event, listener);
      }
    });
  }
}

function isOpenCv(value: unknown): value is OpenCv {
  if (typeof value !== 'object' || value === null) return false;
  const cv = value as Partial<Record<keyof OpenCv, unknown>>;
  return [cv.Mat, cv.dft, cv.getOptimalDFTSize].every((part) => typeof part === 'function');
}
