/** The real station as its users start it: the service host as a process of its own, and a signed-in API client. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { WebSocket } from 'ws';
import { type Client, createClient } from '../../main/api/client.ts';
import { type Connection, Inbox, type Message } from '../../main/api/connection.ts';
import { decodeMessage, encodeMessage } from '../../main/api/encoding.ts';
import { type Healthz, healthzSchema } from '../../main/api/slices/health.ts';

const serviceFile = fileURLToPath(new URL('../../main/service/service.ts', import.meta.url));
const addressPattern = /http:\/\/127\.0\.0\.1:\d+\/\?token=\S+/;

export interface StationProcess {
  readonly process: ChildProcess;
  readonly pid: number;
  /** With the one-time token; good for one browser. */
  readonly address: string;
  readonly origin: string;
  /** Everything that it printed so far. */
  output(): string;
  healthz(): Promise<Healthz>;
  /** SIGTERM, then waits; resolves with the exit code. */
  stop(): Promise<number | null>;
}

export interface StationProcessOptions {
  readonly config: string;
  readonly dataDir: string;
  /** Name or id; absent: as the configuration says. */
  readonly recipe?: string;
  readonly env?: Readonly<Record<string, string>>;
  readonly startWithinMs?: number;
}

/** @throws Error with what it printed when it ends or does not answer in time. */
export async function startStationProcess(options: StationProcessOptions): Promise<StationProcess> {
  const args = ['--port', '0', '--data', options.dataDir, '--config', options.config, '--no-open'];
  if (options.recipe !== undefined) args.push('--recipe', options.recipe);
  const child = spawn(process.execPath, [serviceFile, ...args], {
    env: { ...process.env, ...options.env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let printed = '';
  const address = await new Promise<string>((resolve, reject) => {
    const giveUp = setTimeout(() => {
      child.kill('SIGKILL');
      reject(new Error(`the station printed no address in time:\n${printed}`));
    }, options.startWithinMs ?? 30_000);
    const read = (chunk: Buffer): void => {
      printed += chunk.toString('utf8');
      const found = addressPattern.exec(printed);
      if (!found) return;
      clearTimeout(giveUp);
      resolve(found[0]);
    };
    child.stdout.on('data', read);
    child.stderr.on('data', read);
    child.once('exit', (code) => {
      clearTimeout(giveUp);
      reject(new Error(`the station ended with ${code} before it printed its address:\n${printed}`));
    });
  });
  const { origin } = new URL(address);
  return {
    process: child,
    pid: child.pid ?? 0,
    address,
    origin,
    output: () => printed,
    healthz: async () => healthzSchema.parse(await (await fetch(`${origin}/healthz`)).json()),
    stop: async () => {
      if (child.exitCode !== null || child.signalCode !== null) return child.exitCode;
      const exited = once(child, 'exit');
      child.kill('SIGTERM');
      await exited;
      return child.exitCode;
    },
  };
}

/** Spends the token of the address, as a browser does, and opens the API socket with the cookie. */
export async function signIn(address: string): Promise<{ readonly client: Client; readonly cookie: string }> {
  const { origin } = new URL(address);
  const answer = await fetch(address, { redirect: 'manual' });
  const cookie = answer.headers.get('set-cookie')?.split(';')[0];
  if (!cookie) throw new Error(`the station gave no cookie for its token: ${answer.status} ${await answer.text()}`);
  return { client: await openApi(origin, cookie), cookie };
}

/** Another screen with the same cookie. */
export async function openApi(origin: string, cookie: string): Promise<Client> {
  const socket = new WebSocket(`${origin.replace('http', 'ws')}/api`, { headers: { cookie, origin } });
  await once(socket, 'open');
  return createClient(socketConnection(socket));
}

function socketConnection(socket: WebSocket): Connection {
  const inbox = new Inbox();
  socket.binaryType = 'nodebuffer';
  socket.on('message', (data) => {
    if (!Buffer.isBuffer(data)) throw new Error('the station sent a text message');
    inbox.deliver(decodeMessage(data));
  });
  socket.on('close', () => inbox.closed());
  return {
    send: (message: Message) => socket.send(encodeMessage(message)),
    onMessage: (listener) => inbox.onMessage(listener),
    onClose: (listener) => inbox.onClose(listener),
    close: () => socket.close(),
  };
}
