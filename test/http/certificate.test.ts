import { X509Certificate } from 'node:crypto';
import { readFile, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { ownCertificate, readCertificate } from '../../main/http/certificate.ts';
import { temporaryFolder } from '../support/http.ts';

const dayMs = 86_400_000;
const now = Date.UTC(2026, 10, 27);
const names = ['line-3.factory.example', '192.0.2.7'];
let dataDir: string;

beforeEach(async () => {
  dataDir = await temporaryFolder('tls');
});
afterEach(() => rm(dataDir, { recursive: true }));

describe('the certificate that a station makes', () => {
  test('is for its names and addresses, with a key that only its user can read', async () => {
    const { certificate, fingerprint } = await ownCertificate(dataDir, names, now);
    const parsed = new X509Certificate(certificate);
    expect(parsed.checkHost('line-3.factory.example')).toBe('line-3.factory.example');
    expect(parsed.checkIP('192.0.2.7')).toBe('192.0.2.7');
    expect(parsed.checkHost('elsewhere.example')).toBeUndefined();
    expect(parsed.ca).toBe(false);
    expect(parsed.fingerprint256).toBe(fingerprint);
    expect((await stat(join(dataDir, 'tls', 'station.key'))).mode & 0o777).toBe(0o600);
  });

  test('is kept, so that people who have compared it once are not asked again', async () => {
    const first = await ownCertificate(dataDir, names, now);
    expect(await ownCertificate(dataDir, names, now + 300 * dayMs)).toEqual(first);
  });

  test('is made anew before it ends, for another name, and when its file is damaged', async () => {
    const first = await ownCertificate(dataDir, names, now);
    const renewed = await ownCertificate(dataDir, names, now + 380 * dayMs);
    expect(renewed.fingerprint).not.toBe(first.fingerprint);
    const renamed = await ownCertificate(dataDir, ['line-4.factory.example'], now + 380 * dayMs);
    expect(renamed.fingerprint).not.toBe(renewed.fingerprint);
    await writeFile(join(dataDir, 'tls', 'station.crt'), 'torn');
    const mended = await ownCertificate(dataDir, names, now);
    expect(new X509Certificate(mended.certificate).checkHost(names[0] ?? '')).toBeDefined();
  });
});

describe('a certificate of the factory', () => {
  test('is refused in words when it is missing, none, over, or has the key of another', async () => {
    const files = { certificate: join(dataDir, 'tls', 'station.crt'), key: join(dataDir, 'tls', 'station.key') };
    await expect(readCertificate(files, now)).rejects.toMatchObject({ code: 'not-found' });
    await ownCertificate(dataDir, names, now);
    expect(await readCertificate(files, now)).toMatchObject({ fingerprint: expect.stringMatching(/^[0-9A-F:]{95}$/) });
    await expect(readCertificate(files, now + 500 * dayMs)).rejects.toThrow('ended on');
    const key = join(dataDir, 'other.key');
    const other = await temporaryFolder('other-tls');
    await ownCertificate(other, names, now);
    await writeFile(key, await readFile(join(other, 'tls', 'station.key')));
    await rm(other, { recursive: true });
    await expect(readCertificate({ ...files, key }, now)).rejects.toThrow('is not the key of');
    await writeFile(key, 'no key at all');
    await expect(readCertificate({ ...files, key }, now)).rejects.toThrow('is not the key of');
    await writeFile(files.certificate, 'no certificate');
    await expect(readCertificate(files, now)).rejects.toThrow('is no certificate');
  });
});
