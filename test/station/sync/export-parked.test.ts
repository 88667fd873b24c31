import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import type { Parked } from '../../../main/api/slices/sync.ts';
import { exportsFolder } from '../../../main/station/store/export-path.ts';
import { exportParked } from '../../../main/station/sync/export-parked.ts';
import { aPartMessage, idOf } from '../../support/messages.ts';

const target = idOf('mes');

async function aFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'sightline-parked-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  return folder;
}

/** A store with so many parked messages, two a page. */
function withParked(count: number) {
  const all = Array.from({ length: count }, (_, index): Parked => {
    const sequence = count - index;
    const { messageId, eventTime, part } = aPartMessage(sequence) as Extract<
      ReturnType<typeof aPartMessage>,
      { kind: 'part' }
    >;
    return {
      ...{ sequence, kind: 'part', messageId, eventTime, part: part.id, serial: part.serial },
      ...{ reason: 'unknown product', parkedAt: 1, state: 'parked' },
    };
  });
  return {
    parkedPage: async ({ before }: { readonly before: number | null }) => {
      const behind = all.filter(({ sequence }) => before === null || sequence < before);
      const parked = behind.slice(0, 2);
      return { parked, next: behind.length > 2 ? (parked.at(-1)?.sequence ?? null) : null, total: count };
    },
    parkedMessage: async ({ sequence }: { readonly sequence: number }) => ({
      ...{ bodies: [`{"n":${sequence}}`], message: aPartMessage(sequence), reason: 'unknown product' },
    }),
  };
}

describe('the export of parked messages', () => {
  it('has each of them once, with its reason, what it was made of and what was sent', async () => {
    const dataDir = await aFolder();
    const at = await exportParked(withParked(5), dataDir, target);
    const text = await readFile(join(exportsFolder(dataDir), at.replace('/exports/', '')), 'utf8');
    const lines = text
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line));
    expect(lines.map(({ sequence }) => sequence)).toEqual([5, 4, 3, 2, 1]);
    expect(lines[0]).toMatchObject({
      ...{ reason: 'unknown product', bodies: ['{"n":5}'], message: { kind: 'part', part: { serial: 'SN-5' } } },
    });
  });

  it('is an empty file where nothing is parked', async () => {
    const dataDir = await aFolder();
    const at = await exportParked(withParked(0), dataDir, target);
    expect(await readFile(join(exportsFolder(dataDir), at.replace('/exports/', '')), 'utf8')).toBe('');
  });

  it('leaves nothing behind when the store goes away in the middle', async () => {
    const dataDir = await aFolder();
    const store = withParked(5);
    const parkedMessage = async ({ sequence }: { readonly sequence: number }) => {
      if (sequence === 3) throw new Error('the store is being started');
      return store.parkedMessage({ sequence });
    };
    await expect(exportParked({ ...store, parkedMessage }, dataDir, target)).rejects.toThrow('being started');
    expect(await readdir(exportsFolder(dataDir))).toEqual([]);
  });
});
