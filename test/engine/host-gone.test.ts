import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { isRunning } from '../support/is-running.ts';
import { makeTinyBundle } from '../support/tiny-bundle.ts';

const host = fileURLToPath(new URL('../fixtures/children/engine-host.mjs', import.meta.url));

describe('an engine whose host is killed', () => {
  it('is gone within two seconds', async () => {
    const process_ = spawn(process.execPath, [host, await makeTinyBundle()], { stdio: ['ignore', 'pipe', 'inherit'] });
    const enginePid = await new Promise<number>((resolve) => {
      process_.stdout.once('data', (line: Buffer) => resolve(Number(line.toString())));
    });
    expect(isRunning(enginePid)).toBe(true);
    process_.kill('SIGKILL');
    await expect.poll(() => isRunning(enginePid), { timeout: 2000 }).toBe(false);
  });
});
