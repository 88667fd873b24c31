/**
 * A connection is `send` and `onMessage`, whatever carries it.
 *
 * Calls, events, deadlines, cancellation and errors are built above it once (`client.ts`, `server.ts`); there is one
 * small file per carrier: an in-memory pair here, WebSocket in `main/http` and `renderer`, Electron IPC in
 * `main/electron` and `preload`.
 */

/** `body` is plain JSON; `payload` travels as bytes (pictures are never JSON arrays). */
export interface Message {
  readonly body: unknown;
  readonly payload?: Uint8Array;
}

export interface Connection {
  /**
   * A message sent after the connection closed is dropped, and `onClose` has said so.
   * @throws TypeError only for a body that is not JSON (cyclic, a bigint).
   */
  send(message: Message): void;
  /** One listener; messages that came before it was set are kept and delivered to it in order. */
  onMessage(listener: (message: Message) => void): void;
  /** Called once, also when the connection is closed already. */
  onClose(listener: () => void): void;
  close(): void;
}

/** Two connected ends in one process, for tests and for a screen in the same process. Delivery is asynchronous. */
export function connectionPair(): readonly [Connection, Connection] {
  const left = new MemoryEnd();
  const right = new MemoryEnd();
  left.peer = right;
  right.peer = left;
  return [left, right];
}

class MemoryEnd implements Connection {
  peer: MemoryEnd | undefined;
  private readonly inbox = new Inbox();

  send(message: Message): void {
    const peer = this.peer;
    // A copy, as over any real carrier: the receiver can never see a later change by the sender.
    const copy: Message = {
      body: JSON.parse(JSON.stringify(message.body)) as unknown,
      ...(message.payload ? { payload: message.payload.slice() } : {}),
    };
    void Promise.resolve().then(() => peer?.inbox.deliver(copy));
  }
  onMessage(listener: (message: Message) => void): void {
    this.inbox.onMessage(listener);
  }
  onClose(listener: () => void): void {
    this.inbox.onClose(listener);
  }
  close(): void {
    this.inbox.closed();
    const peer = this.peer;
    void Promise.resolve().then(() => peer?.inbox.closed());
  }
}

/** What every carrier does with what comes in: keep messages until somebody listens, tell of the end once. */
export class Inbox {
  private listener: ((message: Message) => void) | undefined;
  private waiting: Message[] = [];
  private closeListeners: (() => void)[] = [];
  private isClosed = false;

  deliver(message: Message): void {
    if (this.isClosed) return;
    if (this.listener) this.listener(message);
    else this.waiting.push(message);
  }
  onMessage(listener: (message: Message) => void): void {
    this.listener = listener;
    const kept = this.waiting;
    this.waiting = [];
    for (const message of kept) listener(message);
  }
  onClose(listener: () => void): void {
    if (this.isClosed) listener();
    else this.closeListeners.push(listener);
  }
  closed(): void {
    if (this.isClosed) return;
    this.isClosed = true;
    for (const listener of this.closeListeners) listener();
    this.closeListeners = [];
  }
}
