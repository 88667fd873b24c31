/** Pairs of a board's picture and its defect-free template, with a box round each defect. */
import { z } from 'zod';
import type { Box } from '../metrics/match-boxes.ts';
import type { Sorted } from './bad-pictures.ts';
import { readEntries } from './entries.ts';
import type { Labels } from './labels-file.ts';

const entrySchema = z.object({
  id: z.string().min(1),
  board: z.string().min(1),
  /** Relative to the folder. */
  test: z.string().min(1),
  template: z.string().min(1),
  /** Pixels from the top left: left, top, right, bottom. */
  boxes: z.array(z.tuple([z.number(), z.number(), z.number(), z.number(), z.string()])),
});
type Entry = z.output<typeof entrySchema>;

export interface BoardPair extends Omit<Entry, 'boxes'> {
  readonly boxes: readonly Box[];
}

/** @param classes of the bundle, whose positions the boxes get. */
export function boardData(labels: Labels, classes: readonly string[]): Sorted<BoardPair> {
  const { width = Number.POSITIVE_INFINITY, height = Number.POSITIVE_INFINITY } = labels;
  const { items, bad } = readEntries(
    labels.items,
    entrySchema,
    ({ test }) => test,
    (entry) => problemOf(entry, labels.classes, width, height),
  );
  return { bad, items: items.map((entry) => ({ ...entry, boxes: entry.boxes.map((box) => asBox(box, classes)) })) };
}

function asBox([x1, y1, x2, y2, name]: Entry['boxes'][number], classes: readonly string[]): Box {
  return { x1, y1, x2, y2, class: classes.indexOf(name) };
}

function problemOf({ boxes }: Entry, classes: readonly string[], width: number, height: number): string | null {
  for (const [x1, y1, x2, y2, name] of boxes) {
    const box = `box (${[x1, y1, x2, y2].join(', ')})`;
    if (!classes.includes(name)) return `"${name}" is none of the classes (${classes.join(', ')})`;
    if (x1 >= x2 || y1 >= y2) return `${box} has no area`;
    if (x1 < 0 || y1 < 0 || x2 > width || y2 > height) return `${box} lies outside the ${width}×${height} picture`;
  }
  return null;
}
