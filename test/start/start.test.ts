import { execFile, spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { describe, expect, test } from 'vitest';

const run = promisify(execFile);
const startFile = fileURLToPath(new URL('../../main/start.mjs', import.meta.url));

interface Ended {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

async function start(
  node: string,
  args: readonly string[],
  env: Readonly<Record<string, string>> = {},
): Promise<Ended> {
  try {
    const { stdout, stderr } = await run(node, [startFile, ...args], { env: { ...process.env, ...env } });
    return { code: 0, stdout, stderr };
  } catch (thrown) {
    return thrown as Ended;
  }
}

/** A Node on this machine that is too old, if there is one (Debian 12 has 18 or 20). */
function oldNode(): string | null {
  for (const node of ['/usr/bin/node', '/usr/local/bin/node']) {
    const { stdout } = spawnSync(node, ['--version'], { encoding: 'utf8' });
    if (stdout && Number(stdout.slice(1).split('.')[0]) < 24) return node;
  }
  return null;
}

describe('start.mjs', () => {
  test('shows its options', async () => {
    const { code, stdout } = await start(process.execPath, ['--help']);
    expect(code).toBe(0);
    for (const option of ['--host', '--config', '--data', '--port', '--recipe', '--no-open', '--dev']) {
      expect(stdout).toContain(option);
    }
  });

  test('refuses what it does not know, with the nearest that it does', async () => {
    expect(await start(process.execPath, ['--hots', 'service'])).toMatchObject({
      code: 1,
      stderr: expect.stringContaining('did you mean "--host"?'),
    });
    expect(await start(process.execPath, ['--host', 'servise'])).toMatchObject({
      code: 1,
      stderr: expect.stringContaining('did you mean "service"?'),
    });
  });

  test('that is told to use Electron says why it cannot, without a display', async () => {
    expect(await start(process.execPath, ['--host', 'electron'], { DISPLAY: '', WAYLAND_DISPLAY: '' })).toMatchObject({
      code: 1,
      stderr: expect.stringMatching(/there is no display\nWhat to do: npm run start:service/),
    });
  });
});

const old = oldNode();
describe.skipIf(old === null)(
  `start.mjs under a Node that is too old${old === null ? ' (there is none here)' : ''}`,
  () => {
    test('goes on with the Node that npm installed with the project', async () => {
      expect(await start(old ?? '', ['--help'])).toMatchObject({ code: 0, stdout: expect.stringContaining('--host') });
    });

    test('says in one sentence what to do when there is none', async () => {
      const { code, stderr } = await start(old ?? '', ['--help'], { SIGHTLINE_NODE_CHOSEN: '1' });
      expect(code).toBe(1);
      expect(stderr).toMatch(/^Sightline needs Node 24 or later and this is \d+\.\d+\.\d+: run `npm ci`/);
      expect(stderr.trim().split('\n')).toHaveLength(1);
    });
  },
);
