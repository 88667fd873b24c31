/** The board's nets, routed: tracks between pads, and vias where a track leaves for the other side. */
import type { Random } from '../../random.ts';
import { type Area, bounds, distanceTo, grown, length, type Point, type Shape } from './field.ts';
import { pitch } from './footprints.ts';
import { boardHeight, boardInset, boardWidth, fiducials, holes, type Part, serialArea } from './placement.ts';
import { blocked, free, Grid, type Way } from './router.ts';

/** Half a track and the least gap: a point nearer to a pad than this is the pad's. */
const padReach = 10.9;
const trackWidth = 9;
const powerWidth = 18;
const viaRadius = 11;
export const viaDrill = 5;

export interface Track {
  readonly points: readonly Point[];
  readonly width: number;
}

export interface Wiring {
  readonly grid: Grid;
  readonly tracks: readonly Track[];
  readonly vias: readonly Point[];
  /** Nets with a track. */
  readonly wired: ReadonlySet<number>;
  /** Net of each pad of each part, in their order. */
  readonly nets: readonly (readonly number[])[];
}

export const columns = boardWidth / pitch;
export const rows = boardHeight / pitch;

export function wire(parts: readonly Part[], random: Random): Wiring {
  return new Wirer(parts, random).wire();
}

interface Pin {
  readonly net: number;
  readonly terminal: Point;
  readonly part: number;
}

class Wirer {
  private readonly parts: readonly Part[];
  private readonly random: Random;
  private readonly grid = new Grid(columns, rows);
  private readonly tracks: Track[] = [];
  private readonly vias: Point[] = [];
  private readonly pins: Pin[][];
  private readonly isWired = new Set<number>();

  constructor(parts: readonly Part[], random: Random) {
    this.parts = parts;
    this.random = random;
    let net = 0;
    this.pins = parts.map(({ pads }, part) => {
      return pads.map(({ terminal }): Pin => {
        net += 1;
        return { net, terminal, part };
      });
    });
  }

  wire(): Wiring {
    this.keepOut();
    for (const [index, { pads }] of this.parts.entries()) {
      for (const [pin, { shape }] of pads.entries()) this.claimPad(shape, this.pins[index]?.[pin]?.net ?? blocked);
    }
    this.dogBones();
    for (const [from, to, isWide] of this.planned()) this.connect(from, to, isWide);
    this.connectNeighbours();
    this.leaveThroughVias();
    const { grid, tracks, vias } = this;
    return { grid, tracks, vias, wired: this.isWired, nets: this.pins.map((pins) => pins.map(({ net }) => net)) };
  }

  private keepOut(): void {
    const inside = { x: boardInset + 34, y: boardInset + 34 };
    this.eachPoint({ x: 0, y: 0, width: boardWidth, height: boardHeight }, (point, x, y) => {
      const isAtEdge = x < inside.x || y < inside.y || x > boardWidth - inside.x || y > boardHeight - inside.y;
      const isNearHole = holes.some(([hx, hy]) => length(x - hx, y - hy) < 104);
      const isNearMark = fiducials.some(([fx, fy]) => length(x - fx, y - fy) < 64);
      const { x: sx, y: sy, width, height } = serialArea;
      const isSerial = x > sx - 14 && x < sx + width + 14 && y > sy - 14 && y < sy + height + 14;
      if (isAtEdge || isNearHole || isNearMark || isSerial) this.grid.owners[point] = blocked;
    });
  }

  private claimPad(shape: Shape, net: number): void {
    this.eachPoint(grown(bounds(shape), padReach), (point, x, y) => {
      if (distanceTo(shape, x, y) < padReach) this.grid.claim(point, net);
    });
  }

  /** The inner balls of a ball grid leave by vias between them. */
  private dogBones(): void {
    const index = this.parts.findIndex(({ name }) => name === 'U2');
    for (const [ball, pin] of (this.pins[index] ?? []).entries()) {
      const [row, column] = [Math.floor(ball / 10), ball % 10];
      if (row < 2 || row > 7 || column < 2 || column > 7) continue;
      const [dx, dy] = [column < 5 ? -pitch : pitch, row < 5 ? -pitch : pitch];
      const via: Point = [pin.terminal[0] + dx, pin.terminal[1] + dy];
      this.grid.claim(pointAt(via), pin.net);
      this.grid.claimAround(pointAt(via), pin.net);
      this.tracks.push({ points: [pin.terminal, via], width: trackWidth });
      this.vias.push(via);
      this.isWired.add(pin.net);
    }
  }

