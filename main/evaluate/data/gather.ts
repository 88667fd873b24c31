/** The pictures that a measurement is about: read, chosen, looked through. */
import type { Manifest } from '../../station/inference/manifest.ts';
import { chooseGroups } from '../choose-groups.ts';
import type { EvaluateOptions } from '../options.ts';
import { type BadPicture, refuseUnlessSkipped, type Sorted } from './bad-pictures.ts';
import type { Labels } from './labels-file.ts';
import { lookThrough, type PictureFile } from './look-through.ts';

export interface Gathered<T> {
  readonly items: readonly T[];
  readonly skipped: readonly BadPicture[];
  readonly warnings: readonly string[];
}

export interface Kind<T> {
  readonly groupOf: (item: T) => string;
  readonly filesOf: (item: T) => readonly PictureFile[];
}

/** @throws StationError for bad pictures that may not be skipped, and when none is left. */
export async function gather<T>(
  read: Sorted<T>,
  { groupOf, filesOf }: Kind<T>,
  labels: Labels,
  manifest: Manifest,
  options: EvaluateOptions,
): Promise<Gathered<T>> {
  const chosen = chooseGroups(read.items, groupOf, options.groups, manifest);
  const progress = options.progress('looking through the pictures', chosen.items.length);
  const looked = await lookThrough(options.dataDir, chosen.items, filesOf, () => progress.advance());
  progress.end();
  const skipped = [...read.bad, ...looked.bad];
  refuseUnlessSkipped(skipped, labels.file, options.skipCorrupt);
  return { items: looked.items, skipped, warnings: chosen.warnings };
}
