import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { verdicts } from '../../../main/api/words.ts';
import type { LineAnswer, Verdict } from '../../../main/station/flow.ts';
import { Answering } from '../../../main/station/line/answering.ts';
import { SimulatedLine } from '../../../main/station/line/simulated-line.ts';
import { FakeTime } from './fake-time.ts';

const deadlineMs = 100;

async function readyLine() {
  const time = new FakeTime();
  const line = new SimulatedLine({ clock: time, timers: time, heartbeatMs: 1e9, keep: 10_000 });
  const answering = new Answering({ line, clock: time, timers: time, deadlineMs });
  await line.start();
  answering.ready(true);
  const sent = () => line.history().flatMap((event) => (event.kind === 'answer' ? [[event.trigger, event.ok]] : []));
  const now = () => time.monotonicMs();
  return { time, line, answering, sent, now };
}

describe('in time', () => {
  it.each([
    ['pass', true],
    ['fail', false],
    ['review', false],
    ['missed', false],
  ] as const)('answers a %s with ok = %s', async (verdict, ok) => {
    const { time, answering, sent, now } = await readyLine();
    answering.complete(1, now());
    time.elapse(30);
    expect(answering.lateness(1, now())).toBeNull();
    expect(answering.verdict(1, verdict, now())).toEqual({
      trigger: 1,
      ok,
      sentMs: 1030,
      sentWallMs: time.wallMs(),
      because: 'verdict',
    });
    expect(sent()).toEqual([[1, ok]]);
  });

  it('sets no deadline before the last frame is complete', async () => {
    const { time, answering, sent, now } = await readyLine();
    answering.expect(1);
    time.elapse(10 * deadlineMs);
    expect(sent()).toEqual([]);
    answering.complete(1, now());
    expect(answering.verdict(1, 'pass', now()).ok).toBe(true);
  });

  it('leaves no timer behind', async () => {
    const { time, answering, now } = await readyLine();
    const before = time.armed;
    for (let trigger = 1; trigger <= 50; trigger++) {
      answering.complete(trigger, now());
      answering.verdict(trigger, 'pass', now());
    }
    expect(time.armed).toBe(before);
  });
});

describe('the deadline', () => {
  it('answers not-OK by itself, and a pass that comes later does not answer again', async () => {
    const { time, answering, sent, now } = await readyLine();
    answering.complete(1, now());
    time.elapse(deadlineMs);
    expect(sent()).toEqual([[1, false]]);
    time.elapse(20);
    expect(answering.lateness(1, now())).toEqual({ tookMs: 120, deadlineMs });
    expect(answering.verdict(1, 'review', now())).toMatchObject({ ok: false, because: 'deadline', sentMs: 1100 });
    expect(sent()).toEqual([[1, false]]);
  });

  it('holds although the event loop was too busy to run its timer', async () => {
    const { time, answering, sent, now } = await readyLine();
    answering.complete(1, now());
    time.block(deadlineMs);
    expect(answering.lateness(1, now())).not.toBeNull();
    expect(answering.verdict(1, 'pass', now())).toMatchObject({ ok: false, because: 'deadline' });
    expect(sent()).toEqual([[1, false]]);
  });

  it('is counted from the frame, not from when the station heard of it', async () => {
    const { time, answering, sent, now } = await readyLine();
    answering.complete(1, now() - deadlineMs);
    expect(sent()).toEqual([[1, false]]);
    answering.complete(2, now() - 60);
    time.elapse(40);
    expect(sent()).toEqual([
      [1, false],
      [2, false],
    ]);
  });

  it('waits when a timer comes a little early', async () => {
    const { time, line, now } = await readyLine();
    const early = {
      ...timersOf(time),
      setTimeout: (run: () => void, ms: number) => time.setTimeout(run, ms > 2 ? ms - 1 : ms),
    };
    const answering = new Answering({ line, clock: time, timers: early, deadlineMs: 10 });
    answering.complete(1, now());
    time.elapse(9);
    expect(answering.verdict(1, 'pass', now()).ok).toBe(true);
  });
});

