/** The machine of wrong ones and pauses, against a model that knows all that was ever tried. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  afterWrong,
  keptLock,
  type LockOut,
  lockAt,
  notLocked,
  pauseLeftMs,
  pauseMsOf,
  personRule,
  screenRule,
} from '../../../main/station/people/lock-out.ts';
import { Locks } from '../../../main/station/people/locks.ts';

type Step = { readonly do: 'wrong' } | { readonly do: 'right' } | { readonly do: 'wait'; readonly ms: number };
const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 4, arbitrary: fc.constant({ do: 'wrong' } as const) },
  { weight: 1, arbitrary: fc.constant({ do: 'right' } as const) },
  { weight: 3, arbitrary: fc.integer({ min: 0, max: 1_200_000 }).map((ms) => ({ do: 'wait', ms }) as const) },
);

describe('the lock of a person', () => {
  it('looks at no more than the rule allows, whatever is tried and however long somebody waits', () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 60 }), (steps) => {
        let [nowMs, lock, wrongInARow, openAtMs]: [number, LockOut, number, number] = [0, notLocked, 0, 0];
        for (const each of steps) {
          if (each.do === 'wait') nowMs += each.ms;
          else if (nowMs < openAtMs) {
            // Nothing is looked at in a pause, and it gets neither longer nor shorter by trying.
            expect(pauseLeftMs(lock, personRule, nowMs)).toBe(openAtMs - nowMs);
            expect(afterWrong(lock, personRule, nowMs)).toBe(lock);
          } else if (each.do === 'right') {
            [lock, wrongInARow] = [notLocked, 0];
          } else {
            lock = afterWrong(lock, personRule, nowMs);
            wrongInARow += 1;
            openAtMs = nowMs + pauseMsOf(wrongInARow, personRule);
            expect(lock.failures).toBe(wrongInARow);
          }
          expect(pauseLeftMs(lock, personRule, nowMs)).toBe(Math.max(0, openAtMs - nowMs));
        }
      }),
    );
  });

  it('waits longer with every wrong one after the free ones, up to a quarter of an hour', () => {
    const pauses = Array.from({ length: 14 }, (_, failures) => pauseMsOf(failures, personRule) / 1_000);
    expect(pauses).toEqual([0, 0, 0, 5, 10, 20, 40, 80, 160, 320, 640, 900, 900, 900]);
    expect(pauseMsOf(1e9, personRule)).toBe(900_000);
  });

  it('comes back from the disk never longer than it was made, however the wall clock jumped', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 40 }), fc.double({ noNaN: true }), (failures, leftMs) => {
        const lock = keptLock(failures, leftMs, personRule, 500);
        const pauseMs = pauseLeftMs(lock, personRule, 500);
        expect(pauseMs).toBeGreaterThanOrEqual(0);
        expect(pauseMs).toBeLessThanOrEqual(pauseMsOf(failures, personRule));
        const after = afterWrong(lockAt(lock, personRule, 500 + pauseMs), personRule, 500 + pauseMs);
        expect(after.failures).toBe(failures + 1);
      }),
    );
  });
});

describe('the lock of a screen', () => {
  it('forgets one wrong for each quiet minute, and not more', () => {
    let lock = notLocked;
    for (let wrong = 0; wrong < 6; wrong += 1) lock = afterWrong(lock, screenRule, 1_000);
    expect(lockAt(lock, screenRule, 60_999).failures).toBe(6);
    expect(lockAt(lock, screenRule, 61_000).failures).toBe(5);
    expect(lockAt(lockAt(lock, screenRule, 90_000), screenRule, 121_000).failures).toBe(4);
    expect(lockAt(lock, screenRule, 1e9)).toMatchObject({ kind: 'open', failures: 0 });
  });
});

describe('the locks of everybody', () => {
  const clock = { monotonicMs: () => 0, wallMs: () => 0 };

  it('never forget somebody who is known, however many ids of nobody are tried', () => {
    const locks = new Locks(clock);
    locks.remember('quinn', []);
    for (let wrong = 0; wrong < 4; wrong += 1) locks.wrong('quinn', `screen ${wrong}`, true);
    const pauseMs = locks.pauseMs('quinn', 'other', true);
    for (let nobody = 0; nobody < 5_000; nobody += 1) locks.wrong(`nobody ${nobody}`, `desk ${nobody}`, false);
    expect(locks.pauseMs('quinn', 'other', true)).toBe(pauseMs);
    expect(pauseMs).toBeGreaterThan(0);
  });

  it('count what is tried at the station and at desks apart', () => {
    const locks = new Locks(clock);
    for (let wrong = 0; wrong < 9; wrong += 1) locks.wrong('quinn', `desk ${wrong}`, false);
    expect(locks.pauseMs('quinn', 'desk', false)).toBeGreaterThan(0);
    expect(locks.pauseMs('quinn', 'line', true)).toBe(0);
    expect(locks.pauseMsOf('quinn')).toBeGreaterThan(0);
    locks.end('quinn');
    expect(locks.pauseMsOf('quinn')).toBe(0);
  });
});
