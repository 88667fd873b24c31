/** JSON as the store keeps what may be large and is rarely read. */
import { gunzipSync, gzipSync } from 'node:zlib';
import type { z } from 'zod';
import { jsonOrNothing } from './json.ts';

/** Fast rather than small: the thread that commits records does it. */
const level = 1;

export function packed(value: unknown): Buffer {
  return gzipSync(JSON.stringify(value), { level });
}

/** Null for what cannot be read any more: a torn row must hold up nobody, least of all the thread that commits records. */
export function unpacked<T extends z.ZodType>(schema: T, bytes: Uint8Array): z.output<T> | null {
  let text: string;
  try {
    text = gunzipSync(bytes).toString();
  } catch (thrown) {
    if (isOfZlib(thrown)) return null;
    throw thrown;
  }
  const read = schema.safeParse(jsonOrNothing(text));
  return read.success ? read.data : null;
}

function isOfZlib(thrown: unknown): boolean {
  return thrown instanceof Error && 'code' in thrown && String(thrown.code).startsWith('Z_');
}
