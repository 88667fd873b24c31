/** `mes` and `import` as people start them. */
import { type ChildProcess, spawn } from 'node:child_process';
import { appendFile, mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { v7 } from 'uuid';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { filesSettingsSchema } from '../../main/api/slices/sync-target.ts';
import { runCli } from '../../main/cli/cli.ts';
import type { Envelope } from '../../main/station/store/sync-table.ts';
import { openStationKey } from '../../main/storekeeper/history/station-key.ts';
import { filesTarget } from '../../main/sync/targets/files/index.ts';
import { temporaryFolder } from '../support/http.ts';
import { aPartMessage } from '../support/messages.ts';
import { aTransport } from '../sync/targets/cfx/a-cfx-target.ts';
import { FilledStore } from '../sync/targets/filled-store.ts';
import { contextOf, startSending, station } from '../sync/targets/sending.ts';

const startFile = new URL('../../main/start.mjs', import.meta.url).pathname;

interface Said {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** In this process: starting one takes seconds, and what starts it is tested with `mes`. */
async function cli(...args: string[]): Promise<Said> {
  const lines = { log: [] as string[], error: [] as string[] };
  const log = vi.spyOn(console, 'log').mockImplementation((text) => void lines.log.push(String(text)));
  const error = vi.spyOn(console, 'error').mockImplementation((text) => void lines.error.push(String(text)));
  try {
    const code = await runCli(args);
    return { code, stdout: lines.log.join('\n'), stderr: lines.error.join('\n') };
  } finally {
    log.mockRestore();
    error.mockRestore();
  }
}

let root: string;
beforeEach(async () => {
  root = await temporaryFolder('mes-cli');
});
afterEach(() => rm(root, { recursive: true }));

describe('mes', () => {
  const children: ChildProcess[] = [];
  afterEach(() => {
    for (const child of children.splice(0)) child.kill('SIGKILL');
  });

  /** @returns what it said when it was up, and what ends it, with its exit code. */
  async function start(...args: string[]): Promise<{ said: string; end: () => Promise<number | null> }> {
    const child = spawn(process.execPath, [startFile, '--cli', 'mes', '--port', '0', ...args]);
    children.push(child);
    const exited = new Promise<number | null>((resolve) => child.once('exit', resolve));
    let said = '';
    await new Promise<void>((resolve, reject) => {
      const hear = (text: Buffer): void => {
        said += text.toString();
        if (said.includes('Ctrl-C')) resolve();
      };
      child.stdout.on('data', hear);
      child.stderr.on('data', hear);
      child.once('exit', (code) => reject(new Error(`it ended with ${code}: ${said}`)));
    });
    const end = (): Promise<number | null> => {
      child.kill('SIGINT');
      return exited;
    };
    return { said, end };
  }

  test('starts, is told how to misbehave, counts, and ends in good order', async () => {
    const { said, end } = await start('--misbehave', 'error', '--times', '1');
    const page = /Page\s+(\S+)/.exec(said)?.[1] ?? '';
    const records = /Records\s+(\S+)/.exec(said)?.[1] ?? '';
    const post = (): Promise<Response> =>
      fetch(records, {
        ...{ method: 'POST', headers: { 'content-type': 'application/x-ndjson' } },
        body: `${JSON.stringify({ id: v7(), kind: 'event', body: {} })}\n`,
      });
    expect((await post()).status).toBe(500);
    expect((await post()).status).toBe(200);
    expect(await (await fetch(`${page}received`)).json()).toMatchObject({ messages: 1 });
    expect(await end()).toBe(0);
  });

  test('takes CFX over AMQP into the same ledger', async () => {
    const { said, end } = await start();
    const [, port = ''] = /amqp:\/\/[^:]+:(\d+)/.exec(said) ?? [];
    const { transport, render } = aTransport({ port: Number(port), addressStyle: 'plain' });
    const bodies = (await render(aPartMessage(1))) ?? [];
    const { messageId, sequence, eventTime } = aPartMessage(1);
    const envelope: Envelope = { sequence, messageId, kind: 'part', eventTime, part: null, bodies: [...bodies] };
    const outcomes = await transport.send({ id: v7(), envelopes: [envelope] }, new AbortController().signal);
    expect(outcomes).toEqual([{ as: 'accepted' }]);
    const received = /Counts\s+(\S+)/.exec(said)?.[1] ?? '';
    expect(await (await fetch(received)).json()).toMatchObject({ byWay: { amqp: expect.any(Number) } });
    await transport.close();
    expect(await end()).toBe(0);
  });

  test('speaks TLS with a certificate that it writes for the station', async () => {
    const file = join(root, 'mes.pem');
    const { said, end } = await start('--tls', file);
    expect(said).toContain('https://127.0.0.1:');
    expect(await readFile(file, 'utf8')).toContain('BEGIN CERTIFICATE');
    await end();
  });

  test('names the ways in which it can misbehave to whoever asks for another', async () => {
    expect(await cli('mes', '--port', '0', '--misbehave', 'rudely')).toMatchObject({
      code: 1,
      stderr: expect.stringContaining('half-refused'),
    });
  });
});

describe('import', () => {
  let folder: string;
  let to: string;
  let key: string;
  beforeEach(async () => {
    folder = join(root, 'stick');
    to = join(root, 'records.ndjson');
    await mkdir(folder);
    key = Buffer.from(openStationKey(root, 0).key.publicKey).toString('hex');
  });

  async function write(count: number, isClosed = true): Promise<string[]> {
    const connection = filesSettingsSchema.parse({ kind: 'files', folder, messagesPerFile: 10, keepFreeBytes: 0 });
    const sending = startSending(filesTarget, contextOf(connection, { dataDir: root }), new FilledStore().fill(count));
    await sending.settled();
    if (isClosed) await sending.close();
    else ends.push(() => sending.close());
    return sending.store.ids;
  }
  const ends: (() => Promise<void>)[] = [];
  afterEach(async () => {
    for (const end of ends.splice(0)) await end();
  });

  async function imported(): Promise<string[]> {
    const lines = (await readFile(to, 'utf8')).trimEnd().split('\n');
    return lines.map((line) => JSON.parse(line).id);
  }

  test('gathers each record once, counts, and is safe to run again', async () => {
    const ids = await write(35);
    const first = await cli('import', folder, '--to', to);
    expect(first).toMatchObject({ code: 0, stderr: '' });
    expect(first.stdout).toContain('4 files, 35 records, 35 of them new');
    expect(first.stdout).toContain(`${station.name}  ${key}`);
    expect((await imported()).toSorted()).toEqual(ids.toSorted());
    const again = await cli('import', folder, '--to', to, '--key', key);
    expect(again.stdout).toContain('35 records, 0 of them new; 35 are in');
    // A crash in the middle of an import has torn its last line.
    await appendFile(to, '{"id":"0190');
    expect(await cli('import', folder, '--to', to)).toMatchObject({ code: 0 });
    expect((await imported()).toSorted()).toEqual(ids.toSorted());
  });

  test('takes a file that is not finished up to its last seal, and the rest once it is', async () => {
    const ids = await write(5, false);
    const [name = ''] = (await readdir(folder)).filter((each) => each.endsWith('.partial'));
    await appendFile(join(folder, name), '{"id":"torn');
    const said = await cli('import', folder, '--to', to, '--json');
    expect(JSON.parse(said.stdout)).toMatchObject({
      ...{
        total: 5,
        files: [{ records: 5, added: 5, isSuspect: false, remark: expect.stringContaining('not finished') }],
      },
    });
    expect((await imported()).toSorted()).toEqual(ids.toSorted());
  });

  test('refuses what a station has not signed, names it, and takes the others', async () => {
    const ids = await write(20);
    const [name = ''] = (await readdir(folder)).filter((each) => each.endsWith('.ndjson'));
    const text = await readFile(join(folder, name), 'utf8');
    await writeFile(join(folder, name), text.replace('"verdict":"pass"', '"verdict":"fail"'));
    const said = await cli('import', folder, '--to', to);
    expect(said).toMatchObject({
      code: 1,
      stderr: expect.stringContaining('1 of 2 files are not as a station has left'),
    });
    expect(said.stdout).toContain('is not what the station has sealed');
    expect(await imported()).toHaveLength(10);
    expect(ids).toEqual(expect.arrayContaining(await imported()));
  });

  test('takes nothing that another key has signed, where keys are named', async () => {
    await write(10);
    const said = await cli('import', folder, '--to', to, '--key', 'ab'.repeat(32));
    expect(said).toMatchObject({ code: 1, stdout: expect.stringContaining('signed with a key that was not named') });
    expect(await readFile(to, 'utf8')).toBe('');
    expect(await cli('import', folder, '--to', to, '--key', 'abc')).toMatchObject({
      ...{ code: 1, stderr: expect.stringContaining('64 hexadecimal digits') },
    });
  });

  test('writes into no file but one of records, and says what is missing', async () => {
    await write(5);
    await writeFile(to, 'my letters\n');
    expect(await cli('import', folder, '--to', to)).toMatchObject({
      ...{ code: 1, stderr: expect.stringContaining('line 1: this is no imported record') },
    });
    expect(await readFile(to, 'utf8')).toBe('my letters\n');
    expect(await cli('import', '--to', to)).toMatchObject({ code: 1, stderr: expect.stringContaining('a folder') });
    expect(await cli('import', folder)).toMatchObject({ code: 1, stderr: expect.stringContaining('--to FILE') });
    expect(await cli('import', join(root, 'nowhere'), '--to', join(root, 'x'))).toMatchObject({
      ...{ code: 1, stderr: expect.stringContaining('cannot be read') },
    });
  });
});
