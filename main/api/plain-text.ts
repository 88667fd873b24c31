/** Text that came from outside (typed, scanned, read by a camera), made fit to be kept and shown. */

const replacement = '\u{FFFD}';
/** What no screen can show, or what turns the text around it: controls, formats, separators of lines, halves of pairs. */
const unprintable = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/gu;

/** Each character that cannot be seen is replaced by U+FFFD: there was something, and it does no harm. */
export function onOneLine(text: string): string {
  return text.trim().replaceAll(unprintable, replacement);
}

/** The same, with its lines kept. */
export function onLines(text: string): string {
  return text
    .trim()
    .replaceAll(/\r\n?/g, '\n')
    .split('\n')
    .map((line) => line.replaceAll('\t', ' ').replaceAll(unprintable, replacement))
    .join('\n');
}
