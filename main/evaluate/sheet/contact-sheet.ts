/** Many small pictures with a line below each, in one PNG: for a person who wants to see what went wrong. */
import { mkdir } from 'node:fs/promises';
import { dirname } from 'node:path';
import sharp from 'sharp';
import { StationError } from '../../api/errors.ts';
import { svg, text } from './marks.ts';

export interface Tile {
  /** PNG, exactly as large as `SheetLayout` says. */
  readonly picture: Buffer;
  readonly caption: string;
}

export interface SheetLayout {
  readonly title: string;
  readonly columns: number;
  readonly tileWidth: number;
  readonly tileHeight: number;
}

const gap = 12;
const captionHeight = 26;
const titleHeight = 40;

/** @throws StationError `unavailable` when the file cannot be written. */
export async function writeSheet(file: string, tiles: readonly Tile[], layout: SheetLayout): Promise<void> {
  const { columns, tileWidth, tileHeight, title } = layout;
  const rows = Math.max(1, Math.ceil(tiles.length / columns));
  const width = gap + columns * (tileWidth + gap);
  const height = titleHeight + rows * (tileHeight + captionHeight + gap);
  const places = tiles.map((tile, i) => ({
    tile,
    left: gap + (i % columns) * (tileWidth + gap),
    top: titleHeight + Math.floor(i / columns) * (tileHeight + captionHeight + gap),
  }));
  const words = [
    text(title, gap, 26, 18),
    ...places.map(({ tile, left, top }) => text(tile.caption, left, top + tileHeight + 18, 14)),
  ];
  const sheet = sharp({ create: { width, height, channels: 3, background: '#1c1f23' } }).composite([
    ...places.map(({ tile, left, top }) => ({ input: tile.picture, left, top })),
    { input: svg(width, height, words), left: 0, top: 0 },
  ]);
  try {
    await mkdir(dirname(file), { recursive: true });
    await sheet.png().toFile(file);
  } catch (cause) {
    throw new StationError('unavailable', `the sheet ${file} cannot be written: ${String(cause)}`, { cause });
  }
}
