/**
 * One message as one binary frame: u32 little-endian length of the JSON, the JSON in UTF-8, then the payload.
 *
 * Used by carriers that only move bytes (WebSocket).
 */
import type { Message } from './connection.ts';
import { StationError } from './errors.ts';

const headBytes = 4;

export function encodeMessage(message: Message): Uint8Array<ArrayBuffer> {
  const json = new TextEncoder().encode(JSON.stringify(message.body));
  const payload = message.payload;
  const bytes = new Uint8Array(headBytes + json.length + (payload?.length ?? 0));
  new DataView(bytes.buffer).setUint32(0, json.length, true);
  bytes.set(json, headBytes);
  if (payload) bytes.set(payload, headBytes + json.length);
  return bytes;
}

/** @throws StationError `bad-input` when the bytes are not such a frame. */
export function decodeMessage(bytes: Uint8Array): Message {
  if (bytes.length < headBytes) throw new StationError('bad-input', `a message of ${bytes.length} bytes has no head`);
  const jsonLength = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength).getUint32(0, true);
  if (jsonLength > bytes.length - headBytes) {
    throw new StationError('bad-input', `a message says ${jsonLength} bytes of JSON and carries ${bytes.length}`);
  }
  const json = bytes.subarray(headBytes, headBytes + jsonLength);
  let body: unknown;
  try {
    body = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(json));
  } catch (cause) {
    throw new StationError('bad-input', 'a message carries something that is not JSON', { cause });
  }
  const payload = bytes.subarray(headBytes + jsonLength);
  return payload.length === 0 ? { body } : { body, payload };
}
