/** What a bundle's camera delivers, read from its golden pictures, which ship as frames. */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import type { Bundle } from '../../station/inference/bundle.ts';

const sizesSchema = z.object({ items: z.array(z.object({ width: z.number(), height: z.number() })).min(1) });

/**
 * The size of the camera's frames: the most frequent one among the golden pictures. Photographs of another width are
 * resized to this one, keeping their aspect (`photograph.ts`). Null without a golden set.
 */
export async function cameraFrame({ dir, manifest }: Bundle): Promise<{ width: number; height: number } | null> {
  if (manifest.golden.pictures === 0) return null;
  const { items } = sizesSchema.parse(JSON.parse(await readFile(join(dir, manifest.golden.labels), 'utf8')));
  const groups = [...Map.groupBy(items, ({ width, height }) => `${width}×${height}`).values()];
  const [most] = groups.toSorted((a, b) => b.length - a.length);
  const [first] = most ?? [];
  return first ?? null;
}
