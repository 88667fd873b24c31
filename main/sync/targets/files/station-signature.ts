/**
 * The key with which the station signs: the one that seals its history. The store makes it at its first start
 * (`storekeeper/history/station-key.ts`); here it is only read, so that there never are two.
 */
import { createPrivateKey, createPublicKey, type KeyObject } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { say } from '../../../api/said/say.ts';
import { TargetTrouble } from '../../transport.ts';

export const stationKeyFile = 'history-key.pem';

export interface StationSignature {
  readonly privateKey: KeyObject;
  /** Raw Ed25519 public key, hexadecimal: what the receiver compares. */
  readonly key: string;
}

/** @throws TargetTrouble `away` while there is none: nothing leaves the station unsigned. */
export async function stationSignature(dataDir: string): Promise<StationSignature> {
  try {
    const privateKey = createPrivateKey(await readFile(join(dataDir, stationKeyFile), 'utf8'));
    if (privateKey.asymmetricKeyType !== 'ed25519') throw new Error('it is no Ed25519 key');
    const { x } = createPublicKey(privateKey).export({ format: 'jwk' });
    return { privateKey, key: Buffer.from(x ?? '', 'base64url').toString('hex') };
  } catch (cause) {
    const why = cause instanceof Error ? cause.message : String(cause);
    throw new TargetTrouble('away', say('filesNoKey', { why }), { remedy: say('filesNoKeyRemedy'), cause });
  }
}
