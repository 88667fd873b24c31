/**
 * A bundle on disk: its manifest read and checked, its files held against their size and SHA-256.
 *
 * A truncated, swapped or half-copied model must never judge a part, so nothing of a bundle is used unchecked, and the
 * bytes that were checked are the bytes that are used: files are read once and handed on.
 */
import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { z } from 'zod';
import { describeIssues, StationError } from '../../api/errors.ts';
import { say } from '../../api/said/say.ts';
import { type Artifact, type Manifest, manifestSchema, type Reference, referenceSchema } from './manifest.ts';

export interface Bundle {
  readonly dir: string;
  readonly manifest: Manifest;
  /** Size of the map of each class, in cells. */
  readonly rows: number;
  readonly columns: number;
  /** Bytes of one preprocessed input. */
  readonly inputBytes: number;
  /** Numbers in the map of all classes. */
  readonly mapLength: number;
  /** Numbers in the boxes; 0 for a bundle without. */
  readonly boxesLength: number;
}

const copyAgain = say('bundleCopyAgain');

/** @throws StationError `not-found` without a manifest, `bad-input` when it is not one. */
export async function readBundle(dir: string): Promise<Bundle> {
  const file = join(dir, 'manifest.json');
  const bytes = await readBundleFile(file, say('bundleNoManifest', { file }));
  return describeBundle(dir, parseJson(bytes, file, manifestSchema));
}

export function describeBundle(dir: string, manifest: Manifest): Bundle {
  const { input, output, classes } = manifest;
  const rows = input.height / output.cell;
  const columns = input.width / output.cell;
  return {
    dir,
    manifest,
    rows,
    columns,
    inputBytes: input.width * input.height * input.channels,
    mapLength: classes.length * rows * columns,
    boxesLength: manifest.task === 'reference' ? 4 * rows * columns : 0,
  };
}

/** The checked bytes of a model file. @throws StationError with what was expected, what was found, what to do. */
export async function readArtifact(bundle: Bundle, artifact: Artifact): Promise<Uint8Array> {
  const file = join(bundle.dir, artifact.file);
  const bytes = await readBundleFile(file, say('bundleNoModel', { file }));
  if (bytes.length !== artifact.bytes) {
    const code = bytes.length < artifact.bytes ? 'bundleTruncated' : 'bundleOtherFile';
    throw new StationError('bad-input', say(code, { file, expected: artifact.bytes, found: bytes.length }), {
      remedy: copyAgain,
    });
  }
  checkHash(bytes, artifact.sha256, file);
  return bytes;
}

/** What the model said of some golden pictures where it was made; null for a bundle without. */
export async function readReference(bundle: Bundle): Promise<Reference | null> {
  const named = bundle.manifest.reference;
  if (!named) return null;
  const file = join(bundle.dir, named.file);
  const bytes = await readBundleFile(file, say('bundleNoReference', { file }));
  checkHash(bytes, named.sha256, file);
  return parseJson(bytes, file, referenceSchema);
}

export function sha256Of(bytes: Uint8Array | string): string {
  return createHash('sha256').update(bytes).digest('hex');
}

function checkHash(bytes: Uint8Array, expected: string, file: string): void {
  const found = sha256Of(bytes);
  if (found === expected) return;
  throw new StationError('bad-input', say('bundleSwapped', { file, expected, found }), { remedy: copyAgain });
}

async function readBundleFile(file: string, missing: string): Promise<Uint8Array> {
  try {
    return await readFile(file);
  } catch (cause) {
    const isMissing = (cause as NodeJS.ErrnoException).code === 'ENOENT';
    if (isMissing) throw new StationError('not-found', missing, { remedy: copyAgain, cause });
    throw new StationError('unavailable', say('fileUnreadable', { file, why: String(cause) }), {
      remedy: say('bundleUnreadableRemedy'),
      cause,
    });
  }
}

function parseJson<T extends z.ZodType>(bytes: Uint8Array, file: string, schema: T): z.output<T> {
  let value: unknown;
  try {
    value = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch (cause) {
    throw new StationError('bad-input', say('bundleNotJson', { file, why: String(cause) }), {
      remedy: copyAgain,
      cause,
    });
  }
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  throw new StationError('bad-input', `${file}: ${describeIssues(parsed.error)}`, {
    remedy: say('bundleFormatRemedy'),
  });
}
