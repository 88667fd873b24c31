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
export async function post({ dispatcher, url, way, headers, body, withinMs, signal }: RequestParts): Promise<Reply> {
  const patience = AbortSignal.timeout(withinMs);
  try {
    const response = await dispatcher.request({
      origin: url.origin,
      path: `${url.pathname}${url.search}`,
      method: 'POST',
      headers: { accept: 'application/json', 'accept-encoding': 'identity', ...headers },
      body,
      signal: AbortSignal.any([signal, patience]),
    });
    const text = await response.body.text();
    const header = (name: string): string | null => {
      const value = response.headers[name];
      return value === undefined ? null : Array.isArray(value) ? (value[0] ?? null) : value;
    };
    return { status: response.statusCode, header, text };
  } catch (thrown) {
    if (signal.aborted) throw signal.reason;
    if (patience.aborted) {
      const seconds = Math.max(1, Math.round(withinMs / 1000));
      throw new TargetTrouble('away', say('httpsSilent', { host: way.host, seconds }), { cause: thrown });
    }
    throw networkTrouble(thrown, way);
  }
}
