import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, onTestFinished, test } from 'vitest';
import type { WindowEnd } from '../../main/start/electron-window.ts';

/** A starter as a process of its own, because a signal goes to a process; it prints how Electron ended. */
const starter = `
  import { runElectron } from '${fileURLToPath(new URL('../../main/start/electron-window.ts', import.meta.url))}';
  const [binary, withinMs] = process.argv.slice(1);
  const end = await runElectron({ binary, args: [], isRoot: false, withinMs: Number(withinMs) });
  const left = ['SIGINT', 'SIGTERM', 'SIGHUP'].reduce((sum, signal) => sum + process.listenerCount(signal), 0);
  console.log(JSON.stringify({ end, left }));
`;

interface Outcome {
  readonly end: WindowEnd;
  /** Listeners for signals that are still there: a host that follows would not end by them. */
  readonly left: number;
}

/** Sends the signal once the stand-in for Electron's binary stands; it never says that a window is there. */
async function endWhileStarting(standIn: string, signal: NodeJS.Signals | null, withinMs: number): Promise<Outcome> {
  const folder = await mkdtemp(join(tmpdir(), 'sightline-start-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  const binary = join(folder, 'electron');
  await writeFile(binary, `#!${process.execPath}\n${standIn}\nconsole.log('stands');\nsetInterval(() => {}, 1000);`);
  await chmod(binary, 0o755);
  const child = spawn(process.execPath, ['--input-type=module', '-e', starter, binary, String(withinMs)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  onTestFinished(() => void child.kill('SIGKILL'));
  const exited = once(child, 'exit');
  let printed = '';
  child.stdout.on('data', (chunk: Buffer) => {
    printed += chunk.toString('utf8');
    if (signal && printed === 'stands\n') child.kill(signal);
  });
  await exited;
  return JSON.parse(printed.trim().split('\n').at(-1) ?? '') as Outcome;
}

test.each(['SIGINT', 'SIGTERM', 'SIGHUP'] as const)(
  '%s while Electron starts is its end, and no reason to start another host',
  async (signal) => {
    const outcome = await endWhileStarting('', signal, 20_000);
    expect(outcome).toEqual({ end: { kind: 'ended', code: 0 }, left: 0 });
  },
);

test('an Electron that is told to end and stops in its order passes its own code on', async () => {
  const outcome = await endWhileStarting("process.on('SIGINT', () => process.exit(4));", 'SIGINT', 20_000);
  expect(outcome.end).toEqual({ kind: 'ended', code: 4 });
});

test('an Electron that is told to end and does not is killed after its time, and nothing follows it', async () => {
  const outcome = await endWhileStarting("process.on('SIGINT', () => {});", 'SIGINT', 6_000);
  expect(outcome.end).toEqual({ kind: 'ended', code: 0 });
});

test('an Electron that brings no window hands signals over to whoever comes next', async () => {
  const outcome = await endWhileStarting('', null, 1_500);
  expect(outcome).toEqual({ end: { kind: 'no-window', why: 'no window within 1.5 s' }, left: 0 });
});
