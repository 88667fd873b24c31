/**
 * Starting a child process of the station: the one thing in which the two hosts differ.
 *
 * `nodeSpawner` runs entries with Node (the service host, and the tests); `main/electron` has one over
 * `utilityProcess`. A child is always asked to stop first and killed only when it does not.
 */
import { fork } from 'node:child_process';
import { setPriority } from 'node:os';
import type { ChildName } from './entries.ts';
import { entryPath } from './entries.ts';

export interface Child {
  readonly pid: number | undefined;
  send(message: unknown): void;
  onMessage(listener: (message: unknown) => void): void;
  /** Once, with a sentence that says how it ended (`exit code 1`, `killed by SIGKILL`). */
  onExit(listener: (how: string) => void): void;
  /** At once, without a chance to tidy up. */
  kill(): void;
}

export interface SpawnOptions {
  /** For long or background work: the line always comes first. */
  readonly lowPriority?: boolean;
  readonly env?: Readonly<Record<string, string>>;
}

export type Spawner = (name: ChildName, options?: SpawnOptions) => Child;

/** @param node path of another Node to run the child with (debugging native modules: `SIGHTLINE_NODE`). */
export function nodeSpawner(node: string = process.execPath): Spawner {
  return (name, options = {}) => forkChild(node, entryPath(name), options);
}

/** @param entry file to run; everything else finds it by its name. */
export function forkChild(node: string, entry: string, options: SpawnOptions = {}): Child {
  const child = fork(entry, [], {
    execPath: node,
    env: { ...process.env, ...options.env },
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
    serialization: 'json',
  });
  if (options.lowPriority && child.pid !== undefined) lowerPriority(child.pid);
  return {
    pid: child.pid,
    send: (message) => {
      // A process that has just died breaks the pipe; that it is gone is told by its exit.
      if (child.connected) child.send(message as object, () => undefined);
    },
    onMessage: (listener) => {
      child.on('message', listener);
    },
    onExit: (listener) => {
      // Without a pid there is no process and there will be no exit; any other error leaves that to the exit.
      child.on('error', (error) => {
        if (child.pid === undefined) listener(`could not be started: ${error.message}`);
      });
      child.once('exit', (code, signal) => listener(signal ? `killed by ${signal}` : `exit code ${code}`));
    },
    kill: () => {
      child.kill('SIGKILL');
    },
  };
}

export function lowerPriority(pid: number): void {
  try {
    setPriority(pid, 10);
  } catch (thrown) {
    // The process may be gone already, which its exit event tells. Node wraps what the system said.
    if ((thrown as { readonly info?: { readonly code?: unknown } }).info?.code !== 'ESRCH') throw thrown;
  }
}
