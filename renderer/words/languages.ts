/** How each language writes numbers and plurals, and the name under which a person finds it. */
import type { Language } from '../../main/api/slices/session.ts';

/** BCP 47, for numbers, dates and the page: with the region whose habits are meant. */
export const locales: Readonly<Record<Language, string>> = { en: 'en-GB', de: 'de-DE', zh: 'zh-CN', es: 'es-ES' };

interface Texts {
  readonly [key: string]: string | Texts;
}

/** Spanish has a third form for millions, which reads like its plural; the catalogue need not say it twice. */
export function withManyForms<T extends Texts>(texts: T): T {
  const entries = Object.entries(texts).flatMap(([key, value]): [string, string | Texts][] => {
    if (typeof value !== 'string') return [[key, withManyForms(value)]];
    return key.endsWith('_other')
      ? [
          [key, value],
          [key.replace(/_other$/, '_many'), value],
        ]
      : [[key, value]];
  });
  return Object.fromEntries(entries) as T;
}
