import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  canDecide,
  type Desk,
  decide,
  emptyDesk,
  goOn,
  ordered,
  show,
  step,
  undo,
  withHold,
  withOpen,
  withPerson,
  withQueue,
  withScan,
  withSeen,
} from '../../../renderer/review/desk/desk.ts';
import { asFailed, asSent, asTakenBack } from '../../../renderer/review/desk/outbox.ts';
import { waitingFor } from '../../../renderer/review/queue/order.ts';
import { aQueue, aQueued, idOf } from './a-queued.ts';

const operator = { role: 'operator', by: null, needsName: false } as const;
const judge = { role: 'quality', by: idOf(700), needsName: true } as const;

function aDesk(
  parts = [1, 2, 3, 4].map((number) => aQueued(number)),
  who: Parameters<typeof withPerson>[1] = operator,
) {
  return withQueue(withOpen(withPerson(emptyDesk, who), true), aQueue(parts), 0);
}

function seen(desk: Desk): Desk {
  return desk.shown ? withSeen(desk, desk.shown.part.id, 100) : desk;
}

const good = (number: number) => ({
  decisionId: idOf(900 + number),
  decision: { decision: 'good' } as const,
  comment: '',
  pressedAtMs: 1_500,
});
const shownId = (desk: Desk): string | undefined => desk.shown?.part.id;

describe('the desk of a reviewer', () => {
  it('shows the most urgent part that nobody has, and nothing while the place is closed', () => {
    const parts = [aQueued(1, { claimedBy: 'Anna' }), aQueued(2), aQueued(3)];
    expect(shownId(aDesk(parts))).toBe(idOf(2));
    expect(shownId(withOpen(aDesk(parts), false))).toBeUndefined();
    expect(shownId(withQueue(withPerson(emptyDesk, operator), aQueue(parts), 0))).toBeUndefined();
  });

  it('has the next part in front of the person in the same step that decides the one before', () => {
    const desk = decide(seen(aDesk()), good(1), 1_530);
    expect(shownId(desk)).toBe(idOf(2));
    expect(desk.outbox[0]).toMatchObject({ part: { id: idOf(1) }, lookedMs: 1_400, by: null });
    expect(ordered(desk).open.map(({ id }) => id)).toEqual([idOf(2), idOf(3), idOf(4)]);
  });

  it('decides nothing that was not seen, is lost, needs a name, or is for another level', () => {
    const desk = aDesk();
    expect(decide(desk, good(1), 1_530)).toBe(desk);
    const lost = withHold(seen(desk), idOf(1), { at: 'lost', by: 'Anna' });
    expect(decide(lost, good(1), 1_530)).toBe(lost);
    const nameless = withPerson(seen(desk), { ...operator, needsName: true });
    expect(canDecide(nameless)).toBe(false);
    const moved = withQueue(seen(desk), aQueue([aQueued(1, { stage: 'quality' }), aQueued(2)]), 5);
    expect(shownId(moved)).toBe(idOf(1));
    expect(canDecide(moved)).toBe(false);
    expect(shownId(goOn(moved))).toBe(idOf(2));
  });

  it('lets quality decide on everything, operators on what is with them', () => {
    const parts = [aQueued(1, { stage: 'hold' }), aQueued(2, { stage: 'quality' }), aQueued(3)];
    expect(ordered(aDesk(parts)).open.map(({ id }) => id)).toEqual([idOf(3)]);
    expect(ordered(aDesk(parts)).withQuality).toHaveLength(2);
    expect(ordered(aDesk(parts, judge)).open).toHaveLength(3);
    const queue = { ...aQueue(parts), waiting: { operator: 500, quality: 300, overdue: 200 } };
    expect([waitingFor(queue, 'operator'), waitingFor(queue, 'quality'), waitingFor(queue, null)]).toEqual([
      500, 1_000, 500,
    ]);
  });

  it('stays with the part in front of the person when a more urgent one comes', () => {
    const desk = withQueue(seen(aDesk()), aQueue([aQueued(9), aQueued(1), aQueued(2)]), 5);
    expect(shownId(desk)).toBe(idOf(1));
    expect(shownId(decide(desk, good(1), 1_530))).toBe(idOf(9));
  });

  it('asks for its claim again when its part is not in the queue any more', () => {
    const mine = withHold(seen(aDesk()), idOf(1), { at: 'mine' });
    expect(withQueue(mine, aQueue([aQueued(2)]), 5).shown).toMatchObject({
      part: { id: idOf(1) },
      hold: { at: 'asking' },
    });
  });

  it('brings a part back with undo, before the station has said so', () => {
    const decided = decide(seen(aDesk()), good(1), 1_530);
    const back = undo({ ...decided, outbox: asSent(decided.outbox, idOf(901)) }, 2_000);
    expect(shownId(back)).toBe(idOf(1));
    expect(back.outbox).toMatchObject([{ isWantedBack: true }]);
    expect(back.decided).toBe(0);
    const again = decide(seen({ ...back, outbox: asTakenBack(back.outbox, idOf(901)) }), good(2), 2_500);
    expect(again.outbox.map(({ decisionId }) => decisionId)).toEqual([idOf(902)]);
  });

  it('shows a part again whose decision was refused', () => {
    const decided = decide(seen(aDesk()), good(1), 1_530);
    const refused = { ...decided, outbox: asFailed(asSent(decided.outbox, idOf(901)), idOf(901), 'conflict', 'no') };
    expect(ordered(refused).open.map(({ id }) => id)).toContain(idOf(1));
  });

  it('shows the part with a scanned serial number and decides nothing', () => {
    const parts = [aQueued(1), aQueued(2, { serial: 'JFK-0042' })];
    const found = withScan(seen(aDesk(parts)), 'JFK-0042 ');
    expect(shownId(found)).toBe(idOf(2));
    expect(found.scan).toEqual({ text: 'JFK-0042', found: true });
    const other = withScan(seen(aDesk(parts)), 'jjj');
    expect(shownId(other)).toBe(idOf(1));
    expect([other.scan?.found, other.outbox]).toEqual([false, []]);
  });

  it('steps through the queue past what others have', () => {
    const parts = [aQueued(1), aQueued(2, { claimedBy: 'Anna' }), aQueued(3)];
    const desk = step(aDesk(parts), 1);
    expect(shownId(desk)).toBe(idOf(3));
    expect(step(desk, 1)).toBe(desk);
    expect(shownId(step(desk, -1))).toBe(idOf(1));
    expect(show(desk, idOf(77))).toBe(desk);
  });

  it('never shows a part that is decided here, whatever order decisions, undo and queues come in', () => {
    const deed = fc.constantFrom('decide', 'undo', 'queue', 'next', 'on' as const);
    fc.assert(
      fc.property(fc.array(deed, { maxLength: 50 }), (deeds) => {
        let desk = seen(aDesk());
        let count = 0;
        for (const what of deeds) {
          count += 1;
          if (what === 'decide') desk = decide(desk, { ...good(count), pressedAtMs: count * 300 }, count * 300);
          if (what === 'undo') desk = undo(desk, count * 300);
          if (what === 'queue') desk = withQueue(desk, aQueue([1, 2, 3, 4].map((number) => aQueued(number))), count);
          if (what === 'next') desk = step(desk, 1);
          if (what === 'on') desk = goOn(desk);
          desk = seen(desk);
          expect(ordered(desk).open.length + desk.outbox.length).toBe(4);
          if (desk.shown) expect(ordered(desk).open.map(({ id }) => id)).toContain(desk.shown.part.id);
          if (ordered(desk).open.length > 1) expect(desk.shown).not.toBeNull();
        }
      }),
    );
  });
});
