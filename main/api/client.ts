/**
 * The screen's end of the API over any connection: typed calls with a deadline, events, errors as the station has them.
 *
 * Every message is parsed. An answer that is not of its shape rejects its call; anything else that cannot be
 * understood goes to `onFault`.
 */
import type { Connection, Message } from './connection.ts';
import { describeIssues, fromWireError, StationError } from './errors.ts';
import { type FromClient, fromServerSchema } from './protocol.ts';
import {
  type BinaryCallName,
  type CallName,
  callSpec,
  type EventData,
  type EventName,
  events,
  type Input,
  type Output,
} from './slices/index.ts';

export const defaultTimeoutMs = 10_000;

export interface CallOptions {
  /** Aborting rejects the call with `cancelled` and tells the station. */
  readonly signal?: AbortSignal;
  readonly timeoutMs?: number;
}

export interface BinaryAnswer<N extends BinaryCallName> {
  readonly output: Output<N>;
  readonly payload: Uint8Array;
}

export interface Client {
  /** @throws StationError as the station answered, or `timeout`, `cancelled`, `connection-lost`. */
  call<N extends Exclude<CallName, BinaryCallName>>(
    name: N,
    input: Input<N>,
    options?: CallOptions,
  ): Promise<Output<N>>;
  /** Like `call`, for calls whose answer carries bytes. */
  callBinary<N extends BinaryCallName>(name: N, input: Input<N>, options?: CallOptions): Promise<BinaryAnswer<N>>;
  /** Returns how to stop listening. */
  on<N extends EventName>(name: N, listener: (data: EventData<N>) => void): () => void;
  /** Once, also when the connection is closed already. */
  onClose(listener: () => void): void;
  close(): void;
}

export interface ClientOptions {
  /**
   * Messages that cannot be understood (a station of another version, most likely). Without it they are thrown as
   * uncaught errors: nothing is swallowed.
   */
  readonly onFault?: (error: StationError) => void;
}

interface Pending {
  readonly name: string;
  settle(result: { readonly answer: RawAnswer } | { readonly error: StationError }): void;
}
interface RawAnswer {
  readonly output: unknown;
  readonly payload: Uint8Array;
}
type Listener = (data: unknown) => void;

const noBytes = new Uint8Array(0);

export function createClient(connection: Connection, options: ClientOptions = {}): Client {
  const pending = new Map<number, Pending>();
  const listeners = new Map<string, Set<Listener>>();
  const fault = options.onFault ?? throwLater;
  let lastId = 0;
  let isClosed = false;

  connection.onMessage((message) => receive(message));
  connection.onClose(() => {
    isClosed = true;
    for (const call of [...pending.values()]) call.settle({ error: connectionLost(call.name) });
  });

  function receive(message: Message): void {
    const parsed = fromServerSchema.safeParse(message.body);
    if (!parsed.success) {
      fault(new StationError('bad-input', `a message of the station: ${describeIssues(parsed.error)}`));
      return;
    }
    const reply = parsed.data;
    if (reply.t === 'event') {
      deliverEvent(reply.name, reply.data);
      return;
    }
    // Absent: an answer that crossed with its cancellation or came after its deadline; its caller knows already.
    const call = pending.get(reply.id);
    if (reply.t === 'error') call?.settle({ error: fromWireError(reply.error) });
    else call?.settle({ answer: { output: reply.output, payload: message.payload ?? noBytes } });
  }

  function deliverEvent(name: string, data: unknown): void {
    const schema = Object.hasOwn(events, name) ? events[name as EventName] : undefined;
    if (!schema) {
      fault(new StationError('not-found', `the station sent an event "${name}" that this screen does not know`));
      return;
    }
    const parsed = schema.safeParse(data);
    if (!parsed.success) fault(new StationError('bad-input', `event ${name}: ${describeIssues(parsed.error)}`));
    else for (const listener of [...(listeners.get(name) ?? [])]) listener(parsed.data);
  }

  function ask(name: string, input: unknown, callOptions: CallOptions = {}): Promise<RawAnswer> {
    if (isClosed) return Promise.reject(connectionLost(name));
    if (callOptions.signal?.aborted) return Promise.reject(cancelled(name));
    lastId += 1;
    const id = lastId;
    const timeoutMs = callOptions.timeoutMs ?? defaultTimeoutMs;
    return new Promise((resolve, reject) => {
      const settle: Pending['settle'] = (result) => {
        pending.delete(id);
        clearTimeout(timer);
        callOptions.signal?.removeEventListener('abort', onAbort);
        if ('error' in result) reject(result.error);
        else resolve(result.answer);
      };
      const giveUp = (error: StationError): void => {
        settle({ error });
        connection.send({ body: { t: 'cancel', id } satisfies FromClient });
      };
      const onAbort = (): void => giveUp(cancelled(name));
      const timer = setTimeout(() => giveUp(timedOut(name, timeoutMs)), timeoutMs);
      callOptions.signal?.addEventListener('abort', onAbort, { once: true });
      pending.set(id, { name, settle });
      connection.send({ body: { t: 'call', id, name, input } satisfies FromClient });
    });
  }

  function parseOutput(name: CallName, output: unknown): unknown {
    const parsed = callSpec(name)?.output.safeParse(output);
    if (parsed?.success) return parsed.data;
    const detail = parsed ? describeIssues(parsed.error) : 'no such call';
    throw new StationError('internal', `the answer to ${name} is not of its shape: ${detail}`);
  }

  return {
    // The schema that `parseOutput` uses is the one that `Output<N>` is derived from.
    call: async (name, input, callOptions) =>
      parseOutput(name, (await ask(name, input, callOptions)).output) as Output<typeof name>,
    callBinary: async (name, input, callOptions) => {
      const answer = await ask(name, input, callOptions);
      return { output: parseOutput(name, answer.output) as Output<typeof name>, payload: answer.payload };
    },
    on: (name, listener) => {
      const known = listeners.get(name) ?? new Set<Listener>();
      listeners.set(name, known);
      known.add(listener as Listener);
      return () => known.delete(listener as Listener);
    },
    onClose: (listener) => {
      if (isClosed) listener();
      else connection.onClose(listener);
    },
    close: () => connection.close(),
  };
}

function throwLater(error: StationError): void {
  setTimeout(() => {
    throw error;
  }, 0);
}

function connectionLost(name: string): StationError {
  return new StationError('connection-lost', `the connection to the station was lost before ${name} was answered`, {
    remedy: 'the screen connects again by itself; the line runs on meanwhile',
  });
}

function cancelled(name: string): StationError {
  return new StationError('cancelled', `${name} was cancelled`);
}

function timedOut(name: string, timeoutMs: number): StationError {
  return new StationError('timeout', `the station did not answer ${name} within ${timeoutMs / 1000} s`);
}
