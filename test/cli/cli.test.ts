import { execFile } from 'node:child_process';
import { mkdir, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { gunzipSync } from 'node:zlib';
import Database from 'better-sqlite3';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { startHttpServer } from '../../main/http/server.ts';
import { loadUiFiles } from '../../main/http/ui-files.ts';
import { silentLog } from '../../main/station/log/log.ts';
import { healthyStation } from '../support/healthz.ts';
import { signIn, smallUi, temporaryFolder } from '../support/http.ts';

const run = promisify(execFile);
const startFile = new URL('../../main/start.mjs', import.meta.url).pathname;

interface Said {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

async function station(...args: string[]): Promise<Said> {
  try {
    return { code: 0, ...(await run(process.execPath, [startFile, '--cli', ...args])) };
  } catch (thrown) {
    const { code, stdout, stderr } = thrown as Said;
    return { code, stdout, stderr };
  }
}

let dataDir: string;
beforeEach(async () => {
  dataDir = await temporaryFolder('cli');
});
afterEach(() => rm(dataDir, { recursive: true }));

async function withServer<T>(use: () => Promise<T>): Promise<T> {
  const uiFolder = await smallUi();
  const ui = await loadUiFiles(uiFolder);
  const served = {
    serve: () => undefined,
    healthz: () => healthyStation,
    pictureFile: async () => null,
    exportFile: () => null,
  };
  const server = await startHttpServer({ station: served, ui, port: 0, dataDir, log: silentLog });
  try {
    return await use();
  } finally {
    await server.close();
    await rm(uiFolder, { recursive: true });
  }
}

describe('the command line', () => {
  test('lists its commands, and names the nearest one for a typo', async () => {
    expect((await station('--help')).stdout).toMatch(/address .*\n.*support-bundle /);
    expect(await station('adress')).toMatchObject({
      code: 1,
      stderr: expect.stringContaining('did you mean "address"?'),
    });
    expect(await station('address', '--dta', dataDir)).toMatchObject({
      code: 1,
      stderr: expect.stringContaining('did you mean "--data"?'),
    });
  });

  test('prints a fresh address that opens the running station', async () => {
    await withServer(async () => {
      const { stdout } = await station('address', '--data', dataDir);
      expect(await signIn(stdout.trim())).toMatch(/^sightline-\d+=/);
    });
  });

  test('says so when no station runs there, also when one was killed and another program has its port', async () => {
    expect(await station('address', '--data', dataDir)).toMatchObject({
      code: 1,
      stderr: expect.stringContaining('no station runs on'),
    });
    const stranger = createServer((_, response) => response.writeHead(404).end());
    await new Promise<void>((resolve) => stranger.listen(0, '127.0.0.1', resolve));
    const { port } = stranger.address() as AddressInfo;
    await writeFile(join(dataDir, 'station.json'), JSON.stringify({ pid: 1, port, secret: 'x'.repeat(43) }));
    expect((await station('address', '--data', dataDir)).stderr).toContain('no station runs on');
    stranger.close();
  });
});

describe('a support bundle', () => {
  async function bundle(...args: string[]): Promise<Record<string, string>> {
    const out = join(dataDir, 'bundle.tar.gz');
    const said = await station('support-bundle', '--data', dataDir, '--out', out, ...args);
    expect(said).toMatchObject({ code: 0, stderr: '' });
    // The system's own tar reads it, not ours.
    const { stdout } = await run('tar', ['-tzf', out]);
    const names = stdout.trim().split('\n');
    const contents = await Promise.all(names.map((name) => run('tar', ['-xzOf', out, name])));
    return Object.fromEntries(names.map((name, i) => [name, contents[i]?.stdout ?? '']));
  }

  test('holds logs, versions, health, configuration and the shape of the database, and nothing else', async () => {
    const config = join(dataDir, 'station.jsonc');
    await writeFile(
      config,
      '{ // hush: hunter2\n "recipe": "a", "sync": { "password": "hunter2", "url": "amqp://me:hunter2@mes/q" } }',
    );
    await mkdir(join(dataDir, 'logs'));
    await writeFile(
      join(dataDir, 'logs', 'sightline.2026-01-01.1.log'),
      `{"msg":"starting","config":${JSON.stringify(config)}}\n`,
    );
    await mkdir(join(dataDir, 'pictures'));
    await writeFile(join(dataDir, 'pictures', 'secret-part.jpg'), 'picture bytes');
    const db = new Database(join(dataDir, 'station.sqlite'));
    db.exec("CREATE TABLE part (id TEXT) STRICT; INSERT INTO part VALUES ('serial-4711'), ('serial-4712')");
    db.close();

    const files = await withServer(() => bundle());
    expect(Object.keys(files).toSorted()).toEqual([
      'configuration.json',
      'databases/station.sqlite.json',
      'folder.json',
      'healthz.json',
      'logs/sightline.2026-01-01.1.log',
      'versions.json',
    ]);
    expect(JSON.parse(files['healthz.json'] ?? '')).toEqual(healthyStation);
    expect(JSON.parse(files['databases/station.sqlite.json'] ?? '')).toMatchObject({ rows: { part: 2 } });
    expect(JSON.parse(files['configuration.json'] ?? '')).toMatchObject({
      file: config,
      value: { recipe: 'a', sync: { password: '(removed)', url: 'amqp://(removed)@mes/q' } },
    });
    expect(JSON.parse(files['folder.json'] ?? '')).toMatchObject({ kinds: { '.jpg': { files: 1, bytes: 13 } } });
    for (const hidden of ['hunter2', 'serial-4711', 'secret-part', 'picture bytes']) {
      expect(Object.values(files).join('\n')).not.toContain(hidden);
    }
  });

  test('is made also where nothing runs, is damaged or exists, and says so inside', async () => {
    await writeFile(join(dataDir, 'station.sqlite'), 'this is no database, whatever its name says'.repeat(50));
    const files = await bundle();
    expect(files['healthz.json']).toContain('no station runs on');
    expect(files['databases/station.sqlite.json']).toContain('notAvailable');
    expect(files['configuration.json']).toContain('no log names the configuration');
  });

  test('names a data folder that does not exist', async () => {
    expect(await station('support-bundle', '--data', join(dataDir, 'none'))).toMatchObject({
      code: 1,
      stderr: expect.stringContaining('there is no data folder'),
    });
  });

  test('can be read by its owner only', async () => {
    const out = join(dataDir, 'b.tar.gz');
    await station('support-bundle', '--data', dataDir, '--out', out);
    const { stdout } = await run('stat', ['-c', '%a', out]);
    expect(stdout.trim()).toBe('600');
    expect(gunzipSync(await (await import('node:fs/promises')).readFile(out)).length % 512).toBe(0);
  });
});
