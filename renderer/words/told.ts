/** A sentence of the station in the person's language; what the catalogue does not know stays as the station said it. */
import { understand } from '../../main/api/said/say.ts';
import type { Numbers } from './numbers.ts';
import type { Say } from './words.ts';

const between = '; ';

export function told(t: Say, numbers: Numbers, text: string): string {
  const again = (part: string): string => told(t, numbers, part);
  const said = understand(text);
  if (said) {
    // A value may be a sentence itself: why something cannot be opened, what the engine was asked.
    const values = Object.entries(said.values).map(([name, value]) => [name, again(value)]);
    return t(`said.${said.code}`, Object.fromEntries(values));
  }
  const parts = text.split(between);
  if (parts.length > 1 && understand(parts[0] ?? '')) {
    return parts.map(again).reduce((first, second) => t('sentence.listed', { first, second }));
  }
  return inTwo(t, text, again) ?? withOwnPoint(numbers, text);
}

/** One behind the other; Chinese leaves no space between them. */
export function twoSentences(t: Say, first: string, second: string): string {
  return t('sentence.two', { first, second });
}

/** What is wrong and what to do about it come one after the other; `webgpu: no graphics device` is only half a sentence. */
function inTwo(t: Say, text: string, again: (part: string) => string): string | null {
  for (let space = text.indexOf(' '); space >= 0; space = text.indexOf(' ', space + 1)) {
    const [first, second] = [text.slice(0, space), text.slice(space + 1)];
    if (!understand(second)) continue;
    if (!first.endsWith('.')) return `${again(first)} ${again(second)}`;
    return twoSentences(t, withStop(t, first, again), again(second));
  }
  return null;
}

/** A sentence without a full stop got one when another was put behind it, and so did a value or a driver's own word. */
function withStop(t: Say, text: string, again: (part: string) => string): string {
  const bare = text.slice(0, -1);
  const whole = again(text);
  const isOwn = whole !== text && !understand(bare);
  return isOwn ? whole : t('sentence.ended', { sentence: again(bare) });
}

/** `7.4` is `7,4` in German. */
function withOwnPoint(numbers: Numbers, value: string): string {
  const digits = /^-?\d+\.(\d+)$/.exec(value)?.[1];
  return digits === undefined ? value : numbers.fixed(Number(value), digits.length);
}
