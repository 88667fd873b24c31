/**
 * Pictures for the fake station: photographs from beside the project where they are there, else drawn ones.
 *
 * Full size for kept pictures, 960 wide for the preview, 160 wide for thumbnails; encoded once at the start.
 */
import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import sharp from 'sharp';
import { z } from 'zod';
import type { Region } from '../../main/api/words.ts';

const photographs = fileURLToPath(new URL('../../../shared/data/bsdata/', import.meta.url));
/** Size of the photographs. */
export const fakeFrame = { width: 1130, height: 460 } as const;

export interface FrameSize {
  readonly width: number;
  readonly height: number;
}

const labelsSchema = z.object({
  items: z.array(
    z.object({
      image: z.string(),
      width: z.number(),
      height: z.number(),
      polygons: z.array(z.object({ points: z.array(z.tuple([z.number(), z.number()])) })),
    }),
  ),
});

export interface FakePicture {
  readonly full: Uint8Array;
  readonly preview: Uint8Array;
  readonly thumbnail: Uint8Array;
  readonly isDefective: boolean;
  readonly regions: readonly Region[];
}

const made = new Map<string, Promise<readonly FakePicture[]>>();

/** @param count how many of each kind, good and defective; encoded once for all stations of a process. */
export function fakePictures(count: number, frame: FrameSize = fakeFrame): Promise<readonly FakePicture[]> {
  const key = `${count} ${frame.width} ${frame.height}`;
  const pictures = made.get(key) ?? encodePictures(count, frame);
  made.set(key, pictures);
  return pictures;
}

async function encodePictures(count: number, frame: FrameSize): Promise<readonly FakePicture[]> {
  const sources = existsSync(`${photographs}labels.json`) ? photographSources(count) : drawnSources(count);
  const pictures: FakePicture[] = [];
  for (const { input, regions } of sources) {
    const at = (width: number, quality: number): Promise<Uint8Array> =>
      sharp(input)
        .resize(width, Math.round((width * frame.height) / frame.width), { fit: 'fill' })
        .jpeg({ quality })
        .toBuffer();
    const [full, preview, thumbnail] = await Promise.all([
      at(frame.width, 88),
      at(Math.min(960, frame.width), 76),
      at(160, 70),
    ]);
    const scaled = regions.map((region) => scale(region, frame));
    pictures.push({ full, preview, thumbnail, regions: scaled, isDefective: regions.length > 0 });
  }
  return pictures;
}

function scale(region: Region, frame: FrameSize): Region {
  const [x, y] = [frame.width / fakeFrame.width, frame.height / fakeFrame.height];
  return { ...region, x: region.x * x, y: region.y * y, width: region.width * x, height: region.height * y };
}

interface Source {
  readonly input: string | Buffer;
  readonly regions: readonly Region[];
}

function photographSources(count: number): readonly Source[] {
  const { items } = labelsSchema.parse(JSON.parse(readFileSync(`${photographs}labels.json`, 'utf8')));
  const usable = items.filter((item) => item.width === fakeFrame.width && item.height === fakeFrame.height);
  const source = (item: (typeof items)[number]): Source => {
    const path = `${photographs}${item.image}`;
    const inFolder = existsSync(path) ? path : `${photographs}images/${item.image}`;
    return { input: inFolder, regions: item.polygons.slice(0, 2).map(({ points }, index) => boxOf(points, index)) };
  };
  const good = usable.filter((item) => item.polygons.length === 0).slice(0, count);
  const bad = usable.filter((item) => item.polygons.length > 0).slice(0, count);
  return [...good, ...bad].map(source);
}

function boxOf(points: readonly (readonly [number, number])[], index: number): Region {
  const xs = points.map(([x]) => x);
  const ys = points.map(([, y]) => y);
  const [x, y] = [Math.min(...xs), Math.min(...ys)];
  return {
    class: 'pitting',
    score: index === 0 ? 0.93 : 0.71,
    x,
    y,
    width: Math.max(...xs) - x,
    height: Math.max(...ys) - y,
  };
}

/** Brushed metal without a photograph: stripes, a sheen, and a dark spot on the defective ones. */
function drawnSources(count: number): readonly Source[] {
  return Array.from({ length: 2 * count }, (_, index) => {
    const spot = { x: 200 + ((index * 173) % 700), y: 90 + ((index * 89) % 260), width: 34, height: 30 };
    const isDefective = index >= count;
    const stripes = Array.from({ length: 24 }, (__, line) => {
      const x = line * 60 + ((index * 13) % 60) - 120;
      return `<path d="M${x} 460 L${x + 160} 0" stroke="rgb(0 0 0 / ${(line % 3) * 0.14})" stroke-width="22"/>`;
    }).join('');
    const mark = isDefective
      ? `<ellipse cx="${spot.x + 17}" cy="${spot.y + 15}" rx="15" ry="11" fill="#1b1712" transform="rotate(18 ${spot.x} ${spot.y})"/>`
      : '';
    const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="1130" height="460"><defs><linearGradient id="g" x2="1" y2=".6"><stop stop-color="#4d4438"/><stop offset=".45" stop-color="#cfc3ac"/><stop offset="1" stop-color="#6d6250"/></linearGradient></defs><rect width="1130" height="460" fill="url(#g)"/>${stripes}${mark}</svg>`;
    return { input: Buffer.from(svg), regions: isDefective ? [{ class: 'pitting', score: 0.93, ...spot }] : [] };
  });
}
