/**
 * What the core needs from outside, each as small as it can be. Adapters implement these; `compose.ts` chooses them.
 * One contract suite per port in `test/contract/` runs over every adapter.
 */
import type { FrameGeometry, TruthBox } from './flow.ts';
import type { PartRecord } from './record/record.ts';

export type { Clock } from './clock.ts';

// ── camera ───────────────────────────────────────────────────────────────────────────────────────────────────────

/** Where a source puts its frames: the writing side of the frame ring. Never blocks, never allocates per frame. */
export interface FrameSink {
  /**
   * The buffer of a slot to write one frame into: a free one, else the oldest that no trigger has taken yet (counted
   * as overwritten). Null when the pipeline holds every slot: the frame is lost as `overrun`; tell it by `lost`.
   */
  acquire(): SlotBuffer | null;
  /** The slot is complete: the pipeline learns of it at once. */
  publish(slot: SlotBuffer, frame: PublishedFrame): void;
  /** Gives a slot back without a frame (a truncated read, say). */
  release(slot: SlotBuffer): void;
  /** A frame that never came whole enough to keep. */
  lost(frameId: number, why: 'camera' | 'overrun'): void;
}

export interface SlotBuffer {
  readonly index: number;
  /** Exactly one frame's bytes, over shared memory. */
  readonly bytes: Uint8Array;
}

export interface PublishedFrame {
  readonly frameId: number;
  readonly deviceTimeNs: number | null;
  readonly damage: string | null;
  readonly truth?: 'good' | 'defective' | null;
  readonly truthBoxes?: readonly TruthBox[] | undefined;
  readonly serial?: string | undefined;
}

/** A camera that is not open. Making one touches nothing; `open` does. */
export interface FrameSource {
  readonly kind: 'replay' | 'boards' | 'genicam' | 'uvc';
  readonly name: string;
  /**
   * Opens the device and starts streaming into `sink`.
   * @throws StationError with a remedy when it cannot (missing library, no device, wrong geometry).
   */
  open(sink: FrameSink): Promise<OpenCamera>;
}

export interface OpenCamera {
  readonly geometry: FrameGeometry;
  /**
   * Resolves when the source has ended by itself (`ended`: a replay that plays once) or was closed (`closed`);
   * rejects with a StationError when the link is lost. Settles once.
   */
  readonly finished: Promise<'ended' | 'closed'>;
  /** One frame please. @throws StationError `not-allowed` where the source runs free. */
  softwareTrigger(): void;
  statistics(): Readonly<Record<string, number>>;
  /** Idempotent; resolves when nothing of it runs any more. */
  close(): Promise<void>;
}

// ── line output ──────────────────────────────────────────────────────────────────────────────────────────────────

/**
 * The wire to the machine: not-OK by default, at the deadline, on any fault and at exit; OK only for a decided pass.
 * `answer` is synchronous and never throws: what goes wrong becomes `state() === 'fault'`, and the line reads not-OK.
 */
export interface LineOutput {
  start(): Promise<void>;
  /** The station can judge parts (true) or cannot (false: everything reads not-OK). */
  ready(isReady: boolean): void;
  /** Call at least every `heartbeatMs`; an adapter that is not called in time drops ready by itself. */
  heartbeat(): void;
  answer(part: { readonly trigger: number; readonly ok: boolean }): void;
  /** Asks the machine to stop, with the reason shown there where it can be. */
  stopLine(reason: string): void;
  state(): 'ready' | 'not-ready' | 'fault';
  /** Sends not-OK and lets go. Idempotent. */
  close(): Promise<void>;
}

// ── engine ───────────────────────────────────────────────────────────────────────────────────────────────────────

/** What the engine process answered: the bundle's output tensors as they are, or why there is none. */
export type EngineAnswer =
  | {
      readonly ok: true;
      /** [classes, rows, columns] calibrated probabilities, row-major. */
      readonly map: Float32Array;
      /** [4, rows, columns] pixels from a cell's centre to left, top, right, bottom; null for a surface bundle. */
      readonly boxes: Float32Array | null;
      readonly features: Float32Array | null;
      readonly runMs: number;
    }
  | { readonly ok: false; readonly detail: string };

/** The pipeline's end of the link to the engine process. Survives restarts of it. */
export interface EngineClient {
  /** A buffer for one preprocessed input ([height, width, channels] uint8), or null while `maxInFlight` are out. */
  borrowInput(): Uint8Array | null;
  /** Gives a buffer back unused. */
  returnInput(input: Uint8Array): void;
  /** Always settles, never rejects; the buffer is given back by then. Not connected or a crash: `ok: false` at once. */
  infer(input: Uint8Array): Promise<EngineAnswer>;
  readonly isConnected: boolean;
}

// ── store and jobs ───────────────────────────────────────────────────────────────────────────────────────────────

/** Mono8 (1 channel) or RGB8 (3 channels), rows without padding. */
export interface RawImage {
  readonly width: number;
  readonly height: number;
  readonly channels: 1 | 3;
  readonly bytes: Uint8Array;
}

/** The pipeline's end of the link to the store process. A record stays here until the store says that it is on disk. */
export interface RecordWriter {
  /** Never throws, never blocks. Sent again after a restart of the store; the store keeps one of each id. */
  append(record: PartRecord): void;
  /** What became of a picture that its record calls `queued`. */
  pictureDone(picture: PictureResult): void;
  /** Records that are not committed yet. */
  readonly waiting: number;
  /** As they are committed, in order. */
  onCommitted(listener: (records: readonly PartRecord[]) => void): void;
}

export interface PictureResult {
  readonly picture: string;
  readonly part: string;
  readonly outcome: 'kept' | 'skipped:disk' | 'skipped:failed';
  readonly bytes: number;
}

/** The link to the low-priority jobs process, as far as pictures go. */
export interface PictureJobs {
  /**
   * Writes a JPEG for a record, under a temporary name and then renamed. The image's bytes are copied before it
   * returns. False when the bounded queue is full: the picture is `skipped:queue-full`.
   */
  keep(picture: string, part: string, at: number, image: RawImage): boolean;
  onKept(listener: (result: PictureResult) => void): void;
  /**
   * A JPEG in memory (preview, thumbnail). Null when the process is away or busy: the next one will do. The image's
   * bytes are not copied and must not change until it resolves.
   */
  encode(image: RawImage, quality: number): Promise<Uint8Array | null>;
}
