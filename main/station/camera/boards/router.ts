/**
 * Tracks, found as a simple autorouter finds them: the cheapest way over a grid of points, straight or at 45 degrees,
 * bends cost, and points next to other nets are taboo. Diagonal neighbours of another net are taboo too, which keeps
 * every gap at half a pitch or more.
 */
import { Queue } from './queue.ts';

export const free = -1;
/** Near pads of two nets: nobody's. */
export const blocked = -2;

/** Eight directions: to the right, and on by eighths. */
const stepX = [1, 1, 0, -1, -1, -1, 0, 1] as const;
const stepY = [0, 1, 1, 1, 0, -1, -1, -1] as const;
const straightCost = 10;
const diagonalCost = 14;
/** By how many eighths the way turns: sharp turns are not made. */
const bendCost = [0, 9, 40] as const;
const noDirection = 8;
const states = 9;

export interface Way {
  /** Grid points from start to end, `row * columns + column`. */
  readonly points: readonly number[];
}

export class Grid {
  readonly columns: number;
  readonly rows: number;
  readonly owners: Int16Array;
  private readonly cost: Int32Array;
  private readonly from: Int32Array;
  private readonly queue = new Queue();

  constructor(columns: number, rows: number) {
    this.columns = columns;
    this.rows = rows;
    this.owners = new Int16Array(columns * rows).fill(free);
    this.cost = new Int32Array(columns * rows * states);
    this.from = new Int32Array(columns * rows * states);
  }

  owner(point: number): number {
    return this.owners[point] ?? blocked;
  }

  /** The point becomes the net's; where it was another's it is nobody's from now on. */
  claim(point: number, net: number): void {
    const before = this.owner(point);
    this.owners[point] = before === free || before === net ? net : blocked;
  }

  neighbour(point: number, direction: number): number | null {
    const x = (point % this.columns) + (stepX[direction] ?? 0);
    const y = Math.floor(point / this.columns) + (stepY[direction] ?? 0);
    return x < 0 || y < 0 || x >= this.columns || y >= this.rows ? null : y * this.columns + x;
  }

  isOpen(point: number, net: number): boolean {
    const owner = this.owner(point);
    return owner === free || owner === net;
  }

  /** Nothing of another net on the eight points about it. */
  isRoomy(point: number, net: number): boolean {
    return [0, 1, 2, 3, 4, 5, 6, 7].every((direction) => {
      const next = this.neighbour(point, direction);
      return next !== null && this.isOpen(next, net);
    });
  }

  /**
   * The cheapest way of `net` from `start` to a point that `isGoal` names; its points become the net's. Null when there
   * is none. @param isWide the track takes the room of its neighbours too.
   */
  route(net: number, start: number, isGoal: (point: number) => boolean, isWide = false): Way | null {
    this.cost.fill(0x7fffffff);
    this.queue.clear();
    const begin = start * states + noDirection;
    this.cost[begin] = 0;
    this.queue.push(0, begin);
    for (let state = this.queue.pop(); state !== null; state = this.queue.pop()) {
      const point = Math.floor(state / states);
      if (point !== start && isGoal(point)) return this.take(net, begin, state, isWide);
      this.spread(net, state, isWide);
    }
    return null;
  }

  private spread(net: number, state: number, isWide: boolean): void {
    const point = Math.floor(state / states);
    const heading = state % states;
    const so = this.cost[state] ?? 0;
    for (let direction = 0; direction < 8; direction += 1) {
      const bend = heading === noDirection ? 0 : turn(heading, direction);
      const bending = bendCost[bend];
      if (bending === undefined) continue;
      const next = this.neighbour(point, direction);
      if (next === null || !this.isOpen(next, net) || !this.mayCross(point, direction, net)) continue;
      if (isWide && !this.isRoomy(next, net)) continue;
      const cost = so + bending + (direction % 2 === 0 ? straightCost : diagonalCost);
      const to = next * states + direction;
      if (cost >= (this.cost[to] ?? 0)) continue;
      this.cost[to] = cost;
      this.from[to] = state;
      this.queue.push(cost, to);
    }
  }

  /** A diagonal passes between two points: neither may be another net's. */
  private mayCross(point: number, direction: number, net: number): boolean {
    if (direction % 2 === 0) return true;
    const one = this.neighbour(point, direction - 1);
    const other = this.neighbour(point, (direction + 1) % 8);
    return one !== null && other !== null && this.isOpen(one, net) && this.isOpen(other, net);
  }

  private take(net: number, begin: number, end: number, isWide: boolean): Way {
    const points: number[] = [];
    for (let state = end; ; state = this.from[state] ?? begin) {
      points.push(Math.floor(state / states));
      if (state === begin) break;
    }
    for (const point of points) {
      this.claim(point, net);
      if (isWide) this.claimAround(point, net);
    }
    return { points: points.reverse() };
  }

  /** The four nearest points, as far as they are free. */
  claimAround(point: number, net: number): void {
    for (const direction of [0, 2, 4, 6]) {
      const next = this.neighbour(point, direction);
      if (next !== null && this.owner(next) === free) this.claim(next, net);
    }
  }
}

function turn(a: number, b: number): number {
  const eighths = Math.abs(a - b);
  return Math.min(eighths, 8 - eighths);
}
