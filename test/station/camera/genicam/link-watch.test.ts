import { describe, expect, it } from 'vitest';
import { LinkWatch } from '../../../../main/station/camera/genicam/link-watch.ts';

describe('the watch over a camera link', () => {
  it('asks a free-running camera after a second of silence, or after 20 periods of a slow one', () => {
    const fast = new LinkWatch(60, 0);
    expect(fast.check(900)).toBe('none');
    expect(fast.check(1000)).toBe('ask');
    const slow = new LinkWatch(2, 0);
    expect(slow.check(9000)).toBe('none');
    expect(slow.check(10_000)).toBe('ask');
  });
  it('does not ask a camera that sends frames', () => {
    const watch = new LinkWatch(60, 0);
    for (let now = 0; now < 10_000; now += 500) {
      watch.frameCame(now);
      expect(watch.check(now + 400)).toBe('none');
    }
  });
  it('calls a camera gone that does not answer in time', () => {
    const watch = new LinkWatch(60, 0);
    expect(watch.check(1000)).toBe('ask');
    expect(watch.check(2000)).toBe('none');
    expect(watch.check(2600)).toBe('gone');
  });
  it('starts a free-running camera anew that answers again and again and sends nothing', () => {
    const watch = new LinkWatch(60, 0);
    let now = 0;
    for (let answer = 1; answer <= 3; answer += 1) {
      now += 1000;
      expect(watch.check(now)).toBe('ask');
      watch.answered(now);
    }
    expect(watch.check(now + 1000)).toBe('start-anew');
  });
  it('lets a triggered camera be silent for ever, as long as it answers', () => {
    const watch = new LinkWatch(null, 0);
    for (let now = 2000; now < 60_000; now += 2000) {
      expect(watch.check(now)).toBe('ask');
      watch.answered(now);
    }
  });
});
