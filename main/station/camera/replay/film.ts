/** The frames of a replay one after the other, faults and all; the next one lies staged before it is due. */
import type { ReplayFaults } from '../../config/camera.ts';
import type { FrameGeometry } from '../../flow.ts';
import { frameBytes } from '../../frame-size.ts';
import { faultOf } from './faults.ts';
import type { FedPicture, PictureFeed } from './picture-feed.ts';
import { spoil } from './spoil.ts';

export interface StagedFrame {
  /** The replay's own counter, from 1; it goes on when the camera is opened again. */
  readonly frameId: number;
  /** Null: this frame is dropped. */
  readonly picture: FedPicture | null;
}

/** What an open replay shows. */
export interface Reel {
  /** The frame that is due next. It stays until `advance`. */
  stage(): StagedFrame | 'decoding' | 'ended';
  advance(): void;
}

export class Film implements Reel {
  private readonly feed: PictureFeed;
  private readonly geometry: FrameGeometry;
  private readonly faults: ReplayFaults | undefined;
  private readonly spoilt: Uint8Array;
  private frameId = 0;
  private staged: StagedFrame | null = null;
  /** What a repeated frame shows. */
  private shown: FedPicture | null = null;

  constructor(feed: PictureFeed, geometry: FrameGeometry, faults: ReplayFaults | undefined) {
    this.feed = feed;
    this.geometry = geometry;
    this.faults = faults;
    this.spoilt = new Uint8Array(faults ? frameBytes(geometry) : 0);
  }

  stage(): StagedFrame | 'decoding' | 'ended' {
    if (this.staged) return this.staged;
    const picture = this.feed.next();
    if (picture === 'decoding' || picture === 'ended') return picture;
    this.frameId += 1;
    this.staged = { frameId: this.frameId, picture: this.withFault(picture) };
    return this.staged;
  }

  advance(): void {
    this.staged = null;
  }

  private withFault(picture: FedPicture): FedPicture | null {
    const fault = faultOf(this.faults, this.frameId);
    if (fault === 'drop') return null;
    if (fault === 'repeat' && this.shown) return this.shown;
    if (fault !== null && fault !== 'repeat') {
      spoil(fault, picture.bytes, this.spoilt, this.geometry, this.frameId);
      this.shown = { bytes: this.spoilt, truth: picture.truth };
      return this.shown;
    }
    this.shown = picture;
    return picture;
  }
}
