import { fileURLToPath } from 'node:url';
import sharp from 'sharp';
import { describe, expect, it } from 'vitest';
import { copperSteps, drawArtwork } from '../../../../main/station/camera/boards/artwork.ts';
import { apply, takeBack } from '../../../../main/station/camera/boards/brush.ts';
import { classOf, makeDefect } from '../../../../main/station/camera/boards/defects.ts';
import { Exposer } from '../../../../main/station/camera/boards/exposer.ts';
import { type Area, grown, within } from '../../../../main/station/camera/boards/field.ts';
import { pitch } from '../../../../main/station/camera/boards/footprints.ts';
import {
  frameSize,
  inTile,
  playMargin,
  positions,
  tileArea,
  tileSize,
} from '../../../../main/station/camera/boards/gantry.ts';
import { goldenBoard } from '../../../../main/station/camera/boards/golden.ts';
import {
  drawBoardTurn,
  drawLook,
  drawShot,
  nominalLook,
  nominalShot,
} from '../../../../main/station/camera/boards/look.ts';
import { findPieces } from '../../../../main/station/camera/boards/pieces.ts';
import { placeParts, serialArea } from '../../../../main/station/camera/boards/placement.ts';
import { defectClasses, tileBytes } from '../../../../main/station/camera/boards/pool.ts';
import { renderPool } from '../../../../main/station/camera/boards/render-pool.ts';
import { makeTextures } from '../../../../main/station/camera/boards/textures.ts';
import { loadConfig } from '../../../../main/station/config/load.ts';
import { seededRandom } from '../../../../main/station/random.ts';

// Drawn once: it is a second of work. Every test leaves it as it was.
const art = drawArtwork(1);
const golden = goldenBoard(1, art);
const drawn = art.copper.slice();
const textures = makeTextures(1);

describe('the artwork', () => {
  it('is the same for a seed: the golden picture of the demo is what is rendered now, to a grey value', async () => {
    const file = fileURLToPath(new URL('../../../../main/service/examples/pcb/golden.png', import.meta.url));
    const { data, info } = await sharp(file).toColourspace('b-w').raw().toBuffer({ resolveWithObject: true });
    expect(info).toMatchObject({ width: golden.width, height: golden.height, channels: 1 });
    let greatest = 0;
    for (let at = 0; at < data.length; at += 1) {
      greatest = Math.max(greatest, Math.abs((golden.picture[at] ?? 0) - (data[at] ?? 0)));
    }
    expect(greatest).toBeLessThanOrEqual(1);
  });

  it('lies in the demo configuration where the gantry sees it, without the serial number', async () => {
    const file = fileURLToPath(new URL('../../../../main/service/examples/demo.json', import.meta.url));
    const { recipes } = await loadConfig(file);
    const demo = recipes.find(({ camera }) => camera.kind === 'boards');
    expect(demo?.framesPerPart).toBe(positions.length);
    const ignore = golden.ignore.map(([x, y, width, height]) => ({ x, y, width, height }));
    expect(demo?.reference).toMatchObject({ positions: golden.positions, ignore, copper: 'bright' });
  });

  it('is another one for another seed', () => {
    const places = (seed: number) => placeParts(seededRandom(seed, 100)).map(({ pads }) => pads[0]?.terminal);
    expect(places(2)).not.toEqual(places(1));
    expect(places(1)).toEqual(places(1));
  });

  it('has the end of every track on the grid', () => {
    const terminals = placeParts(seededRandom(1, 100)).flatMap(({ pads }) => pads.map(({ terminal }) => terminal));
    expect(terminals.filter(([x, y]) => x % pitch !== 0 || y % pitch !== 0)).toEqual([]);
  });

  it('joins no two tracks: every one is copper of its own', () => {
    const isCopper = new Uint8Array(art.copper.length);
    for (let at = 0; at < isCopper.length; at += 1) isCopper[at] = (art.copper[at] ?? 0) < 0 ? 1 : 0;
    const { labels } = findPieces(isCopper, art.width, art.height);
    const pieces = art.tracks.map(({ points }) => labels[(points[0]?.[1] ?? 0) * art.width + (points[0]?.[0] ?? 0)]);
    expect(pieces).not.toContain(0);
    expect(new Set(pieces).size).toBe(pieces.length);
    expect(pieces.length).toBeGreaterThan(100);
  });
});

