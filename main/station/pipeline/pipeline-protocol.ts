/**
 * What the main thread and the pipeline worker tell each other. Both are threads of one program, so these are types
 * only; nothing here comes from outside.
 */
import type { MessagePort } from 'node:worker_threads';
import type { CameraStatus } from '../../api/slices/health.ts';
import type { PartSummary, Preview } from '../../api/slices/live.ts';
import type { Ledger } from '../../api/words.ts';
import type { FrameRingMemory } from '../camera/frame-ring.ts';
import type { Recipe } from '../config/recipe.ts';
import type { StationConfig } from '../config/station.ts';
import type { UnitWord } from '../flow.ts';
import type { FrameMeasures, RecentLatency } from '../health/frame-durations.ts';
import type { Manifest } from '../inference/manifest.ts';
import type { Endpoint } from '../link/link.ts';
import type { Reference } from '../quality/obstruction.ts';
import type { Grey } from '../registration/grey.ts';

export interface PipelineOptions {
  readonly runId: string;
  readonly recipe: Recipe;
  readonly manifest: Manifest;
  readonly ring: FrameRingMemory;
  readonly camera: MessagePort;
  readonly shifts: StationConfig['shifts'];
  readonly timeZone: string;
  readonly store: StationConfig['store'];
  readonly hangMs: number;
  /** What the part looks like in place; null for a recipe without a reference picture. */
  readonly reference: Reference | null;
  /** What a reference bundle compares with, copper bright; null for other bundles. */
  readonly golden: Grey | null;
}

export type ChildName = 'engine' | 'store' | 'jobs';

export type ToPipeline =
  /** A child process is ready (again) and listens there. */
  | {
      readonly kind: 'attach';
      readonly child: ChildName;
      readonly endpoint: Endpoint;
      readonly pid: number | undefined;
    }
  /** Can the station keep what it decides? When not, the line reads not-OK. */
  | {
      readonly kind: 'store-state';
      readonly canRecord: boolean;
      readonly canKeepPictures: boolean;
      /** The recipe wants the machine to stop when records cannot be kept. */
      readonly stopLine: boolean;
    }
  /** The camera's thread was started anew and speaks here now. */
  | { readonly kind: 'camera'; readonly port: MessagePort }
  | { readonly kind: 'trigger'; readonly call: number }
  /** The next judged frame as a picture, please. */
  | { readonly kind: 'preview-wanted' }
  | { readonly kind: 'restart-measures' }
  | UnitWord
  /** From the next frame on; by class, over the bundle's own. */
  | { readonly kind: 'limits'; readonly limits: Recipe['limits'] }
  /** A person's time ran out and the recipe wants the machine to stop. */
  | { readonly kind: 'stop-line'; readonly reason: string }
  | { readonly kind: 'stop' };

export interface PipelineStatus {
  readonly ledger: Ledger;
  readonly camera: CameraStatus | null;
  /** Decided and not yet committed. */
  readonly recordsWaiting: number;
  /** One of them waits so long that the line reads not-OK. */
  readonly recordsAreLate: boolean;
  readonly picturesSkipped: number;
  readonly latency: RecentLatency;
  readonly engineRunMsP50: number | null;
  readonly measures: FrameMeasures;
}

export type FromPipeline =
  | { readonly kind: 'status'; readonly status: PipelineStatus }
  | { readonly kind: 'parts'; readonly parts: readonly PartSummary[] }
  | { readonly kind: 'preview'; readonly preview: Preview; readonly jpeg: Uint8Array }
  | {
      readonly kind: 'thumbnail';
      readonly part: string;
      readonly width: number;
      readonly height: number;
      readonly jpeg: Uint8Array;
    }
  | {
      readonly kind: 'triggered';
      readonly call: number;
      readonly trigger: number | null;
      readonly problem: string | null;
    }
  /** The process cannot be reached any more and must be started anew, if it is not gone already. */
  | {
      readonly kind: 'child-lost';
      readonly child: ChildName;
      /** The process that was attached. */
      readonly pid: number | undefined;
      readonly reason: string;
      /** It is there and does nothing: no need to see first whether it is about to end. */
      readonly isHung: boolean;
    }
  /** For the log. */
  | { readonly kind: 'problem'; readonly problem: string }
  /** `recordsLeft`: decided and not committed, because the store was away to the end. */
  | { readonly kind: 'stopped'; readonly recordsLeft: number };
