/**
 * Pictures for the screens, made beside the line: a preview when somebody asked for one, a thumbnail a part.
 *
 * The frame is copied (and shrunk) while its slot is still held; the JPEG is made in the jobs process.
 */
import type { Preview } from '../../api/slices/live.ts';
import type { FrameDecision, FrameGeometry } from '../flow.ts';
import type { RawImage } from '../ports.ts';
import { halve, makeShrinker, toRawImage } from '../preprocess/raw-image.ts';
import { isColour } from '../preprocess/rows.ts';
import type { AttachablePictureJobs } from '../store/picture-jobs.ts';
import type { OpenPart } from './open-part.ts';

/** Larger pictures are halved for the preview: a screen shows no more, and encoding costs by the pixel. */
const previewMaxPixels = 700_000;
const previewQuality = 80;
/** A screen asks at most 32 times a second; many screens share the same pictures. */
const previewEveryMs = 30;
const thumbnailWidth = 144;
const thumbnailQuality = 70;

export interface ViewingEvents {
  preview(preview: Preview, jpeg: Uint8Array): void;
  thumbnail(part: string, image: RawImage, jpeg: Uint8Array): void;
}

export class Viewing {
  private readonly geometry: FrameGeometry;
  private readonly jobs: AttachablePictureJobs;
  private readonly events: ViewingEvents;
  private sequence = 0;
  private isWanted = false;
  private lastPreviewMs = Number.NEGATIVE_INFINITY;
  /** One preview is under way at a time, so one buffer serves them all. */
  private isEncoding = false;
  private readonly previewBytes: Uint8Array;
  private readonly shrink: (frame: Uint8Array) => RawImage;
  /** The worst frame so far of each open part, small. */
  private readonly thumbnails = new Map<string, { readonly image: RawImage; readonly severity: number }>();

  constructor(geometry: FrameGeometry, jobs: AttachablePictureJobs, events: ViewingEvents) {
    this.geometry = geometry;
    this.jobs = jobs;
    this.events = events;
    this.previewBytes = new Uint8Array(geometry.width * geometry.height * channelsOf(geometry));
    this.shrink = makeShrinker(geometry, thumbnailWidth);
  }

  previewWanted(): void {
    this.isWanted = true;
  }

  frameJudged(part: OpenPart, decision: FrameDecision, frame: Uint8Array, nowWallMs: number): void {
    this.sequence++;
    const severity = severityOf[decision.verdict];
    const before = this.thumbnails.get(part.id);
    if (!before || before.severity < severity) this.thumbnails.set(part.id, { image: this.shrink(frame), severity });
    const isDue = decision.decidedMs - this.lastPreviewMs >= previewEveryMs;
    if (this.isWanted && isDue && !this.isEncoding) this.preview(part, decision, frame, nowWallMs);
  }

  partDecided(part: OpenPart): void {
    const thumbnail = this.thumbnails.get(part.id);
    this.thumbnails.delete(part.id);
    if (!thumbnail) return;
    void this.jobs.encode(thumbnail.image, thumbnailQuality, part.id).then((jpeg) => {
      if (jpeg) this.events.thumbnail(part.id, thumbnail.image, jpeg);
    });
  }

  private preview(part: OpenPart, decision: FrameDecision, frame: Uint8Array, nowWallMs: number): void {
    this.isWanted = false;
    this.isEncoding = true;
    this.lastPreviewMs = decision.decidedMs;
    const preview: Preview = {
      sequence: this.sequence,
      trigger: part.trigger,
      frameIndex: decision.frameIndex,
      at: nowWallMs,
      width: this.geometry.width,
      height: this.geometry.height,
      verdict: decision.verdict,
      regions: [...decision.regions],
      placed: decision.reading?.placed ?? null,
    };
    const image = toRawImage(this.geometry, frame, this.previewBytes);
    const shown = image.width * image.height > previewMaxPixels ? halve(image) : image;
    void this.jobs.encode(shown, previewQuality).then((jpeg) => {
      this.isEncoding = false;
      if (jpeg) this.events.preview(preview, jpeg);
      else this.isWanted = true;
    });
  }
}

function channelsOf(geometry: FrameGeometry): 1 | 3 {
  return isColour(geometry.pixelFormat) ? 3 : 1;
}

const severityOf = { pass: 0, review: 1, fail: 2 } as const;