describe('a defect', () => {
  it.each(defectClasses)(
    'of the class %s changes nothing outside its box, and is gone when it is taken back',
    (wanted) => {
      const random = seededRandom(4, defectClasses.indexOf(wanted));
      for (let count = 0; count < 4; count += 1) {
        const { box, edit } = makeDefect(art, wanted, random, []);
        expect(classOf(art, edit, box)).toBe(wanted);
        expect(Math.min(box.width, box.height)).toBeGreaterThanOrEqual(5);
        expect(Math.max(box.width, box.height)).toBeLessThanOrEqual(44);
        apply(art, edit);
        expect(changedOutside(box)).toBe(0);
        takeBack(art, edit);
        expect(isAsDrawn()).toBe(true);
      }
    },
  );

  it('keeps away from the ones before it, from the serial number and from ink', () => {
    const random = seededRandom(5);
    const boxes: Area[] = [];
    for (const wanted of defectClasses) {
      const { box } = makeDefect(art, wanted, random, boxes);
      for (const other of [...boxes, serialArea]) {
        const apart = Math.max(
          other.x - box.x - box.width,
          box.x - other.x - other.width,
          other.y - box.y - box.height,
          box.y - other.y - other.height,
        );
        expect(apart).toBeGreaterThanOrEqual(0);
      }
      expect(greatestIn(art.silk, box)).toBeLessThan(21);
      boxes.push(box);
    }
  });

  it('is seen in the picture where the truth says it is, however the camera lay', () => {
    const random = seededRandom(6);
    const exposer = new Exposer(art, textures);
    for (const wanted of defectClasses) {
      const { box, edit } = makeDefect(art, wanted, random, []);
      const frame = frameOf(box);
      const [look, shot] = [drawLook(random), { ...drawShot(random, drawBoardTurn(random)), noise: 0 }];
      const without = new Uint8Array(tileBytes);
      const withIt = new Uint8Array(tileBytes);
      exposer.expose(tileArea(frame), look, shot, without);
      apply(art, edit);
      exposer.expose(tileArea(frame), look, shot, withIt);
      takeBack(art, edit);
      const seen = boxOfDifference(without, withIt, 12);
      const truth = grown(inTile(box, frame, shot), 5);
      expect(seen.x).toBeGreaterThanOrEqual(truth.x);
      expect(seen.y).toBeGreaterThanOrEqual(truth.y);
      expect(seen.x + seen.width).toBeLessThanOrEqual(truth.x + truth.width);
      expect(seen.y + seen.height).toBeLessThanOrEqual(truth.y + truth.height);
      expect(seen.width * seen.height).toBeGreaterThan(0);
    }
  });
});

describe('the pool', () => {
  const pool = renderPool({ seed: 1, boards: 1 }, { art });

  it('leaves the artwork as the golden picture has it: good boards differ from it by light and etching only', () => {
    expect(isAsDrawn()).toBe(true);
    expect(pool.good.flatMap(({ boxes }) => boxes.flat())).toEqual([]);
    expect(pool.defective.every(({ boxes }) => boxes.flat().length > 0)).toBe(true);
  });

  it('shows a frame where the positions say', () => {
    const exposer = new Exposer(art, textures);
    const frame = new Uint8Array(frameSize * frameSize);
    const [x, y] = positions[5] ?? [0, 0];
    exposer.expose({ x, y, width: frameSize, height: frameSize }, nominalLook, nominalShot, frame);
    for (const row of [1, 100, 638]) {
      const from = (y + row) * golden.width + x;
      expect(frame.slice(row * frameSize + 1, (row + 1) * frameSize - 1)).toEqual(
        golden.picture.slice(from + 1, from + frameSize - 1),
      );
    }
  });

  it('has pictures of the place that their frame is at, and of no other', () => {
    for (const [frame, tile] of (pool.good[0]?.tiles ?? []).entries()) {
      const picture = pool.tiles.subarray(tile * tileBytes, (tile + 1) * tileBytes);
      const there = likeness(picture, frame);
      expect(there).toBeGreaterThan(0.6);
      expect(likeness(picture, (frame + 1) % positions.length)).toBeLessThan(there / 2);
    }
  });

  it('gives every board a serial number of its own, and keeps what the boards have in common once', () => {
    const boards = [...pool.good, ...pool.defective];
    expect(new Set(boards.map(({ serial }) => serial)).size).toBe(boards.length);
    for (const { tiles } of pool.defective) {
      const own = tiles.filter((tile) => !pool.good[0]?.tiles.includes(tile));
      expect(own.length).toBeGreaterThan(0);
      expect(own.length).toBeLessThan(tiles.length);
    }
  });
});

