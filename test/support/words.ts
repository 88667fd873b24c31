/** The catalogues without a page, for tests of everything that makes sentences. */
import i18next from 'i18next';
import { de } from '../../renderer/words/de.ts';
import { en } from '../../renderer/words/en.ts';
import { es } from '../../renderer/words/es.ts';
import { withManyForms } from '../../renderer/words/languages.ts';
import { type Numbers, numbersFor } from '../../renderer/words/numbers.ts';
import type { Language, Say } from '../../renderer/words/words.ts';
import { zh } from '../../renderer/words/zh.ts';

export interface SpokenWords {
  readonly t: Say;
  readonly numbers: Numbers;
}

export async function speak(language: Language): Promise<SpokenWords> {
  const spoken = i18next.createInstance();
  const t = await spoken.init({
    resources: {
      en: { translation: en },
      de: { translation: de },
      zh: { translation: zh },
      es: { translation: withManyForms(es) },
    },
    lng: language,
    interpolation: { escapeValue: false },
  });
  return { t, numbers: numbersFor(language, 'Europe/Berlin') };
}
