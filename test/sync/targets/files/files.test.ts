/** Files on a real disk, by the real sender, and read back by the receiver's reader. */
import { generateKeyPairSync } from 'node:crypto';
import { appendFile, mkdir, mkdtemp, readdir, readFile, rename, rm, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { v7 } from 'uuid';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { filesSettingsSchema } from '../../../../main/api/slices/sync-target.ts';
import { systemClock } from '../../../../main/station/clock.ts';
import { keyFile, openStationKey } from '../../../../main/storekeeper/history/station-key.ts';
import { deviceOf, nameForFiles, ownerFile } from '../../../../main/sync/targets/files/folder.ts';
import { createFilesTarget } from '../../../../main/sync/targets/files/index.ts';
import { readRecordFile } from '../../../../main/sync/targets/files/read-record-file.ts';
import { stationKeyFile } from '../../../../main/sync/targets/files/station-signature.ts';
import { recordLineSchema } from '../../../../main/sync/targets/record-line.ts';
import { TargetTrouble } from '../../../../main/sync/transport.ts';
import { eventually } from '../../../support/eventually.ts';
import { FilledStore } from '../filled-store.ts';
import { contextOf, type Sending, startSending, station } from '../sending.ts';

let root: string;
let folder: string;
let dataDir: string;
const open: Sending[] = [];

beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'sightline-files-'));
  folder = join(root, 'stick');
  dataDir = join(root, 'data');
  await mkdir(folder);
  await mkdir(dataDir);
  openStationKey(dataDir, 0);
});
afterEach(async () => {
  for (const sending of open.splice(0)) await sending.close();
  await rm(root, { recursive: true });
});

interface Over {
  readonly perFile?: number;
  readonly keepFreeBytes?: number;
  readonly who?: typeof station;
  readonly closeAfterMs?: number;
  readonly device?: typeof deviceOf;
  readonly monotonicMs?: () => number;
  readonly problem?: (text: string) => void;
}

function send(store: FilledStore, over: Over = {}): Sending {
  const { perFile = 50, keepFreeBytes = 0, who = station, closeAfterMs = 3_600_000, device = deviceOf } = over;
  const connection = filesSettingsSchema.parse({ kind: 'files', folder, messagesPerFile: perFile, keepFreeBytes });
  const type = createFilesTarget({ closeAfterMs, deviceOf: device });
  const clock = { ...systemClock, ...(over.monotonicMs && { monotonicMs: over.monotonicMs }) };
  const problem = over.problem ?? (() => undefined);
  const context = contextOf(connection, { dataDir, station: who, clock, problem });
  const sending = startSending(type, context, store);
  open.push(sending);
  return sending;
}

async function stop(sending: Sending): Promise<void> {
  open.splice(open.indexOf(sending), 1);
  await sending.close();
}

async function files(end: string): Promise<string[]> {
  return (await readdir(folder)).filter((name) => name.endsWith(end)).toSorted();
}

/** Ids of all sealed records in the folder, in the order of the files. */
async function sealedIds(): Promise<string[]> {
  const ids: string[] = [];
  for (const name of [...(await files('.ndjson')), ...(await files('.partial'))]) {
    const found = await readRecordFile(join(folder, name), (lines) => {
      for (const line of lines) ids.push(recordLineSchema.parse(JSON.parse(line)).id);
    });
    expect(found.is).toBe('sealed');
  }
  return ids;
}

function ids(store: FilledStore): string[] {
  return store.ids.toSorted();
}

