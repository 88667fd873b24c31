/**
 * The fonts of printed reports: those of the screen, unpacked from their web form, since a PDF takes only plain ones.
 *
 * Chinese comes in a hundred pieces by range of characters; a text is split into runs of one piece each.
 */
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { decompress } from 'wawoff2';
import { z } from 'zod';

const require = createRequire(import.meta.url);

export interface FontRun {
  readonly text: string;
  /** Key of the font among `files`. */
  readonly font: string;
  /** Drawn with an outline: its piece has only the thinnest weight. */
  readonly isThin: boolean;
}

export interface ReportFonts {
  runs(text: string): readonly FontRun[];
  /** TrueType, by key; read when first asked. */
  bytes(font: string): Promise<Uint8Array>;
}

const latin = 'latin';

export async function loadFonts(): Promise<ReportFonts> {
  const interFolder = dirname(require.resolve('@fontsource-variable/inter/package.json'));
  const chineseFolder = dirname(require.resolve('@fontsource-variable/noto-sans-sc/package.json'));
  const pieces = await chinesePieces(join(chineseFolder, 'unicode.json'));
  const known = new Map<string, Promise<Uint8Array>>();
  const fileOf = (font: string): string =>
    font === latin
      ? join(interFolder, 'files', 'inter-latin-wght-normal.woff2')
      : join(chineseFolder, 'files', `noto-sans-sc-${font}-wght-normal.woff2`);
  const fontOf = (character: string): string => {
    const point = character.codePointAt(0) ?? 0;
    // Latin, its punctuation and the euro are in one file; everything else is looked for among the Chinese pieces.
    if (point < 0x0180 || (point >= 0x2000 && point < 0x2070) || point === 0x20ac) return latin;
    return pieces.find(({ ranges }) => ranges.some(([from, to]) => point >= from && point <= to))?.name ?? latin;
  };
  return {
    runs: (text) => {
      const runs: { text: string; font: string; isThin: boolean }[] = [];
      for (const character of text) {
        const font = fontOf(character);
        const last = runs.at(-1);
        if (last?.font === font) last.text += character;
        else runs.push({ text: character, font, isThin: font !== latin });
      }
      return runs;
    },
    bytes: (font) => {
      const before = known.get(font);
      if (before) return before;
      // What it gives lies in its own memory, where the next font will: so a copy.
      const reading = readFile(fileOf(font)).then(async (bytes) => Uint8Array.from(await decompress(bytes)));
      known.set(font, reading);
      return reading;
    },
  };
}

interface Piece {
  readonly name: string;
  readonly ranges: readonly (readonly [from: number, to: number])[];
}

/** `{"[4]": "U+1f1e9-1f1f5,U+1f21a", …}`; names without brackets are other scripts. */
async function chinesePieces(file: string): Promise<readonly Piece[]> {
  const pieces = z.record(z.string(), z.string()).parse(JSON.parse(await readFile(file, 'utf8')));
  return Object.entries(pieces).map(([name, ranges]) => ({
    name: name.replaceAll(/[[\]]/g, ''),
    ranges: ranges.split(',').map((range) => {
      const [from = '', to = from] = range.trim().slice(2).split('-');
      return [Number.parseInt(from, 16), Number.parseInt(to, 16)] as const;
    }),
  }));
}