describe('fault and exit', () => {
  it('answers all open parts not-OK once the station is not ready, and judges later ones when it is again', async () => {
    const { line, answering, sent, now } = await readyLine();
    answering.expect(1);
    answering.complete(2, now());
    answering.ready(false);
    expect(line.wire()).toMatchObject({ ready: false, ok: false });
    expect(sent()).toEqual([
      [1, false],
      [2, false],
    ]);
    answering.ready(true);
    expect(answering.verdict(2, 'pass', now())).toMatchObject({ ok: false, because: 'fault' });
    answering.complete(3, now());
    expect(answering.verdict(3, 'pass', now()).ok).toBe(true);
  });

  it('answers no part early that comes while the station is not ready, nor not-OK when it is by then', async () => {
    const { answering, sent, now } = await readyLine();
    answering.ready(false);
    answering.complete(1, now());
    answering.ready(false);
    expect(sent()).toEqual([]);
    answering.ready(true);
    answering.ready(true);
    expect(answering.verdict(1, 'pass', now())).toMatchObject({ ok: true, because: 'verdict' });
  });

  it('is over at the exit: the line is never ready again', async () => {
    const { line, answering } = await readyLine();
    answering.exit();
    answering.ready(true);
    expect(line.wire()).toMatchObject({ ready: false, ok: false });
  });

  it('answers open parts, and all that still come, not-OK at the exit', async () => {
    const { answering, sent, now } = await readyLine();
    answering.expect(1);
    answering.exit();
    answering.complete(2, now());
    expect(answering.verdict(2, 'pass', now())).toMatchObject({ ok: false, because: 'exit' });
    expect(sent()).toEqual([
      [1, false],
      [2, false],
    ]);
  });

  it('does not call a pass OK that the line could not send', async () => {
    const { line, answering, now } = await readyLine();
    line.ready(false);
    answering.complete(1, now());
    expect(answering.verdict(1, 'pass', now())).toMatchObject({ ok: false, because: 'fault' });
  });
});

it('refuses a second verdict for a part', async () => {
  const { answering, now } = await readyLine();
  answering.complete(1, now());
  answering.verdict(1, 'fail', now());
  expect(() => answering.verdict(1, 'pass', now())).toThrow('not open');
  expect(() => answering.expect(1)).toThrow('answered before');
});

type Step =
  | { do: 'expect' | 'complete' | 'fault' | 'well' | 'exit' | 'wait' | 'block' }
  | { do: 'verdict'; verdict: Verdict };

const step: fc.Arbitrary<Step & { ms: number; pick: number }> = fc.record({
  do: fc.constantFrom(
    'expect',
    'expect',
    'complete',
    'complete',
    'complete',
    'fault',
    'well',
    'exit',
    'wait',
    'block',
    'verdict',
  ),
  verdict: fc.constantFrom(...verdicts, 'pass'),
  ms: fc.nat(70),
  pick: fc.nat(),
});

it('answers each part exactly once, and OK only a pass in time, in whatever order things happen', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { maxLength: 80 }), async (steps) => {
      const { time, line, answering, sent, now } = await readyLine();
      const completeMs = new Map<number, number>();
      const open: number[] = [];
      const told: LineAnswer[] = [];
      let newest = 0;
      const decide = (trigger: number, verdict: Verdict) => {
        const answer = answering.verdict(trigger, verdict, now());
        const doneMs = completeMs.get(trigger);
        if (answer.ok) {
          expect(verdict).toBe('pass');
          if (doneMs !== undefined) expect(answer.sentMs - doneMs).toBeLessThan(deadlineMs);
        }
        open.splice(open.indexOf(trigger), 1);
        told.push(answer);
      };
      for (const one of steps) {
        const trigger = open[one.pick % Math.max(1, open.length)];
        if (one.do === 'expect') {
          newest += 1;
          answering.expect(newest);
          open.push(newest);
        } else if (one.do === 'complete' && trigger !== undefined && !completeMs.has(trigger)) {
          completeMs.set(trigger, now());
          answering.complete(trigger, now());
        } else if (one.do === 'verdict' && trigger !== undefined) decide(trigger, one.verdict);
        else if (one.do === 'fault') {
          // Only the change is a fault: parts that come while it lasts may still be judged after it.
          const isChange = line.state() === 'ready';
          answering.ready(false);
          if (isChange) expect(sent()).toHaveLength(newest);
        } else if (one.do === 'well') answering.ready(true);
        else if (one.do === 'exit' && one.pick % 5 === 0) answering.exit();
        else if (one.do === 'wait') time.elapse(one.ms);
        else if (one.do === 'block') time.block(one.ms);
      }
      answering.exit();
      for (const trigger of [...open]) decide(trigger, 'pass');
      const wire = sent().sort((a, b) => Number(a[0]) - Number(b[0]));
      expect(wire.map(([trigger]) => trigger)).toEqual(Array.from({ length: newest }, (_, i) => i + 1));
      expect(told.map((answer) => [answer.trigger, answer.ok]).sort((a, b) => Number(a[0]) - Number(b[0]))).toEqual(
        wire,
      );
      await line.close();
      expect(time.armed).toBe(0);
    }),
    { numRuns: 300 },
  );
});

function timersOf(time: FakeTime) {
  return { clearTimeout: (timer: unknown) => time.clearTimeout(timer) };
}
