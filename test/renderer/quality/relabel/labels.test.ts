import fc from 'fast-check';
import { expect, it } from 'vitest';
import { labelsSchema, type Shape } from '../../../../main/api/slices/quality.ts';
import {
  type LabelStep,
  type Labels,
  labelsAfter,
  labelsOf,
  mostShapes,
  shapesOfRegions,
} from '../../../../renderer/quality/relabel/labels.ts';

const shape: fc.Arbitrary<Shape> = fc.record({
  kind: fc.constant('box' as const),
  class: fc.constantFrom('pitting', 'crack'),
  x: fc.nat(600),
  y: fc.nat(400),
  width: fc.integer({ min: 2, max: 40 }),
  height: fc.integer({ min: 2, max: 40 }),
});
const index = fc.nat(5);
const step: fc.Arbitrary<LabelStep> = fc.oneof(
  fc.record({ kind: fc.constant('add' as const), shape }),
  fc.record({
    kind: fc.constant('change' as const),
    index,
    shape,
    step: fc.constantFrom('new' as const, 'same' as const),
  }),
  fc.record({ kind: fc.constant('remove' as const), index }),
  fc.record({ kind: fc.constant('replace' as const), shapes: fc.array(shape, { maxLength: 4 }) }),
  fc.record({ kind: fc.constant('choose' as const), index: fc.option(index) }),
  fc.record({ kind: fc.constant('neighbour' as const), by: fc.constantFrom(1 as const, -1 as const) }),
  fc.record({ kind: fc.constant('undo' as const) }),
  fc.record({ kind: fc.constant('redo' as const) }),
);
const steps = fc.array(step, { maxLength: 60 });
const play = (all: readonly LabelStep[], from: Labels = labelsOf([])): Labels => all.reduce(labelsAfter, from);
const times = (kind: 'undo' | 'redo', count: number): LabelStep[] => Array.from({ length: count }, () => ({ kind }));

it('comes back to the beginning by undo, and to the end again by redo', () => {
  fc.assert(
    fc.property(steps, (all) => {
      const end = play(all);
      const begin = play(times('undo', end.past.length), end);
      const beginning = end.past[0] ?? end.shapes;
      expect(begin.shapes).toEqual(beginning);
      expect(play(times('redo', end.past.length), begin).shapes).toEqual(end.shapes);
    }),
  );
});

it('takes a drag back in one step', () => {
  const first: Shape = { kind: 'box', class: 'pitting', x: 0, y: 0, width: 5, height: 5 };
  const drag = [1, 2, 3].map(
    (x, i): LabelStep => ({ kind: 'change', index: 0, shape: { ...first, x }, step: i === 0 ? 'new' : 'same' }),
  );
  const dragged = play(drag, labelsOf([first]));
  expect(dragged.shapes).toEqual([{ ...first, x: 3 }]);
  expect(labelsAfter(dragged, { kind: 'undo' }).shapes).toEqual([first]);
});

it('has chosen a shape that is there, or none, after any steps', () => {
  fc.assert(
    fc.property(steps, (all) => {
      const { shapes, chosen } = play(all);
      expect(chosen === null || shapes[chosen] !== undefined).toBe(true);
    }),
  );
});

it('leads through all shapes and round again', () => {
  fc.assert(
    fc.property(
      fc.array(shape, { minLength: 1, maxLength: 8 }),
      fc.constantFrom(1 as const, -1 as const),
      (all, by) => {
        let labels = labelsOf(all);
        const seen = new Set<number | null>();
        for (let turn = 0; turn < all.length; turn += 1) {
          labels = labelsAfter(labels, { kind: 'neighbour', by });
          seen.add(labels.chosen);
        }
        expect([...seen].sort()).toEqual(all.map((_, i) => i).sort());
      },
    ),
  );
});

it('has no more shapes than the station takes', () => {
  const one: Shape = { kind: 'box', class: 'pitting', x: 0, y: 0, width: 5, height: 5 };
  const full = play(Array.from({ length: mostShapes + 20 }, () => ({ kind: 'add', shape: one }) as const));
  expect(labelsSchema.shape.shapes.safeParse(full.shapes).success).toBe(true);
  expect(full.shapes).toHaveLength(mostShapes);
});

it('begins with what the model saw, without regions that have no size', () => {
  const region = { class: 'pitting', score: 0.9, x: 4, y: 5, width: 6, height: 7 };
  expect(shapesOfRegions([region, { ...region, width: 0 }])).toEqual([
    { kind: 'box', class: 'pitting', x: 4, y: 5, width: 6, height: 7 },
  ]);
});
