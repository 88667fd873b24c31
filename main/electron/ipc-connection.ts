/**
 * The API over Electron's IPC: a page that we trust hands us a port of its own, and that port is the connection.
 *
 * Only the connecting message goes over a channel that any frame could use, so its sender is checked there, once; the
 * port belongs to the page's preload alone and dies with the page.
 */
import { ipcMain, type MessagePortMain } from 'electron';
import type { Connection } from '../api/connection.ts';
import { connectChannel, type Port, portConnection } from '../api/port-connection.ts';

/** A screen's calls are small. */
const maxLength = 1024 * 1024;
/** As over the WebSocket: a page that hangs is cut off before the station's memory is. */
const maxWaitingBytes = 32 * 1024 * 1024;

export interface Sender {
  readonly url: string;
  readonly isMainFrame: boolean;
}

export interface IpcOptions {
  /** Why this sender may not connect, or null. */
  readonly refuse: (sender: Sender) => string | null;
  readonly onConnection: (connection: Connection) => void;
  readonly onFault: (why: string) => void;
}

export function acceptConnections({ refuse, onConnection, onFault }: IpcOptions): void {
  ipcMain.on(connectChannel, (event) => {
    const [port, ...others] = event.ports;
    const frame = event.senderFrame;
    const refusal = frame
      ? refuse({ url: frame.url, isMainFrame: frame.parent === null })
      : 'its page has gone in the meantime';
    if (refusal !== null || !port || others.length > 0) {
      onFault(`a page was refused: ${refusal ?? 'it did not send exactly one port'}`);
      for (const each of event.ports) each.close();
      return;
    }
    onConnection(portConnection(mainPort(port), { maxLength, maxWaitingBytes, onFault }));
  });
}

function mainPort(port: MessagePortMain): Port {
  return {
    post: (message) => port.postMessage(message),
    onMessage: (listener) => {
      port.on('message', (event) => listener(event.data));
      port.start();
    },
    onClose: (listener) => port.on('close', listener),
    close: () => port.close(),
  };
}
