/** What mappings need and JSONata has not. Nothing here depends on time or chance: rendering twice gives the same bytes. */
import { v5 } from 'uuid';
import type { Message } from '../../station/store/sync-table.ts';

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
