import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';

/** A real process that ends as hosts do; `stop` takes as long as the test says. */
const program = `
  import { endInGoodOrder } from '${fileURLToPath(new URL('../../main/host/end.ts', import.meta.url))}';
  import { silentLog } from '${fileURLToPath(new URL('../../main/station/log/log.ts', import.meta.url))}';
  const [stopMs, fault] = process.argv.slice(1);
  const stop = (reason) => { console.log('stopping: ' + reason); return new Promise((done) => setTimeout(done, Number(stopMs))); };
  const whenDead = fault === 'dead' ? Promise.resolve(new Error('the pipeline died')) : new Promise(() => {});
  endInGoodOrder({ stop, log: silentLog, whenDead });
  setInterval(() => {}, 1000);
  console.log('ready');
  if (fault === 'throws') setTimeout(() => { throw new Error('nobody catches this'); }, 10);
`;

function host(stopMs: number, fault = 'none', channel = false) {
  const child = spawn(process.execPath, ['--input-type=module', '-e', program, String(stopMs), fault], {
    stdio: ['ignore', 'pipe', 'pipe', ...(channel ? (['ipc'] as const) : [])],
  });
  let printed = '';
  const waiting: { readonly text: string; readonly resolve: () => void }[] = [];
  const read = (chunk: Buffer): void => {
    printed += chunk.toString('utf8');
    for (const each of waiting) if (printed.includes(each.text)) each.resolve();
  };
  child.stdout?.on('data', read);
  child.stderr?.on('data', read);
  const says = (text: string): Promise<void> =>
    new Promise((resolve) => {
      if (printed.includes(text)) resolve();
      else waiting.push({ text, resolve });
    });
  return { child, says, output: () => printed, ended: once(child, 'exit').then(([code]) => code as number | null) };
}

test.each(['SIGINT', 'SIGTERM', 'SIGHUP'] as const)(
  '%s stops the station in good order and ends with 0',
  async (signal) => {
    const { child, says, output, ended } = host(50);
    await says('ready');
    child.kill(signal);
    expect(await ended).toBe(0);
    expect(output()).toContain(`stopping: ${signal}`);
  },
);

test('one Ctrl-C that arrives twice (the terminal and npm both send it) is one', async () => {
  const { child, says, output, ended } = host(400);
  await says('ready');
  child.kill('SIGINT');
  await says('stopping');
  child.kill('SIGINT');
  expect(await ended).toBe(0);
  expect(output().match(/stopping/g)).toHaveLength(1);
});

test('a second Ctrl-C, later, ends at once', async () => {
  const { child, says, output, ended } = host(60_000);
  await says('ready');
  child.kill('SIGINT');
  await says('stopping');
  // The first is taken for the same one within a second: send it until it counts.
  const again = setInterval(() => child.kill('SIGINT'), 200);
  expect(await ended).toBe(1);
  clearInterval(again);
  expect(output()).toContain('Ended at once.');
});

test.each(['throws', 'dead'])('a fault (%s) stops the station too, and ends with 1', async (fault) => {
  const { output, ended } = host(50, fault);
  expect(await ended).toBe(1);
  expect(output()).toContain('stopping: a fault');
});

test('the end of the process that started it is its end', async () => {
  const { child, says, ended } = host(50, 'none', true);
  await says('ready');
  child.disconnect();
  expect(await ended).toBe(0);
});
