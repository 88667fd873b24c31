import fc from 'fast-check';
import { expect, it } from 'vitest';
import { StationError } from '../../../../main/api/errors.ts';
import {
  noTrial,
  type Question,
  resultOf,
  type Trial,
  type TrialEvent,
  trialAfter,
} from '../../../../renderer/quality/what-if/trial.ts';
import { whatIfResult } from '../../../support/fake-desk.ts';

const question: Question = { recipe: 'a', filter: {}, change: { kind: 'limits', limits: {} } };
const other: Question = { recipe: 'b', filter: {}, change: { kind: 'limits', limits: {} } };
const play = (events: readonly TrialEvent[], from: Trial = noTrial): Trial => events.reduce(trialAfter, from);
const result = (progress: number, problem: string | null = null) => whatIfResult({ progress, problem });

const event: fc.Arbitrary<TrialEvent> = fc.oneof(
  fc.record({ kind: fc.constant('ask' as const), question: fc.constantFrom(question, other) }),
  fc.record({
    kind: fc.constant('job' as const),
    question: fc.constantFrom(question, other),
    job: fc.constantFrom('one', 'two'),
  }),
  fc.record({
    kind: fc.constant('error' as const),
    question: fc.constantFrom(question, other),
    error: fc.constant(new StationError('unavailable', 'busy')),
  }),
  fc.record({
    kind: fc.constant('news' as const),
    job: fc.constantFrom('one', 'two'),
    result: fc.tuple(fc.constantFrom(0, 0.5, 1), fc.constantFrom(null, 'no pictures')).map(([p, w]) => result(p, w)),
  }),
  fc.constant({ kind: 'cancel' as const }),
);

it('goes from the question over its progress to the answer', () => {
  const running = play([
    { kind: 'ask', question },
    { kind: 'job', question, job: 'one' },
    { kind: 'news', job: 'one', result: result(0.4) },
  ]);
  expect(running).toMatchObject({ kind: 'running', result: { progress: 0.4 } });
  expect(trialAfter(running, { kind: 'news', job: 'one', result: result(1) })).toMatchObject({ kind: 'done' });
});

it('loses no news that comes before the answer that names the job', () => {
  expect(
    play([
      { kind: 'ask', question },
      { kind: 'news', job: 'two', result: result(0.2) },
      { kind: 'news', job: 'one', result: result(1) },
      { kind: 'job', question, job: 'one' },
    ]),
  ).toMatchObject({ kind: 'done', result: { progress: 1 } });
});

it('hears nothing of another job, nor of one that was cancelled', () => {
  fc.assert(
    fc.property(fc.array(event, { maxLength: 30 }), (events) => {
      const running: Trial = { kind: 'running', question, job: 'three', result: null };
      const noAsk = events.filter(({ kind }) => kind !== 'ask');
      const after = play(noAsk, running);
      expect(after.kind === 'running' ? after : after.kind).toEqual(
        noAsk.some(({ kind }) => kind === 'cancel') ? 'cancelled' : running,
      );
    }),
  );
});

it('has the answer only to the question that was asked last', () => {
  fc.assert(
    fc.property(fc.array(event, { maxLength: 40 }), (events) => {
      const asked = events.findLast((one) => one.kind === 'ask');
      const after = play(events);
      if (after.kind === 'none') expect(asked).toBeUndefined();
      else expect(after.question).toBe(asked?.kind === 'ask' ? asked.question : undefined);
    }),
  );
});

it('is stuck where the station says why it cannot go on, and keeps what it has found', () => {
  const stuck = play([
    { kind: 'ask', question },
    { kind: 'job', question, job: 'one' },
    { kind: 'news', job: 'one', result: result(0.4, 'the pictures are gone') },
  ]);
  expect(stuck).toMatchObject({ kind: 'stuck', problem: 'the pictures are gone' });
  expect(resultOf(stuck)?.flips.length).toBeGreaterThan(0);
});
