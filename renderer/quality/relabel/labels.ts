/**
 * Shapes that a person draws on one frame, with every step taken back and forth. Pure steps.
 *
 * A drag is one step: its first change is `new`, the others take the place of it.
 */
import type { Shape } from '../../../main/api/slices/quality.ts';
import { assertNever, type Region } from '../../../main/api/words.ts';

export interface Labels {
  readonly shapes: readonly Shape[];
  /** Index of the one that keys act on. */
  readonly chosen: number | null;
  /** Earlier shapes, newest last. */
  readonly past: readonly (readonly Shape[])[];
  /** What was taken back, next first. */
  readonly future: readonly (readonly Shape[])[];
}

export type LabelStep =
  | { readonly kind: 'add'; readonly shape: Shape }
  | { readonly kind: 'change'; readonly index: number; readonly shape: Shape; readonly step: 'new' | 'same' }
  | { readonly kind: 'remove'; readonly index: number }
  | { readonly kind: 'replace'; readonly shapes: readonly Shape[] }
  | { readonly kind: 'choose'; readonly index: number | null }
  | { readonly kind: 'neighbour'; readonly by: 1 | -1 }
  | { readonly kind: 'undo' }
  | { readonly kind: 'redo' };

export const mostShapes = 200;
const mostPast = 200;

export function labelsOf(shapes: readonly Shape[]): Labels {
  return { shapes, chosen: null, past: [], future: [] };
}

/** What the model saw, to begin with. */
export function shapesOfRegions(regions: readonly Region[]): readonly Shape[] {
  return regions
    .filter(({ width, height }) => width > 0 && height > 0)
    .slice(0, mostShapes)
    .map(({ class: name, x, y, width, height }) => ({ kind: 'box', class: name, x, y, width, height }));
}

export function labelsAfter(labels: Labels, step: LabelStep): Labels {
  const { shapes, chosen } = labels;
  switch (step.kind) {
    case 'add':
      return shapes.length >= mostShapes ? labels : changed(labels, [...shapes, step.shape], shapes.length);
    case 'change': {
      if (!shapes[step.index]) return labels;
      const next = shapes.with(step.index, step.shape);
      return step.step === 'same' ? { ...labels, shapes: next } : changed(labels, next, step.index);
    }
    case 'remove':
      return shapes[step.index] ? changed(labels, shapes.toSpliced(step.index, 1), null) : labels;
    case 'replace':
      return changed(labels, step.shapes, null);
    case 'choose':
      return { ...labels, chosen: step.index !== null && shapes[step.index] ? step.index : null };
    case 'neighbour':
      return shapes.length === 0 ? labels : { ...labels, chosen: neighbour(chosen, step.by, shapes.length) };
    case 'undo': {
      const before = labels.past.at(-1);
      return before ? travelled(labels, before, labels.past.slice(0, -1), [shapes, ...labels.future]) : labels;
    }
    case 'redo': {
      const [next, ...future] = labels.future;
      return next ? travelled(labels, next, [...labels.past, shapes], future) : labels;
    }
    default:
      return assertNever(step);
  }
}

function changed(labels: Labels, shapes: readonly Shape[], chosen: number | null): Labels {
  return { shapes, chosen, past: [...labels.past, labels.shapes].slice(-mostPast), future: [] };
}

function travelled(
  { chosen }: Labels,
  shapes: Labels['shapes'],
  past: Labels['past'],
  future: Labels['future'],
): Labels {
  return { shapes, past, future, chosen: chosen !== null && shapes[chosen] ? chosen : null };
}

function neighbour(chosen: number | null, by: 1 | -1, count: number): number {
  if (chosen === null) return by === 1 ? 0 : count - 1;
  return (chosen + by + count) % count;
}
