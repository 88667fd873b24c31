/**
 * The flow of a part through the station, in order: one readonly type per stage. Read this file first.
 *
 *   camera ─▶ frame ring ─▶ preprocess ─▶ engine ──────┐
 *                       └─▶ quality gate (beside it) ──┴▶ decision ─▶ line output, at once
 *                                                             └─▶ record + outbox, committed ─▶ live view
 *
 * A trigger = one part expected = one part = one record. A part has 1..n frames; its verdict is its worst frame's.
 * Times named `...Ms` are monotonic milliseconds (`Clock.monotonicMs`) and may be compared across threads and
 * processes of this machine; `...WallMs` are milliseconds since 1970 and only ever stored or shown.
 */
import type { Ledger, PictureFault, Placed, Reason, Region, Verdict } from '../api/words.ts';

export type { Ledger, PictureFault, Placed, Reason, Region, Verdict };

/** Names as GenICam's Pixel Format Naming Convention has them. */
export const pixelFormats = [
  'Mono8',
  'Mono16',
  'RGB8',
  'BGR8',
  'BayerRG8',
  'BayerGR8',
  'BayerGB8',
  'BayerBG8',
] as const;
export type PixelFormat = (typeof pixelFormats)[number];

/** What every frame of a camera looks like; fixed while it is open. Rows lie without padding. */
export interface FrameGeometry {
  readonly width: number;
  readonly height: number;
  readonly pixelFormat: PixelFormat;
}

// ── 1 camera ─────────────────────────────────────────────────────────────────────────────────────────────────────

/** A frame that lies complete (or damaged, with the camera's word for it) in slot `slot` of the frame ring. */
export interface CapturedFrame {
  readonly slot: number;
  /** The camera's own counter from 1, without gaps unless frames were lost. */
  readonly frameId: number;
  readonly completeMs: number;
  readonly completeWallMs: number;
  /** The camera's clock, nanoseconds; null where it has none. */
  readonly deviceTimeNs: number | null;
  /** Null for a whole frame, else why it is damaged. */
  readonly damage: string | null;
  /** Known only to a replay with labels (demo, tests): is the part in this picture defective? */
  readonly truth: 'good' | 'defective' | null;
  /** Known only to a simulated camera: where the defects are, in frame pixels. */
  readonly truthBoxes?: readonly TruthBox[] | undefined;
  /** Serial number of the part in this picture, where the camera knows it. */
  readonly serial?: string | undefined;
}

/** A defect that was put there: its class, and the box about it in frame pixels. */
export interface TruthBox {
  readonly class: string;
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** A frame that will never come: the camera's counter jumped, or the ring had no slot for it. */
export interface LostFrame {
  readonly frameId: number;
  readonly why: 'camera' | 'overrun';
}

// ── 2 ledger: which part a frame belongs to ──────────────────────────────────────────────────────────────────────

export interface PartFrame extends CapturedFrame {
  /** Trigger of this run, from 1. */
  readonly trigger: number;
  /** 0 .. framesPerPart-1 */
  readonly frameIndex: number;
}

// ── 3 quality gate and engine, side by side ──────────────────────────────────────────────────────────────────────

/** Grey values 0..255, shares 0..1, focus = variance of the Laplacian, obstruction 0 (as the reference) .. 1. */
export interface PictureReading {
  readonly brightness: number;
  readonly saturatedShare: number;
  readonly blackShare: number;
  readonly focus: number;
  readonly obstruction: number | null;
  /** Of a frame that was laid on a golden picture. */
  readonly placed?: Placed | undefined;
}

export interface PictureFaultFound {
  readonly fault: PictureFault;
  readonly value: number;
  readonly limit: number;
}

export interface QualityResult {
  readonly reading: PictureReading;
  /** Empty for a good picture. */
  readonly faults: readonly PictureFaultFound[];
}

/** What the engine says of one frame. Scores are calibrated probabilities in the order of the bundle's classes. */
export interface InferenceAnswer {
  readonly scores: readonly number[];
  /** In frame pixels. */
  readonly regions: readonly Region[];
  /** Distance to the reference features; null where the bundle has no such output. */
  readonly unknownPart: number | null;
  /** Pooled features; kept with a kept picture. */
  readonly features: readonly number[] | null;
  /** `session.run` alone, measured in the engine process. */
  readonly runMs: number;
}

/** Why a picture has no answer of the engine. */
type NotJudged = 'late' | 'engine-fault' | 'not-registered' | 'station-stopped';
export type NotRegistered = Extract<Reason, { kind: 'not-registered' }>;

export type InferenceResult =
  | { readonly ok: true; readonly answer: InferenceAnswer }
  | { readonly ok: false; readonly reason: Extract<Reason, { kind: NotJudged }> };

// ── beside them: what the MES says of the unit ────────────────────────────────────────────────────────────────────

export type NotReleased = Extract<Reason, { kind: 'not-released' }>;

/** What the MES has said of a unit; as long as it has said nothing, what the station's settings say then. */
export interface Release {
  readonly workOrder: string | null;
  /** Why a person has to look; null: it may be inspected. */
  readonly doubt: NotReleased | null;
}

/** What the pipeline is told of units. The line never waits for a word: the last one counts when the part is decided. */
export type UnitWord =
  /** Scanned: of the part that is opened next. `release`: until there is another one; null: nobody is asked. */
  | { readonly kind: 'serial'; readonly serial: string; readonly release: Release | null }
  /** The MES has spoken of the unit with this serial number. */
  | { readonly kind: 'release'; readonly serial: string; readonly release: Release }
  /** What holds from now on for parts that are opened without a scanned serial number; null: nothing does. */
  | { readonly kind: 'unasked'; readonly release: Release | null };

// ── 4 decision ───────────────────────────────────────────────────────────────────────────────────────────────────

export interface FrameDecision {
  readonly frameIndex: number;
  readonly verdict: Exclude<Verdict, 'missed'>;
  /** Worst first; empty exactly when `pass`. */
  readonly reasons: readonly Reason[];
  readonly scores: readonly number[] | null;
  readonly regions: readonly Region[];
  readonly unknownPart: number | null;
  readonly features: readonly number[] | null;
  readonly reading: PictureReading | null;
  readonly runMs: number | null;
  readonly completeMs: number;
  readonly decidedMs: number;
}

export interface PartDecision {
  readonly verdict: Verdict;
  /** Of all frames, worst first, without repeats of a kind. */
  readonly reasons: readonly Reason[];
  readonly frames: readonly FrameDecision[];
  /** Index into `frames` of the worst one; null for `missed`. */
  readonly worstFrame: number | null;
}

// ── 5 line output ────────────────────────────────────────────────────────────────────────────────────────────────

/** What the line was told of a part, and when. Only a decided pass is `ok`. */
export interface LineAnswer {
  readonly trigger: number;
  readonly ok: boolean;
  readonly sentMs: number;
  readonly sentWallMs: number;
  /** Why: the verdict itself, or the deadline that passed without one. */
  readonly because: 'verdict' | 'deadline' | 'fault' | 'exit';
}

// ── 6 record ─────────────────────────────────────────────────────────────────────────────────────────────────────
// `record/record.ts` has the record with its schema: it crosses a process boundary, and the schema is its definition.
