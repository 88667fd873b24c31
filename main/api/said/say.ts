/**
 * The one way in which the station makes a sentence for people: `say(code, values)`.
 *
 * A sentence travels as its English text: through processes and threads, into records, incidents, `/healthz` and the log,
 * where people and tools read it as it is. `understand` gets code and values back from the text, so that a screen says it
 * in the person's language, also of a record that is a year old. Text that nobody made here (a driver's own words, a
 * sentence of another release) is not understood and stays as it is.
 */
import { cameraSentences } from './camera-sentences.ts';
import { deskSentences } from './desk-sentences.ts';
import { deviceSentences } from './device-sentences.ts';
import { engineSentences } from './engine-sentences.ts';
import { historySentences } from './history-sentences.ts';
import { peopleSentences } from './people-sentences.ts';
import { reviewSentences } from './review-sentences.ts';
import { searchSentences } from './search-sentences.ts';
import { storeSentences } from './store-sentences.ts';
import { studySentences } from './study-sentences.ts';
import { syncCfxSentences } from './sync-cfx-sentences.ts';
import { syncFilesSentences } from './sync-files-sentences.ts';
import { syncHttpsSentences } from './sync-https-sentences.ts';
import { syncMqttSentences } from './sync-mqtt-sentences.ts';
import { syncReleaseSentences } from './sync-release-sentences.ts';
import { syncSentences } from './sync-sentences.ts';
import { syncStoreSentences } from './sync-store-sentences.ts';

export const sentences = {
  ...cameraSentences,
  ...deskSentences,
  ...engineSentences,
  ...reviewSentences,
  ...historySentences,
  ...deviceSentences,
  ...searchSentences,
  ...peopleSentences,
  ...storeSentences,
  ...studySentences,
  ...syncSentences,
  ...syncReleaseSentences,
  ...syncMqttSentences,
  ...syncStoreSentences,
  ...syncHttpsSentences,
  ...syncFilesSentences,
  ...syncCfxSentences,
} as const;
export type SaidCode = keyof typeof sentences;

type Blanks<Text extends string> = Text extends `${string}{{${infer Name}}}${infer Rest}` ? Name | Blanks<Rest> : never;
type ValuesOf<Code extends SaidCode> = Readonly<Record<Blanks<(typeof sentences)[Code]>, string | number>>;
type Values<Code extends SaidCode> = [Blanks<(typeof sentences)[Code]>] extends [never] ? [] : [ValuesOf<Code>];

export interface Said {
  readonly code: SaidCode;
  readonly values: Readonly<Record<string, string>>;
}

const blank = /\{\{(\w+)\}\}/;

export function say<Code extends SaidCode>(code: Code, ...[values]: Values<Code>): string {
  const given: Readonly<Record<string, string | number>> = values ?? {};
  return sentences[code].replaceAll(new RegExp(blank, 'g'), (_, name: string) => String(given[name]));
}

/** What `say` made this text of; null for text that it did not make. */
export function understand(text: string): Said | null {
  for (const { code, names, pattern } of patterns) {
    const found = pattern.exec(text);
    if (!found) continue;
    return { code, values: Object.fromEntries(names.map((name, index) => [name, found[index + 1] ?? ''])) };
  }
  return null;
}

interface Pattern {
  readonly code: SaidCode;
  readonly names: readonly string[];
  readonly pattern: RegExp;
  /** Characters of its own, blanks left out. */
  readonly own: number;
}

/** The one with the most words of its own first: `{{file}} is truncated: …` before `{{file}} cannot be read: …`. */
const patterns: readonly Pattern[] = Object.entries(sentences)
  .map(([code, text]) => patternOf(code as SaidCode, text))
  .sort((one, other) => other.own - one.own);

function patternOf(code: SaidCode, text: string): Pattern {
  // Split at a pattern with a group: what is between the blanks, and their names, in turn.
  const pieces = text.split(blank);
  const literals = pieces.filter((_, index) => index % 2 === 0);
  const middle = literals.map((literal, index) => escaped(literal) + valueAfter(literals, index));
  return {
    code,
    names: pieces.filter((_, index) => index % 2 === 1),
    pattern: new RegExp(`^${middle.join('')}$`),
    own: literals.join('').length,
  };
}

/**
 * The blank behind this literal. One that begins a sentence, or stands before its full stop, holds no end of another:
 * else `{{parts}} parts are lost.` would take all that is said before it for its number.
 */
function valueAfter(literals: readonly string[], index: number): string {
  const next = literals[index + 1];
  if (next === undefined) return '';
  return (index === 0 && literals[0] === '') || next === '.' ? '((?:(?!\\. )[^])*?)' : '([^]*?)';
}

function escaped(literal: string): string {
  return literal.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&');
}
