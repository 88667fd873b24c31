/** The catalogues behind one `t`; the person's language is kept on this machine, the station's is the first choice. */
import i18next, { type TFunction } from 'i18next';
import { initReactI18next } from 'react-i18next';
import { type Language, languages } from '../../main/api/slices/session.ts';
import { de } from './de.ts';
import { en } from './en.ts';
import { es } from './es.ts';
import { locales, withManyForms } from './languages.ts';
import { zh } from './zh.ts';

declare module 'i18next' {
  interface CustomTypeOptions {
    resources: { translation: typeof en };
  }
}

export { type Language, languages };
export type Say = TFunction;

const chosenKey = 'sightline.language';

export async function startWords(): Promise<void> {
  await i18next.use(initReactI18next).init({
    resources: {
      en: { translation: en },
      de: { translation: de },
      zh: { translation: zh },
      es: { translation: withManyForms(es) },
    },
    lng: chosenLanguage() ?? 'en',
    fallbackLng: 'en',
    // React escapes already.
    interpolation: { escapeValue: false },
  });
  tellPage();
  i18next.on('languageChanged', tellPage);
}

export function chooseLanguage(language: Language): void {
  localStorage.setItem(chosenKey, language);
  void i18next.changeLanguage(language);
}

/** The language of whoever has signed in; else the one chosen at this screen; else the station's. */
export function speakTo(person: Language | null, station: Language): void {
  const language = person ?? chosenLanguage() ?? station;
  if (i18next.language !== language) void i18next.changeLanguage(language);
}

export function toLanguage(text: string | null | undefined): Language {
  return languages.find((language) => text?.startsWith(language)) ?? 'en';
}

function chosenLanguage(): Language | null {
  const kept = localStorage.getItem(chosenKey);
  return languages.find((language) => language === kept) ?? null;
}

/** Screen readers and hyphenation follow the page's language. */
function tellPage(): void {
  document.documentElement.lang = locales[toLanguage(i18next.language)];
}
