import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type MapGeometry, makeZoneMask, type Polygon } from '../../../main/station/inference/zone-mask.ts';

const cell = 8;
const map: MapGeometry = { rows: 6, columns: 10, cell, frame: { width: 77, height: 45 }, offset: { x: -1, y: -2 } };

function cellsOf(mask: Uint8Array): string[] {
  return Array.from({ length: map.rows }, (_, row) =>
    [...mask.subarray(row * map.columns, (row + 1) * map.columns)].map((is) => (is ? '#' : '.')).join(''),
  );
}

function box(x: number, y: number, width: number, height: number): Polygon {
  return [
    [x, y],
    [x + width, y],
    [x + width, y + height],
    [x, y + height],
  ];
}

describe('the zone mask', () => {
  it('without zones is everything that touches the frame', () => {
    expect(cellsOf(makeZoneMask(map, []))).toEqual(new Array(6).fill('##########'));
    const padded = { ...map, frame: { width: 60, height: 30 }, offset: { x: -10, y: -9 } };
    expect(cellsOf(makeZoneMask(padded, []))).toEqual([
      ...['..........', '.########.', '.########.', '.########.', '.########.', '..........'],
    ]);
  });

  it('holds each cell that a zone touches, however thin the zone', () => {
    expect(cellsOf(makeZoneMask(map, [box(16, 14, 1, 9)]))).toEqual([
      ...['..........', '..........', '..#.......', '..#.......', '..........', '..........'],
    ]);
  });

  it('joins several zones and follows slanted edges', () => {
    // Its slanted edge is y = x + 5; column c begins at x = 8c - 1, row r at y = 8r - 2.
    const triangle: Polygon = [
      [0, 45],
      [40, 45],
      [0, 5],
    ];
    expect(cellsOf(makeZoneMask(map, [triangle, box(72, 0, 5, 3)]))).toEqual([
      '.........#',
      '##........',
      '###.......',
      '####......',
      '#####.....',
      '#####.....',
    ]);
  });

  it('ignores what of a zone lies outside the frame', () => {
    expect(cellsOf(makeZoneMask(map, [box(-100, -100, 1000, 1000)]))).toEqual(new Array(6).fill('##########'));
    expect(makeZoneMask(map, [box(-50, -50, 20, 20)])).not.toContain(1);
  });

  it('agrees with asking each pixel by itself', () => {
    const corner = fc.tuple(
      fc.double({ min: -20, max: 100, noNaN: true }),
      fc.double({ min: -20, max: 70, noNaN: true }),
    );
    fc.assert(
      fc.property(fc.array(corner, { minLength: 3, maxLength: 7 }), (zone) => {
        const expected = new Uint8Array(map.rows * map.columns);
        for (let y = 0; y < map.frame.height; y++) {
          for (let x = 0; x < map.frame.width; x++) {
            if (!isInside(zone, x + 0.5, y + 0.5)) continue;
            const row = Math.floor((y - map.offset.y) / cell);
            const column = Math.floor((x - map.offset.x) / cell);
            if (row < map.rows && column < map.columns) expected[row * map.columns + column] = 1;
          }
        }
        expect(cellsOf(makeZoneMask(map, [zone]))).toEqual(cellsOf(expected));
      }),
    );
  });
});

/** Even-odd rule by the winding of a ray to the right. */
function isInside(zone: Polygon, x: number, y: number): boolean {
  let isIn = false;
  for (let i = 0, j = zone.length - 1; i < zone.length; j = i++) {
    const [ax, ay] = zone[i] as readonly [number, number];
    const [bx, by] = zone[j] as readonly [number, number];
    if (ay > y !== by > y && x < ((bx - ax) * (y - ay)) / (by - ay) + ax) isIn = !isIn;
  }
  return isIn;
}