describe('files', () => {
  test('hold every message once, sealed, and are closed after so many', async () => {
    const sending = send(new FilledStore().fill(120, { perPart: 3 }));
    await sending.settled();
    await stop(sending);
    expect(await files('.partial')).toEqual([]);
    expect((await files('.ndjson')).length).toBeGreaterThanOrEqual(3);
    expect(await sealedIds()).toEqual(sending.store.ids);
    for (const name of await files('.ndjson')) {
      const found = await readRecordFile(join(folder, name));
      expect(found).toMatchObject({ is: 'sealed', isLast: true, tornBytes: 0, head: { station } });
    }
  });

  test('are closed when their time has come, too', async () => {
    let nowMs = 0;
    const sending = send(new FilledStore().fill(5), { closeAfterMs: 60_000, monotonicMs: () => nowMs });
    await sending.settled();
    expect(await files('.partial')).toHaveLength(1);
    nowMs = 60_001;
    const facts = { state: 'idle', recipe: '', bundle: { name: '', version: '' }, faults: [], telemetry: {} } as const;
    await eventually(
      () => {
        sending.transport.tick?.(facts);
        return files('.ndjson');
      },
      (names) => names.length === 1,
    );
    expect(await files('.partial')).toEqual([]);
  });

  test('are signed with the key of the station’s history, which only the store makes', async () => {
    expect(stationKeyFile).toBe(keyFile);
    await rm(join(dataDir, keyFile));
    const sending = send(new FilledStore().fill(5));
    const waiting = await sending.becomes('waiting');
    expect(waiting.detail).toContain('the key with which this station signs is not there');
    expect(await files('.ndjson')).toEqual([]);
    const key = Buffer.from(openStationKey(dataDir, 0).key.publicKey).toString('hex');
    await sending.settled();
    await stop(sending);
    const [name = ''] = await files('.ndjson');
    expect(await readRecordFile(join(folder, name))).toMatchObject({ head: { key } });
  });

  test('keep apart what a crash has torn: sealed records stay, the torn ones are sent again', async () => {
    const problems: string[] = [];
    const store = new FilledStore().fill(30);
    const first = send(store);
    await first.settled();
    // The power fails in the middle of the next batch: nothing closes the file.
    const [partial = ''] = await files('.partial');
    await appendFile(join(folder, partial), '{"id":"torn in the mid');
    store.fill(30);
    const second = send(store, { problem: (text) => problems.push(text) });
    await second.settled();
    await stop(second);
    expect(problems.join()).toContain('bytes behind the last seal are torn');
    expect(new Set(await sealedIds())).toEqual(new Set(ids(store)));
  });

  test('in which nothing was acknowledged are set aside, not sent as records', async () => {
    const name = `line-1-${station.id.slice(-12)}-x.ndjson`;
    await writeFile(join(folder, `${name}.partial`), '{"sightline":"records/1","stat');
    const sending = send(new FilledStore().fill(5));
    await sending.settled();
    await stop(sending);
    expect(await files('.torn')).toEqual([`${name}.torn`]);
    expect(await files('.ndjson')).toHaveLength(1);
  });
});

describe('a folder', () => {
  test('that is not there is never made; it goes on once it is', async () => {
    await rm(folder, { recursive: true });
    const sending = send(new FilledStore().fill(40));
    const waiting = await sending.becomes('waiting');
    expect(waiting).toMatchObject({ detail: `the folder ${folder} is not there` });
    expect(await readdir(root)).toEqual(['data']);
    await mkdir(folder);
    await sending.settled();
    expect(new Set(await sealedIds())).toEqual(new Set(ids(sending.store)));
  });

  test('on a stick that is pulled out and comes back loses nothing', async () => {
    const store = new FilledStore().fill(40);
    const sending = send(store);
    await sending.settled();
    await rename(folder, join(root, 'pocket'));
    store.fill(40);
    expect((await sending.becomes('waiting')).detail).toContain('is not there');
    expect(await readdir(root)).not.toContain('stick');
    await rename(join(root, 'pocket'), folder);
    await sending.settled();
    await stop(sending);
    expect(await files('.partial')).toEqual([]);
    expect(new Set(await sealedIds())).toEqual(new Set(ids(store)));
  });

  test('is not written while the stick is not mounted on it', async () => {
    let isMounted = true;
    const device = async (path: string): Promise<number> => (path === folder && isMounted ? 2 : 1);
    const store = new FilledStore().fill(10);
    const sending = send(store, { device });
    await sending.settled();
    const before = await readdir(folder);
    isMounted = false;
    store.fill(10);
    expect((await sending.becomes('waiting')).detail).toContain('not the stick');
    expect(await readdir(folder)).toEqual(before);
    isMounted = true;
    await sending.settled();
    expect(new Set(await sealedIds())).toEqual(new Set(ids(store)));
  });

  test('out of which somebody has taken the growing file gets another one', async () => {
    const store = new FilledStore().fill(10);
    const sending = send(store);
    await sending.settled();
    const [taken = ''] = await files('.partial');
    const pocket = join(root, taken);
    await rename(join(folder, taken), pocket);
    store.fill(10);
    await sending.settled();
    const carried: string[] = [];
    await readRecordFile(pocket, (lines) => {
      for (const line of lines) carried.push(recordLineSchema.parse(JSON.parse(line)).id);
    });
    expect(new Set([...carried, ...(await sealedIds())])).toEqual(new Set(ids(store)));
  });

  test('that another station with the same name writes into is noticed, and both are named', async () => {
    const one = send(new FilledStore().fill(10));
    await one.settled();
    const other = send(new FilledStore().fill(10), { who: { ...station, id: v7() } });
    const stopped = await other.becomes('stopped');
    expect(stopped.detail).toContain(`under the name ${station.name} (its number is ${station.id})`);
    expect(stopped.remedy).toContain(ownerFile(station.name));
    // A station with another name shares the folder.
    const third = send(new FilledStore().fill(10), { who: { ...station, id: v7(), name: 'line 2' } });
    await third.settled();
  });

  test('without room is not filled to its end', async () => {
    const sending = send(new FilledStore().fill(10), { keepFreeBytes: Number.MAX_SAFE_INTEGER });
    const stopped = await sending.becomes('stopped');
    expect(stopped.detail).toContain('must stay free');
    expect(stopped.remedy).toContain('another stick');
    expect(await files('.partial')).toEqual([]);
  });

  test('whose owner mark a power failure has torn is claimed again', async () => {
    await writeFile(join(folder, ownerFile(station.name)), '{"stat');
    const sending = send(new FilledStore().fill(3));
    await sending.settled();
    expect(JSON.parse(await readFile(join(folder, ownerFile(station.name)), 'utf8'))).toMatchObject({
      station: { id: station.id },
    });
  });

  test.each([
    ['a relative path', 'somewhere'],
    ['a file', null],
  ])('that is none (%s) is told', async (_words, path) => {
    folder = path ?? join(root, 'file');
    if (path === null) await writeFile(folder, '');
    const sending = send(new FilledStore().fill(3));
    expect((await sending.becomes('stopped')).detail).toContain('is no folder');
  });

  test('is tried without leaving anything there, not even a claim', async () => {
    const { transport } = send(new FilledStore());
    const said = await transport.test(AbortSignal.timeout(20_000));
    expect(said).toMatch(/can be written, \d+ MB are free\. Files are signed with the key [0-9a-f]{64}\./);
    expect(await readdir(folder)).toEqual([]);
    await rm(folder, { recursive: true });
    await expect(transport.test(AbortSignal.timeout(20_000))).rejects.toThrow(TargetTrouble);
  });
});

