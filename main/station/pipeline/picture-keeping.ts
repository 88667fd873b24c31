/**
 * After the line has its answer: is this frame's picture kept, and if not, why not?
 *
 * Every part that is not a clean pass leaves a picture, also when each of its frames scores low: one that came late, or
 * one that is short of a frame. The frame that is in hand when that is known speaks for it.
 */
import { v7 as uuidv7 } from 'uuid';
import type { FrameDecision, FrameGeometry, PartDecision } from '../flow.ts';
import type { PictureJobs } from '../ports.ts';
import { toRawImage } from '../preprocess/raw-image.ts';
import { isColour } from '../preprocess/rows.ts';
import type { FramePicture } from '../record/build-record.ts';
import type { PictureQuota } from '../record/picture-quota.ts';
import type { OpenPart } from './open-part.ts';

export class PictureKeeping {
  private readonly geometry: FrameGeometry;
  private readonly quota: PictureQuota;
  private readonly jobs: PictureJobs;
  /** The jobs client copies what it takes, so one buffer serves every picture. */
  private readonly bytes: Uint8Array;
  private skippedPictures = 0;

  constructor(geometry: FrameGeometry, quota: PictureQuota, jobs: PictureJobs) {
    this.geometry = geometry;
    this.quota = quota;
    this.jobs = jobs;
    this.bytes = new Uint8Array(geometry.width * geometry.height * (isColour(geometry.pixelFormat) ? 3 : 1));
  }

  /** Pictures that were wanted and are not kept. */
  get skipped(): number {
    return this.skippedPictures;
  }

  /** @param closing what became of the part, when this was the last of its frames that was out */
  keep(part: OpenPart, decision: FrameDecision, frame: Uint8Array, closing: PartDecision | null): FramePicture {
    const choice = this.quota.choose(keptAs(part, decision, closing));
    if (choice === 'not-wanted') return { id: null, outcome: choice };
    if (choice === 'keep') {
      const id = uuidv7();
      const image = toRawImage(this.geometry, frame, this.bytes);
      if (this.jobs.keep(id, part.id, part.lastFrameWallMs, image)) return { id, outcome: 'queued' };
    }
    this.skippedPictures++;
    return { id: null, outcome: choice === 'keep' ? 'skipped:queue-full' : choice };
  }

  /** A part can turn out to be short when all its frames are judged and given back: then its record says so. */
  closed(part: OpenPart, { verdict, frames, worstFrame }: PartDecision): void {
    const worst = worstFrame === null ? undefined : frames[worstFrame];
    if (!worst || verdict === 'pass' || part.wantsPicture) return;
    part.picture(worst.frameIndex, { id: null, outcome: 'skipped:no-frame' });
    this.skippedPictures++;
  }
}

function keptAs(part: OpenPart, { verdict }: FrameDecision, closing: PartDecision | null): FrameDecision['verdict'] {
  if (verdict !== 'pass' || part.wantsPicture) return verdict;
  const mayPass = closing ? closing.verdict === 'pass' : !part.isShort;
  return mayPass ? 'pass' : 'review';
}
