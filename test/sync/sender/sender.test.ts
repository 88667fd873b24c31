import { describe, expect, it } from 'vitest';
import type { Outcome } from '../../../main/sync/transport.ts';
import { TargetTrouble } from '../../../main/sync/transport.ts';
import { aDisposition, aPartMessage, idOf } from '../../support/messages.ts';
import { aSender, asJson } from './a-sender.ts';

const accepted: Outcome = { as: 'accepted' };
const away = () => new TargetTrouble('away', 'nobody listens at mes.example');
const messages = (count: number, first = 1) => Array.from({ length: count }, (_, index) => aPartMessage(first + index));
const numbers = (count: number) => Array.from({ length: count }, (_, index) => index + 1);

describe('a sender', () => {
  it('brings everything that waits, oldest first, each once', async () => {
    const { store, receiver, clock, sender } = aSender();
    store.add(...messages(10));
    await clock.advance(5_000);
    expect(receiver.arrived.map(({ sequence }) => sequence)).toEqual(numbers(10));
    expect(store.acknowledged).toBe(10);
    expect(sender.report()).toMatchObject({ state: 'up-to-date', sent: 10, detail: null, nextTryAt: null });
  });

  it('looks for more at once when something was committed, and by itself every second', async () => {
    const { store, receiver, clock, sender } = aSender();
    await clock.advance(10);
    store.add(...messages(1));
    sender.more();
    await clock.advance(1);
    expect(receiver.sequences).toEqual([1]);
    store.add(...messages(1, 2));
    await clock.advance(1_100);
    expect(receiver.sequences).toEqual([1, 2]);
  });

  it('freezes a batch before it leaves, and sends the same bytes under the same id until the receiver has spoken', async () => {
    const { store, receiver, clock } = aSender();
    store.add(...messages(3));
    let tries = 0;
    receiver.answer = (batch) => {
      tries += 1;
      expect(store.frozen?.id).toBe(batch.id);
      expect(store.frozen?.envelopes).toEqual(batch.envelopes);
      if (tries < 3) throw away();
      return receiver.take(batch);
    };
    await clock.advance(60_000);
    expect(new Set(receiver.batches.map(({ id }) => id)).size).toBe(1);
    expect(receiver.sequences).toEqual([1, 2, 3]);
  });

  it('goes on after a crash with what was frozen, as it was rendered then', async () => {
    const first = aSender({ render: async () => ['"as it was"'] });
    first.store.add(...messages(2));
    first.receiver.answer = () => {
      throw away();
    };
    await first.clock.advance(100);
    await first.close();
    const { receiver, clock } = aSender({ store: first.store, render: async () => ['"as it is now"'] });
    await clock.advance(2_000);
    expect([...receiver.kept.values()].map(({ bodies }) => bodies)).toEqual([['"as it was"'], ['"as it was"']]);
  });

  it('tells nothing about a part before what came earlier about it is acknowledged', async () => {
    const { store, receiver, clock } = aSender();
    store.add(aPartMessage(1, 'a'), aDisposition(2, 'a'), aPartMessage(3, 'b'), aDisposition(4, 'a', 'withdrawal'));
    await clock.advance(5_000);
    expect(receiver.batches.map(({ sequences }) => sequences)).toEqual([[1], [2, 3], [4]]);
  });
});

