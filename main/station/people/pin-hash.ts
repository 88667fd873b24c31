/**
 * A PIN as it is kept: `scrypt$N$r$p$salt$hash`, salt and hash in base64 (RFC 7914).
 *
 * A PIN of four digits can be found out by whoever has the disk, whatever its hash costs; the cost is for the many PINs
 * of a whole station, and for longer ones.
 */
import { randomBytes, type ScryptOptions, scrypt, timingSafeEqual } from 'node:crypto';
import { z } from 'zod';
import { StationError } from '../../api/errors.ts';
import { say } from '../../api/said/say.ts';

interface Cost {
  /** N, a power of two: 32 MiB with r = 8, about a tenth of a second. */
  readonly cost: number;
  readonly blockSize: number;
  readonly parallelization: number;
}

const cost: Cost = { cost: 2 ** 15, blockSize: 8, parallelization: 1 };
const saltBytes = 16;
const hashBytes = 32;

interface KeptPin extends Cost {
  readonly salt: Buffer;
  readonly hash: Buffer;
}

export async function hashPin(pin: string): Promise<string> {
  const salt = randomBytes(saltBytes);
  const hash = await derive(pin, salt, hashBytes, cost);
  const numbers = [cost.cost, cost.blockSize, cost.parallelization];
  return ['scrypt', ...numbers, salt.toString('base64'), hash.toString('base64')].join('$');
}

/**
 * @param kept null: nobody has such a PIN; the answer is no and takes as long.
 * @throws StationError `internal` when what is kept is no hash of ours.
 */
export async function isPin(pin: string, kept: string | null): Promise<boolean> {
  const { salt, hash, ...itsCost } = kept === null ? nobodysPin() : readPin(kept);
  const given = await derive(pin, salt, hash.length, itsCost);
  return timingSafeEqual(given, hash) && kept !== null;
}

function nobodysPin(): KeptPin {
  return { ...cost, salt: randomBytes(saltBytes), hash: randomBytes(hashBytes) };
}

/** Bounded: whoever writes into the database cannot make the station compute for minutes. */
const keptSchema = z.tuple([
  z.literal('scrypt'),
  z.coerce
    .number()
    .int()
    .min(2 ** 14)
    .max(2 ** 17)
    .refine((n) => Number.isInteger(Math.log2(n))),
  z.coerce.number().int().min(1).max(16),
  z.coerce.number().int().min(1).max(4),
  z.base64().transform((text) => Buffer.from(text, 'base64')),
  z
    .base64()
    .transform((text) => Buffer.from(text, 'base64'))
    .refine((hash) => hash.length >= 16 && hash.length <= 64),
]);

export function readPin(kept: string): KeptPin {
  const parsed = keptSchema.safeParse(kept.split('$'));
  if (!parsed.success) {
    throw new StationError('internal', say('pinDamaged'), {
      remedy: say('pinDamagedRemedy'),
    });
  }
  const [, n, blockSize, parallelization, salt, hash] = parsed.data;
  return { cost: n, blockSize, parallelization, salt, hash };
}

/** In a thread of the pool: the main loop goes on. */
function derive(pin: string, salt: Buffer, bytes: number, itsCost: Cost): Promise<Buffer> {
  // OpenSSL counts a little more than the 128·N·r of the algorithm.
  const options: ScryptOptions = { ...itsCost, maxmem: 256 * itsCost.cost * itsCost.blockSize };
  return new Promise((resolve, reject) => {
    scrypt(pin, salt, bytes, options, (error, hash) => (error ? reject(error) : resolve(hash)));
  });
}
