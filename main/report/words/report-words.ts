/** A report speaks the language of whoever asked for it, whatever the station's own is. */
import type { Language } from '../../api/slices/session.ts';
import { de } from './de.ts';
import { en, type ReportWords } from './en.ts';
import { es } from './es.ts';
import { zh } from './zh.ts';

const catalogues: Readonly<Record<Language, ReportWords>> = { en, de, zh, es };

export interface ReportLanguage {
  say(key: keyof ReportWords, values?: Readonly<Record<string, string>>): string;
  number(value: number, digits?: number): string;
  percent(share: number, digits?: number): string;
  time(at: number): string;
}

/** @param timeZone IANA name: the station's, not the reader's. */
export function reportLanguage(language: Language, timeZone: string): ReportLanguage {
  const words = catalogues[language];
  const times = new Intl.DateTimeFormat(language, { timeZone, dateStyle: 'medium', timeStyle: 'short' });
  const number = (value: number, digits = 0): string =>
    new Intl.NumberFormat(language, { minimumFractionDigits: digits, maximumFractionDigits: digits }).format(value);
  return {
    say: (key, values = {}) => words[key].replaceAll(/\{\{(\w+)\}\}/g, (_, name: string) => values[name] ?? ''),
    number,
    percent: (share, digits = 2) => `${number(share * 100, digits)} %`,
    time: (at) => times.format(at),
  };
}
