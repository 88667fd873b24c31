/**
 * The stand-in's side for AMQP 1.0: a broker of the simplest kind, with one ledger behind all of its addresses.
 *
 * What is sent to any address is counted and accepted, questions are answered, and answers go to whoever reads from the
 * address that a question names. It misbehaves when it is told to (`misbehaviour.ts`, as far as AMQP knows such a thing):
 * `half-refused` rejects every second message with words · `half-again` releases it · `error` rejects without a word, as a
 * full queue does · `patience` gives back as modified · `never` settles nothing · `slow` settles late · `lost` keeps it and
 * drops the connection · `closes` drops the connection · `poison` rejects what has the mark in it.
 */
import { once } from 'node:events';
import { createServer, type Socket } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import rhea, { type Delivery, type EventContext, type Sender } from 'rhea';
import { StationError } from '../../api/errors.ts';
import type { Log } from '../../station/log/log.ts';
import type { AnswerBook } from '../answers.ts';
import type { Misbehaviour, Switchboard } from '../misbehaviour.ts';
import type { Received } from '../received.ts';
import { arrivalOf, type CameIn, readCfx } from './read-cfx.ts';
import { answerTo, questionName } from './validate-units.ts';

const handle = 'Sightline.Mes.StandIn';

export interface AmqpMesOptions {
  /** 0: any free one. */
  readonly port: number;
  readonly host?: string;
  /** Who may sign in; null: anybody. */
  readonly user?: { readonly name: string; readonly password: string } | null;
  /** Messages that may be under way to it; 0: it never lets anything in. */
  readonly credit?: number;
  readonly received: Received;
  readonly switchboard: Switchboard;
  readonly answers: AnswerBook;
  readonly log: Log;
}

export interface AmqpMes {
  readonly port: number;
  /** Connections that stand. */
  readonly connections: number;
  close(): Promise<void>;
}

/** @throws StationError `conflict` when the port is in use. */
export async function startAmqpMes(options: AmqpMesOptions): Promise<AmqpMes> {
  const { port, host = '127.0.0.1', user = null, credit = 200, log } = options;
  const container = rhea.create_container({ id: handle });
  const sockets = new Set<Socket>();
  const readers = new Map<string, Sender>();
  if (user)
    container.sasl_server_mechanisms.enable_plain(
      (name: string, password: string) => name === user.name && password === user.password,
    );
  else {
    container.sasl_server_mechanisms.enable_anonymous();
    container.sasl_server_mechanisms.enable_plain(() => true);
  }
  // Stations come and go, in order and otherwise.
  for (const event of ['connection_error', 'session_error', 'disconnected', 'protocol_error', 'error'])
    container.on(event, () => undefined);
  container.on('receiver_open', ({ receiver }: EventContext) => {
    receiver?.set_target({ address: receiver.target?.address ?? '' });
    if (credit > 0) receiver?.add_credit(credit);
  });
  container.on('sender_open', ({ sender }: EventContext) => {
    if (!sender) return;
    const { address } = sender.source;
    sender.set_source({ address });
    readers.set(address, sender);
  });
  const desk = new Desk(options, readers);
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
    socket.on('error', () => undefined);
    const connection = container.create_connection({
      ...{ reconnect: false, receiver_options: { autoaccept: false, credit_window: 0 } },
      ...{ host, port },
    });
    connection.on('message', ({ message, delivery, receiver }: EventContext) => {
      receiver?.add_credit(1);
      if (!delivery) return;
      desk.take(message, delivery, socket).catch((thrown: unknown) => {
        log.error('the stand-in failed at an AMQP message', { error: thrown });
      });
    });
    // `accept` is rhea's own way of serving a socket; its types leave it out.
    connection['accept'](socket);
  });
  server.listen(port, host);
  try {
    await once(server, 'listening');
  } catch (cause) {
    const code = cause instanceof Error && 'code' in cause ? cause.code : null;
    if (code !== 'EADDRINUSE') throw cause;
    throw new StationError('conflict', `port ${port} is in use`, { remedy: 'name another with --amqp-port', cause });
  }
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('a TCP server has a port');
  return {
    port: address.port,
    get connections() {
      return sockets.size;
    },
    close: async () => {
      const closed = once(server, 'close');
      server.close();
      for (const socket of sockets) socket.destroy();
      await closed;
    },
  };
}

/** Deals with one message after the other; every second one is for the misbehaviours that spare the others. */
class Desk {
  private readonly options: AmqpMesOptions;
  private readonly readers: ReadonlyMap<string, Sender>;
  private count = 0;

  constructor(options: AmqpMesOptions, readers: ReadonlyMap<string, Sender>) {
    this.options = options;
    this.readers = readers;
  }

  async take(message: unknown, delivery: Delivery, socket: Socket): Promise<void> {
    let came: CameIn;
    try {
      came = await readCfx(message);
    } catch (thrown) {
      const description = thrown instanceof Error ? thrown.message : String(thrown);
      delivery.reject({ condition: 'amqp:decode-error', description });
      return;
    }
    if (came.envelope.MessageName === questionName) {
      this.answer(came, delivery);
      return;
    }
    this.count += 1;
    const misbehaviour = this.options.switchboard.next();
    if (misbehaviour.is === 'slow') await sleep(misbehaviour.slowMs);
    this.settle(came, misbehaviour, delivery, socket);
  }

  private settle(came: CameIn, { is, mark }: Misbehaviour, delivery: Delivery, socket: Socket): void {
    const { received } = this.options;
    const isEverySecond = this.count % 2 === 0;
    const isRefused = (is === 'half-refused' && isEverySecond) || (is === 'poison' && came.text.includes(mark));
    if (is === 'never') return;
    if (is === 'closes') socket.destroy();
    else if (is === 'error') delivery.reject();
    else if (is === 'patience') delivery.modified({ delivery_failed: true });
    else if (is === 'half-again' && isEverySecond) delivery.release();
    else if (isRefused) {
      received.refuse();
      delivery.reject({ condition: 'amqp:invalid-field', description: 'not of my making' });
    } else {
      received.take(arrivalOf(came));
      if (is === 'lost') socket.destroy();
      else delivery.accept();
    }
  }

  private answer({ envelope, replyTo }: CameIn, delivery: Delivery): void {
    const { answers, switchboard } = this.options;
    delivery.accept();
    const reader = replyTo === null ? undefined : this.readers.get(replyTo);
    if (!reader || switchboard.current.is === 'never') return;
    const text = JSON.stringify(answerTo(envelope, answers, handle));
    reader.send({
      ...{ correlation_id: envelope.RequestID ?? envelope.UniqueID, content_type: 'application/json; charset="utf-8"' },
      body: rhea.message.data_section(Buffer.from(text)),
    } as unknown as Parameters<Sender['send']>[0]);
  }
}
