/** What a status that is no success means for the target. Pure. */
import { STATUS_CODES } from 'node:http';
import { z } from 'zod';
import { say } from '../../../api/said/say.ts';
import { TargetTrouble } from '../../transport.ts';
import { retryAfterMs } from './retry-after.ts';

export interface Reply {
  readonly status: number;
  readonly header: (name: string) => string | null;
  readonly text: string;
}

const longestReason = 300;

/** @param host as people know the receiver: name and port */
export function statusTrouble(reply: Reply, host: string, nowMs: number): TargetTrouble {
  const { status } = reply;
  const broken = (message: string, remedy: string): TargetTrouble => new TargetTrouble('broken', message, { remedy });
  if (status >= 300 && status < 400) {
    const where = reply.header('location') ?? '?';
    return broken(say('httpsMoved', { host, where, status }), say('httpsMovedRemedy'));
  }
  switch (status) {
    case 401:
      return broken(say('httpsSignIn', { host, status }), say('httpsSignInRemedy'));
    case 407:
      return broken(say('httpsProxy', { host, why: reasonOf(reply) }), say('httpsProxyRemedy'));
    case 403:
      return broken(say('httpsForbidden', { host, status }), say('httpsForbiddenRemedy'));
    case 404:
    case 405:
    case 410:
      return broken(say('httpsNoSuchPlace', { host, status }), say('httpsNoSuchPlaceRemedy'));
    case 413:
      return new TargetTrouble('too-large', say('httpsTooLarge', { status }));
    case 400:
    case 422:
      // Something in the batch is not to its liking: less at once shows what, and that alone is parked.
      return new TargetTrouble('too-large', say('httpsRefused', { status, why: reasonOf(reply) }));
    default:
      return patience(reply, host, nowMs);
  }
}

/** Statuses that go away by themselves, and those that nobody foresaw. */
function patience(reply: Reply, host: string, nowMs: number): TargetTrouble {
  const { status } = reply;
  const values = { host, status, why: reasonOf(reply) };
  const after = retryAfterMs(reply.header('retry-after'), nowMs);
  const busy = (message: string): TargetTrouble =>
    new TargetTrouble('busy', message, after === null ? {} : { retryAfterMs: after });
  if (status === 409) return busy(say('httpsStillAtWork', values));
  if (status === 408 || status === 425 || status === 429 || status === 503) return busy(say('httpsBusy', values));
  if (status >= 500) return busy(say('httpsFails', values));
  return new TargetTrouble('broken', say('httpsRefused', values), { remedy: say('httpsRefusedRemedy') });
}

/** The words of a problem (RFC 9457) or of plain text; a page for browsers says nothing to anybody here. */
function reasonOf({ status, text, header }: Reply): string {
  const type = header('content-type') ?? '';
  const words = /json/i.test(type) ? problemWords(text) : /html/i.test(type) ? '' : text;
  const short = words.replaceAll(/\s+/g, ' ').trim().slice(0, longestReason);
  return short || STATUS_CODES[status] || '?';
}

const problemSchema = z
  .object({ title: z.string(), detail: z.string(), message: z.string(), reason: z.string(), error: z.string() })
  .partial();

function problemWords(text: string): string {
  try {
    const problem = problemSchema.safeParse(JSON.parse(text));
    if (!problem.success) return text;
    const { title, detail, message, reason, error } = problem.data;
    return [title, detail ?? message ?? reason ?? error].filter((each) => each !== undefined).join(': ') || text;
  } catch (thrown) {
    // It calls itself JSON and is none: then its text is all there is.
    if (thrown instanceof SyntaxError) return text;
    throw thrown;
  }
}
