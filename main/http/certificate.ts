/**
 * The certificate with which the station shows itself to other desks: the factory's own, or one that the station makes
 * and keeps in its data folder. Whoever opens the page compares its fingerprint with the one that the station printed.
 */
import { createPrivateKey, X509Certificate } from 'node:crypto';
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { isIP } from 'node:net';
import { join } from 'node:path';
import { generate } from 'selfsigned';
import { StationError } from '../api/errors.ts';

const dayMs = 86_400_000;
/** As long as browsers accept one (CA/Browser Forum: 398 days). */
const validDays = 397;
const renewBeforeDays = 30;

export interface Certificate {
  /** PEM. */
  readonly certificate: string;
  readonly key: string;
  /** SHA-256, as browsers show it. */
  readonly fingerprint: string;
}

/** @throws StationError when a file is missing, no certificate, expired, or the key is another's. */
export async function readCertificate(
  files: { readonly certificate: string; readonly key: string },
  nowMs: number,
): Promise<Certificate> {
  const certificate = await readPem(files.certificate);
  const key = await readPem(files.key);
  const parsed = parseCertificate(certificate, files.certificate);
  if (parsed.validToDate.getTime() <= nowMs) {
    throw new StationError('bad-input', `the certificate ${files.certificate} ended on ${parsed.validTo}`, {
      remedy: 'ask your IT for a new one, or leave `tls` out: the station then makes its own',
    });
  }
  if (!isKeyOf(parsed, key)) {
    throw new StationError('bad-input', `${files.key} is not the key of the certificate ${files.certificate}`, {
      remedy: 'name the pair that belongs together',
    });
  }
  return { certificate, key, fingerprint: parsed.fingerprint256 };
}

/** Made once, kept, made anew shortly before it ends or when the station goes by another name. */
export async function ownCertificate(dataDir: string, names: readonly string[], nowMs: number): Promise<Certificate> {
  const folder = join(dataDir, 'tls');
  const files = { certificate: join(folder, 'station.crt'), key: join(folder, 'station.key') };
  const kept = await readCertificate(files, nowMs + renewBeforeDays * dayMs).catch((thrown: unknown) => {
    // Not there yet, soon over, or damaged: it is the station's own, so another one does as well.
    if (thrown instanceof StationError) return null;
    throw thrown;
  });
  if (kept && coversAll(kept, names)) return kept;
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const made = await generate([{ name: 'commonName', value: names[0] ?? 'sightline' }], {
    keyType: 'ec',
    algorithm: 'sha256',
    notBeforeDate: new Date(nowMs - dayMs),
    notAfterDate: new Date(nowMs + (validDays - 1) * dayMs),
    extensions: [
      { name: 'basicConstraints', cA: false, critical: true },
      { name: 'keyUsage', digitalSignature: true, critical: true },
      { name: 'extKeyUsage', serverAuth: true },
      { name: 'subjectAltName', altNames: names.map((name) => alternativeName(name)) },
    ],
  });
  await writePrivate(files.key, made.private);
  await writePrivate(files.certificate, made.cert);
  return readCertificate(files, nowMs);
}

function alternativeName(name: string): { readonly type: 2; value: string } | { readonly type: 7; ip: string } {
  return isIP(name) ? { type: 7, ip: name } : { type: 2, value: name };
}

function coversAll({ certificate }: Certificate, names: readonly string[]): boolean {
  const parsed = new X509Certificate(certificate);
  return names.every((name) => (isIP(name) ? parsed.checkIP(name) : parsed.checkHost(name)) !== undefined);
}

async function readPem(path: string): Promise<string> {
  return readFile(path, 'utf8').catch((cause: unknown) => {
    throw new StationError('not-found', `${path} cannot be read`, {
      remedy: 'name a PEM file that this user may read under http.desks.tls',
      cause,
    });
  });
}

function parseCertificate(pem: string, path: string): X509Certificate {
  try {
    return new X509Certificate(pem);
  } catch (cause) {
    throw new StationError('bad-input', `${path} is no certificate in PEM form`, {
      remedy: 'it begins with -----BEGIN CERTIFICATE-----',
      cause,
    });
  }
}

function isKeyOf(certificate: X509Certificate, key: string): boolean {
  try {
    return certificate.checkPrivateKey(createPrivateKey(key));
  } catch {
    return false; // Not even a key: the answer is the same.
  }
}

async function writePrivate(path: string, text: string): Promise<void> {
  const fresh = `${path}.new`;
  await writeFile(fresh, text, { mode: 0o600 });
  await rename(fresh, path);
}
