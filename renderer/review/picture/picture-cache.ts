/**
 * Kept pictures, decoded before anybody asks for them: what is shown next has to be there at once.
 *
 * The decoded element itself is put on the screen; another one with the same address would be decoded again.
 */
import { useSyncExternalStore } from 'react';

export interface Picture {
  readonly image: HTMLImageElement;
  readonly state: 'loading' | 'ready' | 'broken';
}

const mostKept = 16;
/** A picture is written after its record: a missing one is asked for again. */
const againAfterMs = [400, 1_200, 3_000, 8_000] as const;

const pictures = new Map<string, Picture>();
const listeners = new Set<() => void>();

export function pictureAddress(id: string): string {
  return `/pictures/${encodeURIComponent(id)}`;
}

/** Begins to load what is not there yet; the ones that were wanted longest ago are let go. */
export function wantPictures(ids: readonly string[]): void {
  for (const id of ids) {
    const known = pictures.get(id);
    pictures.delete(id);
    if (known) pictures.set(id, known);
    else void load(id);
  }
  for (const id of [...pictures.keys()].slice(0, Math.max(0, pictures.size - mostKept))) pictures.delete(id);
}

export function usePicture(id: string | null): Picture | null {
  return useSyncExternalStore(
    (changed) => {
      listeners.add(changed);
      return () => listeners.delete(changed);
    },
    () => (id === null ? null : (pictures.get(id) ?? null)),
  );
}

async function load(id: string, attempt = 0): Promise<void> {
  const image = new Image();
  // Drawn together with everything else that changes, never a moment later.
  image.decoding = 'sync';
  image.draggable = false;
  image.src = attempt === 0 ? pictureAddress(id) : `${pictureAddress(id)}?try=${attempt}`;
  put(id, { image, state: 'loading' });
  try {
    await image.decode();
    put(id, { image, state: 'ready' });
  } catch {
    // Told by its state: the screen says that the picture cannot be loaded.
    const pause = againAfterMs[attempt];
    if (pause === undefined) put(id, { image, state: 'broken' });
    else setTimeout(() => (pictures.has(id) ? void load(id, attempt + 1) : undefined), pause);
  }
}

function put(id: string, picture: Picture): void {
  if (picture.state !== 'loading' && !pictures.has(id)) return;
  pictures.set(id, picture);
  for (const listener of [...listeners]) listener();
}
