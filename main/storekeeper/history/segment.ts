/**
 * A sealed segment: an hour of the history, signed with the station's Ed25519 key. Pure.
 *
 * The signature is over canonical JSON (RFC 8785) of { before, first, head, last, number, sealedAt, startedAt, station },
 * hashes as hexadecimal. Its head commits to every entry up to its last.
 */
import { createPublicKey, verify } from 'node:crypto';
import { canonical } from './entry.ts';

export interface SegmentFacts {
  /** From 1, without gaps. */
  readonly number: number;
  /** Its first and last entry. */
  readonly first: number;
  readonly last: number;
  /** Wall clock, of its first entry. */
  readonly startedAt: number;
  readonly sealedAt: number;
  /** Hash of the entry before its first, and of its last. */
  readonly before: Uint8Array;
  readonly head: Uint8Array;
  /** Name of the station, as configured when it was sealed. */
  readonly station: string;
}

export interface Segment extends SegmentFacts {
  /** Raw Ed25519 public key, 32 bytes. */
  readonly key: Uint8Array;
  readonly signature: Uint8Array;
}

const hourMs = 3_600_000;

/** Entries of another hour than the first's belong to another segment. */
export function isSameHour(a: number, b: number): boolean {
  return Math.floor(a / hourMs) === Math.floor(b / hourMs);
}

export function segmentText(facts: SegmentFacts): string {
  const { number, first, last, startedAt, sealedAt, before, head, station } = facts;
  return canonical({ number, first, last, startedAt, sealedAt, before: hex(before), head: hex(head), station });
}

export function isSigned(segment: Segment): boolean {
  return isSignedBy(segment.key, segmentText(segment), segment.signature);
}

/** @param key raw Ed25519 public key; one that is none has signed nothing. */
export function isSignedBy(key: Uint8Array, text: string, signature: Uint8Array): boolean {
  if (key.length !== 32) return false;
  const x = Buffer.from(key).toString('base64url');
  const publicKey = createPublicKey({ key: { kty: 'OKP', crv: 'Ed25519', x }, format: 'jwk' });
  return verify(null, Buffer.from(text), publicKey, signature);
}

export function hex(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('hex');
}
