/** `labels.json` beside the pictures: polygons of the defects in each; a picture without any is of a good part. */
import { readFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { z } from 'zod';
import { describeIssues, StationError } from '../../../api/errors.ts';
import type { Truth } from './picture-set.ts';

const labelsSchema = z.object({
  items: z.array(z.object({ image: z.string(), polygons: z.array(z.unknown()) })),
});

/** @returns the truth by file name; null where there is no `labels.json`. @throws StationError for a broken one. */
export async function readTruths(folder: string): Promise<((name: string) => Truth) | null> {
  const file = join(folder, 'labels.json');
  const text = await readIfThere(file);
  if (text === null) return null;
  const labels = labelsSchema.safeParse(parseJson(text, file));
  if (!labels.success) throw broken(file, describeIssues(labels.error));
  const truths = new Map<string, Truth>();
  for (const { image, polygons } of labels.data.items) {
    truths.set(basename(image), polygons.length > 0 ? 'defective' : 'good');
  }
  return (name) => truths.get(basename(name)) ?? null;
}

async function readIfThere(file: string): Promise<string | null> {
  try {
    return await readFile(file, 'utf8');
  } catch (thrown) {
    if ((thrown as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw broken(file, thrown instanceof Error ? thrown.message : String(thrown));
  }
}

export function parseJson(text: string, file: string): unknown {
  try {
    return JSON.parse(text);
  } catch (thrown) {
    throw broken(file, thrown instanceof Error ? thrown.message : String(thrown));
  }
}

function broken(file: string, why: string): StationError {
  return new StationError('bad-input', `${file} cannot be read: ${why}`, {
    remedy: 'Correct the file, or remove it (the pictures then have no known truth).',
  });
}
