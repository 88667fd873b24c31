import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { GroupCommit } from '../../main/storekeeper/group-commit.ts';

/** Time that passes only when a test says so. */
function fakeTimers() {
  let now = 0;
  let pending: { at: number; call: () => void }[] = [];
  return {
    after: (ms: number, call: () => void) => {
      const timer = { at: now + ms, call };
      pending.push(timer);
      return () => {
        pending = pending.filter((other) => other !== timer);
      };
    },
    pass: (ms: number) => {
      const until = now + ms;
      for (;;) {
        const next = pending.filter(({ at }) => at <= until).sort((a, b) => a.at - b.at)[0];
        if (!next) break;
        pending = pending.filter((other) => other !== next);
        now = next.at;
        next.call();
      }
      now = until;
    },
  };
}

function grouping(commit: (group: readonly number[]) => boolean) {
  const timers = fakeTimers();
  const group = new GroupCommit<number>({ limit: 32, waitMs: 50, retryMs: 1000, commit, after: timers.after });
  return { group, pass: timers.pass };
}

function collecting() {
  const groups: number[][] = [];
  const made = grouping((items) => {
    groups.push([...items]);
    return true;
  });
  return { ...made, groups };
}

const range = (from: number, to: number): number[] => Array.from({ length: to - from }, (_, index) => from + index);

describe('the group commit', () => {
  it('commits 50 ms after the first item of a group, not after the last', () => {
    const { group, pass, groups } = collecting();
    group.add(1);
    pass(49);
    group.add(2);
    expect(groups).toEqual([]);
    pass(1);
    expect(groups).toEqual([[1, 2]]);
  });

  it('commits at once when 32 items wait', () => {
    const { group, pass, groups } = collecting();
    for (const item of range(0, 32)) group.add(item);
    expect(groups).toEqual([range(0, 32)]);
    group.add(32);
    pass(49);
    expect(groups).toHaveLength(1);
    pass(1);
    expect(groups[1]).toEqual([32]);
  });

  it('keeps a group that cannot be committed, in front of what comes later, and tries again', () => {
    let isPossible = false;
    const groups: number[][] = [];
    const { group, pass } = grouping((items) => {
      if (isPossible) groups.push([...items]);
      return isPossible;
    });
    for (const item of range(0, 40)) group.add(item);
    pass(900);
    expect(group.waiting).toBe(40);
    isPossible = true;
    pass(1000);
    expect(groups).toEqual([range(0, 32), range(32, 40)]);
  });

  it('goes on after a commit that throws: its group stays in front and is tried again', () => {
    const groups: number[][] = [];
    let throwsOnce = true;
    const { group, pass } = grouping((items) => {
      if (throwsOnce) {
        throwsOnce = false;
        throw new Error('the link of a settled record is broken');
      }
      groups.push([...items]);
      return true;
    });
    for (const item of range(0, 31)) group.add(item);
    expect(() => group.add(31)).toThrow('is broken');
    for (const item of range(32, 40)) group.add(item);
    pass(1000);
    expect(groups).toEqual([range(0, 32), range(32, 40)]);
    group.add(40);
    pass(50);
    expect(groups.at(-1)).toEqual([40]);
  });

  it('commits nothing while it is paused, and everything after', () => {
    const { group, pass, groups } = collecting();
    group.pause();
    for (const item of range(0, 40)) group.add(item);
    pass(10_000);
    expect(groups).toEqual([]);
    expect(group.flush()).toBe(false);
    group.resume();
    expect(groups.flat()).toEqual(range(0, 40));
  });

  it('takes an item that is added from within a commit into a later group', () => {
    const groups: number[][] = [];
    const { group, pass } = grouping((items) => {
      if (groups.length === 0) for (const item of range(100, 140)) group.add(item);
      groups.push([...items]);
      return true;
    });
    group.add(1);
    pass(1000);
    expect(groups).toEqual([[1], range(100, 132), range(132, 140)]);
  });

  it('loses, doubles and reorders nothing, whatever fails and whenever it is paused', () => {
    const acts = fc.array(
      fc.oneof(
        fc.record({ act: fc.constant('add' as const), count: fc.integer({ min: 1, max: 80 }) }),
        fc.record({ act: fc.constant('pass' as const), ms: fc.integer({ min: 0, max: 2000 }) }),
        fc.record({ act: fc.constantFrom('pause' as const, 'resume' as const, 'break' as const, 'mend' as const) }),
      ),
      { maxLength: 60 },
    );
    fc.assert(
      fc.property(acts, (script) => {
        let isBroken = false;
        let added = 0;
        const committed: number[] = [];
        const { group, pass } = grouping((items) => {
          expect(items.length).toBeLessThanOrEqual(32);
          if (!isBroken) committed.push(...items);
          return !isBroken;
        });
        for (const step of script) {
          if (step.act === 'add') for (let more = 0; more < step.count; more += 1) group.add(added++);
          else if (step.act === 'pass') pass(step.ms);
          else if (step.act === 'pause') group.pause();
          else if (step.act === 'resume') group.resume();
          else isBroken = step.act === 'break';
          expect(committed.length + group.waiting).toBe(added);
        }
        isBroken = false;
        group.resume();
        pass(2000);
        expect(committed).toEqual(range(0, added));
      }),
    );
  });
});