describe('trouble', () => {
  it('is waited out with a growing back-off, and said with the time of the next try', async () => {
    const { store, receiver, clock, sender } = aSender();
    store.add(...messages(1));
    receiver.answer = () => {
      throw away();
    };
    await clock.advance(10);
    expect(sender.report()).toMatchObject({ state: 'waiting', detail: 'nobody listens at mes.example' });
    expect((sender.report().nextTryAt ?? 0) - clock.wallMs()).toBeLessThanOrEqual(250);
    await clock.advance(600_000);
    // 250, 500, … 30,000 ms and then every 30 s: full jitter with a chance of one half.
    expect(receiver.batches.length).toBeGreaterThan(20);
    expect(receiver.batches.length).toBeLessThan(32);
    expect(sender.report().lastError?.text).toBe('nobody listens at mes.example');
  });

  it('is over at once when the link returns', async () => {
    let isLinkUp = false;
    const { store, receiver, clock } = aSender({ random: () => 0.999, isLinkUp: () => isLinkUp });
    store.add(...messages(1));
    receiver.answer = (batch) => {
      if (!isLinkUp) throw away();
      return receiver.take(batch);
    };
    // By now it waits for a minute.
    await clock.advance(180_000);
    expect(receiver.sequences).toEqual([]);
    isLinkUp = true;
    await clock.advance(2_100);
    expect(receiver.sequences).toEqual([1]);
  });

  it('is over at once when a person says so', async () => {
    const { store, receiver, clock, sender } = aSender({ random: () => 0.999 });
    store.add(...messages(1));
    receiver.answer = () => {
      throw new TargetTrouble('broken', 'the password is wrong', { remedy: 'Enter it again.' });
    };
    await clock.advance(60_000);
    expect(sender.report()).toMatchObject({ state: 'stopped', remedy: 'Enter it again.' });
    receiver.answer = (batch) => receiver.take(batch);
    sender.tryNow();
    await clock.advance(0);
    expect(receiver.sequences).toEqual([1]);
  });

  it('that asks for patience gets as much as it asked for', async () => {
    const { store, receiver, clock, sender } = aSender();
    store.add(...messages(1));
    receiver.answer = () => {
      throw new TargetTrouble('busy', '429', { retryAfterMs: 90_000 });
    };
    await clock.advance(89_000);
    expect(receiver.batches).toHaveLength(1);
    expect(sender.report()).toMatchObject({ state: 'waiting' });
    receiver.answer = (batch) => receiver.take(batch);
    await clock.advance(2_000);
    expect(receiver.sequences).toEqual([1]);
  });

  it('that needs a person is tried no more often than every five seconds', async () => {
    const { store, receiver, clock } = aSender({ random: () => 0 });
    store.add(...messages(1));
    receiver.answer = () => {
      throw new TargetTrouble('other-station', 'another station speaks under this name');
    };
    await clock.advance(60_000);
    expect(receiver.batches.length).toBeLessThanOrEqual(13);
    expect(receiver.batches.length).toBeGreaterThan(8);
  });

  it('that nobody foresaw is told in the log and waited out like any other', async () => {
    const { store, receiver, clock, problems } = aSender();
    store.add(...messages(1));
    let tries = 0;
    receiver.answer = (batch) => {
      tries += 1;
      if (tries === 1) throw new TypeError('a fault of ours');
      return receiver.take(batch);
    };
    await clock.advance(5_000);
    expect(problems[0]).toContain('a fault of ours');
    expect(receiver.sequences).toEqual([1]);
  });

  it('of the store is no trouble of the target', async () => {
    const { store, receiver, clock, sender } = aSender();
    store.add(...messages(3));
    let left = 5;
    store.fault = () => {
      left -= 1;
      return left >= 0 ? 'before' : null;
    };
    await clock.advance(1_000);
    expect(sender.report().lastError).toBeNull();
    await clock.advance(5_000);
    expect(receiver.sequences).toEqual([1, 2, 3]);
  });

  it('with an answer of the store that got lost does not stop it: what was frozen all the same goes', async () => {
    const { store, receiver, clock } = aSender();
    store.add(...messages(3));
    let hasFailed = false;
    store.fault = (call) => {
      if (call !== 'freezeBatch' || hasFailed) return null;
      hasFailed = true;
      return 'after';
    };
    await clock.advance(10_000);
    expect(hasFailed).toBe(true);
    expect(receiver.sequences).toEqual([1, 2, 3]);
    expect(store.acknowledged).toBe(3);
  });
});

