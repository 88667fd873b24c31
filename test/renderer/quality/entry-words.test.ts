import { beforeAll, describe, expect, it } from 'vitest';
import { historyKinds } from '../../../main/api/slices/history.ts';
import { languages } from '../../../main/api/slices/session.ts';
import { entryKindWords } from '../../../renderer/quality/entry-words.ts';
import { type SpokenWords, speak } from '../../support/words.ts';

describe.each(languages)('an entry of the history in %s', (language) => {
  let words: SpokenWords;
  beforeAll(async () => {
    words = await speak(language);
  });

  it.each(historyKinds)('has a word for its kind: %s', (kind) => {
    expect(entryKindWords(words.t, kind)).not.toBe(entryKindWords(words.t, 'of another release'));
  });

  it('has a word of its own for each kind', () => {
    const said = historyKinds.map((kind) => entryKindWords(words.t, kind));
    expect(new Set(said).size).toBe(said.length);
  });
});
