/**
 * Pulls previews and draws them, without React: nothing of the page but the canvas changes per frame.
 *
 * The next picture is asked for while this one is decoded (off this thread) and drawn. Each draw waits for its own
 * animation frame, so that what is counted was really shown; a hidden page stops by itself.
 */
import type { Preview } from '../../main/api/slices/live.ts';
import type { StationClient } from '../connection/station-link.ts';

export interface PreviewScreen {
  /** Takes the bitmap over. */
  show(bitmap: ImageBitmap, preview: Preview): void;
}

/**
 * At most 32 pictures a second: an eye sees no more on a line, and each one costs the station a JPEG (and a small
 * machine without a graphics card a redraw) that the inspection may need.
 */
const atLeastApartMs = 1000 / 32;
const nextPictureWithinMs = 10_000;
const pauseAfterFailureMs = 500;

/** Runs until `signal` aborts; a pull that fails is tried again after a pause. */
export async function playPreviews(client: StationClient, screen: PreviewScreen, signal: AbortSignal): Promise<void> {
  let after = 0;
  let nextPullMs = performance.now();
  const pullNext = async (): Promise<Picture | null> => {
    await pause(nextPullMs - performance.now(), signal);
    // A late one is made up for by half a step, never by a burst.
    nextPullMs = Math.max(nextPullMs + atLeastApartMs, performance.now() + atLeastApartMs / 2);
    return pull(client, after, signal);
  };
  let pulled = pullNext();
  while (!signal.aborted) {
    const picture = await pulled;
    if (signal.aborted) return;
    if (picture) after = picture.preview.sequence;
    else await pause(pauseAfterFailureMs, signal);
    pulled = pullNext();
    if (picture) await draw(picture, screen, signal);
  }
}

interface Picture {
  readonly preview: Preview;
  readonly jpeg: Uint8Array;
}

/** Null where none came: nothing is judged at the moment, or the connection ends (the link says so). */
async function pull(client: StationClient, after: number, signal: AbortSignal): Promise<Picture | null> {
  try {
    const { output, payload } = await client.callBinary(
      'live.preview',
      { after },
      { signal, timeoutMs: nextPictureWithinMs },
    );
    return { preview: output, jpeg: payload };
  } catch {
    return null;
  }
}

async function draw(picture: Picture, screen: PreviewScreen, signal: AbortSignal): Promise<void> {
  const bitmap = await decode(picture.jpeg);
  if (!bitmap) return;
  await animationFrame();
  if (signal.aborted) bitmap.close();
  else screen.show(bitmap, picture.preview);
}

/** Null for bytes that are no picture: that frame is not shown, the next one comes at once. */
async function decode(jpeg: Uint8Array): Promise<ImageBitmap | null> {
  try {
    return await createImageBitmap(new Blob([new Uint8Array(jpeg)], { type: 'image/jpeg' }));
  } catch {
    return null;
  }
}

function animationFrame(): Promise<void> {
  return new Promise((resolve) => requestAnimationFrame(() => resolve()));
}

function pause(ms: number, signal: AbortSignal): Promise<void> {
  if (ms <= 0 || signal.aborted) return Promise.resolve();
  return new Promise((resolve) => {
    const end = (): void => {
      clearTimeout(timer);
      signal.removeEventListener('abort', end);
      resolve();
    };
    const timer = setTimeout(end, ms);
    signal.addEventListener('abort', end);
  });
}
