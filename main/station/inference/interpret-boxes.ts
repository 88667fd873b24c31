/**
 * From heat and boxes of a reference bundle to what the decision needs.
 *
 * A class's score is its highest peak that is left after overlapping boxes are let go, so what is reported is what is
 * judged. A box counts when its middle lies in the frame and, where a recipe draws inspection zones, in a zone.
 */
import type { Region } from '../flow.ts';
import { type MarkedBox, peakBoxes, suppressOverlaps } from './decode-boxes.ts';
import { featureDistance, type Interpretation, maxRegions, withMillimetres } from './interpret.ts';
import type { DecodeRule, UnknownPartRule } from './manifest.ts';
import type { MapGeometry, Polygon } from './zone-mask.ts';

export interface BoxInterpreterOptions {
  readonly map: MapGeometry;
  readonly classes: readonly string[];
  readonly decode: DecodeRule;
  /** Polygons in frame pixels; empty: everywhere. */
  readonly zones: readonly Polygon[];
  /** Per class: boxes from this score on are shown (the class's `passBelow`). */
  readonly regionAbove: readonly number[];
  readonly unknownPart?: UnknownPartRule | undefined;
  readonly millimetresPerPixel?: number | undefined;
}

export type BoxInterpreter = (heat: Float32Array, boxes: Float32Array, features: Float32Array | null) => Interpretation;

export function makeBoxInterpreter(options: BoxInterpreterOptions): BoxInterpreter {
  const { map, classes, decode, zones, unknownPart, millimetresPerPixel } = options;
  const grid = { classes: classes.length, rows: map.rows, columns: map.columns, cell: map.cell };
  return (heat, boxes, features) => {
    const marked = peakBoxes(heat, boxes, grid, decode.floor)
      .map((box) => inFrame(box, map))
      .filter((box) => counts(box, map, zones));
    const ofClass = suppressOverlaps(marked, decode.sameClassIou, false);
    const kept = suppressOverlaps(ofClass, decode.acrossClassesIou, true);
    const scores = classes.map((_, index) => kept.find((box) => box.class === index)?.score ?? 0);
    const regions = kept
      .filter(({ class: index, score }) => score >= (options.regionAbove[index] ?? 1))
      .slice(0, maxRegions)
      .map((box) => withMillimetres(toRegion(box, map, classes), millimetresPerPixel));
    return {
      scores,
      regions,
      unknownPart: unknownPart && features ? featureDistance(features, unknownPart) : null,
    };
  };
}

function inFrame(box: MarkedBox, { offset }: MapGeometry): MarkedBox {
  const { x, y } = offset;
  return { ...box, x1: box.x1 + x, y1: box.y1 + y, x2: box.x2 + x, y2: box.y2 + y };
}

function counts({ x1, y1, x2, y2 }: MarkedBox, { frame }: MapGeometry, zones: readonly Polygon[]): boolean {
  const [x, y] = [(x1 + x2) / 2, (y1 + y2) / 2];
  if (x < 0 || y < 0 || x >= frame.width || y >= frame.height) return false;
  return zones.length === 0 || zones.some((zone) => isInside(zone, x, y));
}

/** Even-odd rule. */
function isInside(polygon: Polygon, x: number, y: number): boolean {
  let isIn = false;
  let before = polygon.at(-1);
  for (const corner of polygon) {
    if (before && before[1] > y !== corner[1] > y) {
      const crossing = corner[0] + ((y - corner[1]) * (before[0] - corner[0])) / (before[1] - corner[1]);
      if (x < crossing) isIn = !isIn;
    }
    before = corner;
  }
  return isIn;
}

/** Clipped to the frame. */
function toRegion(box: MarkedBox, { frame }: MapGeometry, classes: readonly string[]): Region {
  const x = Math.max(0, box.x1);
  const y = Math.max(0, box.y1);
  const width = Math.max(0, Math.min(frame.width, box.x2) - x);
  const height = Math.max(0, Math.min(frame.height, box.y2) - y);
  return { class: classes[box.class] ?? '', score: box.score, x, y, width, height };
}
