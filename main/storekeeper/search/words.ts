/** What text is searched by: its words, without case and accents. */

/** `Prüfling AB-12` has `prufling`, `ab` and `12`: runs of letters and digits, whatever stands between them. */
export function wordsOf(text: string): readonly string[] {
  const plain = text.normalize('NFKD').replaceAll(/\p{M}/gu, '').toLowerCase();
  // A word's last sigma is written in another way; `toLowerCase` may put dots beside an i.
  return plain.replaceAll('ς', 'σ').match(/[\p{L}\p{N}]+/gu) ?? [];
}

/** Each of the words begins a word of the text; in scripts without blanks it may stand anywhere. */
export function hasWords(text: string, words: readonly string[]): boolean {
  const own = wordsOf(text);
  return words.every((word) => {
    const fits = isWithoutBlanks(word) ? (one: string) => one.includes(word) : (one: string) => one.startsWith(word);
    return own.some(fits);
  });
}

/** Chinese and Japanese do not divide their words: an index by words does not find them. */
export function isWithoutBlanks(word: string): boolean {
  return /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]/u.test(word);
}
