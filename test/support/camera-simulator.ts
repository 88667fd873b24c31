/**
 * Aravis's GigE Vision simulator as a real process on loopback.
 *
 * GigE Vision has one fixed UDP port, so only one simulator at a time: a second one waits until the port is free (the
 * program itself would run on without it, unheard).
 */
import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { setTimeout as delay } from 'node:timers/promises';

const program = 'arv-fake-gv-camera-0.8';
const gigePort = 3956;
/** 127.0.0.1 and the port, as `/proc/net/udp` of a little-endian machine has them. */
const gigeAddress = `0100007F:${gigePort.toString(16).toUpperCase().padStart(4, '0')}`;
const waitForPortMs = 40_000;
const startWithinMs = 10_000;

export const hasCameraSimulator = spawnSync(program, ['--help']).status === 0;

export interface CameraSimulator {
  /** For `camera.device`. */
  readonly device: string;
  /** As a pulled cable: SIGKILL. */
  kill(): Promise<void>;
  /** Idempotent. */
  stop(): Promise<void>;
}

export interface CameraSimulatorOptions {
  /** Packets of a thousand that get lost on the way. */
  readonly lostPerThousand?: number;
}

/** @param serial the camera is called `Aravis-Fake-SERIAL`. @throws Error when it does not listen within 10 s. */
export async function startCameraSimulator(
  serial: string,
  options: CameraSimulatorOptions = {},
): Promise<CameraSimulator> {
  const { lostPerThousand = 0 } = options;
  await portBecomes('free', waitForPortMs);
  const args = ['-i', '127.0.0.1', '-s', serial, '-r', String(lostPerThousand)];
  const child = spawn(program, args, { stdio: 'ignore' });
  await once(child, 'spawn');
  try {
    await portBecomes('taken', startWithinMs);
  } catch (thrown) {
    await end(child, 'SIGKILL');
    throw thrown;
  }
  return {
    device: `Aravis-Fake-${serial}`,
    kill: () => end(child, 'SIGKILL'),
    stop: () => end(child, 'SIGTERM'),
  };
}

async function portBecomes(wanted: 'free' | 'taken', withinMs: number): Promise<void> {
  const until = performance.now() + withinMs;
  while ((await portState()) !== wanted) {
    if (performance.now() > until) throw new Error(`UDP port ${gigePort} of 127.0.0.1 does not become ${wanted}`);
    await delay(25);
  }
}

/**
 * As the kernel lists it. Trying to bind the port would tell as well, and take it away from a simulator that starts in that
 * very moment.
 */
async function portState(): Promise<'free' | 'taken'> {
  const sockets = await readFile('/proc/net/udp', 'utf8');
  return sockets.includes(` ${gigeAddress} `) ? 'taken' : 'free';
}

async function end(child: ChildProcess, signal: NodeJS.Signals): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = once(child, 'exit');
  child.kill(signal);
  await ended;
}
