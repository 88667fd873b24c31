/** How a message of a real record looks at a target: what its mapping sees, and what it makes of it. */
import { toWireError } from '../api/errors.ts';
import type { MessageKind } from '../api/slices/sync-target.ts';
import type { Message, StoredTarget } from '../station/store/sync-table.ts';
import type { Render, TargetType } from './transport.ts';

export interface PreviewParts {
  readonly settings: StoredTarget['settings'];
  readonly type: TargetType;
  readonly kind: MessageKind;
  readonly sample: () => Promise<Message | null>;
  /** @throws when the mapping cannot be read at all. */
  readonly render: () => Render;
}

export interface Preview {
  readonly document: string | null;
  readonly messages: string[];
  readonly problem: string | null;
  readonly expression: string | null;
  /** The expression is one at all, whether or not it fails on the record. */
  readonly isReadable: boolean;
}

export async function preview({ settings, type, kind, sample, render }: PreviewParts): Promise<Preview> {
  const own = settings.mapping[kind];
  const expression = own === undefined ? type.defaultMapping(settings, kind) : own;
  let document: string | null = null;
  let isReadable = false;
  try {
    const toBodies = render();
    isReadable = true;
    const message = await sample();
    document = message && indented(message);
    const messages = ((message && (await toBodies(message))) ?? []).map((body) => indented(JSON.parse(body)));
    return { document, messages, problem: null, expression, isReadable };
  } catch (thrown) {
    return { document, messages: [], problem: toWireError(thrown).message, expression, isReadable };
  }
}

function indented(value: unknown): string {
  return JSON.stringify(value, null, 2);
}
