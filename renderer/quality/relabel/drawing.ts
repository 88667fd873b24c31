/**
 * What a pointer does on the picture, as pure steps; the points are in frame pixels.
 *
 *   idle ──(down on a handle)──▶ reshaping ──┐
 *     ├──(down on a shape)────▶ moving ──────┤
 *     ├──(down, box tool)─────▶ boxing ──────┼──(up)──▶ idle
 *     ├──(down, else)─────────▶ looking ─────┘          (looking: the picture is pushed)
 *     └──(down, polygon tool)─▶ cornering ──(down …)──▶ cornering ──(first corner, finish)──▶ idle
 *
 * A second finger ends whatever was begun: two fingers are for zoom and pan.
 */
import type { Shape } from '../../../main/api/slices/quality.ts';
import type { Point, Size } from '../../review/picture/view.ts';
import {
  boundsOf,
  boxBetween,
  contains,
  type Handle,
  handleAt,
  moved,
  polygonOf,
  reshaped,
  shapeAt,
} from './geometry.ts';
import type { LabelStep, Labels } from './labels.ts';

export type Tool = 'choose' | 'box' | 'polygon';

export type Drawing =
  | { readonly at: 'idle' }
  | { readonly at: 'looking' }
  | {
      readonly at: 'moving';
      readonly index: number;
      readonly from: Point;
      readonly shape: Shape;
      readonly hasMoved: boolean;
    }
  | {
      readonly at: 'reshaping';
      readonly index: number;
      readonly handle: Handle;
      readonly shape: Shape;
      readonly hasMoved: boolean;
    }
  | { readonly at: 'boxing'; readonly from: Point; readonly to: Point }
  | { readonly at: 'cornering'; readonly corners: readonly Point[] };

export interface Canvas {
  readonly tool: Tool;
  readonly labels: Labels;
  readonly frame: Size;
  /** How far from a handle a finger may be, frame pixels. */
  readonly reach: number;
  /** Of what is drawn next. */
  readonly defect: string;
}

export interface Drawn {
  readonly drawing: Drawing;
  readonly steps: readonly LabelStep[];
}

export const idle = { at: 'idle' } as const;

export function pressed(drawing: Drawing, point: Point, canvas: Canvas): Drawn {
  const { tool, labels, reach } = canvas;
  if (tool === 'polygon') return cornered(drawing, point, canvas);
  const held = labels.chosen === null ? undefined : labels.shapes[labels.chosen];
  const handle = held ? handleAt(held, point, reachOf(held, point, reach)) : null;
  if (held && handle && labels.chosen !== null) {
    return { drawing: { at: 'reshaping', index: labels.chosen, handle, shape: held, hasMoved: false }, steps: [] };
  }
  if (tool === 'box') return { drawing: { at: 'boxing', from: point, to: point }, steps: [] };
  const index = shapeAt(labels.shapes, point, reach / 2);
  const shape = index === null ? undefined : labels.shapes[index];
  if (index === null || !shape) return { drawing: { at: 'looking' }, steps: [{ kind: 'choose', index: null }] };
  return {
    drawing: { at: 'moving', index, from: point, shape, hasMoved: false },
    steps: [{ kind: 'choose', index }],
  };
}

export function dragged(drawing: Drawing, point: Point, { frame }: Canvas): Drawn {
  switch (drawing.at) {
    case 'moving': {
      const by = { x: point.x - drawing.from.x, y: point.y - drawing.from.y };
      return follow(drawing, moved(drawing.shape, by, frame));
    }
    case 'reshaping':
      return follow(drawing, reshaped(drawing.shape, drawing.handle, point, frame));
    case 'boxing':
      return { drawing: { ...drawing, to: point }, steps: [] };
    case 'idle':
    case 'looking':
    case 'cornering':
      return { drawing, steps: [] };
  }
}

export function released(drawing: Drawing, { defect, frame }: Canvas): Drawn {
  if (drawing.at === 'cornering') return { drawing, steps: [] };
  const box = drawing.at === 'boxing' ? boxBetween(drawing.from, drawing.to, defect, frame) : null;
  return { drawing: idle, steps: box ? [{ kind: 'add', shape: box }] : [] };
}

/** A second finger came down. What a drag has changed is taken back. */
export function interrupted(drawing: Drawing): Drawn {
  const isDrag = drawing.at === 'moving' || drawing.at === 'reshaping';
  return {
    drawing: drawing.at === 'cornering' ? drawing : idle,
    steps: isDrag && drawing.hasMoved ? [{ kind: 'undo' }] : [],
  };
}

/** Enter, or the first corner again. */
export function finished(drawing: Drawing, { defect, frame }: Canvas): Drawn {
  const polygon = drawing.at === 'cornering' ? polygonOf(drawing.corners, defect, frame) : null;
  return { drawing: idle, steps: polygon ? [{ kind: 'add', shape: polygon }] : [] };
}

/** Inside of a small shape the handles leave its middle free, so that it can be moved. */
function reachOf(shape: Shape, point: Point, reach: number): number {
  if (!contains(shape, point)) return reach;
  const { left, top, right, bottom } = boundsOf(shape);
  return Math.min(reach, 0.3 * Math.min(right - left, bottom - top));
}

function cornered(drawing: Drawing, point: Point, canvas: Canvas): Drawn {
  const corners = drawing.at === 'cornering' ? drawing.corners : [];
  const [first] = corners;
  const isClosing = first && corners.length >= 3 && Math.hypot(first.x - point.x, first.y - point.y) <= canvas.reach;
  return isClosing
    ? finished(drawing, canvas)
    : { drawing: { at: 'cornering', corners: [...corners, point] }, steps: [] };
}

function follow(drawing: Extract<Drawing, { at: 'moving' | 'reshaping' }>, shape: Shape): Drawn {
  const step = drawing.hasMoved ? 'same' : 'new';
  return { drawing: { ...drawing, hasMoved: true }, steps: [{ kind: 'change', index: drawing.index, shape, step }] };
}
