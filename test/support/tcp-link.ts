/**
 * A network cable between two programs: what comes in at its port goes to another one, unless the test pulls it, lets it go
 * dead without a word (half-open TCP) or makes it slow.
 */
import { connect, createServer, type Server, type Socket } from 'node:net';
import { onTestFinished } from 'vitest';
import { freePort } from './mosquitto.ts';

type How = 'whole' | 'dead' | 'deaf';

interface Pair {
  readonly near: Socket;
  readonly far: Socket;
}

export class TcpLink {
  readonly port: number;
  private readonly to: number;
  private server: Server | null = null;
  private readonly pairs = new Set<Pair>();
  private how: How = 'whole';
  /** Bytes that came from the near side since the start. */
  bytes = 0;
  /** Connections that were made. */
  connections = 0;
  /** Called with what goes to the far side, before it goes. */
  onBytes: (bytes: number) => void = () => undefined;
  /** Called with what comes back, before it is passed on. */
  onAnswer: (bytes: number) => void = () => undefined;
  /** Milliseconds that every piece waits on its way to the far side. */
  slowMs = 0;

  constructor(port: number, to: number) {
    this.port = port;
    this.to = to;
  }

  /** Plugged in: connections are taken. */
  async plug(): Promise<void> {
    this.how = 'whole';
    if (this.server) return;
    const server = createServer((near) => this.join(near));
    this.server = server;
    await new Promise<void>((resolve, reject) => {
      server.once('error', reject);
      server.listen(this.port, '127.0.0.1', resolve);
    });
  }

  /** Pulled: what is open breaks, what is new is refused. */
  async unplug(): Promise<void> {
    const { server } = this;
    this.server = null;
    const closed = server ? new Promise((resolve) => server.close(resolve)) : null;
    this.cut();
    await closed;
  }

  /** What is open breaks; new connections are taken. */
  cut(): void {
    for (const { near, far } of this.pairs) {
      near.resetAndDestroy();
      far.resetAndDestroy();
    }
    this.pairs.clear();
  }

  /** Nothing passes in either direction any more, and nobody is told: half-open. */
  die(): void {
    this.how = 'dead';
  }

  /** What the near side sends arrives; no answer comes back. */
  loseAnswers(): void {
    this.how = 'deaf';
  }

  /** The other way of `die` and `loseAnswers`; what was lost meanwhile stays lost, so what is open is cut. */
  revive(): void {
    this.how = 'whole';
    this.cut();
  }

  private join(near: Socket): void {
    this.connections += 1;
    const far = connect({ port: this.to, host: '127.0.0.1' });
    const pair = { near, far };
    this.pairs.add(pair);
    const over = (): void => {
      this.pairs.delete(pair);
      // A dead cable does not tell one end that the other is gone.
      if (this.how !== 'whole') return;
      near.destroy();
      far.destroy();
    };
    for (const socket of [near, far]) {
      socket.setNoDelay(true);
      // How it ended is for the two programs to notice.
      socket.on('error', () => socket.destroy());
      socket.on('close', over);
    }
    near.on('data', (bytes) => {
      this.bytes += bytes.length;
      this.onBytes(bytes.length);
      if (this.how === 'dead') return;
      if (this.slowMs > 0) {
        near.pause();
        setTimeout(() => {
          near.resume();
          if (!far.destroyed) far.write(bytes);
        }, this.slowMs);
      } else if (!far.destroyed) far.write(bytes);
    });
    far.on('data', (bytes) => {
      this.onAnswer(bytes.length);
      if (this.how === 'whole' && !near.destroyed) near.write(bytes);
    });
  }
}

/** Plugged in until the test is over. */
export async function createLink(to: number): Promise<TcpLink> {
  const link = new TcpLink(await freePort(), to);
  await link.plug();
  onTestFinished(() => link.unplug());
  return link;
}
