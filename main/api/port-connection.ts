/**
 * A connection over a message port (Electron's IPC): the same in the preload and in the main process.
 *
 * The body travels as JSON text, as over every other carrier: what is not JSON fails where it is sent, and nobody can
 * come to rely on more than a WebSocket can carry. Knows no schemas: the sandboxed preload stays small.
 */
import { type Connection, Inbox, type Message } from './connection.ts';

/** The one IPC channel: the preload sends the other end of its port over it. */
export const connectChannel = 'sightline:connect';

export interface PortMessage {
  readonly json: string;
  readonly payload?: Uint8Array;
  /** How much was sent up to here; whoever reads it says so. A port itself never tells how much waits in it. */
  readonly mark?: number;
}

/** The answer to a mark. */
export interface SeenMessage {
  readonly seen: number;
}

/** A DOM `MessagePort` or Electron's `MessagePortMain`, as far as both are alike. */
export interface Port {
  post(message: PortMessage | SeenMessage): void;
  onMessage(listener: (data: unknown) => void): void;
  onClose(listener: () => void): void;
  close(): void;
}

export interface PortOptions {
  /** Longest JSON text that is accepted. */
  readonly maxLength: number;
  /** More than this, sent and not read by the peer, and it is cut off; absent: no limit. */
  readonly maxWaitingBytes?: number;
  /** Why a connection was cut off. */
  readonly onFault: (why: string) => void;
}

const defaultMarkEveryBytes = 1024 * 1024;

export function portConnection(port: Port, options: PortOptions): Connection {
  const inbox = new Inbox();
  const { maxWaitingBytes = Number.POSITIVE_INFINITY } = options;
  const unread = countUnread(Math.min(defaultMarkEveryBytes, maxWaitingBytes / 8));
  let isOpen = true;
  const closed = (): void => {
    isOpen = false;
    inbox.closed();
  };
  const close = (): void => {
    if (!isOpen) return;
    port.close();
    closed();
  };
  const fault = (why: string): void => {
    options.onFault(why);
    close();
  };
  port.onClose(closed);
  port.onMessage((data) => {
    const { seen, mark } = asRecord(data);
    if (typeof seen === 'number') return unread.seen(seen);
    if (typeof mark === 'number' && isOpen) port.post({ seen: mark });
    const message = readPortMessage(data, options.maxLength);
    if (typeof message === 'string') fault(message);
    else inbox.deliver(message);
  });
  return {
    send: ({ body, payload }) => {
      const json = JSON.stringify(body);
      if (!isOpen) return;
      port.post({ json, ...(payload ? { payload } : {}), ...unread.sent(json.length + (payload?.byteLength ?? 0)) });
      const waiting = unread.bytes();
      if (waiting > maxWaitingBytes) {
        fault(`${Math.round(waiting / 1e6)} MB wait for a screen that does not read them`);
      }
    },
    onMessage: (listener) => inbox.onMessage(listener),
    onClose: (listener) => inbox.onClose(listener),
    close,
  };
}

/** What was sent and not read yet, as far as the marks tell. */
function countUnread(markEveryBytes: number) {
  let sent = 0;
  let marked = 0;
  let seen = 0;
  return {
    bytes: () => sent - seen,
    /** @returns the mark that goes with the message, when it is time for one. */
    sent: (bytes: number): { readonly mark?: number } => {
      sent += bytes;
      if (sent - marked < markEveryBytes) return {};
      marked = sent;
      return { mark: sent };
    },
    seen: (mark: number): void => {
      seen = Math.max(seen, Math.min(mark, sent));
    },
  };
}

function asRecord(data: unknown): Readonly<Record<string, unknown>> {
  return (typeof data === 'object' && data !== null ? data : {}) as Readonly<Record<string, unknown>>;
}

/** The message, or what is wrong with it. */
function readPortMessage(data: unknown, maxLength: number): Message | string {
  const { json, payload } = asRecord(data);
  if (typeof json !== 'string') return 'a message without JSON came';
  if (json.length > maxLength) return `a message of ${json.length} characters came`;
  if (payload !== undefined && !(payload instanceof Uint8Array))
    return 'a message with a payload that is not bytes came';
  try {
    const body = JSON.parse(json) as unknown;
    return payload ? { body, payload } : { body };
  } catch (thrown) {
    return `a message came that is not JSON (${String(thrown)})`;
  }
}
