/** Whatever order people, the sender and the line do things in: the store is what a list in memory would be. */
import fc from 'fast-check';
import { v5, v7 } from 'uuid';
import { describe, expect, it } from 'vitest';
import { StationError } from '../../../main/api/errors.ts';
import { say } from '../../../main/api/said/say.ts';
import type { CommandInput, CommandName } from '../../../main/station/store/command-table.ts';
import type { Message } from '../../../main/station/store/sync-table.ts';
import { partOf } from '../../../main/sync/sender/choose-batch.ts';
import { ModelSyncStore } from '../../support/model-sync-store.ts';
import { aRecord } from '../a-record.ts';
import { someSettings } from '../a-target.ts';
import { type AStore, aStore, aside, batchOf } from './a-store.ts';

const space = '0b6c8f1e-6c0f-4b53-9a66-3f1d3c6a9c11';
const targets = ['mes', 'plant'].map((name) => ({ name, id: v5(name, space) }));
const review = { operatorMs: null, qualityMs: null, overdue: 'hold' } as const;

const anyTarget = fc.integer({ min: 0, max: targets.length - 1 });
/** Which of a list are meant; used again from its start where the list is longer. */
const choice = fc.array(fc.boolean(), { minLength: 1, maxLength: 6 });

const step = fc.oneof(
  { weight: 2, arbitrary: fc.record({ do: fc.constant('part' as const) }) },
  { weight: 5, arbitrary: fc.record({ do: fc.constant('decide' as const), part: fc.nat(2) }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('event' as const) }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('lose' as const), part: fc.nat(4) }) },
  {
    weight: 1,
    arbitrary: fc.record({
      do: fc.constant('save' as const),
      target: anyTarget,
      startsFrom: fc.constantFrom('now' as const, 'oldest' as const),
      name: anyTarget,
    }),
  },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('pause' as const), target: anyTarget, isPaused: fc.boolean() }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('remove' as const), target: anyTarget }) },
  {
    weight: 9,
    arbitrary: fc.record({
      do: fc.constant('freeze' as const),
      target: anyTarget,
      of: fc.constantFrom('new' as const, 'again' as const),
      limit: fc.integer({ min: 1, max: 6 }),
      aside: choice,
    }),
  },
  { weight: 8, arbitrary: fc.record({ do: fc.constant('settle' as const), target: anyTarget, refused: choice }) },
  {
    weight: 2,
    arbitrary: fc.record({
      do: fc.constant('pass over' as const),
      target: anyTarget,
      by: fc.integer({ min: -2, max: 5 }),
      aside: choice,
    }),
  },
  {
    weight: 6,
    arbitrary: fc.record({ do: fc.constant('resend' as const), target: anyTarget, which: fc.option(choice) }),
  },
  { weight: 3, arbitrary: fc.record({ do: fc.constant('once more' as const), back: fc.integer({ min: 1, max: 4 }) }) },
);
type Step = typeof step extends fc.Arbitrary<infer T> ? T : never;

class Both {
  readonly store: AStore = aStore();
  readonly model = new ModelSyncStore();
  private readonly parts: string[] = [];
  /** The decision on a part that holds. */
  private readonly decisions = new Map<string, string>();
  private readonly lostParts = new Set<string>();
  private readonly deeds: (() => Promise<void>)[] = [];
  private read = 0;

  /** Two targets that want everything, and three parts of which two were decided on. */
  async begin(): Promise<void> {
    // Nothing is killed here.
    this.store.db.pragma('synchronous = OFF');
    for (const target of targets.keys()) await this.take({ do: 'save', target, startsFrom: 'oldest', name: target });
    for (const part of [0, 1, 2]) {
      await this.take({ do: 'part' });
      if (part < 2) await this.take({ do: 'decide', part });
    }
  }

