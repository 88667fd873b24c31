/**
 * The artwork of a board: what the fabricator was given, as layers of the golden picture's size. Everything that is seen
 * is made from it (`expose.ts`); defects are made in it (`defects.ts`).
 */
import { seededRandom } from '../../random.ts';
import { bounds, coverage, distanceTo, Field, grown, reach, type Shape, within } from './field.ts';
import {
  boardHeight,
  boardInset,
  boardWidth,
  fiducials,
  fingerArea,
  holes,
  type Part,
  placeParts,
  serialArea,
  title,
} from './placement.ts';
import { pourGround } from './pour.ts';
import { textShapes } from './stroke-font.ts';
import { type Track, viaDrill, viaRadius, wire } from './wiring.ts';

/** Steps of the copper layer in a pixel: its distances to the nearest copper edge reach ±10.6 px. */
export const copperSteps = 12;

export interface Artwork {
  readonly width: number;
  readonly height: number;
  /** Distance to the nearest edge of copper, negative in copper, in 1/`copperSteps` px. */
  readonly copper: Int8Array;
  /** Share of the pixel that the solder mask leaves open, that is covered by silkscreen, that is not board: 0..255. */
  readonly opening: Uint8Array;
  readonly silk: Uint8Array;
  readonly hole: Uint8Array;
  /** Which pad lies there, 1..255 (numbers come again); 0: none. Pads differ a little in brightness. */
  readonly pad: Uint8Array;
  readonly tracks: readonly Track[];
}

/** Less than a second; the same for a seed everywhere. */
export function drawArtwork(seed: number): Artwork {
  const random = seededRandom(seed, 100);
  const parts = placeParts(random);
  const wiring = wire(parts, random);
  const copper = new Field(boardWidth, boardHeight);
  for (const { points, width } of wiring.tracks) copper.add({ kind: 'stroke', points, width });
  for (const [x, y] of wiring.vias) copper.add({ kind: 'disc', x, y, radius: viaRadius });
  for (const { pads } of parts) for (const { shape } of pads) copper.add(shape);
  for (const [x, y] of fiducials) copper.add({ kind: 'disc', x, y, radius: 22 });
  for (const [x, y] of holes) copper.add({ kind: 'disc', x, y, radius: 84 });
  const stitches = pourGround(copper, parts, wiring);
  const drills: Shape[] = [
    ...[...wiring.vias, ...stitches].map(([x, y]): Shape => ({ kind: 'disc', x, y, radius: viaDrill })),
    ...parts.flatMap(({ pads }) =>
      pads.flatMap(({ shape, drill }): Shape[] =>
        drill > 0 && shape.kind !== 'stroke' ? [{ kind: 'disc', x: shape.x, y: shape.y, radius: drill }] : [],
      ),
    ),
    ...holes.map(([x, y]): Shape => ({ kind: 'disc', x, y, radius: 50 })),
  ];
  const opening = drawOpenings(parts);
  return {
    width: boardWidth,
    height: boardHeight,
    copper: inSteps(copper),
    opening: inShares(opening),
    silk: drawSilk(parts, opening),
    hole: drawHoles(drills),
    pad: drawPads(parts),
    tracks: wiring.tracks,
  };
}

/** The mask stays a little away from pads; the card edge is one large opening. */
function drawOpenings(parts: readonly Part[]): Field {
  const field = new Field(boardWidth, boardHeight);
  for (const { name, pads } of parts) {
    if (name === 'J3') continue;
    for (const { shape } of pads) field.add(widened(shape, name === 'U1' ? 2 : 3));
  }
  for (const [x, y] of fiducials) field.add({ kind: 'disc', x, y, radius: 46 });
  for (const [x, y] of holes) field.add({ kind: 'disc', x, y, radius: 78 });
  const { x, y, width, height } = fingerArea;
  field.add({ kind: 'box', x: x + width / 2, y: y + height / 2, width, height, radius: 10 });
  return field;
}

function drawSilk(parts: readonly Part[], opening: Field): Uint8Array {
  const field = new Field(boardWidth, boardHeight);
  for (const part of parts) {
    for (const shape of part.silk) field.add(shape);
    if (part.name.startsWith('T')) continue;
    const height = /^[CR]/.test(part.name) ? 24 : 30;
    for (const shape of textShapes(part.name, part.label[0], part.label[1], height, 4.4)) field.add(shape);
  }
  for (const shape of textShapes(title.text, title.x, title.y, title.height, 5.5)) field.add(shape);
  const { x, y, width, height } = serialArea;
  field.add({ kind: 'box', x: x + width / 2, y: y + height / 2, width: width - 8, height: height - 8, radius: 6 });
  // Ink is kept off everything that is to be soldered.
  return inShares(field, (distance, at) => Math.max(distance, 5 - (opening.distances[at] ?? reach)));
}

function drawHoles(drills: readonly Shape[]): Uint8Array {
  const field = new Field(boardWidth, boardHeight);
  for (const shape of drills) field.add(shape);
  const outline: Shape = {
    kind: 'box',
    x: (boardWidth - 1) / 2,
    y: (boardHeight - 1) / 2,
    width: boardWidth - 2 * boardInset,
    height: boardHeight - 2 * boardInset,
    radius: 44,
  };
  // Where the board ends is a hole too.
  return inShares(field, (distance, at) => {
    const [x, y] = [at % boardWidth, Math.floor(at / boardWidth)];
    const isFarInside = x > 100 && x < boardWidth - 100 && y > 100 && y < boardHeight - 100;
    return isFarInside ? distance : Math.min(distance, -distanceTo(outline, x, y));
  });
}

function drawPads(parts: readonly Part[]): Uint8Array {
  const pads = new Uint8Array(boardWidth * boardHeight);
  let number = 0;
  for (const { shape } of parts.flatMap((part) => part.pads)) {
    number = (number % 255) + 1;
    const area = within(grown(bounds(shape), 4), boardWidth, boardHeight);
    for (let y = area.y; y < area.y + area.height; y += 1) {
      for (let x = area.x; x < area.x + area.width; x += 1) {
        if (distanceTo(shape, x, y) < 3) pads[y * boardWidth + x] = number;
      }
    }
  }
  return pads;
}

function widened(shape: Shape, by: number): Shape {
  if (shape.kind === 'disc') return { ...shape, radius: shape.radius + by };
  if (shape.kind === 'stroke') return { ...shape, width: shape.width + 2 * by };
  const radius = (shape.radius ?? 0) + by;
  return { ...shape, width: shape.width + 2 * by, height: shape.height + 2 * by, radius };
}

function inShares(field: Field, distanceAt?: (distance: number, at: number) => number): Uint8Array {
  const { distances } = field;
  const shares = new Uint8Array(distances.length);
  for (let at = 0; at < shares.length; at += 1) {
    const distance = distances[at] ?? reach;
    shares[at] = Math.round(255 * coverage(distanceAt ? distanceAt(distance, at) : distance));
  }
  return shares;
}

/** Etching leaves no sharp corner: distances are averaged over three by three pixels. */
function inSteps({ distances, width, height }: Field): Int8Array {
  const steps = new Int8Array(width * height).fill(127);
  for (let y = 1; y < height - 1; y += 1) {
    for (let x = 1; x < width - 1; x += 1) {
      let sum = 0;
      for (let row = -1; row <= 1; row += 1) {
        const at = (y + row) * width + x;
        sum += (distances[at - 1] ?? 0) + (distances[at] ?? 0) + (distances[at + 1] ?? 0);
      }
      steps[y * width + x] = Math.max(-127, Math.min(127, Math.round((sum / 9) * copperSteps)));
    }
  }
  return steps;
}
