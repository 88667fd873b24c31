/** The parts of a board as their footprints: pads, holes and silkscreen about the part's middle, in pixels. */
import { type Area, bounds, grown, moved, overlap, type Point, type Shape, turned } from './field.ts';

/** The grid on which pads and tracks lie, pixels: 0.42 mm. */
export const pitch = 20;

export interface Pad {
  readonly shape: Shape;
  /** Where a track meets it, on the grid. */
  readonly terminal: Point;
  /** Radius of its drill hole; 0 for a surface pad. */
  readonly drill: number;
}

export interface Footprint {
  readonly pads: readonly Pad[];
  readonly silk: readonly Shape[];
  /** Where its name is written: left end and top. */
  readonly label: Point;
}

const line = 5;

export function placed(footprint: Footprint, x: number, y: number): Footprint {
  return {
    pads: footprint.pads.map((pad) => ({ ...pad, shape: moved(pad.shape, x, y), terminal: shift(pad.terminal, x, y) })),
    silk: footprint.silk.map((shape) => moved(shape, x, y)),
    label: shift(footprint.label, x, y),
  };
}

/** Turned by a quarter; its name stays level, and is written at `label`. */
export function turnedFootprint(footprint: Footprint, label: Point): Footprint {
  return {
    pads: footprint.pads.map((pad) => ({
      ...pad,
      shape: turned(pad.shape),
      terminal: [-pad.terminal[1], pad.terminal[0]],
    })),
    silk: footprint.silk.map(turned),
    label,
  };
}

/** All that it needs of the board, with its name. */
export function extent(footprint: Footprint): Area {
  const [x, y] = footprint.label;
  const label: Area = { x, y, width: 66, height: 26 };
  const areas = [...footprint.pads.map(({ shape }) => bounds(shape)), ...footprint.silk.map(bounds), label];
  const left = Math.min(...areas.map(({ x }) => x));
  const top = Math.min(...areas.map(({ y }) => y));
  const right = Math.max(...areas.map(({ x, width }) => x + width));
  const bottom = Math.max(...areas.map(({ y, height }) => y + height));
  return { x: left, y: top, width: right - left, height: bottom - top };
}

export function isFree(area: Area, taken: readonly Area[], margin: number): boolean {
  return taken.every((other) => !overlap(grown(area, margin), other));
}

/** A package with leads on four sides and a pad for its heat: `perSide` leads a pitch apart. */
export function quadFlat(perSide: number): Footprint {
  const half = ((perSide - 1) / 2) * pitch;
  const row = half + 3 * pitch;
  const side = Array.from({ length: perSide }, (_, index): Pad => {
    const x = index * pitch - half;
    return { shape: box(x, row, 11, 46, 5), terminal: [x, row + pitch], drill: 0 };
  });
  const heat = half * 1.15;
  const middle: Pad = { shape: box(0, 0, heat, heat, 6), terminal: [0, 0], drill: 0 };
  const corner = half + pitch + 8;
  const silk = quarters([stroke([corner - 34, -corner], [corner, -corner], [corner, -corner + 34])]);
  return {
    pads: [...quarters(side), middle],
    silk: [...silk, { kind: 'disc', x: -corner - 26, y: -corner - 26, radius: 9 }],
    label: [-half, -row - 62],
  };
}

/** Balls in `count` by `count`, two pitches apart. */
export function ballGrid(count: number): Footprint {
  const half = (count - 1) * pitch;
  const pads = Array.from({ length: count * count }, (_, index): Pad => {
    const x = (index % count) * 2 * pitch - half;
    const y = Math.floor(index / count) * 2 * pitch - half;
    return { shape: { kind: 'disc', x, y, radius: 9 }, terminal: [x, y], drill: 0 };
  });
  const edge = half + 34;
  const outline = stroke(
    [-edge + 26, -edge],
    [edge, -edge],
    [edge, edge],
    [-edge, edge],
    [-edge, -edge + 26],
    [-edge + 26, -edge],
  );
  return { pads, silk: [outline], label: [-edge, -edge - 46] };
}

/** Two rows of leads: SOIC, SSOP. */
export function twoRows(perRow: number, leadPitch: number, rowDistance: number, pad: Point): Footprint {
  const half = ((perRow - 1) / 2) * leadPitch;
  const rowOf = (y: number): Pad[] =>
    Array.from({ length: perRow }, (_, index): Pad => {
      const x = index * leadPitch - half;
      return { shape: box(x, y, pad[0], pad[1], 4), terminal: [x, y], drill: 0 };
    });
  const bodyY = rowDistance / 2 - pad[1] / 2 - 14;
  const bodyX = half + leadPitch / 2;
  const outline = stroke([-bodyX, -bodyY], [bodyX, -bodyY], [bodyX, bodyY], [-bodyX, bodyY], [-bodyX, -bodyY]);
  return {
    pads: [...rowOf(-rowDistance / 2), ...rowOf(rowDistance / 2)],
    silk: [outline, { kind: 'disc', x: -bodyX + 22, y: bodyY - 22, radius: 8 }],
    label: [-bodyX + 44, -17],
  };
}

/** A resistor or capacitor, 0603. */
export function chip(): Footprint {
  const half = 2 * pitch;
  const pads = [-half, half].map((x): Pad => ({ shape: box(x, 0, 40, 44, 7), terminal: [x, 0], drill: 0 }));
  const silk = [-32, 32].map((y) => stroke([-16, y], [16, y]));
  return { pads, silk, label: [-half - 18, -72] };
}

