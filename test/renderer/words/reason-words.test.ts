import { beforeAll, describe, expect, it } from 'vitest';
import { languages } from '../../../main/api/slices/session.ts';
import { reasonKey } from '../../../main/api/words.ts';
import { reasonKeyWords, reasonSentence } from '../../../renderer/words/reason-words.ts';
import { everyReason } from '../../support/fake-line.ts';
import { type SpokenWords, speak } from '../../support/words.ts';

let en: SpokenWords;
let de: SpokenWords;
let all: readonly SpokenWords[];

beforeAll(async () => {
  all = await Promise.all(languages.map(speak));
  [en, de] = await Promise.all([speak('en'), speak('de')]);
});

describe('a reason in words', () => {
  it('has the word first and the number beside it', () => {
    const sure = { kind: 'defect', class: 'pitting', score: 0.934, limit: 0.62 } as const;
    expect(reasonSentence(en.t, en.numbers, sure)).toBe('pitting, sure (0.93, limit 0.62)');
    expect(reasonSentence(de.t, de.numbers, sure)).toBe('Grübchen, sicher (0,93, Grenze 0,62)');
  });

  it('keeps the own name of a class that the catalogue does not know', () => {
    const unknown = { kind: 'unsure', class: 'constructor', score: 0.5, passBelow: 0.2, failAbove: 0.6 } as const;
    expect(reasonSentence(en.t, en.numbers, unknown)).toBe('perhaps constructor (0.50, between 0.20 and 0.60)');
  });

  it('exists for every reason, in every language, without a gap', () => {
    for (const { t, numbers } of all) {
      for (const reason of everyReason.flatMap((part) => part.reasons)) {
        const sentence = reasonSentence(t, numbers, reason);
        expect(sentence).not.toMatch(/\{\{|undefined|^reason\./);
        const words = reasonKeyWords(t, reasonKey(reason));
        expect(words).not.toMatch(/:|^reasonShort|^pictureFault/);
      }
    }
  });

  it('leaves the key of a newer station as it is', () => {
    expect(reasonKeyWords(en.t, 'toString')).toBe('toString');
    expect(reasonKeyWords(en.t, 'bad-picture:sparkly')).toBe('bad-picture:sparkly');
  });
});
