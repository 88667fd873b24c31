/** The API over a WebSocket: one message a binary frame. */
import { type Connection, Inbox } from '../../main/api/connection.ts';
import { decodeMessage, encodeMessage } from '../../main/api/encoding.ts';
import { StationError } from '../../main/api/errors.ts';

/** @throws StationError `unavailable` when the station cannot be reached or refuses. */
export function openWebSocket(url: string): Promise<Connection> {
  return new Promise((resolve, reject) => {
    const socket = new WebSocket(url);
    const inbox = new Inbox();
    socket.binaryType = 'arraybuffer';
    socket.addEventListener('open', () => resolve(connectionOver(socket, inbox)));
    socket.addEventListener('message', (event: MessageEvent<unknown>) => {
      if (!(event.data instanceof ArrayBuffer)) {
        socket.close(4002, 'only binary messages');
        return;
      }
      inbox.deliver(decodeMessage(new Uint8Array(event.data)));
    });
    socket.addEventListener('close', () => {
      inbox.closed();
      // Without effect once the connection was open.
      reject(new StationError('unavailable', 'the station does not answer'));
    });
  });
}

function connectionOver(socket: WebSocket, inbox: Inbox): Connection {
  return {
    send: (message) => {
      if (socket.readyState === WebSocket.OPEN) socket.send(encodeMessage(message));
    },
    onMessage: (listener) => inbox.onMessage(listener),
    onClose: (listener) => inbox.onClose(listener),
    close: () => socket.close(),
  };
}
