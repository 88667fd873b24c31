/** Pictures in play order, decoded before they are needed: all of them at once, or some ahead where they are too many. */
import { StationError } from '../../../api/errors.ts';
import { say } from '../../../api/said/say.ts';
import type { TruthBox } from '../../flow.ts';
import type { Picture, PictureSet, Truth } from './picture-set.ts';

/** Up to here all pictures of a replay lie decoded in memory. */
export const shelfBytes = 400_000_000;
const aheadBytes = 80_000_000;
/** libvips uses the four threads that also serve files; two of them leave room. */
const decodedAtOnce = 2;

export interface FedPicture {
  readonly bytes: Uint8Array;
  readonly truth: Truth;
  /** Where its defects are, and which board it shows, as far as a simulation knows. */
  readonly truthBoxes?: readonly TruthBox[];
  readonly serial?: string;
}

export interface PictureFeed {
  /** The next picture, `decoding` while it is not ready, `ended` after the last. */
  next(): FedPicture | 'decoding' | 'ended';
}

/** Makes the play order over the pictures that can be read. */
export type Ordering = (pictures: readonly Picture[]) => Iterator<number>;

export interface FeedOptions {
  readonly set: PictureSet;
  readonly frameBytes: number;
  readonly ordering: Ordering;
  readonly onNotice: (notice: string) => void;
  readonly shelfBytes?: number;
}

/** @throws StationError when no picture at all can be read. */
export async function openFeed(options: FeedOptions): Promise<PictureFeed> {
  const { set, frameBytes } = options;
  if (set.pictures.length * frameBytes <= (options.shelfBytes ?? shelfBytes)) return openShelf(options);
  const ahead = new LookAhead(options, Math.max(4, Math.floor(aheadBytes / frameBytes)));
  await ahead.first();
  return ahead;
}

async function openShelf({ set, ordering, onNotice }: FeedOptions): Promise<PictureFeed> {
  const shelf = new Array<Uint8Array | null>(set.pictures.length).fill(null);
  let next = 0;
  const decodeSome = async (): Promise<void> => {
    while (next < shelf.length) {
      const index = next;
      next += 1;
      shelf[index] = await decodeOrNotice(set, index, onNotice);
    }
  };
  await Promise.all(Array.from({ length: decodedAtOnce }, decodeSome));
  const readable = shelf.flatMap((bytes, index) => {
    const picture = set.pictures[index];
    return bytes && picture ? [{ ...picture, bytes }] : [];
  });
  if (readable.length === 0) throw nothingReadable(set);
  const order = ordering(readable);
  return {
    next: () => {
      const step = order.next();
      return step.done ? 'ended' : (readable[step.value] ?? 'ended');
    },
  };
}

/** Decodes in play order, a bounded number ahead; what cannot be read is replaced by the next picture of its kind. */
class LookAhead implements PictureFeed {
  private readonly options: FeedOptions;
  private readonly depth: number;
  private readonly order: Iterator<number>;
  private readonly unreadable = new Set<number>();
  /** In play order; null while it is being decoded. */
  private readonly queue: { picture: FedPicture | null }[] = [];
  private decoding = 0;
  private isAtEnd = false;
  private failure: StationError | null = null;

  constructor(options: FeedOptions, depth: number) {
    this.options = options;
    this.depth = depth;
    this.order = options.ordering(options.set.pictures);
    this.fill();
  }

  /** Resolves when the queue is full for the first time. */
  async first(): Promise<void> {
    while (this.decoding > 0) await new Promise((resolve) => setTimeout(resolve, 5));
    if (this.failure) throw this.failure;
  }

  /** @throws StationError when no picture is left that can be read. */
  next(): FedPicture | 'decoding' | 'ended' {
    if (this.failure) throw this.failure;
    const head = this.queue[0];
    if (!head) return this.isAtEnd ? 'ended' : 'decoding';
    if (!head.picture) return 'decoding';
    this.queue.shift();
    this.fill();
    return head.picture;
  }

  private fill(): void {
    while (!this.isAtEnd && this.queue.length < this.depth && this.decoding < decodedAtOnce) {
      const step = this.order.next();
      if (step.done) {
        this.isAtEnd = true;
        return;
      }
      const entry: { picture: FedPicture | null } = { picture: null };
      this.queue.push(entry);
      this.decoding += 1;
      this.decodeInto(entry, step.value).then(
        () => this.decoded(),
        (thrown: unknown) => {
          this.failure = thrown instanceof StationError ? thrown : nothingReadable(this.options.set, thrown);
          this.isAtEnd = true;
          this.decoded();
        },
      );
    }
  }

  private decoded(): void {
    this.decoding -= 1;
    this.fill();
  }

  private async decodeInto(entry: { picture: FedPicture | null }, wanted: number): Promise<void> {
    const { set, onNotice } = this.options;
    const truth = set.pictures[wanted]?.truth ?? null;
    for (let tried = 0; tried < set.pictures.length; tried += 1) {
      const index = (wanted + tried) % set.pictures.length;
      if (this.unreadable.has(index) || set.pictures[index]?.truth !== truth) continue;
      const bytes = await decodeOrNotice(set, index, onNotice);
      if (bytes) {
        entry.picture = { bytes, truth };
        return;
      }
      this.unreadable.add(index);
    }
    throw nothingReadable(set);
  }
}

async function decodeOrNotice(
  set: PictureSet,
  index: number,
  onNotice: (notice: string) => void,
): Promise<Uint8Array | null> {
  try {
    return await set.decode(index);
  } catch (thrown) {
    if (!(thrown instanceof StationError)) throw thrown;
    onNotice(say('pictureLeftOut', { why: thrown.message }));
    return null;
  }
}

function nothingReadable(set: PictureSet, cause?: unknown): StationError {
  return new StationError('not-found', say('replayNothingReadable', { place: set.place }), {
    cause,
    remedy: say('replayNothingReadableRemedy'),
  });
}
