/** One request to a receiver and its whole answer, within one time limit, or why there is none. */
import type { Dispatcher } from 'undici';
import { say } from '../../../api/said/say.ts';
import { TargetTrouble } from '../../transport.ts';
import { networkTrouble, type Way } from './network-trouble.ts';
import type { Reply } from './status-trouble.ts';

export interface RequestParts {
  readonly dispatcher: Dispatcher;
  readonly url: URL;
  readonly way: Way;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer;
  readonly withinMs: number;
  readonly signal: AbortSignal;
}

/** @throws TargetTrouble when no answer came; the signal's reason when it was called off. */
export async function post({ withinMs, signal, ...request }: RequestParts): Promise<Reply> {
  signal.throwIfAborted();
  // Not `AbortSignal.any`: what it ties to a signal that lives as long as the process piles up with every request.
  const ending = new AbortController();
  let isLate = false;
  const patience = setTimeout(() => {
    isLate = true;
    ending.abort();
  }, withinMs);
  const callOff = (): void => ending.abort();
  signal.addEventListener('abort', callOff, { once: true });
  try {
    return await exchange(request, ending.signal);
  } catch (thrown) {
    if (signal.aborted) throw signal.reason;
    if (!isLate) throw networkTrouble(thrown, request.way);
    const seconds = Math.max(1, Math.round(withinMs / 1000));
    throw new TargetTrouble('away', say('httpsSilent', { host: request.way.host, seconds }), { cause: thrown });
  } finally {
    clearTimeout(patience);
    signal.removeEventListener('abort', callOff);
  }
}

async function exchange(
  { dispatcher, url, headers, body }: Omit<RequestParts, 'withinMs' | 'signal'>,
  signal: AbortSignal,
): Promise<Reply> {
  const response = await dispatcher.request({
    origin: url.origin,
    path: `${url.pathname}${url.search}`,
    method: 'POST',
    headers: { accept: 'application/json', 'accept-encoding': 'identity', ...headers },
    body,
    signal,
  });
  const text = await response.body.text();
  const header = (name: string): string | null => {
    const value = response.headers[name];
    return value === undefined ? null : Array.isArray(value) ? (value[0] ?? null) : value;
  };
  return { status: response.statusCode, header, text };
}
