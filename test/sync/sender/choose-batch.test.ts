import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { chooseBatch, type Rendered } from '../../../main/sync/sender/choose-batch.ts';
import { aDisposition, anEvent, aPartMessage, idOf } from '../../support/messages.ts';

const roomy = { messages: 100, bytes: 10_000 };
const none = new Set<string>();

function sent(sequence: number, part?: string, body = '{}'): Rendered {
  return { message: aPartMessage(sequence, part), bodies: [body] };
}
function unsent(sequence: number): Rendered {
  return { message: aPartMessage(sequence), bodies: null };
}
function broken(sequence: number, part?: string): Rendered {
  return { message: aPartMessage(sequence, part), problem: 'the mapping fails' };
}
const sequences = (of: readonly { readonly sequence: number }[]) => of.map(({ sequence }) => sequence);

describe('the next batch', () => {
  it('takes all of what was looked at when it fits', () => {
    const { envelopes, aside, upTo } = chooseBatch([sent(3), sent(4), sent(7)], 9, none, roomy);
    expect([sequences(envelopes), aside, upTo]).toEqual([[3, 4, 7], [], 9]);
  });

  it('carries id, kind, time, part and bodies of each message as they were', () => {
    const message = aDisposition(5, 'a');
    const [envelope] = chooseBatch([{ message, bodies: ['{"a":1}', '{"b":2}'] }], 5, none, roomy).envelopes;
    expect(envelope).toEqual({
      sequence: 5,
      messageId: message.messageId,
      kind: 'disposition',
      eventTime: message.eventTime,
      part: idOf('part a'),
      bodies: ['{"a":1}', '{"b":2}'],
    });
  });

  it('ends before a second message about a part that is in it', () => {
    const { envelopes, upTo } = chooseBatch([sent(1, 'a'), sent(2, 'b'), sent(3, 'a'), sent(4, 'c')], 4, none, roomy);
    expect([sequences(envelopes), upTo]).toEqual([[1, 2], 2]);
  });

  it('ends at the limit of messages, and at that of bytes', () => {
    const three = [sent(1), sent(2), sent(3)];
    expect(chooseBatch(three, 3, none, { messages: 2, bytes: 100 })).toMatchObject({ upTo: 2 });
    expect(chooseBatch(three, 3, none, { messages: 9, bytes: 5 })).toMatchObject({ upTo: 2 });
  });

  it('goes past what is not sent to the target, also behind a full batch', () => {
    const { envelopes, upTo } = chooseBatch([sent(1), unsent(2), sent(3)], 3, none, { messages: 1, bytes: 100 });
    expect([sequences(envelopes), upTo]).toEqual([[1], 2]);
  });

  it('sets a message aside that could not be made, with the reason, and goes on', () => {
    const { envelopes, aside, upTo } = chooseBatch([broken(1), sent(2)], 2, none, roomy);
    expect([sequences(envelopes), upTo]).toEqual([[2], 2]);
    expect(aside).toEqual([{ sequence: 1, reason: 'the mapping fails', bodies: null }]);
  });

  it('sets a message aside that no batch could hold, and keeps how it looked', () => {
    const { envelopes, aside } = chooseBatch([sent(1, 'a', `"${'x'.repeat(99)}"`), sent(2)], 2, none, {
      messages: 9,
      bytes: 50,
    });
    expect(sequences(envelopes)).toEqual([2]);
    expect(aside[0]?.bodies?.[0]).toHaveLength(101);
    expect(aside[0]?.reason).toContain('101');
  });

  it('lets nothing about a part overtake a message of it that is parked', () => {
    const parked = new Set([idOf('part a')]);
    const { envelopes, aside } = chooseBatch(
      [sent(1, 'a'), sent(2, 'b'), broken(3, 'c'), sent(4, 'c')],
      4,
      parked,
      roomy,
    );
    expect(sequences(envelopes)).toEqual([2]);
    expect(sequences(aside)).toEqual([1, 3, 4]);
  });

  it('knows no order among what belongs to no part', () => {
    const event = (sequence: number): Rendered => ({
      message: anEvent(sequence, { what: 'recipe', recipe: 'boards', bundle: { name: 'pcb', version: '1' } }),
      bodies: ['{}'],
    });
    expect(sequences(chooseBatch([event(1), event(2), event(3)], 3, none, roomy).envelopes)).toEqual([1, 2, 3]);
  });

  it('passes over no message, takes none twice and keeps the order, whatever comes', () => {
    const one = fc.record({
      part: fc.constantFrom('a', 'b', 'c', 'd'),
      as: fc.constantFrom('sent', 'unsent', 'broken'),
      size: fc.integer({ min: 2, max: 40 }),
    });
    const arbitrary = fc.record({
      all: fc.array(one, { maxLength: 30 }),
      parked: fc.subarray(['a', 'b', 'c', 'd']),
      messages: fc.integer({ min: 1, max: 6 }),
      bytes: fc.integer({ min: 20, max: 120 }),
    });
    fc.assert(
      fc.property(arbitrary, ({ all, parked, messages, bytes }) => {
        const rendered = all.map(({ part, as, size }, index): Rendered => {
          const message = aPartMessage(index + 1, part);
          if (as === 'broken') return { message, problem: 'fails' };
          return { message, bodies: as === 'unsent' ? null : ['x'.repeat(size)] };
        });
        const chosen = chooseBatch(rendered, all.length, new Set(parked.map((name) => idOf(`part ${name}`))), {
          messages,
          bytes,
        });
        const taken = new Set([...sequences(chosen.envelopes), ...sequences(chosen.aside)]);
        expect(taken.size).toBe(chosen.envelopes.length + chosen.aside.length);
        // Whatever lies behind `upTo` is in the batch, aside, or not sent to this target at all.
        for (const each of rendered) {
          const { sequence } = each.message;
          const isUnsent = 'bodies' in each && each.bodies === null;
          if (sequence > chosen.upTo) expect(taken.has(sequence)).toBe(false);
          else if (!isUnsent) expect(taken.has(sequence)).toBe(true);
        }
        const parts = chosen.envelopes.map(({ part }) => part);
        expect(new Set(parts).size).toBe(parts.length);
        expect(sequences(chosen.envelopes)).toEqual(sequences(chosen.envelopes).toSorted((a, b) => a - b));
        expect(chosen.envelopes.length).toBeLessThanOrEqual(messages);
        // It always gets on: else a target would stand still for ever.
        if (all.length > 0) expect(chosen.upTo).toBeGreaterThan(0);
      }),
    );
  });
});
