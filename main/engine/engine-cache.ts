/**
 * What was measured for one bundle on one machine, kept beside the station's data so that a restart takes no second
 * measurement: an engine that comes back must be back within the second.
 *
 * Losing this file costs a few seconds at the next start, no more; so one that cannot be read is made anew.
 */
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { referenceDriftSchema } from '../api/slices/fitness.ts';
import { type Bundle, sha256Of } from '../station/inference/bundle.ts';
import { probeOutcomeSchema } from './choose-provider.ts';
import type { Machine } from './machine.ts';
import { timedRunsSchema } from './run-times.ts';

/**
 * What was measured, not what was chosen: the same figures serve another frame rate. Keys are the SHA-256 of an artifact,
 * after the number of threads or the provider where there is one.
 */
const engineCacheSchema = z.object({
  /** Wall-clock time of the last measurement. */
  measuredAt: z.number(),
  /** On the CPU. */
  times: z.record(z.string(), timedRunsSchema),
  probes: z.record(z.string(), probeOutcomeSchema),
  references: z.record(z.string(), referenceDriftSchema),
  /** Golden sets that were found to be their maker's: the SHA-256 and the folder. */
  goldenSets: z.array(z.string()),
});
type Content = z.infer<typeof engineCacheSchema>;

export interface EngineCache {
  readonly content: Content;
  /** @returns null, or why it could not be kept. */
  save(): Promise<string | null>;
}

export interface EngineCachePlace {
  /** Null: nothing is kept. */
  readonly dir: string | null;
  /** What is kept there counts no more. */
  readonly isFresh?: boolean;
}

export async function openEngineCache(place: EngineCachePlace, bundle: Bundle, machine: Machine): Promise<EngineCache> {
  const { dir, isFresh = false } = place;
  if (dir === null) return { content: noContent(), save: async () => null };
  const { name, version, artifacts } = bundle.manifest;
  const hashes = artifacts.map((artifact) => artifact.sha256);
  const key = sha256Of(JSON.stringify([name, version, hashes, bundle.manifest.reference, machine])).slice(0, 16);
  const file = join(dir, `engine-${name}-${key}.json`);
  const content = isFresh ? noContent() : await readContent(file);
  return { content, save: () => saveContent(dir, file, content) };
}

async function readContent(file: string): Promise<Content> {
  try {
    return engineCacheSchema.parse(JSON.parse(await readFile(file, 'utf8')));
  } catch {
    // Missing, cut off, of another version, on a bad disk: it is measured again, and `save` says what is wrong there.
    return noContent();
  }
}

function noContent(): Content {
  return { measuredAt: 0, times: {}, probes: {}, references: {}, goldenSets: [] };
}

async function saveContent(dir: string, file: string, content: Content): Promise<string | null> {
  const temporary = `${file}.${process.pid}`;
  try {
    await mkdir(dir, { recursive: true });
    await writeFile(temporary, JSON.stringify(content, null, 2));
    await rename(temporary, file);
    return null;
  } catch (thrown) {
    return `what was measured cannot be kept (${String(thrown)}); the next start measures again`;
  }
}
