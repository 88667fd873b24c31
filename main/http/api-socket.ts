/** The API's WebSocket at `/api`: refuses before the upgrade, hands every accepted socket on as a connection. */
import type { IncomingMessage, Server } from 'node:http';
import { STATUS_CODES } from 'node:http';
import type { Duplex } from 'node:stream';
import { WebSocketServer } from 'ws';
import type { Connection } from '../api/connection.ts';
import type { Log } from '../station/log/log.ts';
import { socketConnection } from './socket-connection.ts';

/** A screen's calls are small; pictures go the other way. */
export const maxMessageBytes = 1024 * 1024;
const path = '/api';

export interface ApiSocketOptions {
  readonly server: Server;
  /** The HTTP status to refuse this request with, or null. */
  readonly refuse: (request: IncomingMessage) => number | null;
  readonly onConnection: (connection: Connection, request: IncomingMessage) => void;
  readonly log: Log;
  readonly heartbeatMs?: number;
}

export function serveApiSocket(options: ApiSocketOptions): { close(): void } {
  const sockets = new WebSocketServer({ noServer: true, maxPayload: maxMessageBytes, perMessageDeflate: false });
  options.server.on('upgrade', (request: IncomingMessage, socket: Duplex, head: Buffer) => {
    // The peer may go at any moment; until `ws` takes over nobody else listens for that.
    socket.on('error', (error) => options.log.debug('a socket broke before it was accepted', { error }));
    const refusal = options.refuse(request) ?? (request.url?.split('?', 1)[0] === path ? null : 404);
    if (refusal !== null) {
      socket.end(`HTTP/1.1 ${refusal} ${STATUS_CODES[refusal]}\r\nConnection: close\r\n\r\n`);
      return;
    }
    sockets.handleUpgrade(request, socket, head, (accepted) => {
      options.onConnection(
        socketConnection(accepted, {
          ...(options.heartbeatMs === undefined ? {} : { heartbeatMs: options.heartbeatMs }),
          onFault: (why) => options.log.warn(`a screen was cut off: ${why}`),
        }),
        request,
      );
    });
  });
  return {
    close: () => {
      for (const client of sockets.clients) client.terminate();
      sockets.close();
    },
  };
}
