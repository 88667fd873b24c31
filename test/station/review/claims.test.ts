import { expect, it } from 'vitest';
import type { Peer } from '../../../main/api/server.ts';
import { nobody, type Who } from '../../../main/api/who.ts';
import { Claims, claimMs } from '../../../main/station/review/claims.ts';

const ann: Who = { person: { id: '01970000-0000-7000-8000-00000000000a', name: 'Ann' }, role: 'operator' };
const bob: Who = { person: { id: '01970000-0000-7000-8000-00000000000b', name: 'Bob' }, role: 'quality' };

function setup() {
  let nowMs = 0;
  const at = { line: ann, desk: bob };
  const peer = (key: keyof typeof at): Peer => ({ key, who: () => at[key], isLocal: true });
  return {
    claims: new Claims(() => nowMs),
    line: peer('line'),
    desk: peer('desk'),
    at,
    pass: (ms: number) => {
      nowMs += ms;
    },
  };
}

it('makes a part one screen’s for a minute, and longer for as long as it asks', () => {
  const { claims, line, desk, pass } = setup();
  expect(claims.take('a', line)).toBe(claimMs);
  expect(claims.take('a', desk)).toBeNull();
  expect(claims.byOther('a', desk)).toBe('Ann');
  expect(claims.byOther('a', line)).toBeNull();
  expect(claims.byOther('a', null)).toBe('Ann');
  pass(claimMs - 1);
  expect(claims.take('a', line)).toBe(claimMs);
  pass(claimMs - 1);
  expect(claims.take('a', desk)).toBeNull();
  pass(1);
  expect(claims.take('a', desk)).toBe(claimMs);
  expect(claims.byOther('a', line)).toBe('Bob');
});

it('lets go when it is released by whoever has it, and by nobody else', () => {
  const { claims, line, desk } = setup();
  claims.take('a', line);
  claims.release('a', desk);
  expect(claims.isClaimed('a')).toBe(true);
  claims.release('a', line);
  expect(claims.isClaimed('a')).toBe(false);
});

it('lets go when whoever had it has signed out', () => {
  const { claims, line, desk, at } = setup();
  claims.take('a', line);
  at.line = nobody;
  expect(claims.expire()).toBe(true);
  expect(claims.take('a', desk)).toBe(claimMs);
});

it('names somebody without a name by what they are', () => {
  const { claims, line, desk, at } = setup();
  at.line = { person: null, role: 'operator' };
  claims.take('a', line);
  expect(claims.byOther('a', desk)).toBe('operator');
});
