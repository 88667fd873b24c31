/** The default mappings of CFX. Heads of sealed hours (`segment`) have no message in the standard: they are not sent. */
import type { MessageKind } from '../../../../api/slices/sync-target.ts';
import { dispositionMapping, withdrawalMapping } from './disposition.ts';
import { eventMapping } from './event.ts';
import { partMapping } from './part.ts';

const mappings: Readonly<Record<MessageKind, string | null>> = {
  part: partMapping,
  disposition: dispositionMapping,
  withdrawal: withdrawalMapping,
  event: eventMapping,
  segment: null,
};

export function cfxMapping(kind: MessageKind): string | null {
  return mappings[kind];
}
