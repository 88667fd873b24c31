/**
 * The broker Mosquitto as a real process: on a port of its own, with its files in a temporary folder, ended by its process id.
 * Needs Debian's package `mosquitto` (2.0); tests that use it are skipped where it is not installed.
 */
import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { connect, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { onTestFinished } from 'vitest';

const program = 'mosquitto';
const startWithinMs = 20_000;
const stopWithinMs = 5_000;
const triesForPort = 20;

export const hasMosquitto = spawnSync(program, ['-h']).error === undefined;

export interface MosquittoOptions {
  /** Name to password; absent: everybody may connect. */
  readonly users?: Readonly<Record<string, string>>;
  /** PEM. `clientCa`: clients must show a certificate that it has signed. */
  readonly tls?: { readonly certificate: string; readonly key: string; readonly clientCa?: string };
  /** Access control, in Mosquitto's own words (`topic read #`); absent: everything is allowed. */
  readonly acl?: string;
  /** Further lines of its configuration. */
  readonly config?: readonly string[];
}

export class Mosquitto {
  readonly port: number;
  private readonly folder: string;
  private child: ChildProcess | null = null;
  private said = '';

  constructor(folder: string, port: number) {
    this.folder = folder;
    this.port = port;
  }

  /** What it wrote, for messages of failed tests. */
  get log(): string {
    return this.said;
  }

  /** @throws Error when it does not listen. */
  async start(): Promise<void> {
    const child = spawn(program, ['-c', join(this.folder, 'mosquitto.conf')], { stdio: ['ignore', 'pipe', 'pipe'] });
    this.child = child;
    for (const stream of [child.stdout, child.stderr])
      stream?.on('data', (bytes: Buffer) => {
        this.said = `${this.said}${bytes}`.slice(-20_000);
      });
    await once(child, 'spawn');
    const untilMs = performance.now() + startWithinMs;
    while (!(await listens(this.port))) {
      if (hasEnded(child) || performance.now() > untilMs) {
        await this.stop();
        throw new Error(`mosquitto does not listen at ${this.port}: ${this.said}`);
      }
      await delay(20);
    }
  }

  /** In good order; what it keeps is kept. Idempotent. */
  stop(): Promise<void> {
    return this.end('SIGTERM');
  }

  /** As if its machine lost power. */
  kill(): Promise<void> {
    return this.end('SIGKILL');
  }

  async restart(): Promise<void> {
    await this.stop();
    await this.start();
  }

  /** It stands still: connections stay open, nothing is answered. */
  pause(): void {
    this.child?.kill('SIGSTOP');
  }

  resume(): void {
    this.child?.kill('SIGCONT');
  }

  private async end(signal: 'SIGTERM' | 'SIGKILL'): Promise<void> {
    const { child } = this;
    this.child = null;
    if (!child || hasEnded(child)) return;
    const ended = once(child, 'exit');
    child.kill('SIGCONT');
    child.kill(signal);
    const timer = setTimeout(() => child.kill('SIGKILL'), stopWithinMs);
    await ended;
    clearTimeout(timer);
  }
}

/** Runs until the test is over. */
export async function startMosquitto(options: MosquittoOptions = {}): Promise<Mosquitto> {
  const { broker, close } = await openMosquitto(options);
  onTestFinished(close);
  return broker;
}

/** Runs until `close` is called, which leaves nothing behind. */
export async function openMosquitto(
  options: MosquittoOptions = {},
): Promise<{ readonly broker: Mosquitto; close(): Promise<void> }> {
  const folder = await mkdtemp(join(tmpdir(), 'sightline-mosquitto-'));
  await writeSecrets(folder, options);
  for (let tries = 1; ; tries++) {
    const port = await freePort();
    await writeFile(join(folder, 'mosquitto.conf'), configuration(folder, port, options));
    const broker = new Mosquitto(folder, port);
    const close = async (): Promise<void> => {
      await broker.stop();
      await rm(folder, { recursive: true, force: true });
    };
    try {
      await broker.start();
      return { broker, close };
    } catch (thrown) {
      // Somebody else took the port in between.
      if (tries < 3 && broker.log.includes('Address already in use')) continue;
      await close();
      throw thrown;
    }
  }
}

function configuration(folder: string, port: number, { users, tls, acl, config = [] }: MosquittoOptions): string {
  const file = (name: string): string => join(folder, name);
  return [
    // As root it would become another user, who may not read the folder.
    ...(process.getuid?.() === 0 ? ['user root'] : []),
    'per_listener_settings false',
    'log_dest stderr',
    'log_type error',
    'log_type warning',
    'log_type notice',
    'persistence true',
    `persistence_location ${folder}/`,
    `allow_anonymous ${users ? 'false' : 'true'}`,
    ...(users ? [`password_file ${file('passwords')}`] : []),
    ...(acl === undefined ? [] : [`acl_file ${file('acl')}`]),
    ...config,
    `listener ${port} 127.0.0.1`,
    ...(tls ? [`certfile ${file('server.crt')}`, `keyfile ${file('server.key')}`] : []),
    ...(tls?.clientCa ? [`cafile ${file('clients.crt')}`, 'require_certificate true'] : []),
    '',
  ].join('\n');
}

async function writeSecrets(folder: string, { users, tls, acl }: MosquittoOptions): Promise<void> {
  const write = async (name: string, text: string): Promise<void> => {
    await writeFile(join(folder, name), text, { mode: 0o600 });
  };
  if (acl !== undefined) await write('acl', `${acl}\n`);
  if (tls) {
    await write('server.crt', tls.certificate);
    await write('server.key', tls.key);
    if (tls.clientCa) await write('clients.crt', tls.clientCa);
  }
  if (!users) return;
  await write('passwords', '');
  for (const [name, password] of Object.entries(users)) {
    const done = spawnSync('mosquitto_passwd', ['-b', join(folder, 'passwords'), name, password]);
    if (done.status !== 0) throw new Error(`mosquitto_passwd failed: ${done.stderr}`);
  }
  await chmod(join(folder, 'passwords'), 0o600);
}

/** Below the ports that the system gives to outgoing connections, so that it is still free when the broker comes back. */
export async function freePort(): Promise<number> {
  for (let tries = 0; tries < triesForPort; tries++) {
    const port = 15_000 + Math.floor(Math.random() * 17_000);
    if (await canListen(port)) return port;
  }
  throw new Error('no free port was found');
}

function canListen(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once('error', () => resolve(false));
    server.listen(port, '127.0.0.1', () => server.close(() => resolve(true)));
  });
}

function listens(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ port, host: '127.0.0.1' });
    const end = (answer: boolean): void => {
      socket.destroy();
      resolve(answer);
    };
    socket.once('connect', () => end(true));
    socket.once('error', () => end(false));
  });
}

function hasEnded(child: ChildProcess): boolean {
  return child.exitCode !== null || child.signalCode !== null;
}
