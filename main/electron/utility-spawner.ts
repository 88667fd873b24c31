/** The station's children as Electron's utility processes: they run with Electron's own Node and end with it. */
import { utilityProcess } from 'electron';
import { entryPath } from '../process/entries.ts';
import { lowerPriority, type Spawner } from '../process/spawn.ts';

export const utilitySpawner: Spawner = (name, options = {}) => {
  const child = utilityProcess.fork(entryPath(name), [], {
    serviceName: `sightline ${name}`,
    stdio: 'inherit',
    env: { ...process.env, ...options.env },
  });
  let hasEnded: string | null = null;
  let fatal = '';
  // A message before the process is up would be lost.
  const isUp = new Promise<void>((resolve) => {
    child.once('spawn', () => {
      if (options.lowPriority && child.pid !== undefined) lowerPriority(child.pid);
      resolve();
    });
  });
  // V8 gave up (out of memory); unheard, it would be thrown here in the host. The exit follows.
  child.on('error', (type) => {
    fatal = ` after a fatal error (${type})`;
  });
  child.once('exit', (code) => {
    hasEnded = `exit code ${code}${fatal}`;
  });
  return {
    get pid() {
      return child.pid;
    },
    send: (message) => {
      void isUp.then(() => {
        if (hasEnded === null) child.postMessage(message);
      });
    },
    onMessage: (listener) => {
      child.on('message', listener);
    },
    onExit: (listener) => {
      if (hasEnded !== null) listener(hasEnded);
      else child.once('exit', () => listener(hasEnded ?? 'ended'));
    },
    kill: () => {
      // `child.kill()` asks politely; this is for one that no longer listens.
      if (child.pid !== undefined) killNow(child.pid);
    },
  };
};

function killNow(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL');
  } catch (thrown) {
    // Gone already, which its exit event tells.
    if ((thrown as NodeJS.ErrnoException).code !== 'ESRCH') throw thrown;
  }
}
