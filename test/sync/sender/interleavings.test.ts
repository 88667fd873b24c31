/**
 * Whatever befalls link, receiver, store and process, in whatever order: what the receiver has after de-duplication is
 * what was written, and nothing is gone.
 */
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { partOf } from '../../../main/sync/sender/choose-batch.ts';
import { type Batch, type Outcome, TargetTrouble } from '../../../main/sync/transport.ts';
import { aDisposition, aPartMessage } from '../../support/messages.ts';
import { PlayedClock } from '../../support/played-clock.ts';
import { PlayedSyncStore, type StoreFault } from '../../support/played-sync-store.ts';
import { aSender, asJson, PlayedReceiver } from './a-sender.ts';

const receiverMoods = [
  'well',
  'link down before',
  'acknowledgement lost',
  'answers half of it',
  'puts half off',
  'refuses one',
  '413',
  '429',
  '500',
  'broken',
  'garbage',
] as const;
type Mood = (typeof receiverMoods)[number];

/** Takes what it takes before it fails, as the worst receivers do. */
function answerIn(mood: Mood, receiver: PlayedReceiver, batch: Batch): readonly Outcome[] {
  const half = Math.ceil(batch.envelopes.length / 2);
  const firstHalf = (): readonly Outcome[] => receiver.take({ ...batch, envelopes: batch.envelopes.slice(0, half) });
  switch (mood) {
    case 'well':
      return receiver.take(batch);
    case 'link down before':
      throw new TargetTrouble('away', 'nobody listens');
    case 'acknowledgement lost':
      receiver.take(batch);
      throw new TargetTrouble('away', 'the connection broke');
    case 'answers half of it':
      return firstHalf();
    case 'puts half off':
      return [...firstHalf(), ...batch.envelopes.slice(half).map(() => ({ as: 'again', reason: 'later' }) as const)];
    case 'refuses one': {
      const [first, ...others] = batch.envelopes;
      const taken = receiver.take({ ...batch, envelopes: others });
      return first ? [{ as: 'refused', reason: 'unknown product' }, ...taken] : taken;
    }
    case '413':
      throw new TargetTrouble('too-large', '413');
    case '429':
      throw new TargetTrouble('busy', '429', { retryAfterMs: 700 });
    case '500':
      firstHalf();
      throw new TargetTrouble('busy', '500');
    case 'broken':
      throw new TargetTrouble('broken', 'the certificate has expired');
    case 'garbage':
      receiver.take(batch);
      throw new TargetTrouble('busy', 'the answer is no JSON');
  }
}

const step = fc.oneof(
  { weight: 4, arbitrary: fc.record({ do: fc.constant('write' as const), part: fc.integer({ min: 1, max: 5 }) }) },
  { weight: 4, arbitrary: fc.record({ do: fc.constant('wait' as const), ms: fc.integer({ min: 1, max: 9_000 }) }) },
  { weight: 4, arbitrary: fc.record({ do: fc.constant('mood' as const), mood: fc.constantFrom(...receiverMoods) }) },
  {
    weight: 2,
    arbitrary: fc.record({
      do: fc.constant('store' as const),
      faults: fc.array(fc.constantFrom<StoreFault>('before', 'after', null), { maxLength: 4 }),
    }),
  },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('kill' as const) }) },
  {
    weight: 1,
    arbitrary: fc.record({ do: fc.constant('clock jumps' as const), ms: fc.integer({ min: -9e7, max: 9e7 }) }),
  },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('resend all' as const) }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('try now' as const) }) },
);

it('every message that was written is with the receiver once parked ones are sent again, each once, in the order of its part', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 5, maxLength: 40 }), fc.nat(), async (steps, seed) => {
      const store = new PlayedSyncStore();
      const receiver = new PlayedReceiver();
      const clock = new PlayedClock();
      let mood: Mood = 'well';
      let random = seed;
      receiver.answer = (batch) => answerIn(mood, receiver, batch);
      const start = () =>
        aSender({
          ...{ store, receiver, clock, render: asJson },
          random: () => {
            random = (random * 1_103_515_245 + 12_345) % 2_147_483_648;
            return random / 2_147_483_648;
          },
        });
      let run = start();
      for (const each of steps) {
        if (each.do === 'write') {
          const sequence = store.messages.length + 1;
          const part = String(each.part);
          const isFirst = !store.messages.some((message) => partOf(message) === partOf(aPartMessage(1, part)));
          store.add(isFirst ? aPartMessage(sequence, part) : aDisposition(sequence, part));
          run.sender.more();
        } else if (each.do === 'wait') await clock.advance(each.ms);
        else if (each.do === 'mood') mood = each.mood;
        else if (each.do === 'store') {
          const left = [...each.faults];
          store.fault = () => left.shift() ?? null;
        } else if (each.do === 'kill') {
          // What a kill leaves is what the store has: the next one knows nothing else.
          await run.close();
          run = start();
        } else if (each.do === 'clock jumps') clock.wallAheadMs += each.ms;
        else if (each.do === 'resend all') await store.resend(null);
        else run.sender.tryNow();
      }
      mood = 'well';
      store.fault = () => null;
      // What is under way may still hold refusals; afterwards somebody has everything sent again that is parked.
      await clock.advance(600_000);
      await store.resend(null);
      await clock.advance(600_000);

      const written = store.messages.map(({ sequence }) => sequence);
      expect(store.acknowledged).toBe(written.length);
      expect(store.frozen).toBeNull();
      expect([...store.parked.keys()]).toEqual([]);
      expect(receiver.sequences.toSorted((a, b) => a - b)).toEqual(written);
      const orderOf = new Map<string, number>();
      for (const { part, sequence } of receiver.kept.values()) {
        expect(sequence).toBeGreaterThan(orderOf.get(part ?? '') ?? 0);
        orderOf.set(part ?? '', sequence);
      }
      await run.close();
    }),
    { numRuns: 150 },
  );
});
