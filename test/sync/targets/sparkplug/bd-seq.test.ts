import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { nextBdSeq } from '../../../../main/sync/targets/sparkplug/bd-seq.ts';
import { idOf } from '../../../support/messages.ts';
import { aDataDir } from './an-edge-node.ts';

const target = idOf('target');

async function aCount() {
  const dataDir = await aDataDir();
  const problems: string[] = [];
  const file = join(dataDir, 'sparkplug', `${target}.json`);
  return { dataDir, problems, file, next: () => nextBdSeq(dataDir, target, (text) => problems.push(text)) };
}

describe('the number of a connection', () => {
  it('begins at 0, grows by one, and is 0 after 255', async () => {
    const { next, problems } = await aCount();
    const numbers: number[] = [];
    for (let count = 0; count < 258; count++) numbers.push(await next());
    expect(numbers).toEqual([...Array.from({ length: 256 }, (_, index) => index), 0, 1]);
    expect(problems).toEqual([]);
  });

  it('is on disk before it is used', async () => {
    const { next, file } = await aCount();
    await next();
    const number = await next();
    expect(JSON.parse(await readFile(file, 'utf8'))).toEqual({ bdSeq: number });
  });

  it.each(['', '{"bdSeq":', '{"bdSeq":256}', '{"bdSeq":"1"}', '[]'])(
    'begins anew where the file is damaged: %s',
    async (text) => {
      const { next, file, problems, dataDir } = await aCount();
      await mkdir(join(dataDir, 'sparkplug'));
      await writeFile(file, text);
      expect([await next(), await next()]).toEqual([0, 1]);
      expect(problems).toHaveLength(1);
      expect(problems[0]).toContain(file);
    },
  );

  it('is counted for each target by itself', async () => {
    const { next, dataDir } = await aCount();
    await next();
    expect(await nextBdSeq(dataDir, idOf('other'), () => undefined)).toBe(0);
  });

  it('that cannot be kept is none: the trouble says where and what to do', async () => {
    const { next, dataDir } = await aCount();
    await writeFile(join(dataDir, 'sparkplug'), 'a file where the folder should be');
    await expect(next()).rejects.toMatchObject({ kind: 'broken', remedy: expect.stringContaining('disk is full') });
  });
});
