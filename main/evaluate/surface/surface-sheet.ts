/** The worst mistakes of a surface model: the lowest defective and the highest good pictures, with what it saw. */
import { basename } from 'node:path';
import sharp, { type Sharp } from 'sharp';
import type { Limits } from '../../station/config/recipe.ts';
import type { SurfacePicture } from '../data/surface-data.ts';
import { type Tile, writeSheet } from '../sheet/contact-sheet.ts';
import { boxOutline, type Corners, colours, outline, svg } from '../sheet/marks.ts';
import type { SurfaceJudge } from './judge-surface.ts';
import type { JudgedPicture } from './judged-picture.ts';
import type { Photograph } from './photograph.ts';
import { verdictOf } from './surface-figures.ts';

const ofEachKind = 6;
const columns = 2;
const pictureWidth = 565;
const seam = 4;
/** Side of the piece that is shown enlarged and unmarked, in pixels of the photograph, and how large it is drawn. */
const piece = 110;
const pieceSide = 230;
const tileWidth = pictureWidth + seam + pieceSide;

export interface WorstPicture {
  readonly picture: SurfacePicture;
  readonly caption: string;
}

/** Defective ones from the lowest score upwards, then good ones from the highest downwards. Pure. */
export function worstPictures(
  pictures: readonly SurfacePicture[],
  judged: readonly JudgedPicture[],
  limits: readonly Limits[],
): WorstPicture[] {
  const both = pictures.map((picture, i) => ({ picture, one: judged[i] as JudgedPicture }));
  const byScore = both.toSorted((a, b) => a.one.score - b.one.score);
  const missed = byScore.filter(({ one }) => one.isDefective).slice(0, ofEachKind);
  const called = byScore
    .filter(({ one }) => !one.isDefective)
    .reverse()
    .slice(0, ofEachKind);
  return [...missed, ...called].map(({ picture, one }) => ({ picture, caption: captionOf(one, limits) }));
}

function captionOf({ isDefective, classScores, score, image }: JudgedPicture, limits: readonly Limits[]): string {
  const verdict = { pass: 'passes', review: 'to review', fail: 'fails' }[verdictOf(classScores, limits)];
  return `${isDefective ? 'defective' : 'good'}, ${verdict} with ${score.toFixed(3)}: ${basename(image)}`;
}

export async function surfaceSheet(
  file: string,
  bundle: string,
  worst: readonly WorstPicture[],
  judge: SurfaceJudge,
): Promise<void> {
  const tiles: (Tile & { readonly height: number })[] = [];
  for (const one of worst) tiles.push(await drawTile(one, judge));
  const tileHeight = Math.max(1, ...tiles.map(({ height }) => height));
  const title = `${bundle}: lowest defective and highest good pictures. Line: label; dashes: what the model marks`;
  await writeSheet(file, tiles, { title, columns, tileWidth, tileHeight });
}

async function drawTile(
  { picture, caption }: WorstPicture,
  judge: SurfaceJudge,
): Promise<Tile & { readonly height: number }> {
  const photograph = await judge.decode(picture);
  const { regions, scale } = await judge.look(picture, photograph);
  const zoom = pictureWidth / photograph.width;
  const pictureHeight = Math.round(photograph.height * zoom);
  const outlines = picture.polygons.map(({ points }) => points.map(([x, y]) => [x * scale, y * scale] as const));
  const boxes = regions.map(({ x, y, width, height }) => ({ x1: x, y1: y, x2: x + width, y2: y + height }));
  const marks = [
    ...outlines.map((points) =>
      outline(
        points.map(([x, y]) => [x * zoom, y * zoom] as const),
        colours.truth,
      ),
    ),
    ...boxes.map(({ x1, y1, x2, y2 }) =>
      boxOutline({ x1: x1 * zoom, y1: y1 * zoom, x2: x2 * zoom, y2: y2 * zoom }, colours.wrong, true),
    ),
  ];
  const whole = await asImage(photograph).resize(pictureWidth, pictureHeight, { fit: 'fill' }).png().toBuffer();
  const enlarged = await cutOut(photograph, middleOf(outlines, boxes) ?? [photograph.width / 2, photograph.height / 2]);
  const height = Math.max(pictureHeight, pieceSide);
  const shown = await sharp({ create: { width: tileWidth, height, channels: 3, background: '#1c1f23' } })
    .composite([
      { input: whole, left: 0, top: 0 },
      { input: enlarged, left: pictureWidth + seam, top: 0 },
      { input: svg(pictureWidth, pictureHeight, marks), left: 0, top: 0 },
    ])
    .png()
    .toBuffer();
  return { picture: shown, height, caption };
}

/** What a person must look at: the largest label, or what scores highest. */
function middleOf(
  outlines: readonly (readonly (readonly [number, number])[])[],
  boxes: readonly Corners[],
): readonly [number, number] | null {
  const extents = outlines.map((points) => ({
    x1: Math.min(...points.map(([x]) => x)),
    y1: Math.min(...points.map(([, y]) => y)),
    x2: Math.max(...points.map(([x]) => x)),
    y2: Math.max(...points.map(([, y]) => y)),
  }));
  const sizeOf = ({ x1, y1, x2, y2 }: Corners): number => (x2 - x1) * (y2 - y1);
  const most = extents.toSorted((a, b) => sizeOf(b) - sizeOf(a))[0] ?? boxes[0];
  return most ? [(most.x1 + most.x2) / 2, (most.y1 + most.y2) / 2] : null;
}

async function cutOut(photograph: Photograph, [x, y]: readonly [number, number]): Promise<Buffer> {
  const { width, height } = photograph;
  const start = (middle: number, size: number): number =>
    Math.max(0, Math.min(size - piece, Math.round(middle - piece / 2)));
  const area = { left: start(x, width), top: start(y, height) };
  return asImage(photograph)
    .extract({ ...area, width: Math.min(piece, width), height: Math.min(piece, height) })
    .resize(pieceSide, pieceSide, { fit: 'fill' })
    .png()
    .toBuffer();
}

function asImage({ width, height, pixelFormat, pixels }: Photograph): Sharp {
  const channels = pixelFormat === 'Mono8' ? 1 : 3;
  return sharp(pixels, { raw: { width, height, channels } }).toColourspace('srgb');
}
