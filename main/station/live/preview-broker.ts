/**
 * The newest judged frame for everybody who looks, and no work when nobody does.
 *
 * Screens pull (`live.preview`): a call waits until a picture newer than the one it has is there. The first waiting
 * call asks the pipeline for one, which then encodes the next frame it judges; all who wait get the same bytes.
 */
import { StationError } from '../../api/errors.ts';
import type { Preview } from '../../api/slices/live.ts';

export interface PreviewPicture {
  readonly preview: Preview;
  readonly jpeg: Uint8Array;
}

interface Waiting {
  readonly resolve: (picture: PreviewPicture) => void;
}

export class PreviewBroker {
  private newest: PreviewPicture | null = null;
  private waiting: Waiting[] = [];
  private isAsked = false;
  private readonly ask: () => void;

  /** @param ask tells the pipeline that a picture is wanted; called again only after one came. */
  constructor(ask: () => void) {
    this.ask = ask;
  }

  /** Resolves with a picture other than `after`, newest first; rejects `cancelled` when the caller goes away. */
  next(after: number, signal: AbortSignal): Promise<PreviewPicture> {
    const newest = this.newest;
    // "Other", not "greater": a screen that has seen an earlier run holds a number that this run has not reached.
    if (newest && newest.preview.sequence !== after) {
      // Whoever took this one will want the next: it is encoded while this one travels.
      this.wantOne();
      return Promise.resolve(newest);
    }
    return new Promise((resolve, reject) => {
      const entry: Waiting = { resolve };
      this.waiting.push(entry);
      signal.addEventListener(
        'abort',
        () => {
          this.waiting = this.waiting.filter((other) => other !== entry);
          reject(new StationError('cancelled', 'nobody waits for this picture any more'));
        },
        { once: true },
      );
      this.wantOne();
    });
  }

  deliver(picture: PreviewPicture): void {
    this.isAsked = false;
    this.newest = picture;
    const served = this.waiting;
    this.waiting = [];
    for (const entry of served) entry.resolve(picture);
  }

  /** The pipeline was started anew, or the answer got lost: ask again if somebody waits. */
  retry(): void {
    this.isAsked = false;
    if (this.waiting.length > 0) this.wantOne();
  }

  private wantOne(): void {
    if (this.isAsked) return;
    this.isAsked = true;
    this.ask();
  }
}
