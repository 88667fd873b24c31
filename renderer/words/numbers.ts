/** Numbers, times and sizes as a person of that language writes them, in figures that do not jump. */
import { locales } from './languages.ts';
import type { Language } from './words.ts';

export interface Numbers {
  /** 41 087: thousands apart by a thin space in every language, so that no comma is taken for a decimal. */
  count(value: number): string;
  /** With exactly so many digits: `16.7`, `16,7`. */
  fixed(value: number, digits: number): string;
  /** A share 0..1 as `99.58 %`; never rounded up to 100 while something is missing. */
  percent(share: number): string;
  /** `412 GB`, decimal units. */
  bytes(value: number): string;
  /** `14:52` and `14:52:08` in the station's zone. */
  clock(atMs: number): string;
  time(atMs: number): string;
  /** `14:52:08.417` */
  exactTime(atMs: number): string;
  /** `2 Nov`, `2. Nov.` in the station's zone. */
  day(atMs: number): string;
  /** `2 Nov 2026` */
  date(atMs: number): string;
  /** `2 Nov, 14:52:08`: for what may have been yesterday. */
  moment(atMs: number): string;
}

const narrowSpace = '\u202f';

export function numbersFor(language: Language, timeZone: string | undefined): Numbers {
  const locale = locales[language];
  const whole = new Intl.NumberFormat(locale, { maximumFractionDigits: 0 });
  const time = { hour: '2-digit', minute: '2-digit', hourCycle: 'h23', timeZone } as const;
  const clock = new Intl.DateTimeFormat(locale, time);
  const seconds = new Intl.DateTimeFormat(locale, { ...time, second: '2-digit' });
  const exact = new Intl.DateTimeFormat(locale, { ...time, second: '2-digit', fractionalSecondDigits: 3 });
  const day = new Intl.DateTimeFormat(locale, { day: 'numeric', month: 'short', timeZone });
  const date = new Intl.DateTimeFormat(locale, { day: 'numeric', month: 'short', year: 'numeric', timeZone });
  const fixed = cachedFixed(locale);
  return {
    count: (value) => withThinSpaces(whole, value),
    fixed: (value, digits) => withThinSpaces(fixed(digits), value),
    percent: (share) => `${withThinSpaces(fixed(2), Math.floor(share * 10_000 + 1e-6) / 100)}\u00a0%`,
    bytes: (value) => bytesText(value, (amount, digits) => withThinSpaces(fixed(digits), amount)),
    clock: (atMs) => clock.format(atMs),
    time: (atMs) => seconds.format(atMs),
    exactTime: (atMs) => exact.format(atMs),
    day: (atMs) => day.format(atMs),
    date: (atMs) => date.format(atMs),
    moment: (atMs) => `${day.format(atMs)}, ${seconds.format(atMs)}`,
  };
}

function cachedFixed(locale: string): (digits: number) => Intl.NumberFormat {
  const made = new Map<number, Intl.NumberFormat>();
  return (digits) => {
    const known = made.get(digits);
    if (known) return known;
    const format = new Intl.NumberFormat(locale, { minimumFractionDigits: digits, maximumFractionDigits: digits });
    made.set(digits, format);
    return format;
  };
}

function withThinSpaces(format: Intl.NumberFormat, value: number): string {
  return format
    .formatToParts(value)
    .map((part) => (part.type === 'group' ? narrowSpace : part.value))
    .join('');
}

function bytesText(value: number, write: (amount: number, digits: number) => string): string {
  const units = ['B', 'kB', 'MB', 'GB', 'TB'];
  const power = value < 1 ? 0 : Math.min(units.length - 1, Math.floor(Math.log10(value) / 3));
  const amount = value / 1000 ** power;
  return `${write(amount, power > 0 && amount < 10 ? 1 : 0)}\u00a0${units[power] ?? 'B'}`;
}
