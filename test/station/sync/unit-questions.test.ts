/** What the MES is asked of units and what becomes of its word: the state machine with the real pipeline behind it. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { say } from '../../../main/api/said/say.ts';
import type { MesAnswer, MesQuestions } from '../../../main/api/slices/sync.ts';
import type { Release } from '../../../main/station/flow.ts';
import type { Asked } from '../../../main/station/sync/sync-child.ts';
import {
  mostUnderWay,
  type Step,
  step,
  type UnitEvent,
  type UnitQuestions,
} from '../../../main/station/sync/unit-questions.ts';
import { Bench } from '../pipeline/bench.ts';

const target = '0199aa00-0000-7000-8000-0000000000aa';
const off: MesQuestions = { target: null, timeoutMs: 1000, whenAway: 'inspect' };
const inspect: MesQuestions = { target, timeoutMs: 1000, whenAway: 'inspect' };
const hold: MesQuestions = { target, timeoutMs: 1000, whenAway: 'hold' };
const idle: UnitQuestions = { recipe: 'screws', questions: off, underWay: [], call: 0, last: null };
const silence = say('mesNoAnswerYet');

const yes: MesAnswer = { isReleased: true, reason: null, workOrder: 'WO-7', recipe: null };
const no: MesAnswer = { isReleased: false, reason: 'blocked after soldering', workOrder: 'WO-8', recipe: null };
const answers = (answer: MesAnswer): Asked => ({ outcome: 'answered', answer, tookMs: 12 });
const away: Asked = { outcome: 'no-answer', why: 'nobody listens', tookMs: 1000 };

/** All that was said on the way. */
function run(events: readonly UnitEvent[], from: UnitQuestions = idle): Step & { readonly asked: readonly string[] } {
  let state = from;
  let last: Step = { state, words: [], ask: null };
  const asked: string[] = [];
  for (const event of events) {
    last = step(state, event);
    state = last.state;
    if (last.ask) asked.push(last.ask.serial);
  }
  return { ...last, asked };
}

const settings = (questions: MesQuestions): UnitEvent => ({ what: 'settings', questions });
const scanned = (serial: string): UnitEvent => ({ what: 'scanned', serial, at: 5 });
const heard = (call: number, asked: Asked): UnitEvent => ({ what: 'heard', call, asked, at: 6 });

describe('a scanned unit', () => {
  it('is told to the pipeline and asked about nobody while no target is set', () => {
    const { words, ask } = run([scanned('SN-1')]);
    expect(words).toEqual([{ kind: 'serial', serial: 'SN-1', release: null }]);
    expect(ask).toBeNull();
  });

  it('is asked about, and may be inspected meanwhile or is held, as the settings say', () => {
    const free = run([settings(inspect), scanned('SN-1')]);
    expect(free.ask).toEqual({ call: 1, serial: 'SN-1', target, timeoutMs: 1000 });
    expect(free.words).toEqual([{ kind: 'serial', serial: 'SN-1', release: { workOrder: null, doubt: null } }]);
    const held = run([settings(hold), scanned('SN-1')]);
    const doubt = { kind: 'not-released', cause: 'no-answer', detail: silence };
    expect(held.words).toEqual([{ kind: 'serial', serial: 'SN-1', release: { workOrder: null, doubt } }]);
  });

  it('is asked about once while its question is under way, and again when it comes back later', () => {
    const { asked, state } = run([settings(inspect), scanned('A'), scanned('A'), heard(1, answers(yes)), scanned('A')]);
    expect(asked).toEqual(['A', 'A']);
    expect(state.underWay).toHaveLength(1);
  });

  it('does not wait for the one before: each has its own question and its own answer', () => {
    const { asked, state } = run([settings(inspect), scanned('A'), scanned('B')]);
    expect(asked).toEqual(['A', 'B']);
    const { words } = run([heard(2, answers(no))], state);
    expect(words).toMatchObject([{ kind: 'release', serial: 'B', release: { workOrder: 'WO-8' } }]);
  });

  it('of nothing but blanks is no unit to ask about', () => {
    expect(run([settings(hold), scanned(' \t')]).ask).toBeNull();
  });

  it('counts as unanswered when more are asked about than a line can have', () => {
    const many = Array.from({ length: mostUnderWay + 1 }, (_, index) => scanned(`SN-${index}`));
    const { asked, words, state } = run([settings(hold), ...many]);
    expect(asked).toHaveLength(mostUnderWay);
    const detail = say('mesTooMany', { count: mostUnderWay });
    expect(words).toMatchObject([{ release: { doubt: { cause: 'no-answer', detail } } }]);
    expect(state.last).toMatchObject({ outcome: 'no-answer', text: detail });
  });
});

