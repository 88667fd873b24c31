/** The boards that the camera plays, as they are rendered before the run and kept. */
import type { Area } from './field.ts';
import { tileSize } from './gantry.ts';

/** As the reference bundle calls them. */
export const defectClasses = ['open', 'short', 'mousebite', 'spur', 'copper', 'pin-hole'] as const;
export type DefectClass = (typeof defectClasses)[number];

export interface TruthBox extends Area {
  readonly class: DefectClass;
}

export interface PooledBoard {
  readonly serial: string;
  /** Number of the kept picture of each frame. */
  readonly tiles: readonly number[];
  /** Defects in each frame, in pixels of its kept picture; none on a good board. */
  readonly boxes: readonly (readonly TruthBox[])[];
}

export interface BoardPool {
  readonly good: readonly PooledBoard[];
  readonly defective: readonly PooledBoard[];
  /** Kept pictures, `tileSize` square, one after the other. */
  readonly tiles: Uint8Array;
}

export interface PoolOptions {
  readonly seed: number;
  /** Good boards; there are twice as many defective ones. */
  readonly boards: number;
}

export const tileBytes = tileSize * tileSize;
