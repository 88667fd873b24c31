/** The questions with a clock: time-outs, a process that dies, answers that come too late. */
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { say } from '../../../main/api/said/say.ts';
import type { MesQuestions } from '../../../main/api/slices/sync.ts';
import type { UnitWord } from '../../../main/station/flow.ts';
import type { Asked } from '../../../main/station/sync/sync-child.ts';
import type { Question } from '../../../main/station/sync/unit-questions.ts';
import { UnitRelease } from '../../../main/station/sync/unit-release.ts';

const hold: MesQuestions = { target: '0199aa00-0000-7000-8000-0000000000aa', timeoutMs: 1000, whenAway: 'hold' };
const released: Asked = {
  outcome: 'answered',
  answer: { isReleased: true, reason: null, workOrder: 'WO-7', recipe: null },
  tookMs: 30,
};

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

interface Way {
  readonly question: Question;
  readonly answer: (asked: Asked) => void;
  readonly fail: (error: Error) => void;
}

function aRelease() {
  const words: UnitWord[] = [];
  const asked: Way[] = [];
  const wall = { ms: 1e12 };
  let heard = 0;
  const release = new UnitRelease({
    clock: { monotonicMs: () => performance.now(), wallMs: () => wall.ms },
    recipe: 'screws',
    ask: (question) =>
      new Promise((answer, fail) => {
        asked.push({ question, answer, fail });
      }),
    tell: (word) => words.push(word),
    heard: () => {
      heard += 1;
    },
  });
  release.questionsAre(hold);
  words.length = 0;
  return { release, words, asked, wall, heard: () => heard };
}

const ofReleases = (words: readonly UnitWord[]) => words.filter(({ kind }) => kind === 'release');

it('tells the pipeline of the unit at once, and of the answer when it comes', async () => {
  const { release, words, asked, heard } = aRelease();
  release.scanned('SN-1');
  expect(words).toMatchObject([{ kind: 'serial', serial: 'SN-1', release: { doubt: { cause: 'no-answer' } } }]);
  asked[0]?.answer(released);
  await vi.advanceTimersByTimeAsync(0);
  expect(words.at(-1)).toEqual({ kind: 'release', serial: 'SN-1', release: { workOrder: 'WO-7', doubt: null } });
  expect(release.lastAnswer).toEqual({ at: 1e12, serial: 'SN-1', tookMs: 30, outcome: 'released', text: null });
  expect(heard()).toBe(1);
  expect(vi.getTimerCount()).toBe(0);
});

it('gives up a question that nobody ever answers, and what comes afterwards is nothing', async () => {
  const { release, words, asked } = aRelease();
  release.scanned('SN-1');
  await vi.advanceTimersByTimeAsync(hold.timeoutMs);
  expect(ofReleases(words)).toHaveLength(0);
  await vi.advanceTimersByTimeAsync(hold.timeoutMs);
  const detail = say('mesNotInTime', { ms: 1000 });
  expect(ofReleases(words)).toMatchObject([{ release: { doubt: { cause: 'no-answer', detail } } }]);
  expect(release.lastAnswer).toMatchObject({ outcome: 'no-answer', text: detail });
  expect(release.lastAnswer?.tookMs).toBeGreaterThanOrEqual(1000);
  asked[0]?.answer(released);
  await vi.advanceTimersByTimeAsync(0);
  expect(ofReleases(words)).toHaveLength(1);
});

it('counts a process that dies with the question as no answer, at once', async () => {
  const { release, words, asked } = aRelease();
  release.scanned('SN-1');
  asked[0]?.fail(new Error('the sync process is being started'));
  await vi.advanceTimersByTimeAsync(0);
  expect(ofReleases(words)).toMatchObject([{ release: { doubt: { cause: 'no-answer' } } }]);
  expect(release.lastAnswer).toMatchObject({ outcome: 'no-answer' });
});

it('waits as long as it said, wherever the wall clock jumps', async () => {
  const { release, words, wall } = aRelease();
  release.scanned('SN-1');
  wall.ms += 3_600_000;
  await vi.advanceTimersByTimeAsync(900);
  wall.ms -= 7_200_000;
  expect(ofReleases(words)).toHaveLength(0);
  await vi.advanceTimersByTimeAsync(900);
  expect(ofReleases(words)).toHaveLength(1);
  expect(release.lastAnswer?.tookMs).toBeLessThan(2000);
});

it('asks by the settings of the moment: a question under way ends by those that it began with', async () => {
  const { release, words, asked } = aRelease();
  release.scanned('SN-1');
  release.questionsAre({ ...hold, timeoutMs: 5000, whenAway: 'inspect' });
  release.scanned('SN-2');
  expect(asked.map(({ question }) => question.timeoutMs)).toEqual([1000, 5000]);
  await vi.advanceTimersByTimeAsync(2000);
  expect(ofReleases(words)).toMatchObject([{ serial: 'SN-1', release: { doubt: { cause: 'no-answer' } } }]);
  await vi.advanceTimersByTimeAsync(4000);
  expect(ofReleases(words)).toMatchObject([{}, { serial: 'SN-2', release: { doubt: null } }]);
});

it('says nothing any more once it was stopped', async () => {
  const { release, words, asked } = aRelease();
  release.scanned('SN-1');
  release.stop();
  asked[0]?.answer(released);
  await vi.advanceTimersByTimeAsync(60_000);
  expect(ofReleases(words)).toHaveLength(0);
});
