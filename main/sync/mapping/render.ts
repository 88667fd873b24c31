/**
 * How a message looks at a target: a JSONata expression over the message's document gives one object or an array of them,
 * each a JSON body. The expressions are data: the target's settings have them, or the target's default holds.
 *
 * An expression sees the document as its input, and beside it `$station` (`id`, `name`, `version`), `$settings` (the target's
 * connection, without secrets), `$uuid(name)` and `$duration(ms)`. `$now` and `$millis` are the message's own time and
 * `$random` and `$shuffle` are none: what is rendered anew for a retry must be the same.
 */
import jsonata, { type Expression } from 'jsonata';
import { type Connection, type MessageKind, messageKinds, type TargetSettings } from '../../api/slices/sync-target.ts';
import type { Message } from '../../station/store/sync-table.ts';
import type { Render } from '../transport.ts';
import { BoundedRegExp } from './bounded-regexp.ts';
import { isoDuration, pad, uuidOf } from './functions.ts';
import { MappingError, mappingError } from './mapping-error.ts';

/**
 * An expression of a person may loop: it ends after this, and its message is parked. JSONata only ever calls `RegexEngine`
 * with `new`; its types ask for what can be called without it as well.
 */
const guards = { timeout: 5_000, stack: 300, RegexEngine: BoundedRegExp as RegExpConstructor };
/** Bodies that one message may become. */
const mostBodies = 100;

export interface Defaults {
  /** Null: the kind is not sent. */
  defaultMapping(settings: TargetSettings, kind: MessageKind): string | null;
}
export interface Station {
  readonly id: string;
  readonly name: string;
  readonly version: string;
}

/** @throws MappingError when one of the expressions cannot be read. */
export function createRender(settings: TargetSettings, defaults: Defaults, station: Station): Render {
  const expressions = new Map<MessageKind, Expression>();
  for (const kind of messageKinds) {
    const text = expressionOf(settings, defaults, kind);
    if (text !== null) expressions.set(kind, read(text));
  }
  return async (message) => {
    const expression = expressions.get(message.kind);
    if (!expression) return null;
    try {
      return bodiesOf(await expression.evaluate(message, bindings(message, settings.connection, station)));
    } catch (thrown) {
      throw thrown instanceof MappingError ? thrown : mappingError(thrown);
    }
  };
}

/** @returns the target's own, else its default; null: this kind is not sent there. */
export function expressionOf(settings: TargetSettings, defaults: Defaults, kind: MessageKind): string | null {
  const own = settings.mapping[kind];
  return own === undefined ? defaults.defaultMapping(settings, kind) : own;
}

/** @throws MappingError with the place of the slip. */
function read(text: string): Expression {
  try {
    return jsonata(text, guards);
  } catch (thrown) {
    throw mappingError(thrown);
  }
}

function bindings(message: Message, connection: Connection, station: Station): Record<string, unknown> {
  return {
    ...{ station, settings: connection },
    uuid: (name: string) => uuidOf(message, name),
    duration: isoDuration,
    now: () => message.eventTime,
    millis: () => Date.parse(message.eventTime),
    pad,
    random: () => chance('$random'),
    shuffle: () => chance('$shuffle'),
  };
}

function chance(name: string): never {
  throw new MappingError(`${name} gives another value at every try; $uuid(name) gives one that stays`);
}

/** JSON leaves out what is undefined; JSONata's own arrays carry marks that JSON does not see. */
function bodiesOf(made: unknown): string[] | null {
  if (made === undefined || made === null) return null;
  const all: readonly unknown[] = Array.isArray(made) ? made : [made];
  if (all.length === 0) return null;
  if (all.length > mostBodies)
    throw new MappingError(`it makes ${all.length} messages of one; ${mostBodies} are the most`);
  return all.map((each) => {
    if (typeof each !== 'object' || each === null || Array.isArray(each))
      throw new MappingError(`it makes ${JSON.stringify(each)}; an object is needed, or an array of objects`);
    return JSON.stringify(each);
  });
}
