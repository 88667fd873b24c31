/** UUIDs as the 16 bytes that the database keeps. */
import { parse, stringify } from 'uuid';

export function uuidBytes(id: string): Buffer {
  return Buffer.from(parse(id));
}

/** @throws TypeError when these are not the bytes of a UUID. */
export function uuidText(bytes: Uint8Array): string {
  return stringify(bytes);
}

/** As text whatever they are: ids in rows that somebody may have put in by hand. */
export function idText(bytes: Uint8Array): string {
  const hex = Buffer.from(bytes).toString('hex');
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-');
}