describe('a file that is read', () => {
  async function written(count: number): Promise<string> {
    const sending = send(new FilledStore().fill(count), { perFile: 10_000 });
    await sending.settled();
    await stop(sending);
    return join(folder, (await files('.ndjson'))[0] ?? '');
  }

  test('and was cut anywhere gives what was sealed before the cut, and never more', async () => {
    const store = new FilledStore();
    const sending = send(store, { perFile: 10_000 });
    for (let n = 0; n < 5; n++) {
      store.fill(4);
      await sending.settled();
    }
    await stop(sending);
    const [name = ''] = await files('.ndjson');
    const whole = await readFile(join(folder, name));
    const copy = join(root, 'copy');
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 0, max: whole.length }), async (length) => {
        await writeFile(copy, whole);
        await truncate(copy, length);
        const read: string[] = [];
        const found = await readRecordFile(copy, (lines) => void read.push(...lines));
        const all = whole
          .toString()
          .split('\n')
          .filter((line) => line.startsWith('{"id"'));
        expect(read).toEqual(all.slice(0, read.length));
        if (found.is === 'sealed') {
          expect(found.isLast).toBe(length === whole.length);
          expect(found.sealed.records).toBe(read.length);
          expect(found.sealed.bytes + found.tornBytes).toBe(length);
        } else expect(read).toEqual([]);
      }),
      { numRuns: 60 },
    );
  });

  test('and was changed anywhere gives nothing that the station has not sealed', async () => {
    const path = await written(20);
    const whole = await readFile(path);
    const sealed = whole
      .toString()
      .split('\n')
      .filter((line) => line.startsWith('{"id"'));
    await fc.assert(
      fc.asyncProperty(fc.nat(whole.length - 1), fc.integer({ min: 1, max: 255 }), async (at, by) => {
        const changed = Buffer.from(whole);
        changed[at] = (changed[at] ?? 0) ^ by;
        await writeFile(path, changed);
        const read: string[] = [];
        const found = await readRecordFile(path, (lines) => void read.push(...lines));
        expect(read.every((line) => sealed.includes(line))).toBe(true);
        expect(found.is === 'sealed' && found.isLast).toBe(false);
      }),
      { numRuns: 100 },
    );
  });

  test('and was signed by nobody is not believed', async () => {
    const path = await written(5);
    const { x } = generateKeyPairSync('ed25519').publicKey.export({ format: 'jwk' });
    const text = await readFile(path, 'utf8');
    const other = Buffer.from(x ?? '', 'base64url').toString('hex');
    await writeFile(path, text.replace(/"key":"[0-9a-f]{64}"/, `"key":"${other}"`));
    expect(await readRecordFile(path)).toMatchObject({ is: 'changed' });
  });
});

test('names for files tell stations apart, whatever they are called', () => {
  expect(nameForFiles('Line 1')).toMatch(/^Line-1-[0-9a-f]{6}$/);
  expect(nameForFiles('检测一号')).toMatch(/^station-[0-9a-f]{6}$/);
  expect(nameForFiles('检测一号')).not.toBe(nameForFiles('检测二号'));
  expect(nameForFiles('../../etc')).toMatch(/^etc-[0-9a-f]{6}$/);
});