/** A transistor, SOT-23. */
export function transistor(): Footprint {
  const pad = (x: number, y: number): Pad => ({ shape: box(x, y, 32, 46, 4), terminal: [x, y], drill: 0 });
  const body = stroke([-58, 8], [-58, -22], [58, -22], [58, 8]);
  return { pads: [pad(-40, 40), pad(40, 40), pad(0, -60)], silk: [body], label: [-58, 76] };
}

/** A regulator with a tab for its heat, SOT-223. */
export function regulator(): Footprint {
  const legs = [-100, 0, 100].map((x): Pad => ({ shape: box(x, 140, 56, 88, 5), terminal: [x, 140], drill: 0 }));
  const tab: Pad = { shape: box(0, -140, 170, 96, 8), terminal: [0, -140], drill: 0 };
  return {
    pads: [...legs, tab],
    silk: [stroke([-150, -80], [-150, 82]), stroke([150, -80], [150, 82])],
    label: [-52, -14],
  };
}

/** A crystal in a can: two oblong pads. */
export function crystal(): Footprint {
  const pads = [-100, 100].map((x): Pad => {
    return { shape: stroke([x, -16], [x, 16], 52), terminal: [x, 0], drill: 0 };
  });
  const body = stroke(
    [-90, -62],
    [90, -62],
    [130, -40],
    [130, 40],
    [90, 62],
    [-90, 62],
    [-130, 40],
    [-130, -40],
    [-90, -62],
  );
  return { pads, silk: [body], label: [-34, -16] };
}

/** A pin header with two columns, 2.54 mm apart; the first pad is square, as a mark. */
export function header(rows: number): Footprint {
  const step = 6 * pitch;
  const half = ((rows - 1) / 2) * step;
  const pads = Array.from({ length: 2 * rows }, (_, index): Pad => {
    const x = (index % 2) * step - step / 2;
    const y = Math.floor(index / 2) * step - half;
    const shape: Shape = index === 0 ? box(x, y, 74, 74, 3) : index % 2 === 0 ? octagon(x, y, 74) : disc(x, y, 37);
    return { shape, terminal: [x, y], drill: 22 };
  });
  const [w, h] = [step, half + step / 2];
  return { pads, silk: [stroke([-w, -h], [w, -h], [w, h], [-w, h], [-w, -h])], label: [-w, -h - 48] };
}

/** Contacts of a flat cable, one pitch apart, with two lugs that hold the connector. */
export function flatCable(contacts: number): Footprint {
  const half = ((contacts - 1) / 2) * pitch;
  const pads = Array.from({ length: contacts }, (_, index): Pad => {
    const x = index * pitch - half;
    return { shape: box(x, 0, 11, 70, 2), terminal: [x, pitch], drill: 0 };
  });
  const lugs = [-1, 1].map((side): Pad => {
    const x = side * (half + 5 * pitch);
    return { shape: box(x, -40, 76, 96, 10), terminal: [x, -40], drill: 0 };
  });
  const w = half + 2.4 * pitch;
  return { pads: [...pads, ...lugs], silk: [stroke([-w, 30], [-w, -60], [w, -60], [w, 30])], label: [w + 136, 18] };
}

/** Gold fingers of a card edge, three pitches apart, ends rounded. */
export function fingers(count: number): Footprint {
  const half = ((count - 1) / 2) * 3 * pitch;
  const pads = Array.from({ length: count }, (_, index): Pad => {
    const x = index * 3 * pitch - half;
    return { shape: stroke([x, -40], [x, 62], 38), terminal: [x, -2 * pitch], drill: 0 };
  });
  return { pads, silk: [], label: [-half - 100, -66] };
}

export function testPoint(): Footprint {
  return { pads: [{ shape: disc(0, 0, 19), terminal: [0, 0], drill: 0 }], silk: [], label: [-22, 30] };
}

function box(x: number, y: number, width: number, height: number, radius: number): Shape {
  return { kind: 'box', x, y, width, height, radius };
}

function octagon(x: number, y: number, size: number): Shape {
  return { kind: 'box', x, y, width: size, height: size, chamfer: size * 0.3 };
}

function disc(x: number, y: number, radius: number): Shape {
  return { kind: 'disc', x, y, radius };
}

/** Silkscreen lines, unless the last argument is another width. */
function stroke(...given: (Point | number)[]): Shape {
  const points = given.filter((each): each is Point => typeof each !== 'number');
  return { kind: 'stroke', points, width: given.find((each) => typeof each === 'number') ?? line };
}

function quarters<T extends Shape | Pad>(items: readonly T[]): T[] {
  const all: T[] = [];
  let quarter = [...items];
  for (let turn = 0; turn < 4; turn += 1) {
    all.push(...quarter);
    quarter = quarter.map(turnedItem);
  }
  return all;
}

function turnedItem<T extends Shape | Pad>(item: T): T {
  if (!('terminal' in item)) return turned(item as Shape) as T;
  return { ...item, shape: turned(item.shape), terminal: [-item.terminal[1], item.terminal[0]] };
}

function shift([x, y]: Point, dx: number, dy: number): Point {
  return [x + dx, y + dy];
}