describe('the answer', () => {
  const afterWord = (asked: Asked, questions = inspect) => run([settings(questions), scanned('SN-1'), heard(1, asked)]);

  it('that releases keeps the work order and nothing else', () => {
    const { words, state } = afterWord(answers(yes), hold);
    expect(words).toEqual([{ kind: 'release', serial: 'SN-1', release: { workOrder: 'WO-7', doubt: null } }]);
    expect(state.last).toEqual({ at: 6, serial: 'SN-1', tookMs: 12, outcome: 'released', text: null });
  });

  it('that refuses holds the unit with the words of the MES, whatever the settings say of silence', () => {
    const { words, state } = afterWord(answers(no));
    const doubt = { kind: 'not-released', cause: 'refused', detail: 'blocked after soldering' };
    expect(words).toEqual([{ kind: 'release', serial: 'SN-1', release: { workOrder: 'WO-8', doubt } }]);
    expect(state.last).toMatchObject({ outcome: 'refused', text: 'blocked after soldering' });
  });

  it('that expects another recipe holds the unit, and one that expects this one does not', () => {
    const other = afterWord(answers({ ...yes, recipe: 'nuts' }));
    const doubt = { kind: 'not-released', cause: 'other-recipe', detail: 'nuts' };
    expect(other.words).toMatchObject([{ release: { doubt } }]);
    expect(other.state.last).toMatchObject({ outcome: 'refused', text: 'the MES expects nuts, and screws runs' });
    expect(afterWord(answers({ ...yes, recipe: ' screws ' })).words).toMatchObject([{ release: { doubt: null } }]);
    expect(afterWord(answers({ ...yes, recipe: ' ' })).words).toMatchObject([{ release: { doubt: null } }]);
  });

  it('has nothing in it that no screen can show', () => {
    const { words } = afterWord(answers({ ...no, reason: 'a\u0007b', workOrder: ' WO\n1 ' }));
    expect(words).toMatchObject([{ release: { workOrder: 'WO\uFFFD1', doubt: { detail: 'a\uFFFDb' } } }]);
  });

  it('that does not come changes nothing or holds the unit with the reason, by the settings of its question', () => {
    expect(afterWord(away).words).toMatchObject([{ release: { workOrder: null, doubt: null } }]);
    const { state } = run([settings(hold), scanned('SN-1'), settings(off)]);
    const { words } = run([heard(1, away)], state);
    expect(words).toMatchObject([{ release: { doubt: { cause: 'no-answer', detail: 'nobody listens' } } }]);
  });

  it('counts once: a second word about the same question, or about none, is nothing', () => {
    const { state } = afterWord(away);
    for (const call of [1, 9]) {
      const { words, state: same } = run([heard(call, answers(no))], state);
      expect(words).toEqual([]);
      expect(same).toBe(state);
    }
  });
});

describe('a part without a scanned serial number', () => {
  it('is held where silence holds, and inspected where it does not or nobody is asked', () => {
    const doubt = { kind: 'not-released', cause: 'no-serial', detail: '' };
    expect(run([settings(hold)]).words).toEqual([{ kind: 'unasked', release: { workOrder: null, doubt } }]);
    expect(run([settings(inspect)]).words).toEqual([{ kind: 'unasked', release: null }]);
    expect(run([settings(off)]).words).toEqual([{ kind: 'unasked', release: null }]);
    expect(run([settings({ ...off, whenAway: 'hold' })]).words).toEqual([{ kind: 'unasked', release: null }]);
  });
});

type Command =
  | { readonly do: 'settings'; readonly questions: MesQuestions }
  | { readonly do: 'scan'; readonly serial: string }
  | { readonly do: 'hear'; readonly which: number; readonly asked: Asked }
  | { readonly do: 'open' }
  | { readonly do: 'decide' };

