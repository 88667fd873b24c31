/**
 * Small pictures of the last parts, drawn into the canvases of the strip.
 *
 * Newest first and two at a time: on a fast line some parts get none, and the line is not asked for more than the screen
 * can show. Bitmaps are kept for a while, since the same part may be drawn again.
 */
import type { StationClient } from '../connection/station-link.ts';

const kept = 90;
const atOnce = 2;

interface Wish {
  readonly id: string;
  readonly canvas: HTMLCanvasElement;
}

export interface Thumbnails {
  /** Draws the part's thumbnail as soon as there is one. Returns the way to stop wanting it. */
  show(id: string, canvas: HTMLCanvasElement): () => void;
  /** Null while there is no connection: wishes wait. */
  use(client: StationClient | null): void;
}

export function createThumbnails(): Thumbnails {
  const bitmaps = new Map<string, ImageBitmap>();
  const wishes: Wish[] = [];
  let client: StationClient | null = null;
  let running = 0;

  const fulfil = (): void => {
    while (client && running < atOnce) {
      const wish = wishes.pop();
      if (!wish) return;
      running += 1;
      void fetchThumbnail(client, wish.id)
        .then((bitmap) => {
          if (!bitmap) return;
          keep(bitmaps, wish.id, bitmap);
          if (wish.canvas.dataset['part'] === wish.id) paint(wish.canvas, bitmap);
        })
        .finally(() => {
          running -= 1;
          fulfil();
        });
    }
  };

  return {
    show: (id, canvas) => {
      canvas.dataset['part'] = id;
      const known = bitmaps.get(id);
      if (known) {
        paint(canvas, known);
        return () => undefined;
      }
      wipe(canvas);
      const wish = { id, canvas };
      wishes.push(wish);
      fulfil();
      return () => {
        const index = wishes.indexOf(wish);
        if (index >= 0) wishes.splice(index, 1);
      };
    },
    use: (next) => {
      client = next;
      fulfil();
    },
  };
}

/** Null where the station has none (no frame, too old): the verdict's shape stands there alone. */
async function fetchThumbnail(client: StationClient, id: string): Promise<ImageBitmap | null> {
  try {
    const { payload } = await client.callBinary('live.thumbnail', { id }, { timeoutMs: 4_000 });
    return await createImageBitmap(new Blob([new Uint8Array(payload)], { type: 'image/jpeg' }));
  } catch {
    return null;
  }
}

function keep(bitmaps: Map<string, ImageBitmap>, id: string, bitmap: ImageBitmap): void {
  bitmaps.set(id, bitmap);
  const oldest = bitmaps.size > kept ? bitmaps.entries().next().value : undefined;
  if (!oldest) return;
  bitmaps.delete(oldest[0]);
  oldest[1].close();
}

function paint(canvas: HTMLCanvasElement, bitmap: ImageBitmap): void {
  canvas.width = bitmap.width;
  canvas.height = bitmap.height;
  canvas.getContext('2d')?.drawImage(bitmap, 0, 0);
  canvas.dataset['drawn'] = 'true';
}

function wipe(canvas: HTMLCanvasElement): void {
  canvas.getContext('2d')?.clearRect(0, 0, canvas.width, canvas.height);
  canvas.dataset['drawn'] = 'false';
}
