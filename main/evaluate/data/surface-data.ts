/** Photographs of surfaces with polygons round their defects; no polygon is a good part. */
import { z } from 'zod';
import type { Sorted } from './bad-pictures.ts';
import { readEntries } from './entries.ts';
import type { Labels } from './labels-file.ts';

const point = z.tuple([z.number(), z.number()]);

const surfacePictureSchema = z.object({
  /** Relative to the folder. */
  image: z.string().min(1),
  /** Photographs of one place are a time series of the same spot. */
  place: z.string().min(1),
  width: z.number().int().positive(),
  height: z.number().int().positive(),
  polygons: z.array(
    z.object({ label: z.string(), points: z.array(point).min(3, 'a polygon has three corners or more') }),
  ),
});
export type SurfacePicture = z.output<typeof surfacePictureSchema>;

export function surfaceData({ items, classes }: Labels): Sorted<SurfacePicture> {
  return readEntries(
    items,
    surfacePictureSchema,
    ({ image }) => image,
    (picture) => problemOf(picture, classes),
  );
}

function problemOf({ polygons, width, height }: SurfacePicture, classes: readonly string[]): string | null {
  const stranger = polygons.find(({ label }) => !classes.includes(label));
  if (stranger) return `"${stranger.label}" is none of the classes (${classes.join(', ')})`;
  const isOutside = ([x, y]: readonly [number, number]): boolean => x < 0 || y < 0 || x > width || y > height;
  const corner = polygons.flatMap(({ points }) => points).find(isOutside);
  return corner ? `corner (${corner.join(', ')}) lies outside the ${width}×${height} picture` : null;
}
