/** A part between its trigger and its decision: what has come, what is decided, what is still out. */
import { v7 as uuidv7 } from 'uuid';
import type { FrameDecision, PartFrame, Release } from '../flow.ts';
import type { LossCause } from '../ledger/ledger.ts';
import type { CameraFrame, FramePicture } from '../record/build-record.ts';
import { cleanSerial } from '../record/serial.ts';

export class OpenPart {
  readonly id = uuidv7();
  readonly trigger: number;
  readonly frames: FrameDecision[] = [];
  readonly pictures = new Map<number, FramePicture>();
  readonly frameIds = new Map<number, CameraFrame>();
  /** Why places stayed empty; null when none did. */
  lossCause: LossCause | null = null;
  /** Of the last frame; of the trigger as long as none came. */
  lastFrameMs: number;
  lastFrameWallMs: number;
  /** What was scanned for it; else of its first frame that tells one. */
  serial: string | null;
  /** What a scanner has read for it; null: none has. */
  readonly scanned: string | null;
  /** What the MES has said of it by now; null: nobody asks. */
  release: Release | null;
  private arrived = 0;
  private readonly truths = { good: 0, defective: 0 };
  private isComplete = false;
  private hasGap = false;
  private isPictureWanted = false;

  constructor(
    trigger: number,
    openedMs: number,
    openedWallMs: number,
    scanned: string | null = null,
    release: Release | null = null,
  ) {
    this.trigger = trigger;
    this.lastFrameMs = openedMs;
    this.lastFrameWallMs = openedWallMs;
    this.serial = scanned;
    this.scanned = scanned;
    this.release = release;
  }

  /** Every place is filled, by a frame or a loss, and every frame is decided. */
  get isWhole(): boolean {
    return this.isComplete && this.frames.length === this.arrived;
  }

  get hasFrames(): boolean {
    return this.arrived > 0;
  }

  /** A frame of it will never come, as far as is known by now: it cannot pass any more. */
  get isShort(): boolean {
    return this.hasGap || this.lossCause !== null;
  }

  /** A picture of it was wanted: it is kept, or its record says why not. */
  get wantsPicture(): boolean {
    return this.isPictureWanted;
  }

  /**
   * Known only to a camera that plays pictures: defective when any of its frames is, good when all are and none is
   * missing, else null.
   */
  get truth(): 'good' | 'defective' | null {
    if (this.truths.defective > 0) return 'defective';
    return this.hasFrames && this.lossCause === null && this.truths.good === this.arrived ? 'good' : null;
  }

  frameArrived(frame: PartFrame): void {
    if (frame.frameIndex > this.arrived) this.hasGap = true;
    this.arrived++;
    this.lastFrameMs = frame.completeMs;
    this.lastFrameWallMs = frame.completeWallMs;
    this.frameIds.set(frame.frameIndex, { frameId: frame.frameId, deviceTimeNs: frame.deviceTimeNs });
    this.serial ??= frame.serial === undefined ? null : cleanSerial(frame.serial);
    if (frame.truth !== null) this.truths[frame.truth]++;
  }
  placeLost(): void {
    this.hasGap = true;
  }
  complete(cause: LossCause | null): void {
    this.isComplete = true;
    this.lossCause = cause;
  }
  frameDecided(decision: FrameDecision): void {
    this.frames.push(decision);
  }
  picture(frameIndex: number, picture: FramePicture): void {
    this.pictures.set(frameIndex, picture);
    if (picture.outcome !== 'not-wanted') this.isPictureWanted = true;
  }
}
