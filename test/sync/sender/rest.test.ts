import { describe, expect, it } from 'vitest';
import { Rest, systemAfter } from '../../../main/sync/sender/rest.ts';
import { PlayedClock } from '../../support/played-clock.ts';

describe('a rest', () => {
  it('is over when its time is', async () => {
    const clock = new PlayedClock();
    const rest = new Rest(clock.after);
    let isOver = false;
    void rest.wait(500).then(() => {
      isOver = true;
    });
    await clock.advance(499);
    expect(isOver).toBe(false);
    await clock.advance(1);
    expect(isOver).toBe(true);
  });

  it('is cut short by whoever wakes it, and leaves no timer behind', async () => {
    const clock = new PlayedClock();
    const rest = new Rest(clock.after);
    const resting = rest.wait(60_000);
    rest.wake();
    await resting;
    expect(clock.waiting).toBe(0);
  });

  it('does not keep a call to wake for later', async () => {
    const clock = new PlayedClock();
    const rest = new Rest(clock.after);
    rest.wake();
    let isOver = false;
    void rest.wait(100).then(() => {
      isOver = true;
    });
    await clock.advance(50);
    expect(isOver).toBe(false);
  });

  it('can be called off with the timers of the machine', async () => {
    const called: string[] = [];
    const cancel = systemAfter(0, () => called.push('called off'));
    cancel();
    await new Promise<void>((resolve) => {
      systemAfter(5, resolve);
    });
    expect(called).toEqual([]);
  });
});
