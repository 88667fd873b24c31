/** A broker that does what a test says: answers, receipts and ends by reason code, for what a real one does only in distress. */
import { createServer, type Server, type Socket } from 'node:net';
import mqttPacket, { type IConnackPacket, type IPublishPacket, type Packet } from 'mqtt-packet';
import { onTestFinished } from 'vitest';
import { freePort } from './mosquitto.ts';

export class PlayedBroker {
  readonly port: number;
  readonly published: IPublishPacket[] = [];
  readonly clients: string[] = [];
  /** Most messages that were without a receipt at a time. */
  mostWaiting = 0;
  connackReason = 0;
  connackProperties: IConnackPacket['properties'] = {};
  /** Of a subscription: the QoS that it gives, or why it does not. */
  granted: (topic: string) => number = () => 1;
  /** Reason code of the receipt; null: none is given. */
  receipt: (packet: IPublishPacket, count: number) => number | null = () => 0;
  /** Receipts wait until a test calls `giveReceipts`. */
  holdsReceipts = false;
  private readonly server: Server;
  private readonly sockets = new Set<Socket>();
  private readonly owed: (() => void)[] = [];
  private waiting = 0;

  constructor(port: number) {
    this.port = port;
    this.server = createServer((socket) => this.welcome(socket));
  }

  listen(): Promise<void> {
    return new Promise((resolve) => this.server.listen(this.port, '127.0.0.1', resolve));
  }

  giveReceipts(): void {
    for (const give of this.owed.splice(0)) give();
  }

  /** Sends every client away with this reason. */
  dismiss(reasonCode: number, reasonString?: string): void {
    for (const socket of this.sockets) {
      write(socket, { cmd: 'disconnect', reasonCode, ...(reasonString ? { properties: { reasonString } } : {}) });
      socket.end();
    }
  }

  async close(): Promise<void> {
    const closed = new Promise((resolve) => this.server.close(resolve));
    for (const socket of this.sockets) socket.destroy();
    await closed;
  }

  private welcome(socket: Socket): void {
    this.sockets.add(socket);
    const parser = mqttPacket.parser({ protocolVersion: 5 });
    socket.on('data', (bytes) => parser.parse(bytes));
    socket.on('close', () => this.sockets.delete(socket));
    // The client broke off: that is what it was made to do.
    socket.on('error', () => socket.destroy());
    parser.on('packet', (packet: Packet) => this.hear(socket, packet));
  }

  private hear(socket: Socket, packet: Packet): void {
    if (packet.cmd === 'connect') {
      this.clients.push(packet.clientId);
      const { connackReason: reasonCode, connackProperties: properties } = this;
      write(socket, { cmd: 'connack', sessionPresent: false, reasonCode, ...(properties ? { properties } : {}) });
    } else if (packet.cmd === 'pingreq') write(socket, { cmd: 'pingresp' });
    else if (packet.cmd === 'subscribe')
      write(socket, {
        cmd: 'suback',
        ...(packet.messageId === undefined ? {} : { messageId: packet.messageId }),
        granted: packet.subscriptions.map(({ topic }) => this.granted(topic)),
      });
    else if (packet.cmd === 'publish') this.take(socket, packet);
  }

  private take(socket: Socket, packet: IPublishPacket): void {
    this.published.push(packet);
    const reasonCode = this.receipt(packet, this.published.length);
    if (packet.qos === 0 || reasonCode === null || packet.messageId === undefined) return;
    const { messageId } = packet;
    this.waiting += 1;
    this.mostWaiting = Math.max(this.mostWaiting, this.waiting);
    const give = (): void => {
      this.waiting -= 1;
      if (!socket.destroyed) write(socket, { cmd: 'puback', messageId, reasonCode });
    };
    if (this.holdsReceipts) this.owed.push(give);
    // Later than what has come already: so the client's window shows.
    else setImmediate(give);
  }
}

function write(socket: Socket, packet: Packet): void {
  socket.write(mqttPacket.generate(packet, { protocolVersion: 5 }));
}

/** Listens until the test is over. */
export async function startPlayedBroker(): Promise<PlayedBroker> {
  const broker = new PlayedBroker(await freePort());
  await broker.listen();
  onTestFinished(() => broker.close());
  return broker;
}