describe('what the receiver refuses', () => {
  it('is parked with its reason and never blocks the others', async () => {
    const { store, receiver, clock } = aSender();
    store.add(...messages(10));
    receiver.answer = (batch) => {
      receiver.take(batch);
      return batch.envelopes.map(({ sequence }) =>
        sequence % 2 === 0 ? { as: 'refused', reason: 'unknown product' } : accepted,
      );
    };
    await clock.advance(5_000);
    expect([...store.parked.keys()]).toEqual([2, 4, 6, 8, 10]);
    expect(store.parked.get(2)?.reason).toBe('unknown product');
    expect(store.acknowledged).toBe(10);
  });

  it('holds back what comes later about the same part, until it is sent again', async () => {
    const { store, receiver, clock, sender } = aSender();
    store.add(aPartMessage(1, 'a'), aPartMessage(2, 'b'));
    receiver.answer = ({ envelopes }) => envelopes.map(() => ({ as: 'refused', reason: 'no' }) as const);
    await clock.advance(100);
    receiver.answer = (batch) => receiver.take(batch);
    store.add(aDisposition(3, 'a'), aPartMessage(4, 'c'));
    sender.more();
    await clock.advance(2_000);
    expect(receiver.sequences).toEqual([4]);
    expect([...store.parked.keys()]).toEqual([1, 2, 3]);
    await store.resend([3]);
    sender.more();
    await clock.advance(2_000);
    expect(receiver.sequences).toEqual([4, 1, 3]);
    expect([...store.parked.keys()]).toEqual([2]);
  });

  it('lets go what waited behind it, once it is taken after all', async () => {
    const { store, receiver, clock, sender } = aSender();
    store.add(aPartMessage(1, 'a'));
    receiver.answer = ({ envelopes }) => envelopes.map(() => ({ as: 'refused', reason: 'no' }) as const);
    await clock.advance(100);
    receiver.answer = (batch) => receiver.take(batch);
    store.add(aDisposition(2, 'a'), aDisposition(3, 'a', 'withdrawal'));
    sender.more();
    await clock.advance(2_000);
    expect(receiver.sequences).toEqual([]);
    await store.resend([1]);
    sender.more();
    await clock.advance(4_000);
    expect(receiver.sequences).toEqual([1, 2, 3]);
    expect(store.parked.size).toBe(0);
  });

  it('is rendered anew with the mapping of now, under the same id, when it is sent again', async () => {
    let mapping = 'old';
    const { store, receiver, clock, sender } = aSender({ render: async () => [`"${mapping}"`] });
    store.add(aPartMessage(1));
    receiver.answer = ({ envelopes }) => envelopes.map(() => ({ as: 'refused', reason: 'no' }) as const);
    await clock.advance(100);
    expect(store.parked.get(1)?.bodies).toEqual(['"old"']);
    receiver.answer = (batch) => receiver.take(batch);
    mapping = 'new';
    await store.resend([1]);
    sender.more();
    await clock.advance(2_000);
    expect(receiver.arrived).toMatchObject([{ messageId: idOf('message 1'), bodies: ['"new"'] }]);
    expect(store.parked.size).toBe(0);
  });

  it('by failing on it each time is found by halves and parked, while the rest goes through', async () => {
    const { store, receiver, clock } = aSender();
    store.add(...messages(8));
    receiver.answer = (batch) => {
      if (batch.envelopes.some(({ sequence }) => sequence === 3)) throw new TargetTrouble('busy', 'it answered 500');
      return receiver.take(batch);
    };
    await clock.advance(600_000);
    expect(receiver.sequences.toSorted((a, b) => a - b)).toEqual([1, 2, 4, 5, 6, 7, 8]);
    expect(store.parked.get(3)?.reason).toContain('it answered 500');
  });

  it('is not blamed on a message while the receiver is not well at all', async () => {
    const { store, receiver, clock } = aSender({
      test: async () => {
        throw new TargetTrouble('away', 'nobody listens');
      },
    });
    store.add(aPartMessage(1));
    receiver.answer = () => {
      throw new TargetTrouble('busy', 'it answered 500');
    };
    await clock.advance(3_600_000);
    expect(store.parked.size).toBe(0);
    receiver.answer = (batch) => receiver.take(batch);
    await clock.advance(120_000);
    expect(receiver.sequences).toEqual([1]);
  });

  it('by failing on whatever it gets does not have its backlog parked, however well it says it is', async () => {
    const { store, receiver, clock } = aSender();
    store.add(...messages(40));
    receiver.answer = () => {
      throw new TargetTrouble('busy', 'it answered 500');
    };
    await clock.advance(3_600_000);
    expect(store.parked.size).toBeLessThanOrEqual(8);
    receiver.answer = (batch) => receiver.take(batch);
    await clock.advance(120_000);
    expect(receiver.sequences.length + store.parked.size).toBe(40);
  });

  it('for its size is sent in smaller pieces, and parked only when it is too large alone', async () => {
    const { store, receiver, clock } = aSender();
    store.add(...messages(8));
    receiver.answer = (batch) => {
      const isTooLarge = batch.envelopes.length > 2 || batch.envelopes.some(({ sequence }) => sequence === 5);
      if (isTooLarge) throw new TargetTrouble('too-large', '413');
      return receiver.take(batch);
    };
    await clock.advance(60_000);
    expect(receiver.sequences.toSorted((a, b) => a - b)).toEqual([1, 2, 3, 4, 6, 7, 8]);
    expect([...store.parked.keys()]).toEqual([5]);
  });

  it('as the mapping fails on it is parked with what the mapping said', async () => {
    const { store, receiver, clock } = aSender({
      render: async (message) => {
        if (message.sequence === 2) throw new Error('there is no field "colour"');
        return asJson(message);
      },
    });
    store.add(...messages(3));
    await clock.advance(2_000);
    expect(receiver.sequences).toEqual([1, 3]);
    expect(store.parked.get(2)?.reason).toContain('there is no field "colour"');
  });
});

describe('the pace', () => {
  it('of catching up is what the settings allow', async () => {
    const { store, receiver, clock } = aSender({ messagesPerSecond: 10 });
    store.add(...messages(200));
    await clock.advance(10_000);
    expect(receiver.sequences.length).toBeGreaterThan(90);
    expect(receiver.sequences.length).toBeLessThan(115);
  });
});

describe('a target that takes no messages', () => {
  it('does not hold up the clearing of what the others have', async () => {
    const { store, receiver, clock } = aSender({ limits: { messages: 0, bytes: 0 } });
    store.add(...messages(7));
    await clock.advance(3_000);
    expect(store.acknowledged).toBe(7);
    expect(receiver.batches).toEqual([]);
  });
});
