/** What `evaluate` is asked, already read from the command line. */
import type { Polygon } from '../station/inference/zone-mask.ts';

export interface EvaluateOptions {
  readonly bundleDir: string;
  readonly dataDir: string;
  /** In frame pixels of the camera; empty: everywhere. Surface only. */
  readonly zones: readonly Polygon[];
  /** Only these places (surface) or boards (reference); null: all. `unseen`: those the bundle was not made from. */
  readonly groups: readonly string[] | null;
  readonly skipCorrupt: boolean;
  readonly threads: number;
  /** Reference only: how the golden picture is moved before the station's registration must find it again. */
  readonly displacement: { readonly shiftPx: number; readonly turnDegrees: number };
  /** Reference only: through the station's registration although nothing was moved. */
  readonly register: boolean;
  /** Which side copper is; null: as the data say. */
  readonly copper: 'bright' | 'dark' | null;
  /** Where a sheet of the worst mistakes goes. */
  readonly sheet: string | null;
  readonly progress: ProgressMaker;
}

export interface Progress {
  advance(n?: number): void;
  end(): void;
}
export type ProgressMaker = (label: string, total: number) => Progress;
