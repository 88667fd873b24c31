import { beforeAll, describe, expect, it } from 'vitest';
import { ageWords, agoWords } from '../../../renderer/words/ages.ts';
import { numbersFor } from '../../../renderer/words/numbers.ts';
import { type SpokenWords, speak } from '../../support/words.ts';

const en = numbersFor('en', 'Europe/Berlin');
const de = numbersFor('de', 'Europe/Berlin');
let words: SpokenWords;

beforeAll(async () => {
  words = await speak('en');
});

describe('numbers', () => {
  it('have thousands apart by a thin space in both languages', () => {
    expect(en.count(1_241_087)).toBe('1\u202f241\u202f087');
    expect(de.count(7_412)).toBe('7\u202f412');
  });
  it('have the decimal sign of the language', () => {
    expect(en.fixed(16.667, 1)).toBe('16.7');
    expect(de.fixed(16.667, 1)).toBe('16,7');
  });
  it('never round a yield up to 100 % while a part is missing', () => {
    expect(en.percent(99_999 / 100_000)).toBe('99.99\u00a0%');
    expect(en.percent(1)).toBe('100.00\u00a0%');
    expect(de.percent(0.9958)).toBe('99,58\u00a0%');
  });
  it('say sizes in the unit that is easy to read', () => {
    expect(en.bytes(0)).toBe('0\u00a0B');
    expect(en.bytes(1.8e9)).toBe('1.8\u00a0GB');
    expect(en.bytes(412e9)).toBe('412\u00a0GB');
  });
  it('say the time of the station, not of this machine', () => {
    const summer = Date.UTC(2026, 6, 1, 12, 52, 8, 417);
    expect(en.clock(summer)).toBe('14:52');
    expect(en.exactTime(summer)).toBe('14:52:08.417');
    expect(numbersFor('en', 'America/New_York').time(summer)).toBe('08:52:08');
  });
});

describe('ages', () => {
  it('are in the largest unit that says enough', () => {
    const minute = 60_000;
    const said = [4_999, 59_999, 2 * minute, 134 * minute, 26 * 60 * minute].map((ageMs) => ageWords(words.t, ageMs));
    expect(said).toEqual(['4 s', '59 s', '2 min', '2 h 14 min', '1 d']);
  });
  it('move in calm steps', () => {
    const said = [0, 9_000, 19_000, 61_000].map((ageMs) => agoWords(words.t, ageMs));
    expect(said).toEqual(['just now', 'just now', '10 s ago', '1 min ago']);
  });
});
