import fc from 'fast-check';
import { expect, test } from 'vitest';
import { DeskSessions, freshPerMinute, sessionsAtMost } from '../../main/http/desk-sessions.ts';

test('an address gets so many new sessions a minute, and again the minute after', () => {
  let now = 0;
  const sessions = new DeskSessions(() => now);
  for (let i = 0; i < freshPerMinute; i += 1) expect(sessions.fresh('192.0.2.1')).not.toBeNull();
  expect(sessions.fresh('192.0.2.1')).toBeNull();
  expect(sessions.fresh('192.0.2.2')).not.toBeNull();
  now = 60_000;
  expect(sessions.fresh('192.0.2.1')).not.toBeNull();
});

test('there are never more than so many, and the one in use stays', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 3 * sessionsAtMost }), (others) => {
      const sessions = new DeskSessions(() => 0);
      const mine = sessions.fresh('desk') ?? '';
      const made = [mine];
      for (let i = 0; i < others; i += 1) {
        expect(sessions.isSession(mine)).toBe(true);
        made.push(sessions.fresh(`192.0.2.${i}`) ?? '');
      }
      const alive = made.filter((session) => sessions.isSession(session));
      expect(alive).toContain(mine);
      expect(alive.length).toBe(Math.min(made.length, sessionsAtMost));
    }),
    { numRuns: 20 },
  );
});

test('what was never given out is no session', () => {
  expect(new DeskSessions(() => 0).isSession('guess')).toBe(false);
});
