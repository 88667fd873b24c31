import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { mergeParts } from '../../../renderer/live/merge-parts.ts';
import { livePart } from '../../support/live-parts.ts';

describe('the last parts', () => {
  it('are the newest thirty, oldest first, each once, in whatever order they came', () => {
    const triggers = fc.array(fc.integer({ min: 1, max: 80 }), { maxLength: 120 });
    fc.assert(
      fc.property(triggers, (order) => {
        const merged = order.reduce<ReturnType<typeof mergeParts>>(
          (known, trigger) => mergeParts(known, [livePart(trigger, 'pass')]),
          [],
        );
        const last = merged.at(-1)?.trigger ?? 0;
        expect(last).toBe(order.length === 0 ? 0 : Math.max(...order));
        expect(merged.length).toBeLessThanOrEqual(30);
        for (const [index, part] of merged.entries()) {
          const before = merged[index - 1];
          if (before) expect(part.trigger).toBeGreaterThan(before.trigger);
        }
      }),
    );
  });

  it('take a part that comes again with its picture in place of itself', () => {
    const known = [livePart(1, 'fail'), livePart(2, 'pass')];
    const merged = mergeParts(known, [livePart(1, 'fail', { picture: 'p1' })]);
    expect(merged.map((part) => part.picture)).toEqual(['p1', null]);
  });

  it('keep the identity of parts that did not change, so that their thumbnails stay', () => {
    const first = livePart(1, 'pass');
    expect(mergeParts([first], [livePart(2, 'pass')])[0]).toBe(first);
  });
});
