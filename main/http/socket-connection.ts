/**
 * A connection over a WebSocket of the `ws` library, on either end.
 *
 * A peer that has gone without a word is noticed by its missing heartbeat; one that reads too slowly is cut off when
 * too much waits for it: it connects again and starts from the present.
 */
import { type RawData, WebSocket } from 'ws';
import { type Connection, Inbox, type Message } from '../api/connection.ts';
import { decodeMessage, encodeMessage } from '../api/encoding.ts';
import { toWireError } from '../api/errors.ts';

export const maxWaitingBytes = 32 * 1024 * 1024;
const defaultHeartbeatMs = 15_000;

export interface SocketOptions {
  readonly heartbeatMs?: number;
  /** Why a connection was cut off. */
  readonly onFault?: (why: string) => void;
}

export function socketConnection(socket: WebSocket, options: SocketOptions = {}): Connection {
  const inbox = new Inbox();
  const fault = (why: string): void => {
    options.onFault?.(why);
    socket.terminate();
  };
  stopWithoutHeartbeat(socket, options.heartbeatMs ?? defaultHeartbeatMs, fault);

  socket.on('message', (data: RawData, isBinary: boolean) => {
    if (!isBinary) {
      fault('a text message came; this socket carries binary messages only');
      return;
    }
    let message: Message;
    try {
      message = decodeMessage(bytesOf(data));
    } catch (thrown) {
      fault(toWireError(thrown).message);
      return;
    }
    inbox.deliver(message);
  });
  // A broken or oversized frame: `ws` closes the socket itself, and `close` follows.
  socket.on('error', (error) => options.onFault?.(error.message));
  socket.on('close', () => inbox.closed());

  return {
    send: (message) => {
      const bytes = encodeMessage(message);
      if (socket.readyState !== WebSocket.OPEN) return;
      socket.send(bytes, { binary: true });
      if (socket.bufferedAmount > maxWaitingBytes) {
        fault(`${Math.round(socket.bufferedAmount / 1e6)} MB wait for a screen that does not read them`);
      }
    },
    onMessage: (listener) => inbox.onMessage(listener),
    onClose: (listener) => inbox.onClose(listener),
    close: () => socket.close(),
  };
}

function bytesOf(data: RawData): Uint8Array {
  if (Array.isArray(data)) return Buffer.concat(data);
  return data instanceof ArrayBuffer ? new Uint8Array(data) : data;
}

function stopWithoutHeartbeat(socket: WebSocket, heartbeatMs: number, fault: (why: string) => void): void {
  let isAnswered = true;
  const timer = setInterval(() => {
    if (!isAnswered) {
      fault('the peer answers no more');
      return;
    }
    isAnswered = false;
    if (socket.readyState === WebSocket.OPEN) socket.ping();
  }, heartbeatMs);
  timer.unref();
  socket.on('pong', () => {
    isAnswered = true;
  });
  socket.on('close', () => clearInterval(timer));
}
