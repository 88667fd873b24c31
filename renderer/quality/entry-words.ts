/** What an entry of the history tells of, in one word; a kind that has none here is an entry. */
import { en } from '../words/en.ts';
import type { Say } from '../words/words.ts';

export function entryKindWords(t: Say, kind: string): string {
  return t(`entryKind.${isKnown(kind) ? kind : 'other'}`);
}

function isKnown(kind: string): kind is keyof typeof en.entryKind {
  return Object.hasOwn(en.entryKind, kind);
}
