/** The bundles that ship: the newest version of each name under `models/`. A folder without a manifest is none (yet). */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Manifest, manifestSchema } from '../../main/station/inference/manifest.ts';

const models = join(import.meta.dirname, '../../models');

export interface ShippedBundle {
  readonly name: string;
  readonly folder: string;
  readonly manifest: Manifest;
}

export function shippedBundles(): ShippedBundle[] {
  return foldersIn(models).flatMap((name) => {
    const folder = newestBundle(name);
    if (folder === null) return [];
    const text = readFileSync(join(folder, 'manifest.json'), 'utf8');
    return [{ name, folder, manifest: manifestSchema.parse(JSON.parse(text)) }];
  });
}

/** Null where no version is whole. */
export function newestBundle(name: string): string | null {
  const newest = foldersIn(join(models, name))
    .filter((version) => existsSync(join(models, name, version, 'manifest.json')))
    .toSorted((a, b) => a.localeCompare(b, 'en', { numeric: true }))
    .at(-1);
  return newest === undefined ? null : join(models, name, newest);
}

function foldersIn(folder: string): string[] {
  if (!existsSync(folder)) return [];
  const entries = readdirSync(folder, { withFileTypes: true });
  return entries.filter((entry) => entry.isDirectory()).map(({ name }) => name);
}
