import { beforeAll, describe, expect, it } from 'vitest';
import {
  backlogWords,
  levelOf,
  momentWords,
  mostUrgentFirst,
  rateWords,
  untilWords,
} from '../../../renderer/sync/overview/target-words.ts';
import { type SpokenWords, speak } from '../../support/words.ts';

const now = Date.UTC(2026, 10, 27, 9, 30);
let en: SpokenWords;
let de: SpokenWords;
let zh: SpokenWords;
beforeAll(async () => {
  [en, de, zh] = await Promise.all([speak('en'), speak('de'), speak('zh')]);
});

describe('what waits', () => {
  const backlog = { waiting: 3_412, oldestAt: now - 130 * 60_000, waitingBytes: 5_200_000 };

  it('is said with its count, its age and its size', () => {
    expect(backlogWords(en.t, en.numbers, backlog, now)).toBe(
      '3\u202f412 messages, oldest 2 h 10 min, about 5.2\u00a0MB',
    );
    expect(backlogWords(de.t, de.numbers, backlog, now)).toBe(
      '3\u202f412 Nachrichten, älteste 2 h 10 min, etwa 5,2\u00a0MB',
    );
    expect(backlogWords(zh.t, zh.numbers, backlog, now)).toBe(
      '3\u202f412 条消息，最早 2 小时 10 分钟前，约 5.2\u00a0MB',
    );
  });

  it('leaves out what is not known', () => {
    expect(backlogWords(en.t, en.numbers, { waiting: 1, oldestAt: null, waitingBytes: 0 }, now)).toBe('1 message');
    expect(backlogWords(en.t, en.numbers, { waiting: 0, oldestAt: null, waitingBytes: 0 }, now)).toBe('nothing');
  });
});

describe('how urgent a target is', () => {
  it('is normal while it is tried again by itself, whatever waits', () => {
    for (const state of ['starting', 'up-to-date', 'sending', 'waiting', 'paused'] as const)
      expect(levelOf({ state, alarm: null, parked: 0 })).toBe('normal');
  });

  it('needs a person for an alarm, for what is parked, and when it has stopped', () => {
    expect(levelOf({ state: 'waiting', alarm: 'age', parked: 0 })).toBe('warning');
    expect(levelOf({ state: 'up-to-date', alarm: null, parked: 1 })).toBe('warning');
    expect(levelOf({ state: 'stopped', alarm: 'bytes', parked: 3 })).toBe('urgent');
  });

  it('brings those to the top that need somebody, and leaves the others in their order', () => {
    const target = (name: string, state: 'sending' | 'stopped', parked: number) => ({
      name,
      state,
      parked,
      alarm: null,
    });
    const targets = [
      target('a', 'sending', 0),
      target('b', 'sending', 2),
      target('c', 'stopped', 0),
      target('d', 'sending', 0),
    ];
    expect(mostUrgentFirst(targets).map(({ name }) => name)).toEqual(['c', 'b', 'a', 'd']);
  });
});

describe('rates and times', () => {
  it('have as many figures as say something', () => {
    expect(rateWords(en.t, en.numbers, 1180.4)).toBe('1\u202f180 messages/s');
    expect(rateWords(en.t, en.numbers, 0.42)).toBe('0.4 messages/s');
    expect(rateWords(en.t, en.numbers, 0)).toBe('0 messages/s');
  });

  it('count down, and say hours where there are some', () => {
    expect(untilWords(en.t, 41_200)).toBe('0:42');
    expect(untilWords(en.t, 600_000)).toBe('10:00');
    expect(untilWords(en.t, -5)).toBe('0:00');
    expect(untilWords(en.t, 2 * 3_600_000 + 300_000)).toBe('2 h 5 min');
  });

  it('name the day of what was not today', () => {
    expect(momentWords(en.numbers, now - 60_000, now)).toBe('10:29:00');
    expect(momentWords(en.numbers, now - 86_400_000, now)).toContain('26 Nov');
  });
});