const someSerial = fc.constantFrom('A', 'B', 'C', ' ');
const someWord = fc.constantFrom(answers(yes), answers(no), answers({ ...yes, recipe: 'nuts' }), away);
const command: fc.Arbitrary<Command> = fc.oneof(
  { weight: 1, arbitrary: fc.record({ do: fc.constant('settings'), questions: fc.constantFrom(off, inspect, hold) }) },
  { weight: 3, arbitrary: fc.record({ do: fc.constant('scan'), serial: someSerial }) },
  { weight: 3, arbitrary: fc.record({ do: fc.constant('hear'), which: fc.nat(3), asked: someWord }) },
  { weight: 3, arbitrary: fc.record({ do: fc.constant('open') }) },
  { weight: 3, arbitrary: fc.record({ do: fc.constant('decide') }) },
);

interface ModelQuestion {
  readonly call: number;
  readonly serial: string;
  readonly whenAway: MesQuestions['whenAway'];
}
interface ModelUnit {
  readonly serial: string | null;
  release: Release | null;
}

/** Told as a story: who is known, what is open, what was said of each. No words between two machines. */
class Model {
  private questions: MesQuestions = off;
  private readonly underWay: ModelQuestion[] = [];
  private next: ModelUnit = { serial: null, release: null };
  private readonly open: ModelUnit[] = [];
  private calls = 0;

  settings(questions: MesQuestions): void {
    this.questions = questions;
    if (this.next.serial === null) this.next = { serial: null, release: this.bare() };
  }

  scan(serial: string): void {
    if (serial.trim() === '') this.next = { serial: null, release: this.bare() };
    else {
      let question = this.underWay.find((each) => each.serial === serial);
      if (!question && this.questions.target !== null) {
        this.calls += 1;
        question = { call: this.calls, serial, whenAway: this.questions.whenAway };
        this.underWay.push(question);
      }
      this.next = { serial, release: question ? none(question.whenAway, silence) : null };
    }
  }

  /** @returns the number of the question; null: there is none like that */
  hear(which: number, asked: Asked): number | null {
    const [question] = this.underWay.splice(which, 1);
    if (!question) return null;
    const release = asked.outcome === 'answered' ? said(asked.answer) : none(question.whenAway, asked.why);
    for (const unit of [this.next, ...this.open]) if (unit.serial === question.serial) unit.release = release;
    return question.call;
  }

  opened(): void {
    this.open.push(this.next);
    this.next = { serial: null, release: this.bare() };
  }

  decided(): Release | null {
    return this.open.shift()?.release ?? null;
  }

  private bare(): Release | null {
    if (this.questions.target === null || this.questions.whenAway === 'inspect') return null;
    return { workOrder: null, doubt: { kind: 'not-released', cause: 'no-serial', detail: '' } };
  }
}

function none(whenAway: MesQuestions['whenAway'], detail: string): Release {
  return { workOrder: null, doubt: whenAway === 'hold' ? { kind: 'not-released', cause: 'no-answer', detail } : null };
}

function said({ isReleased, reason, workOrder, recipe }: MesAnswer): Release {
  if (!isReleased) return { workOrder, doubt: { kind: 'not-released', cause: 'refused', detail: reason ?? '' } };
  return { workOrder, doubt: recipe === null ? null : { kind: 'not-released', cause: 'other-recipe', detail: recipe } };
}

it('decides every part by the last word about its unit, in whatever order things happen, and never waits', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(command, { maxLength: 60 }), async (commands) => {
      const model = new Model();
      const bench = new Bench(1);
      let state = idle;
      const expected: (Release | null)[] = [];
      const take = (event: UnitEvent): void => {
        const { state: next, words } = step(state, event);
        state = next;
        for (const word of words) bench.pipeline.unitTold(word);
      };
      for (const each of commands) {
        switch (each.do) {
          case 'settings':
            model.settings(each.questions);
            take(settings(each.questions));
            break;
          case 'scan':
            model.scan(each.serial);
            take(scanned(each.serial));
            break;
          case 'hear': {
            const call = model.hear(each.which, each.asked);
            take(heard(call ?? -1, each.asked));
            break;
          }
          case 'open':
            model.opened();
            bench.frame();
            break;
          case 'decide':
            if (bench.waitingAnswers === 0) break;
            expected.push(model.decided());
            await bench.answer(0.1);
        }
      }
      const releases = bench.outcomes.map(({ part }) => part.release);
      expect(releases).toEqual(expected);
      for (const { part, decision, answer } of bench.outcomes) {
        const doubt = part.release?.doubt ?? null;
        expect(decision.verdict).toBe(doubt === null ? 'pass' : 'review');
        expect(decision.reasons).toEqual(doubt === null ? [] : [doubt]);
        expect(answer.ok).toBe(doubt === null);
      }
    }),
    { numRuns: 300 },
  );
});
