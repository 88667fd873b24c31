/**
 * Decodes picture after picture beside the model's work. A picture that turns out to be damaged ends the model's work,
 * unless it may be skipped; the rest are still decoded, so that all damaged ones are named at once.
 */
import { loadedAhead } from '../ahead.ts';
import type { BadPicture } from './bad-pictures.ts';

export async function eachDecoded<T, L>(
  items: readonly T[],
  decode: (item: T) => Promise<L>,
  nameOf: (item: T) => string,
  skipCorrupt: boolean,
  work: (item: T, decoded: L) => Promise<void>,
): Promise<readonly BadPicture[]> {
  const bad: BadPicture[] = [];
  const load = async (item: T): Promise<{ decoded: L } | { why: string }> => {
    try {
      return { decoded: await decode(item) };
    } catch (thrown) {
      return { why: thrown instanceof Error ? thrown.message : String(thrown) };
    }
  };
  for await (const { item, loaded } of loadedAhead(items, load)) {
    if ('why' in loaded) bad.push({ picture: nameOf(item), why: 'corrupt', detail: loaded.why });
    else if (bad.length === 0 || skipCorrupt) await work(item, loaded.decoded);
  }
  return bad;
}