  async take(each: Step): Promise<void> {
    this.store.now += 1000;
    this.model.now = this.store.now;
    if (each.do === 'part') this.writePart();
    else if (each.do === 'decide') this.decide(each.part);
    else if (each.do === 'lose') this.lose(each.part);
    else if (each.do === 'event') {
      const event = { what: 'state', old: 'idle', new: 'working', oldMs: 1 } as const;
      this.store.perform('noteStationEvent', { id: v7(), at: this.store.now, event });
    } else if (each.do === 'once more') await this.deeds.at(-each.back)?.();
    else await this.deed(each);
    for (const message of this.store.ask('outboxMessages', { after: this.read, limit: 1000 }).messages) {
      if (message.sequence > this.model.highest) this.model.add(message);
    }
    this.read = this.model.highest;
  }

  private writePart(): void {
    const record = aRecord(this.parts.length + 1, { verdict: 'review', review });
    this.parts.push(record.id);
    this.store.parts([record]);
  }

  private decide(place: number): void {
    const part = this.parts[place];
    if (!part || this.lostParts.has(part)) return;
    const decided = this.decisions.get(part);
    if (decided) {
      this.decisions.delete(part);
      this.store.perform('withdrawReview', { by: null, decisionId: decided, messageId: v7() });
      return;
    }
    const decisionId = v7();
    this.decisions.set(part, decisionId);
    this.store.perform('decideReview', {
      ...{ by: null, role: 'operator', id: part, decision: 'good', class: null, comment: '', lookedMs: 9 },
      ...{ decisionId, messageId: v7(), isTooFast: false, stages: ['operator'] },
    });
  }

  /** As a torn page does it: the messages are there and nothing is known of the part. */
  private lose(place: number): void {
    const part = this.parts[place];
    if (!part) return;
    this.lostParts.add(part);
    const row = place + 1;
    const { db } = this.store;
    const lost = db
      .prepare<[{ row: number }], number>(
        `SELECT outbox FROM part WHERE id = :row UNION SELECT outbox FROM disposition WHERE part = :row
         UNION SELECT withdrawal_outbox FROM disposition WHERE part = :row AND withdrawal_outbox IS NOT NULL`,
      )
      .pluck()
      .all({ row });
    db.prepare('DELETE FROM part WHERE id = ?').run(row);
    for (const sequence of lost) this.model.lose(sequence);
  }

  private async deed(each: Exclude<Step, { do: 'part' | 'decide' | 'lose' | 'event' | 'once more' }>): Promise<void> {
    const target = targets[each.target]?.id ?? '';
    const by = null;
    switch (each.do) {
      case 'save': {
        const name = targets[each.name]?.name ?? '';
        const facts = { settings: someSettings, startsFrom: each.startsFrom, secrets: [] };
        return this.perform('saveTarget', { by, id: target, name, ...facts });
      }
      case 'pause':
        return this.perform('pauseTarget', { by, target, isPaused: each.isPaused });
      case 'remove':
        return this.perform('removeTarget', { by, target, reason: 'trial' });
      case 'freeze':
        return this.freeze(target, each);
      case 'settle': {
        const batch = this.store.ask('frozenBatch', { target });
        const refused = chosen(batch?.envelopes ?? [], each.refused).map(({ sequence }) => aside(sequence, 'refused'));
        return this.perform('settleBatch', { target, batch: batch?.id ?? v7(), refused });
      }
      case 'pass over': {
        const cursor = this.store.ask('syncProgress', { target })?.acknowledged ?? 0;
        const upTo = Math.max(0, cursor + each.by);
        const passed = this.store.waiting(target).filter(({ sequence }) => sequence <= upTo);
        const parked = chosen(passed, each.aside).map(({ sequence }) => aside(sequence, reasonOf(sequence), null));
        return this.perform('passOver', { target, upTo, aside: parked });
      }
      case 'resend': {
        const { parked } = this.store.ask('parkedPage', { target, before: null, limit: 200 });
        const sequences = each.which && chosen(parked, each.which).map(({ sequence }) => sequence);
        return this.perform('resendParked', { by, target, sequences });
      }
    }
  }

