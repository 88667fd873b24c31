/** What mappings need and JSONata has not. Nothing here depends on time or chance: rendering twice gives the same bytes. */
import { v5 } from 'uuid';
import type { Message } from '../../station/store/sync-table.ts';
import { MappingError } from './mapping-error.ts';

const widest = 10_000;

/** An id inside a message, of the message's own and a name: `$uuid('transaction')`. UUIDv5, RFC 9562 5.5. */
export function uuidOf({ messageId }: Pick<Message, 'messageId'>, name: string): string {
  return v5(name, messageId);
}

/** @param ms a time span. @returns ISO 8601, `PT1.234S` */
export function isoDuration(ms: number): string {
  if (!Number.isFinite(ms)) throw new Error(`a duration of ${ms} milliseconds`);
  const seconds = Math.max(0, Math.round(ms)) / 1000;
  return `PT${seconds}S`;
}

/**
 * JSONata's own makes the text in one step, however long: a width of half a thousand million ends the process.
 * @param width negative: padded at the left. @throws MappingError above 10,000.
 */
export function pad(text: unknown, width: unknown, fill: unknown = ' '): string | undefined {
  if (text === undefined) return undefined;
  if (typeof text !== 'string' || typeof width !== 'number' || typeof fill !== 'string')
    throw new MappingError('$pad needs a text, a width and, where it is no space, a text to fill with');
  const size = Math.trunc(Math.abs(width));
  if (!(size <= widest)) throw new MappingError(`$pad to ${width} characters; ${widest} are the most`);
  const missing = (fill || ' ').repeat(size).slice(0, Math.max(0, size - [...text].length));
  return width > 0 ? text + missing : missing + text;
}
