import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { PackedQueue } from '../../../main/station/store/packed-queue.ts';
import { aRecord } from '../../storekeeper/a-record.ts';

describe('the packed queue', () => {
  it('gives back what was put in, first in first out, whatever the order of putting and taking', () => {
    const act = fc.oneof(
      fc.record({ put: fc.array(fc.jsonValue(), { minLength: 1, maxLength: 80 }) }),
      fc.record({ take: fc.integer({ min: 1, max: 100 }) }),
    );
    fc.assert(
      fc.property(fc.array(act, { maxLength: 30 }), (script) => {
        const queue = new PackedQueue<{ readonly value: unknown }>();
        let expected: { readonly value: unknown }[] = [];
        for (const step of script) {
          if ('put' in step) {
            // As JSON has it: minus nought is nought there.
            const items = step.put.map((value) => ({ value: JSON.parse(JSON.stringify(value)) as unknown }));
            for (const item of items) queue.push(item);
            expected = [...expected, ...items];
          } else {
            const taken = Array.from({ length: step.take }, () => queue.shift()).filter((item) => item !== undefined);
            expect(taken).toEqual(expected.slice(0, step.take));
            expected = expected.slice(step.take);
          }
          expect(queue.size).toBe(expected.length);
        }
        while (queue.size > 0) queue.shift();
        expect(queue.bytes).toBe(0);
      }),
      { numRuns: 60 },
    );
  });

  it('keeps a record of a pass in fewer than 250 bytes', () => {
    const queue = new PackedQueue<unknown>();
    for (let trigger = 1; trigger <= 640; trigger += 1) {
      const latencyMs = 5 + Math.random() * 10;
      const line = { ok: true, at: Date.now(), because: 'verdict', latencyMs } as const;
      queue.push(aRecord(trigger, { scores: [Math.random(), Math.random()], line }));
    }
    expect(queue.bytes / 640).toBeLessThan(250);
  });
});
