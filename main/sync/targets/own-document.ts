/**
 * What HTTPS and files say where no mapping is set: the message's own document (`messageSchema`), with the name of its form
 * and the station. New members may come within a form; a change that breaks a reader gets another number.
 */
import type { MessageKind } from '../../api/slices/sync-target.ts';

export const documentForm = 'sightline/1';

/** `$station` (`id`, `name`, `version`) is bound by the mapping. */
export const ownDocument = `$merge([{ "schema": "${documentForm}", "station": $station.name }, $])`;

/** Every kind is sent. */
export function ownMapping(_settings: unknown, _kind: MessageKind): string {
  return ownDocument;
}
