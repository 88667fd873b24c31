import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Envelope } from '../../../../main/station/store/sync-table.ts';
import { isAbout, outcomesOf, readAnswer } from '../../../../main/sync/targets/https/answer.ts';

function envelope(messageId: string, sequence: number): Envelope {
  return { sequence, messageId, kind: 'part', eventTime: '2026-11-27T10:00:00+01:00', part: null, bodies: ['{}'] };
}

const envelopes = fc.uniqueArray(fc.uuid(), { minLength: 1, maxLength: 20 }).map((ids) => ids.map(envelope));
const status = fc.constantFrom('accepted' as const, 'duplicate' as const, 'refused' as const, 'again' as const);

describe('the answer to a batch', () => {
  test('accepts nothing that it does not name as accepted or kept before', () => {
    fc.assert(
      fc.property(envelopes, fc.array(fc.tuple(fc.nat(25), status)), (sent, words) => {
        const results = words.map(([index, word]) => ({ id: sent[index]?.messageId ?? 'unknown', status: word }));
        const outcomes = outcomesOf({ results }, sent);
        expect(outcomes).toHaveLength(sent.length);
        for (const [index, { messageId }] of sent.entries()) {
          const said = results.filter(({ id }) => id === messageId).map((each) => each.status);
          const isKept = said.length > 0 && said.every((each) => each === 'accepted' || each === 'duplicate');
          expect(outcomes[index]?.as === 'accepted').toBe(isKept);
          if (said.includes('refused')) expect(outcomes[index]?.as).toBe('refused');
        }
      }),
    );
  });

  test('reads what it wrote, and takes nothing else for an answer', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        expect(() => readAnswer(text)).toThrow();
      }),
    );
    expect(readAnswer('{"results":[],"server":"more than is needed"}')).toEqual({ results: [] });
    expect(() => readAnswer('')).toThrow('empty');
    expect(() => readAnswer('{"results":[{"id":"a","status":"ok"}]}')).toThrow('results.0.status');
  });

  test('is about a batch when it names one of its records, in whichever case', () => {
    const id = '0190AAAA-0000-7000-8000-00000000000F';
    const sent = [envelope(id.toLowerCase(), 1)];
    expect(isAbout({ results: [{ id, status: 'accepted' }] }, sent)).toBe(true);
    expect(outcomesOf({ results: [{ id, status: 'accepted' }] }, sent)).toEqual([{ as: 'accepted' }]);
    expect(isAbout({ results: [] }, sent)).toBe(false);
  });

  test('keeps the receiver’s own words as the reason', () => {
    const sent = [envelope('a', 1), envelope('b', 2)];
    const results = [
      { id: 'a', status: 'refused' as const, reason: ' no such order ' },
      { id: 'b', status: 'refused' as const },
    ];
    expect(outcomesOf({ results }, sent)).toEqual([
      { as: 'refused', reason: 'no such order' },
      { as: 'refused', reason: 'refused by the receiver without a reason' },
    ]);
  });
});
