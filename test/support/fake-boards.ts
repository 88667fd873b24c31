/** Drawn circuit boards for the fake station: a golden picture, twelve frames cut from it, and boards with defects. */
import sharp from 'sharp';
import type { Region } from '../../main/api/words.ts';
import type { FakePicture } from './fake-pictures.ts';

export const boardFrame = { width: 640, height: 640 } as const;
const board = { width: 2320, height: 1720 } as const;
const across = 4;
const down = 3;

/** Where each of the twelve frames lies in the golden picture. */
export const boardPositions: readonly (readonly [number, number])[] = Array.from({ length: across * down }, (_, i) => [
  (i % across) * 560,
  Math.floor(i / across) * 540,
]);

export interface FakeBoards {
  /** PNG of the whole board. */
  readonly golden: Uint8Array;
  /** Frame 3 of the board: clean ones, then ones with one, two, five and sixteen defects. */
  readonly pictures: readonly FakePicture[];
}

/** The frame that every picture of `pictures` shows. */
export const shownFrame = 3;
const classes = ['open', 'short', 'mousebite', 'spur', 'copper', 'pin-hole'] as const;

let made: Promise<FakeBoards> | null = null;

export function fakeBoards(): Promise<FakeBoards> {
  made ??= drawBoards();
  return made;
}

async function drawBoards(): Promise<FakeBoards> {
  const golden = await sharp(Buffer.from(boardSvg([])))
    .greyscale()
    .png()
    .toBuffer();
  const pictures = await Promise.all([0, 0, 1, 2, 5, 16].map((defects) => frameOf(regionsOf(defects))));
  return { golden: new Uint8Array(golden), pictures };
}

async function frameOf(regions: readonly Region[]): Promise<FakePicture> {
  const [left = 0, top = 0] = boardPositions[shownFrame] ?? [];
  const drawn = sharp(
    Buffer.from(boardSvg(regions.map((region) => ({ ...region, x: region.x + left, y: region.y + top })))),
  );
  const cut = await drawn
    .extract({ left, top, ...boardFrame })
    .greyscale()
    .png()
    .toBuffer();
  const jpeg = (width: number): Promise<Uint8Array> => sharp(cut).resize(width, width).jpeg({ quality: 86 }).toBuffer();
  const [full, thumbnail] = await Promise.all([jpeg(boardFrame.width), jpeg(144)]);
  return { full, preview: full, thumbnail, regions, isDefective: regions.length > 0 };
}

/** Spread over the frame, some side by side and some at its edges, as real ones are. */
function regionsOf(count: number): readonly Region[] {
  return Array.from({ length: count }, (_, i) => ({
    class: classes[i % classes.length] ?? 'open',
    score: 0.98 - i * 0.02,
    x: (118 + ((i * 211) % 560)) % 610,
    y: (96 + Math.floor(i / 2) * 74 + ((i * 37) % 29)) % 612,
    width: 14 + ((i * 5) % 17),
    height: 12 + ((i * 7) % 15),
  }));
}

function boardSvg(defects: readonly Region[]): string {
  const tracks = Array.from({ length: 34 }, (_, i) => {
    const y = 40 + i * 50;
    const bend = 200 + ((i * 397) % 1_600);
    return `<path d="M20 ${y}H${bend}l34 34H2300" fill="none" stroke="#8d8d8d" stroke-width="${12 + (i % 3) * 4}"/>`;
  }).join('');
  const pads = Array.from({ length: 90 }, (_, i) => {
    const [x, y] = [70 + ((i * 251) % 2_180), 60 + ((i * 173) % 1_600)];
    return `<circle cx="${x}" cy="${y}" r="21" fill="#d8d8d8"/><circle cx="${x}" cy="${y}" r="8" fill="#161616"/>`;
  }).join('');
  const spots = defects
    .map(({ x, y, width, height }) => {
      const [rx, ry] = [width / 2, height / 2];
      return `<ellipse cx="${x + rx}" cy="${y + ry}" rx="${rx}" ry="${ry}" fill="#3a3a3a"/>`;
    })
    .join('');
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${board.width}" height="${board.height}"><rect width="100%" height="100%" fill="#343434"/>${tracks}${pads}${spots}</svg>`;
}
