import { useContext, useMemo } from 'react';
import { locales } from '../../words/languages.ts';
import { StationTimeZone, useWords } from '../../words/use-words.ts';

/** Date and time to the second, in the station's zone. */
export function useMoment(): (atMs: number) => string {
  const { language } = useWords();
  const timeZone = useContext(StationTimeZone);
  return useMemo(() => {
    const format = new Intl.DateTimeFormat(locales[language], {
      ...{ year: 'numeric', month: '2-digit', day: '2-digit' },
      ...{ hour: '2-digit', minute: '2-digit', second: '2-digit', hourCycle: 'h23' },
      timeZone,
    });
    return (atMs) => format.format(atMs);
  }, [language, timeZone]);
}
