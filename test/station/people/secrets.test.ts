/** What is kept of PINs and badges, and in which files. */
import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { badgeSchema, personNameSchema, pinFault } from '../../../main/api/person.ts';
import { badgeHash, badgeKey, badgeKeyPath } from '../../../main/station/people/badge-key.ts';
import { hashPin, isPin, readPin } from '../../../main/station/people/pin-hash.ts';

describe('a PIN', () => {
  it('is kept as scrypt with its own salt and its cost', async () => {
    const [one, other] = await Promise.all([hashPin('4712'), hashPin('4712')]);
    expect(one).toMatch(/^scrypt\$32768\$8\$1\$[A-Za-z0-9+/]{22}==\$[A-Za-z0-9+/]{43}=$/);
    expect(other).not.toBe(one);
    expect(await isPin('4712', one)).toBe(true);
    expect(await isPin('4713', one)).toBe(false);
    expect(await isPin('', one)).toBe(false);
    expect(await isPin('4712', null)).toBe(false);
  });

  it('is the one of the RFC’s own example', async () => {
    // RFC 7914, 12: scrypt (P="pleaseletmein", S="SodiumChloride", N=16384, r=8, p=1, dkLen=64)
    const hash = Buffer.from(
      '7023bdcb3afd7348461c06cd81fd38ebfda8fbba904f8e3ea9b543f6545da1f2' +
        'd5432955613f0fcf62d49705242a9af9e61e85dc0d651e40dfcf017b45575887',
      'hex',
    );
    const salt = Buffer.from('SodiumChloride').toString('base64');
    expect(await isPin('pleaseletmein', `scrypt$16384$8$1$${salt}$${hash.toString('base64')}`)).toBe(true);
  });

  it.each([
    '',
    'scrypt',
    'bcrypt$32768$8$1$c2FsdA==$aGFzaA==',
    'scrypt$33000$8$1$c2FsdHNhbHQ=$aGFzaGhhc2hoYXNoaGFzaA==',
    'scrypt$1073741824$8$1$c2FsdHNhbHQ=$aGFzaGhhc2hoYXNoaGFzaA==',
    'scrypt$32768$8$9999$c2FsdHNhbHQ=$aGFzaGhhc2hoYXNoaGFzaA==',
    'scrypt$32768$8$1$c2FsdHNhbHQ=$YQ==',
    'scrypt$32768$8$1$c2FsdHNhbHQ=$aGFzaGhhc2hoYXNoaGFzaA==$more',
  ])('that somebody wrote into the database is not computed for minutes: %j', (kept) => {
    expect(() => readPin(kept)).toThrow('a PIN in the database is damaged');
  });

  it('is neither one digit again and again nor a run, in whichever direction', () => {
    const faults = ['123', '1234567890123', '7777', '3456', '9876', '8901', '2109', '12 4', '+123', '1243', '0852'];
    expect(faults.map(pinFault)).toEqual([
      ...['length', 'length', 'same', 'run', 'run', 'run', 'run', 'digits', 'digits'],
      ...[null, null],
    ]);
  });
});

describe('a name', () => {
  it('never has what cannot be seen, whatever came in', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 80 }), (text) => {
        const parsed = personNameSchema.safeParse(text);
        if (!parsed.success) return;
        expect(parsed.data).toBe(parsed.data.trim());
        expect(parsed.data.length).toBeGreaterThan(0);
        expect(parsed.data.length).toBeLessThanOrEqual(60);
        expect(parsed.data).not.toMatch(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]| {2}/u);
        expect(personNameSchema.parse(parsed.data)).toBe(parsed.data);
      }),
    );
  });

  it('may be written in any script', () => {
    for (const name of ['Chen Wei 陈伟', 'Emre Yıldız', 'Ольга Ким', 'Zoë O’Neill-Ångström', 'محمد علي']) {
      expect(personNameSchema.parse(name)).toBe(name.normalize('NFC'));
    }
  });
});

describe('a badge', () => {
  let dataDir: string;
  beforeEach(async () => {
    dataDir = await mkdtemp(join(tmpdir(), 'sightline-badge-'));
  });
  afterEach(() => rm(dataDir, { recursive: true }));

  it('is hashed with a key of this station that only its user can read', async () => {
    const key = await badgeKey(dataDir);
    expect((await stat(badgeKeyPath(dataDir))).mode & 0o777).toBe(0o600);
    expect(await badgeKey(dataDir)).toEqual(key);
    expect(await readFile(badgeKeyPath(dataDir))).toEqual(key);
    expect(badgeHash(key, 'B-0001')).toBe(badgeHash(key, 'B-0001'));
    expect(badgeHash(key, 'B-0001')).not.toBe(badgeHash(key, 'B-0002'));
    expect(badgeHash(Buffer.alloc(32), 'B-0001')).not.toBe(badgeHash(key, 'B-0001'));
  });

  it('key that came back from a backup with other rights is closed again', async () => {
    await writeFile(badgeKeyPath(dataDir), Buffer.alloc(32, 7), { mode: 0o644 });
    await badgeKey(dataDir);
    expect((await stat(badgeKeyPath(dataDir))).mode & 0o777).toBe(0o600);
  });

  it('key that is none says what to do, and is not overwritten', async () => {
    await writeFile(badgeKeyPath(dataDir), 'short');
    await expect(badgeKey(dataDir)).rejects.toMatchObject({
      code: 'bad-input',
      remedy: expect.stringContaining('backup'),
    });
    expect(await readFile(badgeKeyPath(dataDir), 'utf8')).toBe('short');
  });

  it('says 4 to 128 plain characters', () => {
    expect(badgeSchema.parse('  0048151623\r\n'.trimEnd())).toBe('0048151623');
    for (const wrong of ['abc', 'x'.repeat(129), 'ab\u0000cd', 'ab\ncd', 'äöüß']) {
      expect(badgeSchema.safeParse(wrong).success, JSON.stringify(wrong)).toBe(false);
    }
  });
});