  /** The buses between the large parts, pin by pin in the order in which they lie. */
  private planned(): [from: Pin, to: Pin, isWide: boolean][] {
    const nets: [Pin, Pin, boolean][] = [];
    const join = (a: string, pinsA: readonly number[], b: string, pinsB: readonly number[], isWide = false): void => {
      for (const [index, pin] of pinsA.entries()) {
        const [from, to] = [this.pin(a, pin), this.pin(b, pinsB[index] ?? -1)];
        if (from && to) nets.push([from, to, isWide]);
      }
    };
    join('U5', [0, 2], 'J1', [18, 19], true);
    join('U1', span(64, 55), 'U2', span(0, 90, 10));
    join('J2', span(11, 2), 'U1', span(37, 46));
    join('J2', span(13, 21), 'U2', span(1, 9));
    join('U1', span(20, 29), 'J1', span(1, 19, 2));
    join('U1', span(3, 10), 'U3', span(0, 7));
    join('U1', span(54, 51), 'U4', span(2, 5));
    join('U2', span(91, 98), 'J3', span(1, 8));
    join('U2', [81, 82, 84, 86, 88], 'J3', [0, 9, 10, 11, 12]);
    join('U2', span(19, 89, 10), 'U6', [7, 6, 5, 4, 3, 2, 1, 0]);
    join('U3', span(8, 15), 'J1', [16, 14, 12, 10, 8, 6, 4, 2]);
    join('U4', span(10, 19), 'J3', [13, 12, 11, 10, 9, 8, 7, 6, 5, 4]);
    return nets;
  }

  private pin(part: string, pin: number): Pin | undefined {
    return this.pins[this.parts.findIndex(({ name }) => name === part)]?.[pin];
  }

  private connect(from: Pin, to: Pin, isWide: boolean): boolean {
    if (this.isWired.has(from.net) || this.isWired.has(to.net)) return false;
    const { grid } = this;
    const goals = new Set<number>();
    // Both ends are one net from now on: its way may end anywhere on the other pad.
    const goal = pointAt(to.terminal);
    for (let point = 0; point < grid.owners.length; point += 1) if (grid.owners[point] === to.net) goals.add(point);
    for (const point of goals) grid.owners[point] = from.net;
    const way = grid.route(from.net, pointAt(from.terminal), (point) => point === goal, isWide);
    if (!way) {
      for (const point of goals) grid.owners[point] = to.net;
      return false;
    }
    this.keep(way, isWide ? powerWidth : trackWidth);
    this.isWired.add(from.net).add(to.net);
    return true;
  }

  /** Pads that no bus takes go to the nearest other part that has one left. */
  private connectNeighbours(): void {
    const left = this.pins.flat().filter(({ net }) => !this.isWired.has(net));
    for (const from of left) {
      if (this.isWired.has(from.net) || this.random() < 0.25) continue;
      const near = left
        .filter((pin) => pin.part !== from.part && !this.isWired.has(pin.net) && apart(pin, from) < 620)
        .sort((a, b) => apart(a, from) - apart(b, from) || a.net - b.net)
        .slice(0, 3);
      for (const to of near) if (this.connect(from, to, false)) break;
    }
  }

  private leaveThroughVias(): void {
    const { grid } = this;
    for (const { net, terminal, part } of this.pins.flat()) {
      const name = this.parts[part]?.name ?? '';
      if (this.isWired.has(net) || name.startsWith('T') || name === 'J1' || this.random() < 0.1) continue;
      const start = pointAt(terminal);
      const least = 2 + Math.floor(this.random() * 4);
      const way = grid.route(
        net,
        start,
        (point) => grid.owner(point) === free && gridDistance(point, start) >= least && grid.isRoomy(point, net),
      );
      const end = way?.points.at(-1);
      if (!way || end === undefined) continue;
      grid.claimAround(end, net);
      this.keep(way, trackWidth);
      this.vias.push(placeOf(end));
      this.isWired.add(net);
    }
  }

  private keep(way: Way, width: number): void {
    this.tracks.push({ points: corners(way.points.map(placeOf)), width });
  }

  private eachPoint(area: Area, visit: (point: number, x: number, y: number) => void): void {
    const [left, top] = [Math.max(0, Math.ceil(area.x / pitch)), Math.max(0, Math.ceil(area.y / pitch))];
    for (let row = top; row < rows && row * pitch <= area.y + area.height; row += 1) {
      for (let column = left; column < columns && column * pitch <= area.x + area.width; column += 1) {
        visit(row * columns + column, column * pitch, row * pitch);
      }
    }
  }
}

export { viaRadius };

export function pointAt([x, y]: Point): number {
  return Math.round(y / pitch) * columns + Math.round(x / pitch);
}

export function placeOf(point: number): Point {
  return [(point % columns) * pitch, Math.floor(point / columns) * pitch];
}

function gridDistance(a: number, b: number): number {
  const [ax, ay] = placeOf(a);
  const [bx, by] = placeOf(b);
  return Math.max(Math.abs(ax - bx), Math.abs(ay - by)) / pitch;
}

function apart(a: Pin, b: Pin): number {
  return length(a.terminal[0] - b.terminal[0], a.terminal[1] - b.terminal[1]);
}

/** Only the points where a way turns. */
function corners(points: readonly Point[]): Point[] {
  return points.filter((point, index) => {
    const [before, after] = [points[index - 1], points[index + 1]];
    if (!before || !after) return true;
    return point[0] - before[0] !== after[0] - point[0] || point[1] - before[1] !== after[1] - point[1];
  });
}

function span(from: number, to: number, step = 1): number[] {
  const count = Math.floor(Math.abs(to - from) / step) + 1;
  return Array.from({ length: count }, (_, index) => from + Math.sign(to - from) * step * index);
}
