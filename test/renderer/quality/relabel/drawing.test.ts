import { describe, expect, it } from 'vitest';
import type { Shape } from '../../../../main/api/slices/quality.ts';
import {
  type Canvas,
  type Drawing,
  type Drawn,
  dragged,
  finished,
  idle,
  interrupted,
  pressed,
  released,
  type Tool,
} from '../../../../renderer/quality/relabel/drawing.ts';
import { type Labels, labelsAfter, labelsOf } from '../../../../renderer/quality/relabel/labels.ts';
import type { Point } from '../../../../renderer/review/picture/view.ts';

const pit: Shape = { kind: 'box', class: 'pitting', x: 100, y: 100, width: 40, height: 40 };

/** A hand with one tool: what it does is done to the labels at once. */
class Hand {
  labels: Labels;
  drawing: Drawing = idle;
  readonly tool: Tool;

  constructor(tool: Tool, shapes: readonly Shape[] = [pit]) {
    this.tool = tool;
    this.labels = labelsOf(shapes);
  }
  private get canvas(): Canvas {
    return { tool: this.tool, labels: this.labels, frame: { width: 640, height: 480 }, reach: 20, defect: 'dent' };
  }
  private take({ drawing, steps }: Drawn): void {
    this.drawing = drawing;
    this.labels = steps.reduce(labelsAfter, this.labels);
  }
  down(x: number, y: number): void {
    this.take(pressed(this.drawing, { x, y }, this.canvas));
  }
  drag(...points: readonly Point[]): void {
    for (const point of points) this.take(dragged(this.drawing, point, this.canvas));
  }
  up(): void {
    this.take(released(this.drawing, this.canvas));
  }
  secondFinger(): void {
    this.take(interrupted(this.drawing));
  }
  enter(): void {
    this.take(finished(this.drawing, this.canvas));
  }
}

describe('a hand that chooses', () => {
  it('takes hold of a shape and moves it, which is one step back', () => {
    const hand = new Hand('choose');
    hand.down(120, 120);
    hand.drag({ x: 130, y: 120 }, { x: 150, y: 125 });
    hand.up();
    expect(hand.labels.shapes).toEqual([{ ...pit, x: 130, y: 105 }]);
    expect(labelsAfter(hand.labels, { kind: 'undo' }).shapes).toEqual([pit]);
  });

  it('pulls a handle of the chosen shape', () => {
    const hand = new Hand('choose');
    hand.down(120, 120);
    hand.up();
    hand.down(142, 142);
    hand.drag({ x: 200, y: 180 });
    hand.up();
    expect(hand.labels.shapes).toEqual([{ ...pit, width: 100, height: 80 }]);
  });

  it('moves a small chosen shape by its middle, handles or not', () => {
    const hand = new Hand('choose');
    hand.down(120, 120);
    hand.up();
    hand.down(121, 121);
    expect(hand.drawing.at).toBe('moving');
  });

  it('lets the shape go and pushes the picture where there is none', () => {
    const hand = new Hand('choose');
    hand.down(120, 120);
    hand.up();
    hand.down(400, 400);
    expect([hand.drawing.at, hand.labels.chosen]).toEqual(['looking', null]);
  });
});

describe('a hand that draws', () => {
  it('makes a box from corner to corner, of the class that is next', () => {
    const hand = new Hand('box', []);
    hand.down(300, 300);
    hand.drag({ x: 250, y: 280 });
    hand.up();
    expect(hand.labels.shapes).toEqual([{ kind: 'box', class: 'dent', x: 250, y: 280, width: 50, height: 20 }]);
    expect(hand.labels.chosen).toBe(0);
  });

  it('makes nothing of a touch that does not move', () => {
    const hand = new Hand('box', []);
    hand.down(300, 300);
    hand.up();
    expect(hand.labels.shapes).toEqual([]);
  });

  it('closes a polygon at its first corner, or with Enter', () => {
    for (const close of [(hand: Hand) => hand.down(205, 205), (hand: Hand) => hand.enter()]) {
      const hand = new Hand('polygon', []);
      for (const [x, y] of [
        [200, 200],
        [300, 200],
        [250, 300],
      ] as const) {
        hand.down(x, y);
        hand.up();
      }
      close(hand);
      expect(hand.labels.shapes).toEqual([
        {
          kind: 'polygon',
          class: 'dent',
          points: [
            [200, 200],
            [300, 200],
            [250, 300],
          ],
        },
      ]);
      expect(hand.drawing).toEqual(idle);
    }
  });

  it('forgets two corners that are closed with Enter', () => {
    const hand = new Hand('polygon', []);
    hand.down(200, 200);
    hand.down(300, 200);
    hand.enter();
    expect([hand.labels.shapes, hand.drawing]).toEqual([[], idle]);
  });
});

it('takes back what one finger has begun when the second comes down', () => {
  const moving = new Hand('choose');
  moving.down(120, 120);
  moving.drag({ x: 130, y: 120 });
  moving.secondFinger();
  expect([moving.labels.shapes, moving.drawing]).toEqual([[pit], idle]);
  const boxing = new Hand('box', []);
  boxing.down(10, 10);
  boxing.drag({ x: 90, y: 90 });
  boxing.secondFinger();
  boxing.up();
  expect(boxing.labels.shapes).toEqual([]);
});
