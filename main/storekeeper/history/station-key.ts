/**
 * The station's Ed25519 key: made at the first start, PKCS8 in the data folder, readable for the station's user only; its
 * public half lies beside it for whoever checks the history.
 */
import { createPrivateKey, createPublicKey, generateKeyPairSync, type KeyObject, sign } from 'node:crypto';
import { closeSync, existsSync, fsyncSync, openSync, readFileSync, renameSync, rmSync, writeSync } from 'node:fs';
import { join } from 'node:path';

export interface StationKey {
  /** Raw, 32 bytes. */
  readonly publicKey: Uint8Array;
  sign(text: string): Buffer;
}

export interface OpenedKey {
  readonly key: StationKey;
  /** Made now: there was none, or none that could be used. */
  readonly isNew: boolean;
  /** What was there and was no key, by its new name; null when there was nothing. */
  readonly setAside: string | null;
}

export const keyFile = 'history-key.pem';
export const publicKeyFile = 'history-key.public.pem';

/** @param wallMs names what is set aside. @throws when the folder takes no file. */
export function openStationKey(dataDir: string, wallMs: number): OpenedKey {
  const path = join(dataDir, keyFile);
  if (existsSync(path)) {
    const kept = readKey(path);
    if (kept) return { key: stationKey(kept), isNew: false, setAside: null };
  }
  const setAside = existsSync(path) ? `history-key.unusable-${Math.floor(wallMs)}.pem` : null;
  if (setAside !== null) renameSync(path, join(dataDir, setAside));
  const { privateKey, publicKey } = generateKeyPairSync('ed25519');
  // The public half first: a key that signs has its public half beside it, whenever the power fails.
  writeWhole(dataDir, publicKeyFile, publicKey.export({ type: 'spki', format: 'pem' }).toString(), 0o644);
  writeWhole(dataDir, keyFile, privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(), 0o600);
  return { key: stationKey(privateKey), isNew: true, setAside };
}

/** Null for a file that is no Ed25519 key: torn, emptied, replaced by something else. */
function readKey(path: string): KeyObject | null {
  const pem = readFileSync(path, 'utf8');
  try {
    const key = createPrivateKey(pem);
    return key.asymmetricKeyType === 'ed25519' ? key : null;
  } catch (thrown) {
    if (thrown instanceof Error && 'code' in thrown) return null;
    throw thrown;
  }
}

function stationKey(privateKey: KeyObject): StationKey {
  const { x } = createPublicKey(privateKey).export({ format: 'jwk' });
  return {
    publicKey: Buffer.from(x ?? '', 'base64url'),
    sign: (text) => sign(null, Buffer.from(text), privateKey),
  };
}

/** Under its name it is whole and on disk, or not there. */
function writeWhole(dataDir: string, name: string, text: string, mode: number): void {
  const part = join(dataDir, `${name}.part`);
  rmSync(part, { force: true });
  const file = openSync(part, 'wx', mode);
  try {
    writeSync(file, text);
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
  renameSync(part, join(dataDir, name));
}
