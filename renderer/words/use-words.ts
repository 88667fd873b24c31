import { createContext, useContext, useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { type Numbers, numbersFor } from './numbers.ts';
import { type Language, type Say, toLanguage } from './words.ts';

/** IANA name of the station's time zone; this machine's own until the station has said it. */
export const StationTimeZone = createContext<string | undefined>(undefined);

export interface Words {
  readonly t: Say;
  readonly numbers: Numbers;
  readonly language: Language;
}

export function useWords(): Words {
  const { t, i18n } = useTranslation();
  const timeZone = useContext(StationTimeZone);
  const language = toLanguage(i18n.language);
  const numbers = useMemo(() => numbersFor(language, timeZone), [language, timeZone]);
  return { t, numbers, language };
}