  private freeze(target: string, { of, limit, aside: which }: Extract<Step, { do: 'freeze' }>): Promise<void> {
    const page = of === 'new' ? this.store.waiting(target).slice(0, limit) : this.again(target, limit);
    const upTo = of === 'new' ? undefined : this.store.ask('syncProgress', { target })?.acknowledged;
    const parked = chosen(page, which);
    const batch = batchOf(
      page.filter((message) => !parked.includes(message)),
      of,
      of === 'new' ? page.at(-1)?.sequence : upTo,
    );
    const put = parked.map(({ sequence }) => aside(sequence, reasonOf(sequence), null));
    return this.perform('freezeBatch', { target, batch, aside: put });
  }

  private again(target: string, limit: number): Message[] {
    return this.store.ask('messagesAgain', { target, limit });
  }

  /** The same word to both, and the same answer of both. */
  private async perform<N extends CommandName>(name: N, input: CommandInput<N>): Promise<void> {
    const deed = async (): Promise<void> => {
      this.model.now = this.store.now;
      const expected = await this.model.perform(name, input).catch((thrown: unknown) => {
        if (!(thrown instanceof StationError)) throw thrown;
        return thrown.code;
      });
      let answered: unknown;
      try {
        answered = this.store.perform(name, input);
      } catch (thrown) {
        answered = (thrown as Error).message;
      }
      expect([name, answered]).toEqual([name, expected]);
    };
    this.deeds.push(deed);
    await deed();
  }

  async compare(): Promise<void> {
    const { store, model } = this;
    expect(store.ask('syncTargets', {})).toEqual(await model.syncTargets());
    for (const { id: target } of targets) {
      const page = { target, before: null, limit: 200 };
      const progress = await model.syncProgress({ target });
      expect(store.ask('syncProgress', { target })).toEqual(progress);
      expect(store.ask('frozenBatch', { target })).toEqual(await model.frozenBatch({ target }));
      expect(withoutSerials(store.ask('parkedPage', page))).toEqual(withoutSerials(await model.parkedPage(page)));
      expect(this.again(target, 3)).toEqual(await model.messagesAgain({ target, limit: 3 }));
      const parts = { target, parts: this.parts };
      expect(store.ask('partsParked', parts)).toEqual(await model.partsParked(parts));
      const next = { after: progress?.acknowledged ?? 0, limit: 4 };
      expect(store.ask('outboxMessages', next)).toEqual(await model.outboxMessages(next));
    }
  }

  /** Nothing that was written is unaccounted for: it is acknowledged or parked or waits, and a part keeps its order. */
  checkOrder(): void {
    for (const { id: target } of targets) {
      const again = this.again(target, 1000);
      const { parked } = this.store.ask('parkedPage', { target, before: null, limit: 200 });
      for (const message of again) {
        const earlier = parked.filter(
          ({ part, sequence, state }) =>
            part !== null && part === partOf(message) && sequence < message.sequence && state === 'parked',
        );
        expect(earlier.filter(({ sequence }) => this.isReadable(sequence))).toEqual([]);
      }
    }
  }

  private isReadable(sequence: number): boolean {
    return this.store.ask('outboxMessages', { after: sequence - 1, limit: 1 }).messages[0]?.sequence === sequence;
  }
}

function chosen<T>(list: readonly T[], which: readonly boolean[]): T[] {
  return list.filter((_, index) => which[index % which.length]);
}

/** A part that is lost has no serial any more. */
function withoutSerials<T extends { readonly parked: readonly { readonly serial: string | null }[] }>(page: T) {
  return { ...page, parked: page.parked.map(({ serial: _, ...others }) => others) };
}

describe('the store of targets, batches and parked messages', () => {
  it('is what a list in memory would be, in whatever order things happen, and however often each word comes', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 10, maxLength: 45, size: 'max' }), async (steps) => {
        const both = new Both();
        await both.begin();
        for (const each of steps) {
          await both.take(each);
          await both.compare();
          both.checkOrder();
        }
      }),
      { numRuns: 25 },
    );
  }, 180_000);
});

/** Some only wait behind an earlier one. */
function reasonOf(sequence: number): string {
  return sequence % 3 === 0 ? 'not mapped' : say('syncBehindParked');
}
