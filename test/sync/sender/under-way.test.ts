import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Envelope } from '../../../main/station/store/sync-table.ts';
import { UnderWay } from '../../../main/sync/sender/under-way.ts';
import type { Outcome } from '../../../main/sync/transport.ts';
import { idOf } from '../../support/messages.ts';

const accepted: Outcome = { as: 'accepted' };
const refused: Outcome = { as: 'refused', reason: 'unknown product' };
const again: Outcome = { as: 'again', reason: 'not now' };

function envelope(sequence: number): Envelope {
  return {
    sequence,
    messageId: idOf(`message ${sequence}`),
    kind: 'part',
    eventTime: '2026-11-27T11:00:00Z',
    part: idOf(`part ${sequence}`),
    bodies: [`{"n":${sequence}}`],
  };
}

function batchOf(count: number): UnderWay {
  const envelopes = Array.from({ length: count }, (_, index) => envelope(index + 1));
  return new UnderWay({ id: idOf('batch'), of: 'new', upTo: count, envelopes });
}

/** What goes next, by sequence. */
const next = (way: UnderWay) => way.next().envelopes.map(({ sequence }) => sequence);

describe('a batch under way', () => {
  it('goes whole, under its own id, again and again until it is settled', () => {
    const way = batchOf(3);
    expect(way.next()).toEqual({ id: idOf('batch'), envelopes: [envelope(1), envelope(2), envelope(3)] });
    expect(way.next()).toEqual(way.next());
    way.settle(way.next().envelopes, [accepted, accepted, accepted]);
    expect(way.isSettled).toBe(true);
  });

  it('is settled by refusals as well, and keeps their reasons and bodies', () => {
    const way = batchOf(2);
    expect(way.settle(way.next().envelopes, [refused, accepted])).toEqual({ accepted: 1, putOff: null });
    expect(way.isSettled).toBe(true);
    expect(way.refused).toEqual([{ sequence: 1, reason: 'unknown product', bodies: ['{"n":1}'] }]);
  });

  it('sends what was put off again, under another id, and says why', () => {
    const way = batchOf(3);
    expect(way.settle(way.next().envelopes, [accepted, again, accepted])).toEqual({ accepted: 2, putOff: 'not now' });
    expect(next(way)).toEqual([2]);
    expect(way.next().id).not.toBe(idOf('batch'));
    expect(way.next().id).toBe(way.next().id);
  });

  it('takes silence about a message for no acknowledgement', () => {
    const way = batchOf(2);
    way.settle(way.next().envelopes, [accepted]);
    expect(next(way)).toEqual([2]);
  });

  it('parks what the receiver puts off for ever while it takes others', () => {
    const way = batchOf(9);
    for (let time = 0; time < 8; time += 1) {
      expect(way.refused).toEqual([]);
      const { envelopes } = way.next();
      const others = envelopes.filter(({ sequence }) => sequence !== 9);
      const takenNow = others[0]?.sequence;
      way.settle(
        envelopes,
        envelopes.map(({ sequence }) => (sequence === takenNow ? accepted : again)),
      );
    }
    expect(way.refused.map(({ sequence }) => sequence)).toContain(9);
    expect(way.refused[0]?.reason).toContain('not now');
  });

  it('blames no message while the receiver puts off whatever it gets', () => {
    const way = batchOf(3);
    for (let time = 0; time < 50; time += 1) way.settle(way.next().envelopes, [again, again, again]);
    expect(way.refused).toEqual([]);
    expect(next(way)).toHaveLength(3);
  });

  it('is cut in halves until the message is alone that the receiver fails on', () => {
    const way = batchOf(8);
    const poison = 6;
    let tries = 0;
    while (!way.isSettled) {
      tries += 1;
      expect(tries).toBeLessThan(40);
      const { envelopes } = way.next();
      const fails = envelopes.some(({ sequence }) => sequence === poison);
      if (!fails)
        way.settle(
          envelopes,
          envelopes.map(() => accepted),
        );
      else if (way.isSingle) way.refuseFirst('it fails');
      else way.halve();
    }
    expect(way.refused).toEqual([{ sequence: poison, reason: 'it fails', bodies: ['{"n":6}'] }]);
  });

  it('stands for one body with each id, and settles every message once, whatever the receiver does', () => {
    // In the end the receiver is well.
    const answer = fc.constantFrom<Outcome | 'halve' | 'silence'>(accepted, refused, again, 'halve', 'silence');
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 12 }), fc.infiniteStream(answer), (count, answers) => {
        const way = batchOf(count);
        const bodies = new Map<string, string>();
        const acceptedOnce: number[] = [];
        for (let time = 0; time < 500 && !way.isSettled; time += 1) {
          const { id, envelopes } = way.next();
          const body = JSON.stringify(envelopes);
          expect(bodies.get(id) ?? body).toBe(body);
          bodies.set(id, body);
          const outcomes: Outcome[] = [];
          let isCut = false;
          for (const { sequence } of envelopes) {
            const said = answers.next().value;
            if (said === 'halve') isCut = true;
            if (said === 'halve' || said === 'silence' || isCut) break;
            outcomes.push(said);
            if (said.as === 'accepted') acceptedOnce.push(sequence);
          }
          way.settle(envelopes, outcomes);
          if (isCut && !way.isSettled) way.halve();
        }
        while (!way.isSettled) {
          const { envelopes } = way.next();
          acceptedOnce.push(...envelopes.map(({ sequence }) => sequence));
          way.settle(
            envelopes,
            envelopes.map(() => accepted),
          );
        }
        const settled = [...acceptedOnce, ...way.refused.map(({ sequence }) => sequence)];
        expect(settled.toSorted((a, b) => a - b)).toEqual(Array.from({ length: count }, (_, index) => index + 1));
      }),
    );
  });
});
