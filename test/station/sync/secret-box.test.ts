import { chmod, mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { changedSecrets, SecretBox, type SecretLock, secretsPath } from '../../../main/station/sync/secret-box.ts';

async function aFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'sightline-secrets-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  return folder;
}

/** Stands for the operating system's, which no test machine has: turns every byte around. */
const lock: SecretLock = {
  kind: 'key-store',
  lock: (plain) => Buffer.from(Buffer.from(plain).map((byte) => byte ^ 0xff)),
  unlock: (locked) => Buffer.from(locked.map((byte) => byte ^ 0xff)).toString(),
};
const secrets = { target: { password: 'open sesame', clientKey: '' } };

describe('secrets', () => {
  it('are none before the first', async () => {
    expect(await new SecretBox(await aFolder(), null).read()).toEqual({});
  });

  it.each([
    ['a file that only its owner may read, where there is no key store', null, 'file'],
    ['the key store’s box', lock, 'key-store'],
  ] as const)('are kept in %s', async (_, given, kept) => {
    const folder = await aFolder();
    const box = new SecretBox(folder, given);
    await box.write(secrets);
    expect(box.kept).toBe(kept);
    expect(await new SecretBox(folder, given).read()).toEqual(secrets);
    expect((await stat(secretsPath(folder))).mode & 0o777).toBe(0o600);
    expect((await readFile(secretsPath(folder), 'utf8')).includes('open sesame')).toBe(given === null);
  });

  it('lie in a file with tight rights, whatever rights a left-over of a crash had', async () => {
    const folder = await aFolder();
    await writeFile(`${secretsPath(folder)}.new`, 'torn');
    await chmod(`${secretsPath(folder)}.new`, 0o644);
    await new SecretBox(folder, null).write(secrets);
    expect((await stat(secretsPath(folder))).mode & 0o777).toBe(0o600);
  });

  it.each([
    ['a file that is torn', '{"kept":"file","secr', null],
    ['a file of something else', '{"kept":"cellar"}', null],
    ['a box of a key store that is not here', '{"kept":"key-store","locked":"AAAA"}', null],
    ['a box that another key store locked', '{"kept":"key-store","locked":"AAAA"}', lock],
  ])('say what to do about %s, and leave it where it is', async (_, text, given) => {
    const folder = await aFolder();
    await writeFile(secretsPath(folder), text);
    const reading = new SecretBox(folder, given).read();
    await expect(reading).rejects.toMatchObject({
      code: 'bad-input',
      message: expect.stringContaining(secretsPath(folder)),
      remedy: expect.stringContaining('enter the secrets again'),
    });
    expect(await readFile(secretsPath(folder), 'utf8')).toBe(text);
  });

  it('change one by one: those given are kept, an empty one is forgotten, the others stay', () => {
    expect(changedSecrets({ password: 'old', token: 't' }, { password: 'new' })).toEqual({
      password: 'new',
      token: 't',
    });
    expect(changedSecrets({ password: 'old', token: 't' }, { password: '' })).toEqual({ token: 't' });
    expect(changedSecrets({ token: 't' }, {})).toEqual({ token: 't' });
  });
});
