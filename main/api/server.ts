/**
 * The station's end of the API over any connection: parses every call, runs its handler, answers; sends events.
 *
 * An answer is always sent: an unknown name, a bad input, a handler that throws and an output that cannot be sent all
 * become an error reply. Only a cancelled call gets none, because its caller has stopped listening.
 */
import type { Connection, Message } from './connection.ts';
import { describeIssues, StationError, toWireError } from './errors.ts';
import { type FromServer, fromClientSchema } from './protocol.ts';
import { say } from './said/say.ts';
import {
  type BinaryCallName,
  type CallName,
  callSpec,
  type EventData,
  type EventName,
  events,
  type Output,
  type ParsedInput,
} from './slices/index.ts';
import { isAllowed, unnamedOperator, type Who } from './who.ts';

/** Calls that one connection may have running; a screen needs a handful, so more is a fault of the caller. */
export const maxRunningCalls = 64;

/** The screen at the other end, as the carrier and the sign-in know it (never as the other end says it). */
export interface Peer {
  /** Stays the same when the screen connects again: of the browser's session, or of the window. */
  readonly key: string;
  /** It stands at the station itself. */
  readonly isLocal: boolean;
  /** Who is there now. */
  who(): Who;
}

export interface CallContext {
  /** Aborted when the caller cancels and when its connection closes. */
  readonly signal: AbortSignal;
  readonly peer: Peer;
  /** Who was there when the call came. */
  readonly who: Who;
}

/** What a handler resolves to: the output, and for binary calls the bytes beside it. */
export type Answer<N extends CallName> = N extends BinaryCallName
  ? { readonly output: Output<N>; readonly payload: Uint8Array }
  : Output<N>;

export type Handlers = {
  readonly [N in CallName]: (input: ParsedInput<N>, context: CallContext) => Promise<Answer<N>>;
};

export interface ServeOptions {
  readonly peer?: Peer;
  /** Events of this hub go to the connection until it closes. */
  readonly events?: EventHub;
  /** Parse outputs as well: in development and tests, where a wrong one should be found at its source. */
  readonly checkOutputs?: boolean;
  /** Every failure that is not the caller's own (`internal`), and messages that are not of the protocol. */
  readonly onFault?: (name: string, thrown: unknown) => void;
}

/** Serves the API until the connection closes. A message that is not of the protocol closes the connection. */
export function serveApi(connection: Connection, handlers: Handlers, options: ServeOptions = {}): void {
  const running = new Map<number, AbortController>();
  const cancelled = new WeakSet<AbortController>();

  connection.onClose(() => {
    for (const controller of running.values()) {
      cancelled.add(controller);
      controller.abort();
    }
  });

  connection.onMessage((message) => {
    const parsed = fromClientSchema.safeParse(message.body);
    if (!parsed.success) {
      options.onFault?.('(protocol)', new StationError('bad-input', describeIssues(parsed.error)));
      connection.close();
      return;
    }
    const request = parsed.data;
    const known = running.get(request.id);
    if (request.t === 'cancel') {
      if (!known) return; // answered in the meantime
      cancelled.add(known);
      known.abort();
    } else if (known) {
      options.onFault?.('(protocol)', new StationError('bad-input', `call id ${request.id} is used twice`));
      connection.close();
    } else {
      void run(request.id, request.name, request.input);
    }
  });

  async function run(id: number, name: string, input: unknown): Promise<void> {
    const controller = new AbortController();
    const peer = options.peer ?? lineScreen;
    try {
      if (running.size >= maxRunningCalls) throw tooManyCalls();
      running.set(id, controller);
      const answer = await callHandler(handlers, name, input, {
        signal: controller.signal,
        peer,
        who: peer.who(),
      });
      const checked = options.checkOutputs ? checkOutput(name, answer) : answer;
      if (!cancelled.has(controller)) connection.send(resultMessage(id, checked));
    } catch (thrown) {
      const error = toWireError(thrown);
      if (error.code === 'internal') options.onFault?.(name, thrown);
      if (!cancelled.has(controller)) connection.send({ body: { t: 'error', id, error } satisfies FromServer });
    } finally {
      if (running.get(id) === controller) running.delete(id);
    }
  }

  options.events?.add(connection, options.peer ?? lineScreen);
}

