import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  asFailed,
  asksBack,
  asSent,
  asTaken,
  asTakenBack,
  isDecidedHere,
  type Outbox,
  toKeep,
  toSend,
  undoable,
  undoForMs,
  wantBack,
  withDecision,
  withoutOld,
} from '../../../renderer/review/desk/outbox.ts';
import { aQueued, idOf } from './a-queued.ts';

const made = (number: number, by: string | null = null) => ({
  decisionId: idOf(900 + number),
  part: aQueued(number),
  decision: { decision: 'good' } as const,
  comment: '',
  lookedMs: 900,
  by,
});
const id = (number: number): string => idOf(900 + number);
const sent = (outbox: Outbox): Outbox => asSent(outbox, id(1));

describe('a decision', () => {
  it('is sent, taken, and forgotten once it can no longer be taken back', () => {
    const waiting = withDecision([], made(1), 1_000);
    expect(toSend(waiting, null)).toHaveLength(1);
    const sending = sent(waiting);
    expect(toSend(sending, null)).toEqual([]);
    const done = asTaken(sending, id(1), 9_900, null, 1_100);
    expect(undoable(done, 10_999)?.decisionId).toBe(id(1));
    expect(undoable(done, 11_000)).toBeNull();
    expect(withoutOld(done, 10_999)).toHaveLength(1);
    expect(withoutOld(done, 1_000 + undoForMs)).toEqual([]);
  });

  it('is kept with the same id when there is no answer, and told when it is refused', () => {
    const sending = sent(withDecision([], made(1), 0));
    for (const code of ['connection-lost', 'timeout', 'unavailable'] as const) {
      const [kept] = toSend(asFailed(sending, id(1), code, 'away'), null);
      expect(kept?.decisionId).toBe(id(1));
      expect(kept && asksBack(kept)).toBe(false);
    }
    const refused = asFailed(sending, id(1), 'conflict', 'decided already');
    expect(refused[0]?.sending).toEqual({
      at: 'refused',
      what: 'decision',
      code: 'conflict',
      message: 'decided already',
    });
    expect(toSend(refused, null)).toEqual([]);
    expect(isDecidedHere(refused, aQueued(1))).toBe(false);
  });

  it('of somebody else waits until they are there again', () => {
    const outbox = withDecision([], made(1, idOf(77)), 0);
    expect(toSend(outbox, null)).toEqual([]);
    expect(toSend(outbox, idOf(78))).toEqual([]);
    expect(toSend(outbox, idOf(77))).toHaveLength(1);
  });

  it('that was never sent is forgotten at once when it is taken back', () => {
    expect(wantBack(withDecision([], made(1), 0), id(1))).toEqual([]);
  });

  it('that is on its way is taken back once it has arrived', () => {
    const wanted = wantBack(sent(withDecision([], made(1), 0)), id(1));
    expect(toSend(wanted, null)).toEqual([]);
    const arrived = asTaken(wanted, id(1), 9_000, null, 10);
    const [back] = toSend(arrived, null);
    expect(back && asksBack(back)).toBe(true);
    expect(asTakenBack(asSent(arrived, id(1)), id(1))).toEqual([]);
  });

  it('that nobody knows whether it arrived is asked back, and one that never did is gone', () => {
    const lost = asFailed(sent(withDecision([], made(1), 0)), id(1), 'connection-lost', 'away');
    const wanted = wantBack(lost, id(1));
    const [back] = toSend(wanted, null);
    expect(back && asksBack(back)).toBe(true);
    expect(asFailed(asSent(wanted, id(1)), id(1), 'not-found', 'no such decision')).toEqual([]);
  });

  it('too late to take back is told, and stands', () => {
    const done = asTaken(sent(withDecision([], made(1), 0)), id(1), 9_000, null, 10);
    const refused = asFailed(asSent(wantBack(done, id(1)), id(1)), id(1), 'conflict', 'too late');
    expect(refused[0]?.sending).toMatchObject({ at: 'refused', what: 'undo' });
  });

  it('made anew on a part that is being taken back waits for that', () => {
    const done = asTaken(sent(withDecision([], made(1), 0)), id(1), 9_000, null, 10);
    const again = withDecision(wantBack(done, id(1)), { ...made(1), decisionId: id(2) }, 20);
    expect(toSend(again, null).map((entry) => [entry.decisionId, asksBack(entry)])).toEqual([[id(1), true]]);
    const backed = asTakenBack(asSent(again, id(1)), id(1));
    expect(toSend(backed, null).map((entry) => entry.decisionId)).toEqual([id(2)]);
  });

  it('hides its part until the station has moved it on', () => {
    const outbox = withDecision([], made(1), 0);
    expect(isDecidedHere(outbox, aQueued(1))).toBe(true);
    expect(isDecidedHere(outbox, aQueued(1, { stage: 'quality' }))).toBe(false);
    expect(isDecidedHere(outbox, aQueued(2))).toBe(false);
  });
});

type Deed = { readonly what: 'decide' | 'send' | 'ok' | 'lost' | 'refuse' | 'undo' | 'tick'; readonly which: number };
const deeds = fc.array(
  fc.record({
    what: fc.constantFrom('decide', 'send', 'ok', 'lost', 'refuse', 'undo', 'tick' as const),
    which: fc.integer({ min: 1, max: 6 }),
  }) as fc.Arbitrary<Deed>,
  { maxLength: 60 },
);

describe('whatever happens, a decision', () => {
  it('is either answered, told as refused, taken back, or kept to be sent', () => {
    fc.assert(
      fc.property(deeds, (steps) => {
        let outbox: Outbox = [];
        let now = 0;
        const open = new Set<string>();
        for (const { what, which } of steps) {
          now += 500;
          const key = id(which);
          const entry = outbox.find(({ decisionId }) => decisionId === key);
          const isOnItsWay = entry?.sending.at === 'sending' || entry?.sending.at === 'taking-back';
          if (what === 'decide' && !entry) {
            outbox = withDecision(outbox, made(which), now);
            open.add(key);
          }
          if (what === 'send') for (const due of toSend(outbox, null)) outbox = asSent(outbox, due.decisionId);
          if (what === 'ok' && isOnItsWay) {
            outbox = entry.sending.at === 'sending' ? asTaken(outbox, key, 9_000, null, now) : asTakenBack(outbox, key);
            open.delete(key);
          }
          if (what === 'lost' && isOnItsWay) outbox = asFailed(outbox, key, 'connection-lost', 'away');
          if (what === 'refuse' && isOnItsWay) {
            outbox = asFailed(outbox, key, 'conflict', 'no');
            open.delete(key);
          }
          if (what === 'undo') {
            const last = undoable(outbox, now);
            if (last) outbox = wantBack(outbox, last.decisionId);
            if (last && !outbox.some(({ decisionId }) => decisionId === last.decisionId)) open.delete(last.decisionId);
          }
          if (what === 'tick') outbox = withoutOld(outbox, now);
          const kept = new Set(toKeep(outbox).map(({ decisionId }) => decisionId));
          for (const unanswered of open) expect(kept).toContain(unanswered);
          const busy = outbox.filter(({ sending }) => sending.at === 'sending' || sending.at === 'taking-back');
          expect(new Set(busy.map(({ part }) => part.id)).size).toBe(busy.length);
        }
      }),
    );
  });
});
