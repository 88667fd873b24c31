/** A cable between a sender and a receiver that can be pulled, cut in the middle of a message, or go dead while it is plugged in. */
import { type AddressInfo, connect, createServer, type Server, type Socket } from 'node:net';
import { eventually } from '../../support/eventually.ts';

export class Cable {
  readonly port: number;
  /** Connections that came in, ever. */
  plugged = 0;
  private readonly to: number;
  private server: Server | null;
  private readonly ends = new Set<Socket>();
  private isDead = false;
  private cutAfter: number | null = null;

  private constructor(server: Server, to: number) {
    this.server = server;
    this.to = to;
    this.port = (server.address() as AddressInfo).port;
    server.on('connection', (near) => this.join(near));
  }

  static async laid(to: number): Promise<Cable> {
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    return new Cable(server, to);
  }

  /** Nobody listens, and what was under way is lost. */
  async pull(): Promise<void> {
    const { server } = this;
    this.server = null;
    if (!server) return;
    const closed = new Promise((resolve) => server.close(resolve));
    this.tear();
    await closed;
  }

  async plug(): Promise<void> {
    if (this.server) return;
    // Somebody else may hold the port for a moment.
    this.server = await eventually(
      () => this.listenAgain(),
      (server) => server !== null,
    );
  }

  /** Takes connections and passes nothing on: half-open. */
  die(): void {
    this.isDead = true;
    this.tear();
  }

  live(): void {
    this.isDead = false;
    this.tear();
  }

  /** The next connection is torn once the sender has sent so many bytes. */
  cutOnce(bytes: number): void {
    this.cutAfter = bytes;
    this.tear();
  }

  private tear(): void {
    for (const end of this.ends) end.destroy();
    this.ends.clear();
  }

  private listenAgain(): Promise<Server | null> {
    const server = createServer((near) => this.join(near));
    return new Promise((resolve) => {
      server.once('error', () => resolve(null));
      server.listen(this.port, '127.0.0.1', () => resolve(server));
    });
  }

  private join(near: Socket): void {
    this.plugged += 1;
    this.keep(near);
    if (this.isDead) {
      near.pause();
      return;
    }
    const far = this.keep(connect(this.to, '127.0.0.1'));
    far.pipe(near);
    const { cutAfter } = this;
    this.cutAfter = null;
    let sent = 0;
    near.on('data', (bytes) => {
      sent += bytes.length;
      if (cutAfter === null || sent <= cutAfter) far.write(bytes);
      else {
        near.destroy();
        far.destroy();
      }
    });
    near.on('close', () => far.destroy());
    far.on('close', () => near.destroy());
  }

  private keep(end: Socket): Socket {
    this.ends.add(end);
    end.on('close', () => this.ends.delete(end));
    // Torn on purpose: both ends notice by their closing.
    end.on('error', () => end.destroy());
    return end;
  }
}
