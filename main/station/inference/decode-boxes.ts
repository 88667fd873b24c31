/**
 * From heat and boxes of a reference bundle to the defects that they mark (contract: `manifest.ts`, `output.decode`).
 *
 * Every cell that is the highest of its 3×3 neighbourhood in its class is a defect with the box of its cell; of boxes
 * that overlap too much the lower-scored one goes. Pure; the station and `evaluate` read models alike.
 */

/** In pixels of the model's input. */
export interface MarkedBox {
  /** Position in the bundle's classes. */
  readonly class: number;
  readonly score: number;
  readonly x1: number;
  readonly y1: number;
  readonly x2: number;
  readonly y2: number;
}

export interface Grid {
  readonly classes: number;
  readonly rows: number;
  readonly columns: number;
  /** Side of a cell in pixels. */
  readonly cell: number;
}

/**
 * @param heat [classes, rows, columns] scores
 * @param boxes [4, rows, columns] pixels from a cell's centre to left, top, right, bottom
 * @param floor peaks at or below are not looked at
 * @param mask rows × columns, 1 where a peak counts; without it everywhere
 * @returns best first
 */
export function peakBoxes(
  heat: Float32Array,
  boxes: Float32Array,
  grid: Grid,
  floor: number,
  mask?: Uint8Array,
): MarkedBox[] {
  const { classes, rows, columns } = grid;
  const cells = rows * columns;
  const found: MarkedBox[] = [];
  for (let name = 0; name < classes; name++) {
    const layer = heat.subarray(name * cells, (name + 1) * cells);
    for (let i = 0; i < cells; i++) {
      const score = layer[i] as number;
      if (score > floor && mask?.[i] !== 0 && isPeak(layer, i, grid)) {
        found.push({ class: name, score, ...boxAt(boxes, i, grid) });
      }
    }
  }
  return found.sort((a, b) => b.score - a.score);
}

/** Two neighbours with the very same score are both peaks; their boxes overlap, and one of them goes. */
function isPeak(layer: Float32Array, i: number, { rows, columns }: Grid): boolean {
  const row = Math.floor(i / columns);
  const column = i % columns;
  const score = layer[i] as number;
  for (let y = Math.max(0, row - 1); y <= Math.min(rows - 1, row + 1); y++) {
    for (let x = Math.max(0, column - 1); x <= Math.min(columns - 1, column + 1); x++) {
      if ((layer[y * columns + x] as number) > score) return false;
    }
  }
  return true;
}

/** Clipped to the input. */
function boxAt(boxes: Float32Array, i: number, { rows, columns, cell }: Grid): Omit<MarkedBox, 'class' | 'score'> {
  const cells = rows * columns;
  const side = (which: number): number => boxes[which * cells + i] as number;
  const x = ((i % columns) + 0.5) * cell;
  const y = (Math.floor(i / columns) + 0.5) * cell;
  return {
    x1: Math.max(0, x - side(0)),
    y1: Math.max(0, y - side(1)),
    x2: Math.min(columns * cell, x + side(2)),
    y2: Math.min(rows * cell, y + side(3)),
  };
}

/**
 * Of boxes that overlap by more than `iou`, only the best stays.
 * @param bestFirst sorted by score.
 * @param across also between classes: one spot is one defect.
 */
export function suppressOverlaps(bestFirst: readonly MarkedBox[], iou: number, across: boolean): MarkedBox[] {
  const kept: MarkedBox[] = [];
  for (const box of bestFirst) {
    const isCovered = kept.some((better) => (across || better.class === box.class) && overlapOf(better, box) > iou);
    if (!isCovered) kept.push(box);
  }
  return kept;
}

type Sides = Pick<MarkedBox, 'x1' | 'y1' | 'x2' | 'y2'>;

/** Intersection over union; 0 for boxes that do not overlap. */
export function overlapOf(a: Sides, b: Sides): number {
  const width = Math.min(a.x2, b.x2) - Math.max(a.x1, b.x1);
  const height = Math.min(a.y2, b.y2) - Math.max(a.y1, b.y1);
  if (width <= 0 || height <= 0) return 0;
  const both = width * height;
  return both / (areaOf(a) + areaOf(b) - both);
}

function areaOf({ x1, y1, x2, y2 }: Sides): number {
  return (x2 - x1) * (y2 - y1);
}
