/** Where the parts of the simulated control board lie: the large ones in fixed places, the small ones drawn with the seed. */
import type { Random } from '../../random.ts';
import { type Area, grown, type Point } from './field.ts';
import {
  ballGrid,
  chip,
  crystal,
  extent,
  type Footprint,
  fingers,
  flatCable,
  header,
  isFree,
  pitch,
  placed,
  quadFlat,
  regulator,
  testPoint,
  transistor,
  turnedFootprint,
  twoRows,
} from './footprints.ts';

/** Pixels of the golden picture; a pixel is about 0.021 mm. */
export const boardWidth = 2400;
export const boardHeight = 1800;
/** Between the picture's border and the board's edge. */
export const boardInset = 36;

export interface Part extends Footprint {
  readonly name: string;
}

/** Where the serial number is written: it differs from board to board, so it is never compared. */
export const serialArea: Area = { x: 1964, y: 1044, width: 312, height: 76 };
export const holes: readonly Point[] = [
  [140, 140],
  [2260, 140],
  [140, 1660],
  [2260, 1660],
];
export const fiducials: readonly Point[] = [
  [340, 110],
  [2060, 110],
  [340, 1690],
];
export const title = { text: 'SIGHTLINE CTRL-4', x: 740, y: 1692, height: 34 };
export const fingerArea: Area = { x: 1296, y: 1630, width: 848, height: 170 };

export function placeParts(random: Random): Part[] {
  const parts: Part[] = [
    part('U1', quadFlat(17), 800, 700),
    part('U2', ballGrid(10), 1680, 660),
    part('U3', twoRows(8, 3 * pitch, 11 * pitch, [26, 66]), 870, 1230),
    part('U4', twoRows(10, 2 * pitch, 12 * pitch, [17, 60]), 1340, 1260),
    part('U5', turnedFootprint(regulator(), [-60, -14]), 600, 1560),
    part('U6', turnedFootprint(twoRows(4, 3 * pitch, 11 * pitch, [26, 66]), [-28, -14]), 2150, 830),
    part('J1', header(10), 200, 860),
    part('J2', flatCable(24), 1210, 180),
    part('J3', fingers(14), 1710, 1680),
    part('Y1', crystal(), 560, 300),
    part('Q1', transistor(), 2160, 360),
    part('Q2', transistor(), 2160, 560),
    part('Q3', turnedFootprint(transistor(), [24, -64]), 1120, 1560),
  ];
  const taken = [...parts.map(extent), ...reserved()];
  const counts = { C: 0, R: 0, T: 0 };
  const scatter = (names: readonly (keyof typeof counts)[], count: number): void => {
    for (let found = 0, tries = 0; found < count && tries < 3000; tries += 1) {
      const x = pitch * (6 + Math.floor(random() * 108));
      const y = pitch * (6 + Math.floor(random() * 78));
      const name = names[Math.floor(random() * names.length)] ?? 'C';
      const one = part(`${name}${counts[name] + 1}`, smallPart(name, random), x, y);
      const area = extent(one);
      if (area.x < 70 || area.x + area.width > boardWidth - 70 || !isFree(area, taken, 22)) continue;
      taken.push(area);
      parts.push(one);
      counts[name] += 1;
      found += 1;
    }
  };
  scatter(['C', 'R'], 48);
  scatter(['T'], 14);
  return parts;
}

function smallPart(name: string, random: Random): Footprint {
  if (name === 'T') return testPoint();
  return random() < 0.55 ? chip() : turnedFootprint(chip(), [48, -11]);
}

/** What no small part may stand on. */
function reserved(): Area[] {
  return [
    grown(serialArea, 20),
    { x: title.x, y: title.y, width: 600, height: 80 },
    ...holes.map(([x, y]) => ({ x: x - 110, y: y - 110, width: 220, height: 220 })),
    ...fiducials.map(([x, y]) => ({ x: x - 60, y: y - 60, width: 120, height: 120 })),
    // Room for the buses between the large parts.
    { x: 1010, y: 420, width: 400, height: 280 },
    { x: 640, y: 960, width: 480, height: 180 },
    { x: 320, y: 520, width: 240, height: 400 },
    { x: 1460, y: 900, width: 500, height: 160 },
    { x: 1500, y: 1420, width: 560, height: 160 },
  ];
}

function part(name: string, footprint: Footprint, x: number, y: number): Part {
  return { name, ...placed(footprint, x, y) };
}
