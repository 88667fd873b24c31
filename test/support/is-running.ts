import { readFileSync } from 'node:fs';

/** A process that ended and that nobody has asked after yet (a zombie) does not run any more. */
export function isRunning(pid: number): boolean {
  const stat = `/proc/${pid}/stat`;
  try {
    return !/\) Z /.test(readFileSync(stat, 'utf8'));
  } catch (thrown) {
    const { code } = thrown as NodeJS.ErrnoException;
    // Gone before it was opened, or while it was read.
    if (code === 'ENOENT' || code === 'ESRCH') return false;
    throw thrown;
  }
}
