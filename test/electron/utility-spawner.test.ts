/** Only the race is tried here, with an Electron that is played; the shell's tests run the real one. */
import { spawnSync } from 'node:child_process';
import { EventEmitter } from 'node:events';
import { expect, test, vi } from 'vitest';
import { utilitySpawner } from '../../main/electron/utility-spawner.ts';

class PlayedChild extends EventEmitter {
  readonly pid: number;
  readonly sent: unknown[] = [];
  constructor(pid: number) {
    super();
    this.pid = pid;
  }
  postMessage(message: unknown): void {
    this.sent.push(message);
  }
}

const { fork } = vi.hoisted(() => ({ fork: vi.fn() }));
vi.mock('electron', () => ({ utilityProcess: { fork } }));

/** A process that has ended and of which Electron has not heard yet. */
function deadPid(): number {
  const { pid } = spawnSync(process.execPath, ['--version']);
  expect(() => process.kill(pid, 0)).toThrow('ESRCH');
  return pid;
}

test('a child that has just died harms its host neither when it is lowered nor when it is killed', () => {
  const played = new PlayedChild(deadPid());
  fork.mockReturnValue(played);
  const child = utilitySpawner('jobs', { lowPriority: true });
  const ends: string[] = [];
  child.onExit((how) => ends.push(how));
  played.emit('spawn');
  child.kill();
  played.emit('exit', 1);
  expect(ends).toEqual(['exit code 1']);
});

test('a fatal error of V8 in a child is told with its end and not thrown in the host', () => {
  const played = new PlayedChild(deadPid());
  fork.mockReturnValue(played);
  const child = utilitySpawner('engine');
  const ends: string[] = [];
  child.onExit((how) => ends.push(how));
  played.emit('error', 'FatalError', 'v8', 'report');
  played.emit('exit', 133);
  expect(ends).toEqual(['exit code 133 after a fatal error (FatalError)']);
});
