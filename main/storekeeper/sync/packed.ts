/** JSON as the store keeps what may be large and is rarely read. */
import { gunzipSync, gzipSync } from 'node:zlib';

/** Fast rather than small: the thread that commits records does it. */
const level = 1;

export function packed(value: unknown): Buffer {
  return gzipSync(JSON.stringify(value), { level });
}

/** @throws Error for what is no packed JSON. */
export function unpacked(bytes: Uint8Array): unknown {
  return JSON.parse(gunzipSync(bytes).toString());
}
