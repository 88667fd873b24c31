/**
 * RabbitMQ as a real process with its AMQP 1.0 plugin, on free ports and in a folder of its own; about ten seconds to start.
 *
 * It can be stopped, killed and started again on the same ports in the middle of a test; durable queues and messages stay.
 * Its name server (epmd) is a child of its own on a port of its own, since the one that the broker would start outlives it.
 */
import { type ChildProcess, execFile, spawn, spawnSync } from 'node:child_process';
import { createHash, randomBytes, randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { connect, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { eventually } from './eventually.ts';

const run = promisify(execFile);
/** Beside the wrappers in /usr/sbin, which insist on a user of their own. */
const programs = '/usr/lib/rabbitmq/bin';
const startWithinMs = 90_000;

export const hasRabbitMq = spawnSync('test', ['-x', `${programs}/rabbitmq-server`]).status === 0;

export interface Topology {
  readonly queues?: readonly { readonly name: string; readonly arguments?: Readonly<Record<string, unknown>> }[];
  /** Topic exchanges. */
  readonly exchanges?: readonly string[];
  readonly bindings?: readonly { readonly exchange: string; readonly queue: string; readonly key: string }[];
}

export interface RabbitMqOptions extends Topology {
  /** PEM; a TLS port beside the plain one. `ca`: stations need a certificate that it has signed. */
  readonly tls?: { readonly certificate: string; readonly key: string; readonly ca?: string };
}

export interface RabbitMq {
  readonly port: number;
  /** Null without `tls`. */
  readonly tlsPort: number | null;
  readonly user: string;
  readonly password: string;
  /** In order: what is under way is finished. */
  stop(): Promise<void>;
  /** As a power cut: SIGKILL. */
  kill(): Promise<void>;
  /** Again, on the same ports, with what was durable. */
  start(): Promise<void>;
  /** An Erlang expression in the broker. @returns what it prints of the value */
  eval(expression: string): Promise<string>;
  /** Messages of a queue, those under way to a receiver too. */
  depth(queue: string): Promise<number>;
  /** Leaves nothing behind. Idempotent. */
  close(): Promise<void>;
}

export async function startRabbitMq(options: RabbitMqOptions = {}): Promise<RabbitMq> {
  const folder = await mkdtemp(join(tmpdir(), 'rabbitmq-'));
  const [port, distribution, names, tlsPort] = [await freePort(), await freePort(), await freePort(), await freePort()];
  const user = 'station';
  const password = randomUUID();
  const at = (name: string): string => join(folder, name);
  await writeFile(at('.erlang.cookie'), randomBytes(12).toString('hex'));
  await chmod(at('.erlang.cookie'), 0o400);
  await writeFile(at('plugins'), '[rabbitmq_amqp1_0].\n');
  await writeFile(at('definitions.json'), JSON.stringify(definitions(options, user, password)));
  await writeFile(at('rabbitmq.conf'), await settings(options, { folder, port, tlsPort }));
  const environment = {
    ...{ PATH: process.env['PATH'], LANG: 'C.UTF-8', HOME: folder, HOSTNAME: 'localhost' },
    ...{ ERL_EPMD_PORT: String(names), ERL_EPMD_ADDRESS: '127.0.0.1' },
    RABBITMQ_NODENAME: `test-${randomUUID().slice(0, 8)}@localhost`,
    RABBITMQ_DIST_PORT: String(distribution),
    RABBITMQ_BASE: folder,
    RABBITMQ_MNESIA_BASE: at('data'),
    RABBITMQ_LOG_BASE: at('log'),
    RABBITMQ_ENABLED_PLUGINS_FILE: at('plugins'),
    RABBITMQ_CONFIG_FILE: at('rabbitmq.conf'),
    RABBITMQ_CONF_ENV_FILE: at('none'),
    RABBITMQ_PID_FILE: at('pid'),
    // Two cores shared by many: schedulers that spin would take them.
    RABBITMQ_SERVER_ADDITIONAL_ERL_ARGS: '+S 1:1 +sbwt none +sbwtdcpu none +sbwtdio none',
    // So that the script becomes the broker instead of watching over it: signals reach the broker itself.
    RUNNING_UNDER_SYSTEMD: 'true',
  };
  const epmd = spawn('epmd', ['-port', String(names), '-address', '127.0.0.1'], { env: environment, stdio: 'ignore' });
  let broker: ChildProcess | null = null;

  const control = async (...args: string[]): Promise<string> => {
    const { stdout } = await run(`${programs}/rabbitmqctl`, args, { env: environment, timeout: 60_000 });
    return stdout.trim();
  };
  const end = async (signal: NodeJS.Signals): Promise<void> => {
    const ending = broker;
    broker = null;
    if (!ending || ending.exitCode !== null || ending.signalCode !== null) return;
    const ended = once(ending, 'exit');
    // Its own children go with it: the group has its number.
    if (ending.pid !== undefined) process.kill(signal === 'SIGKILL' ? -ending.pid : ending.pid, signal);
    await ended;
  };
  const start = async (): Promise<void> => {
    const child = spawn(`${programs}/rabbitmq-server`, [], { env: environment, stdio: 'ignore', detached: true });
    broker = child;
    await eventually(
      async () => (child.exitCode ?? child.signalCode) !== null || (await isListening(port)),
      (isOver) => isOver,
      startWithinMs,
    );
    if (child.exitCode !== null) throw new Error(`RabbitMQ ended: ${await logOf(at('log'))}`);
  };
  const close = async (): Promise<void> => {
    await end('SIGKILL');
    if (epmd.exitCode === null && epmd.signalCode === null) {
      const ended = once(epmd, 'exit');
      epmd.kill('SIGKILL');
      await ended;
    }
    await rm(folder, { recursive: true, force: true });
  };
  try {
    await once(epmd, 'spawn');
    await start();
  } catch (thrown) {
    await close();
    throw thrown;
  }
  return {
    ...{ port, tlsPort: options.tls ? tlsPort : null, user, password, start, close },
    stop: () => end('SIGTERM'),
    kill: () => end('SIGKILL'),
    eval: (expression) => control('eval', expression),
    depth: async (queue) => {
      const lines = (await control('-q', 'list_queues', 'name', 'messages', '--no-table-headers')).split('\n');
      const found = lines.map((line) => line.split('\t')).find(([name]) => name === queue);
      if (!found) throw new Error(`there is no queue ${queue}`);
      return Number(found[1]);
    },
  };
}

function definitions({ queues = [], exchanges = [], bindings = [] }: Topology, user: string, password: string): object {
  const vhost = '/';
  const always = { vhost, durable: true, auto_delete: false };
  return {
    vhosts: [{ name: vhost }],
    users: [
      { name: user, password_hash: hashed(password), hashing_algorithm: 'rabbit_password_hashing_sha256', tags: '' },
    ],
    permissions: [{ user, vhost, configure: '.*', write: '.*', read: '.*' }],
    queues: queues.map(({ name, arguments: given = {} }) => ({ ...always, name, arguments: given })),
    exchanges: exchanges.map((name) => ({ ...always, name, type: 'topic', internal: false, arguments: {} })),
    bindings: bindings.map(({ exchange, queue, key }) => ({
      ...{ vhost, source: exchange, destination: queue, destination_type: 'queue', routing_key: key, arguments: {} },
    })),
  };
}

/** As RabbitMQ keeps passwords: four bytes of salt, then SHA-256 of salt and password. */
function hashed(password: string): string {
  const salt = randomBytes(4);
  return Buffer.concat([salt, createHash('sha256').update(salt).update(password).digest()]).toString('base64');
}

async function settings(
  { tls }: RabbitMqOptions,
  { folder, port, tlsPort }: { readonly folder: string; readonly port: number; readonly tlsPort: number },
): Promise<string> {
  const lines = [
    `listeners.tcp.1 = 127.0.0.1:${port}`,
    `load_definitions = ${join(folder, 'definitions.json')}`,
    'distribution.listener.interface = 127.0.0.1',
    'amqp1_0.default_user = none',
    'disk_free_limit.absolute = 1MB',
    // Half of a shared machine's memory may be in use by others.
    'vm_memory_high_watermark.absolute = 1GB',
    'log.file.level = warning',
  ];
  if (tls) {
    const files = { certificate: tls.certificate, key: tls.key, ca: tls.ca ?? tls.certificate };
    for (const [name, text] of Object.entries(files)) await writeFile(join(folder, `${name}.pem`), text);
    lines.push(
      `listeners.ssl.1 = 127.0.0.1:${tlsPort}`,
      `ssl_options.certfile = ${join(folder, 'certificate.pem')}`,
      `ssl_options.keyfile = ${join(folder, 'key.pem')}`,
      `ssl_options.cacertfile = ${join(folder, 'ca.pem')}`,
      `ssl_options.verify = ${tls.ca === undefined ? 'verify_none' : 'verify_peer'}`,
      `ssl_options.fail_if_no_peer_cert = ${tls.ca !== undefined}`,
    );
  }
  return `${lines.join('\n')}\n`;
}

/** @returns a port of 127.0.0.1 that nobody listened on a moment ago */
export async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  if (address === null || typeof address === 'string') throw new Error('a TCP server has a port');
  return address.port;
}

function isListening(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1');
    const done = (is: boolean): void => {
      socket.destroy();
      resolve(is);
    };
    socket.once('connect', () => done(true));
    socket.once('error', () => done(false));
  });
}

async function logOf(folder: string): Promise<string> {
  const { stdout } = await run('sh', ['-c', 'tail -n 40 "$0"/*.log', folder]).catch(() => ({
    stdout: 'it left no log',
  }));
  return stdout;
}