/** A frame that has all of the box in it: frames overlap by more than a box. */
function frameOf(box: Area): number {
  return positions.findIndex(([x, y]) => {
    const isAcross = box.x > x + 5 && box.x + box.width < x + frameSize - 5;
    return isAcross && box.y > y + 5 && box.y + box.height < y + frameSize - 5;
  });
}

function isAsDrawn(): boolean {
  return Buffer.from(art.copper.buffer).equals(Buffer.from(drawn.buffer));
}

/** Pixels about the box, and not in it, whose share of copper is not the drawn one. */
function changedOutside(box: Area): number {
  const half = copperSteps / 2;
  const around = within(grown(box, 100), art.width, art.height);
  let changed = 0;
  for (let y = around.y; y < around.y + around.height; y += 1) {
    for (let x = around.x; x < around.x + around.width; x += 1) {
      const at = y * art.width + x;
      const before = Math.max(-half, Math.min(half, drawn[at] ?? 0));
      const after = Math.max(-half, Math.min(half, art.copper[at] ?? 0));
      const isInside = x >= box.x && y >= box.y && x < box.x + box.width && y < box.y + box.height;
      if (before !== after && !isInside) changed += 1;
    }
  }
  return changed;
}

function greatestIn(layer: Uint8Array, { x, y, width, height }: Area): number {
  let greatest = 0;
  for (let row = y; row < y + height; row += 1) {
    for (let column = x; column < x + width; column += 1) {
      greatest = Math.max(greatest, layer[row * art.width + column] ?? 0);
    }
  }
  return greatest;
}

function boxOfDifference(a: Uint8Array, b: Uint8Array, least: number): Area {
  const places = [...a.keys()].filter((at) => Math.abs((a[at] ?? 0) - (b[at] ?? 0)) >= least);
  const xs = places.map((at) => at % tileSize);
  const ys = places.map((at) => Math.floor(at / tileSize));
  const [x, y] = [Math.min(...xs), Math.min(...ys)];
  return { x, y, width: Math.max(...xs) - x + 1, height: Math.max(...ys) - y + 1 };
}

/** Correlation of a kept picture with the golden one at its place. */
function likeness(tile: Uint8Array, frame: number): number {
  const [left, top] = positions[frame] ?? [0, 0];
  const pairs: [number, number][] = [];
  for (let y = 0; y < frameSize; y += 5) {
    for (let x = 0; x < frameSize; x += 5) {
      const live = tile[(y + playMargin) * tileSize + x + playMargin] ?? 0;
      pairs.push([live, golden.picture[(top + y) * golden.width + left + x] ?? 0]);
    }
  }
  const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;
  const [a, b] = [mean(pairs.map(([live]) => live)), mean(pairs.map(([, gold]) => gold))];
  const product = (f: (pair: [number, number]) => number): number => mean(pairs.map(f));
  const both = product(([live, gold]) => (live - a) * (gold - b));
  return both / Math.sqrt(product(([live]) => (live - a) ** 2) * product(([, gold]) => (gold - b) ** 2));
}
