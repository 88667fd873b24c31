import { v7 } from 'uuid';
import { describe, expect, it } from 'vitest';
import { aRecord } from '../a-record.ts';
import { type AStore, aStore, aside, batchOf, sendAll } from './a-store.ts';

/** The first part is decided on twice; messages 1, 2 (another part), 3, 4. @returns its id */
function aDecidedPart(store: AStore): string {
  const part = aRecord(1, { verdict: 'review', reasons: [], review: reviewed, serial: 'SN1' });
  store.parts([part, aRecord(2)]);
  const made = { by: null, role: 'operator', id: part.id, class: null, comment: '' } as const;
  const how = { lookedMs: 500, isTooFast: false, stages: ['operator'] } as const;
  const decisionId = v7();
  store.perform('decideReview', {
    ...made,
    ...how,
    stages: ['operator'],
    decision: 'good',
    decisionId,
    messageId: v7(),
  });
  store.perform('withdrawReview', { by: null, decisionId, messageId: v7() });
  return part.id;
}
const reviewed = { operatorMs: null, qualityMs: null, overdue: 'hold' } as const;

const again = (store: AStore, target: string): number[] =>
  store.ask('messagesAgain', { target, limit: 100 }).map(({ sequence }) => sequence);

describe('a parked message', () => {
  it('is told newest first with its reason, page by page', () => {
    const store = aStore();
    const part = aDecidedPart(store);
    const target = store.target();
    sendAll(store, target, [1, 2, 4]);
    const first = store.ask('parkedPage', { target, before: null, limit: 2 });
    expect(first).toMatchObject({ total: 3, next: 2 });
    expect(first.parked.map(({ sequence, kind }) => [sequence, kind])).toEqual([
      [4, 'withdrawal'],
      [2, 'part'],
    ]);
    const second = store.ask('parkedPage', { target, before: first.next, limit: 2 });
    expect(second).toMatchObject({ total: 3, next: null });
    const [row] = store.waiting(store.target('other'));
    expect(second.parked).toEqual([
      {
        ...{ sequence: 1, kind: 'part', messageId: row?.messageId, eventTime: row?.eventTime, part, serial: 'SN1' },
        ...{ reason: 'no such product', parkedAt: store.now, state: 'parked' },
      },
    ]);
  });

  it('shows what was sent, and what it is made of now', () => {
    const store = aStore(3);
    const target = store.target();
    const messages = store.waiting(target);
    const batch = batchOf(messages.slice(0, 1), 'new', 2);
    store.perform('freezeBatch', { target, batch, aside: [aside(2, 'the mapping fails', null)] });
    store.perform('settleBatch', { target, batch: batch.id, refused: [aside(1, 'unknown', ['{"a":1}', '{"b":2}'])] });
    expect(store.ask('parkedMessage', { target, sequence: 1 })).toEqual({
      ...{ bodies: ['{"a":1}', '{"b":2}'], message: messages[0], reason: 'unknown' },
    });
    expect(store.ask('parkedMessage', { target, sequence: 2 })).toEqual({
      ...{ bodies: null, message: messages[1], reason: 'the mapping fails' },
    });
    expect(store.ask('parkedMessage', { target, sequence: 3 })).toBeNull();
  });

  it('holds up what comes later about its part, at its own target only', () => {
    const store = aStore();
    const part = aDecidedPart(store);
    const [one, other] = [store.target('one'), store.target('other')];
    sendAll(store, one, [1]);
    const parts = [part, v7()];
    expect(store.ask('partsParked', { target: one, parts })).toEqual([part]);
    expect(store.ask('partsParked', { target: other, parts })).toEqual([]);
  });

  it('goes again when somebody asks, with the earlier ones about its part, and not with the later', () => {
    const store = aStore();
    aDecidedPart(store);
    const target = store.target();
    sendAll(store, target, [1, 2, 3, 4]);
    const asked = { by: null, target, sequences: [3] };
    expect(store.perform('resendParked', asked)).toEqual({ count: 2 });
    expect(again(store, target)).toEqual([1, 3]);
    expect(store.perform('resendParked', asked)).toEqual({ count: 2 });
    expect(store.ask('syncProgress', { target })).toMatchObject({ parked: 4, again: 2 });
    expect(store.entries().filter(({ what }) => what === 'resent')).toMatchObject([{ count: 2, messages: [1, 3] }]);
    expect(store.perform('resendParked', { by: null, target, sequences: null })).toEqual({ count: 4 });
    expect(again(store, target)).toEqual([1, 2, 3, 4]);
    expect(store.entries().at(-1)).toMatchObject({ what: 'resent', count: 2, messages: 'all' });
  });

  it('is parked no longer once the receiver has it; refused again it is parked with the reason of now, and what is behind it waits', () => {
    const store = aStore();
    aDecidedPart(store);
    const target = store.target();
    sendAll(store, target, [1, 2, 3, 4]);
    store.perform('resendParked', { by: null, target, sequences: null });
    const [first, second] = store.ask('messagesAgain', { target, limit: 2 });
    const batch = batchOf(
      [first, second].filter((message) => message !== undefined),
      'again',
      4,
    );
    store.perform('freezeBatch', { target, batch, aside: [] });
    store.now += 1000;
    store.perform('settleBatch', { target, batch: batch.id, refused: [aside(1, 'still unknown')] });
    const { parked } = store.ask('parkedPage', { target, before: null, limit: 10 });
    expect(parked.map(({ sequence, state, reason }) => [sequence, state, reason])).toEqual([
      [4, 'parked', 'no such product'],
      [3, 'parked', 'no such product'],
      [1, 'parked', 'still unknown'],
    ]);
    expect(parked.map(({ parkedAt }) => parkedAt)).toEqual([store.now - 1000, store.now - 1000, store.now]);
    expect(store.ask('syncProgress', { target })).toMatchObject({ acknowledged: 4, again: 0 });
  });

  it('that arrives while all before it about its part go again goes after them by itself', () => {
    const store = aStore();
    const part = aDecidedPart(store);
    const target = store.target();
    const messages = store.waiting(target);
    const early = batchOf(messages.slice(0, 2));
    store.perform('freezeBatch', { target, batch: early, aside: [] });
    store.perform('settleBatch', { target, batch: early.id, refused: [aside(1)] });
    store.perform('resendParked', { by: null, target, sequences: [1] });
    expect(store.ask('partsParked', { target, parts: [part] })).toEqual([part]);
    store.perform('passOver', { target, upTo: 4, aside: [aside(3, 'behind', null), aside(4, 'behind', null)] });
    expect(again(store, target)).toEqual([1, 3, 4]);
    const batch = batchOf(messages.slice(0, 1), 'again', 4);
    store.perform('freezeBatch', { target, batch, aside: [] });
    store.perform('settleBatch', { target, batch: batch.id, refused: [] });
    expect(again(store, target)).toEqual([3, 4]);
  });

  it('whose record is gone cannot be made again: it stays, is told, and holds up no other', () => {
    const store = aStore(4);
    const target = store.target();
    sendAll(store, target, [1, 2, 3]);
    store.perform('resendParked', { by: null, target, sequences: [1] });
    store.db.exec('DELETE FROM part WHERE id IN (1, 2)');
    // The one that was asked for before its record went, and the one that still has its own.
    expect(store.perform('resendParked', { by: null, target, sequences: null })).toEqual({ count: 2 });
    expect(store.ask('messagesAgain', { target, limit: 1 }).map(({ sequence }) => sequence)).toEqual([3]);
    expect(store.ask('parkedPage', { target, before: null, limit: 10 }).parked).toMatchObject([
      { sequence: 3, state: 'again' },
      { sequence: 2, state: 'parked', serial: null },
      { sequence: 1, state: 'again' },
    ]);
    store.db.exec(`UPDATE sync_parked SET bodies = x'00' WHERE sequence = 3`);
    expect(store.ask('parkedMessage', { target, sequence: 3 })).toMatchObject({
      bodies: null,
      reason: 'no such product',
    });
    store.db.exec('DELETE FROM outbox WHERE sequence = 2');
    expect(store.ask('parkedMessage', { target, sequence: 2 })).toMatchObject({ message: null, bodies: ['{}'] });
  });
});
