/**
 * Thumbnails of the last parts. A screen hears of a part when it is committed, and its thumbnail may still be in the
 * making: whoever asks too early waits for it.
 */
import { StationError } from '../../api/errors.ts';
import { Recent } from './recent.ts';

const kept = 60;

export interface Thumbnail {
  readonly part: string;
  readonly width: number;
  readonly height: number;
  readonly jpeg: Uint8Array;
}

export class ThumbnailShelf {
  private readonly thumbnails = new Recent<Thumbnail>(kept);
  private readonly waiting = new Map<string, Set<(thumbnail: Thumbnail) => void>>();

  add(thumbnail: Thumbnail): void {
    this.thumbnails.add(thumbnail);
    const waiters = this.waiting.get(thumbnail.part);
    this.waiting.delete(thumbnail.part);
    for (const resolve of waiters ?? []) resolve(thumbnail);
  }

  /** @throws StationError `not-found` when none has come by the time `signal` aborts. */
  of(part: string, signal: AbortSignal): Promise<Thumbnail> {
    const known = this.thumbnails.find((thumbnail) => thumbnail.part === part);
    if (known) return Promise.resolve(known);
    return new Promise((resolve, reject) => {
      const waiters = this.waiting.get(part) ?? new Set();
      this.waiting.set(part, waiters);
      waiters.add(resolve);
      const giveUp = (): void => {
        waiters.delete(resolve);
        if (waiters.size === 0) this.waiting.delete(part);
        reject(new StationError('not-found', `there is no thumbnail of part ${part}`));
      };
      if (signal.aborted) giveUp();
      else signal.addEventListener('abort', giveUp, { once: true });
    });
  }
}