/** Without a sign-in a screen of the station has the rights of an operator, and no name. */
const lineScreen: Peer = { key: 'screen', isLocal: true, who: () => unnamedOperator };

function notAllowed(call: string, { role }: Who): StationError {
  const why = role === null ? say('notAllowedBeforeSignIn', { call }) : say('notAllowed', { call });
  return new StationError('not-allowed', why, { remedy: say('notAllowedRemedy') });
}

interface PlainAnswer {
  readonly output: unknown;
  readonly payload?: Uint8Array;
}

async function callHandler(
  handlers: Handlers,
  name: string,
  input: unknown,
  context: CallContext,
): Promise<PlainAnswer> {
  const spec = callSpec(name);
  if (!spec) throw new StationError('not-found', `the station has no call "${name}"`);
  if (!isAllowed(spec.allowed, context.who.role)) throw notAllowed(name, context.who);
  const parsed = spec.input.safeParse(input);
  if (!parsed.success) throw new StationError('bad-input', `${name}: ${describeIssues(parsed.error)}`);
  // The tables of calls and of handlers have the same keys by type; TypeScript cannot follow that through a string.
  const handler = handlers[name as CallName] as (input: unknown, context: CallContext) => Promise<unknown>;
  const answer = await handler(parsed.data, context);
  return spec.binary ? (answer as PlainAnswer) : { output: answer };
}

function checkOutput(name: string, answer: PlainAnswer): PlainAnswer {
  const parsed = callSpec(name)?.output.safeParse(answer.output);
  if (parsed && !parsed.success) {
    throw new StationError('internal', `the answer of ${name} is not of its shape: ${describeIssues(parsed.error)}`);
  }
  return answer;
}

function resultMessage(id: number, answer: PlainAnswer): Message {
  const body: FromServer = { t: 'result', id, output: answer.output };
  return answer.payload ? { body, payload: answer.payload } : { body };
}

function tooManyCalls(): StationError {
  return new StationError('unavailable', `${maxRunningCalls} calls of this connection are running already`, {
    remedy: 'wait for an answer before asking again',
  });
}

/** Sends events to the screens that listen. */
export interface EventHub {
  /** @param to absent: every screen at which somebody is; a desk before its sign-in hears nothing of the line. */
  emit<N extends EventName>(name: N, data: EventData<N>, to?: (peer: Peer) => boolean): void;
  /** Until the connection closes. */
  add(connection: Connection, peer: Peer): void;
  /** How many listen: nothing needs to be prepared for nobody. */
  readonly size: number;
}

/** @param options.checkData parse what is emitted; in development and tests. */
export function createEventHub(options: { readonly checkData?: boolean } = {}): EventHub {
  const listening = new Map<Connection, Peer>();
  return {
    get size() {
      return listening.size;
    },
    add: (connection, peer) => {
      listening.set(connection, peer);
      connection.onClose(() => listening.delete(connection));
    },
    emit: (name, data, to = isSomebodyThere) => {
      if (options.checkData) checkEvent(name, data);
      const body: FromServer = { t: 'event', name, data };
      for (const [connection, peer] of listening) if (to(peer)) connection.send({ body });
    },
  };
}

function isSomebodyThere(peer: Peer): boolean {
  return peer.who().role !== null;
}

function checkEvent(name: EventName, data: unknown): void {
  const parsed = events[name].safeParse(data);
  if (!parsed.success) {
    throw new StationError('internal', `the event ${name} is not of its shape: ${describeIssues(parsed.error)}`);
  }
}
