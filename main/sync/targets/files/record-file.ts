/**
 * The form of a file of records: NDJSON that is sealed after every batch.
 *
 *   {"sightline":"records/1","station":{…},"key":"<Ed25519 public key, hex>","startedAt":"…"}     head
 *   {"id":…,"body":{…}}                                                                        records (`record-line.ts`)
 *   {"seal":{"records":60,"sha256":"…","signature":"…","isLast":false}}                         after each batch
 *   …
 *   {"seal":{"records":4711,"sha256":"…","signature":"…","isLast":true}}                        the end
 *
 * A seal signs every byte before it. What stands behind the last seal was never acknowledged: a crash or a stick that was
 * pulled out has torn it off, the station sends it again, and a reader leaves it out. So a file is worth as much as its last
 * seal, also one that is still called `.partial` because its stick went away.
 */
import { createHash, createPublicKey, type Hash, type KeyObject, sign, verify } from 'node:crypto';
import { z } from 'zod';

export const recordForm = 'records/1';
export const fileEnd = '.ndjson';
export const partialEnd = '.ndjson.partial';
/** Nothing in it was ever acknowledged. */
export const tornEnd = '.ndjson.torn';

const hex = (bytes: number) => z.string().regex(new RegExp(`^[0-9a-f]{${bytes * 2}}$`));

export const headSchema = z.object({
  sightline: z.literal(recordForm),
  station: z.object({ id: z.uuid(), name: z.string(), version: z.string() }),
  /** Raw Ed25519 public key. */
  key: hex(32),
  startedAt: z.iso.datetime(),
});
export type Head = z.infer<typeof headSchema>;

export const sealSchema = z.object({
  seal: z.object({
    /** Records before it. */
    records: z.number().int().nonnegative(),
    /** Of every byte before the seal's line. */
    sha256: hex(32),
    signature: hex(64),
    isLast: z.boolean(),
  }),
});
export type Seal = z.infer<typeof sealSchema>['seal'];

/** What is hashed as a file grows. */
export class RunningSum {
  records = 0;
  private readonly hash: Hash;

  constructor(hash: Hash = createHash('sha256')) {
    this.hash = hash;
  }

  copy(): RunningSum {
    const copy = new RunningSum(this.hash.copy());
    copy.records = this.records;
    return copy;
  }

  add(text: string | Buffer, records: number): void {
    this.hash.update(text);
    this.records += records;
  }

  sha256(): string {
    return this.hash.copy().digest('hex');
  }
}

/** @returns a line with its end */
export function sealLine(sum: RunningSum, isLast: boolean, key: KeyObject): string {
  const sha256 = sum.sha256();
  const signature = sign(null, sealText(sha256, sum.records, isLast), key).toString('hex');
  return `${JSON.stringify({ seal: { records: sum.records, sha256, signature, isLast } })}\n`;
}

/** Whether it seals what was read before it. */
export function isSealOf({ records, sha256, signature, isLast }: Seal, sum: RunningSum, key: string): boolean {
  if (records !== sum.records || sha256 !== sum.sha256()) return false;
  const x = Buffer.from(key, 'hex').toString('base64url');
  const publicKey = createPublicKey({ key: { kty: 'OKP', crv: 'Ed25519', x }, format: 'jwk' });
  return verify(null, sealText(sha256, records, isLast), publicKey, Buffer.from(signature, 'hex'));
}

/** No signature of the history can be taken for one of a file, nor the other way round: their texts never look alike. */
function sealText(sha256: string, records: number, isLast: boolean): Buffer {
  return Buffer.from(`sightline ${recordForm}\n${sha256}\n${records}\n${isLast ? 'last' : 'more'}\n`);
}
