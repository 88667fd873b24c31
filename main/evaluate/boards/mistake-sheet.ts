/** The worst mistakes of a reference model, each cut out of the golden and the live picture, side by side. */
import sharp from 'sharp';
import type { Grey } from '../../station/registration/grey.ts';
import type { BoardPair } from '../data/board-data.ts';
import { type Tile, writeSheet } from '../sheet/contact-sheet.ts';
import { boxOutline, type Corners, colours, svg } from '../sheet/marks.ts';
import type { JudgedPair, Judgement } from './board-figures.ts';
import type { BoardPictures } from './board-pictures.ts';
import { type Mistake, mistakesOf } from './mistakes.ts';

const shown = 32;
const columns = 4;
/** Side of the piece that is cut out, pixels of the picture, and how large it is drawn. */
const piece = 120;
const side = 200;
const seam = 4;

export function worstMistakes(
  pairs: readonly BoardPair[],
  judged: readonly JudgedPair[],
  judgement: Judgement,
): Mistake[] {
  return pairs
    .flatMap((pair, i) => mistakesOf(pair, judged[i] as JudgedPair, judgement))
    .sort((a, b) => b.severity - a.severity)
    .slice(0, shown);
}

export async function mistakeSheet(
  file: string,
  bundle: string,
  mistakes: readonly Mistake[],
  read: (pair: BoardPair) => Promise<BoardPictures>,
): Promise<void> {
  const tiles: Tile[] = [];
  for (const mistake of mistakes) tiles.push(await drawTile(mistake, await read(mistake.pair)));
  const title = `${bundle}, INT8: worst mistakes. Left golden, right live. Line: label; dashes: what the model says`;
  await writeSheet(file, tiles, { title, columns, tileWidth: 2 * side + seam, tileHeight: side });
}

async function drawTile({ pair, truth, detection, caption }: Mistake, { golden, live }: BoardPictures): Promise<Tile> {
  const at = truth ?? detection ?? { x1: 0, y1: 0, x2: 0, y2: 0 };
  const corner = {
    x: pieceStart((at.x1 + at.x2) / 2, live.width),
    y: pieceStart((at.y1 + at.y2) / 2, live.height),
  };
  const zoom = side / piece;
  const onPiece = ({ x1, y1, x2, y2 }: Corners): Corners => ({
    x1: (x1 - corner.x) * zoom,
    y1: (y1 - corner.y) * zoom,
    x2: (x2 - corner.x) * zoom,
    y2: (y2 - corner.y) * zoom,
  });
  const marks = [
    ...pair.boxes.map((box) => boxOutline(onPiece(box), colours.otherTruth)),
    ...(truth ? [boxOutline(onPiece(truth), colours.truth)] : []),
    ...(detection ? [boxOutline(onPiece(detection), colours.wrong, true)] : []),
  ];
  const pieces = await Promise.all([cutOut(golden, corner), cutOut(live, corner)]);
  const picture = await sharp({ create: { width: 2 * side + seam, height: side, channels: 3, background: '#1c1f23' } })
    .composite([
      { input: pieces[0], left: 0, top: 0 },
      { input: pieces[1], left: side + seam, top: 0 },
      { input: svg(side, side, marks), left: side + seam, top: 0 },
    ])
    .png()
    .toBuffer();
  return { picture, caption };
}

/** Inside the picture, with what it is about in the middle where that is possible. */
function pieceStart(middle: number, size: number): number {
  return Math.max(0, Math.min(size - piece, Math.round(middle - piece / 2)));
}

async function cutOut({ width, height, bytes }: Grey, { x, y }: { x: number; y: number }): Promise<Buffer> {
  const area = { left: x, top: y, width: Math.min(piece, width), height: Math.min(piece, height) };
  return sharp(bytes, { raw: { width, height, channels: 1 } })
    .extract(area)
    .resize(side, side, { fit: 'fill', kernel: 'nearest' })
    .toColourspace('srgb')
    .png()
    .toBuffer();
}
