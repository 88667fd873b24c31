import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Bench, deadlineMs, stageNames } from './bench.ts';

describe('the pipeline', () => {
  it('passes a part whose frames all score low and tells the line OK before it keeps or records anything', async () => {
    const bench = new Bench(2);
    bench.frame();
    bench.frame();
    await bench.drain(0.1);
    expect(bench.outcomes.map(({ decision, answer }) => [decision.verdict, answer.ok])).toEqual([['pass', true]]);
    expect(bench.order.indexOf('recorded')).toBe(bench.order.length - 1);
    expect(bench.held.size).toBe(0);
  });

  it('gives a part the verdict of its worst frame', async () => {
    const bench = new Bench(3);
    for (let i = 0; i < 3; i++) bench.frame();
    await bench.answer(0.1);
    await bench.answer(0.9);
    await bench.answer(0.3);
    const [outcome] = bench.outcomes;
    expect(outcome?.decision.verdict).toBe('fail');
    expect(outcome?.decision.frames[outcome.decision.worstFrame ?? 0]?.frameIndex).toBe(1);
    expect(outcome?.answer.ok).toBe(false);
  });

  it('reviews a part when the engine crashed on one of its frames', async () => {
    const bench = new Bench(2);
    bench.frame();
    bench.frame();
    await bench.fail('the engine process ended');
    await bench.answer(0.1);
    expect(bench.outcomes[0]?.decision).toMatchObject({
      verdict: 'review',
      reasons: [{ kind: 'engine-fault', detail: 'the engine process ended' }],
    });
  });

  it('reviews a part whose picture does not match the golden picture, does not ask the engine, and goes on', async () => {
    const bench = new Bench(1);
    bench.refusal = { kind: 'not-registered', cause: 'unlike', score: 0.12 };
    for (let i = 0; i < 5; i++) bench.frame();
    expect(bench.waitingAnswers).toBe(0);
    expect(bench.outcomes).toHaveLength(5);
    expect(bench.outcomes[4]).toMatchObject({
      decision: {
        verdict: 'review',
        reasons: [{ kind: 'not-registered', score: 0.12 }],
        frames: [{ reading: { brightness: 100 }, scores: null }],
      },
      answer: { ok: false },
    });
    expect(bench.held.size).toBe(0);
    bench.refusal = null;
    bench.frame();
    bench.frame();
    expect(bench.waitingAnswers).toBe(2);
    await bench.drain(0.1);
    expect(bench.outcomes.at(-1)?.decision.verdict).toBe('pass');
  });

  it('tells of each frame where it lay on the golden picture, whatever the order of the answers', async () => {
    const bench = new Bench(2);
    bench.place = { dx: 1, dy: 0, turnDegrees: 0 };
    bench.frame();
    bench.place = { dx: -2, dy: 3, turnDegrees: 0.5 };
    bench.frame();
    await bench.drain(0.1);
    const frames = bench.outcomes[0]?.decision.frames ?? [];
    expect(frames.map(({ reading }) => reading?.placed)).toEqual([
      { dx: 1, dy: 0, turnDegrees: 0 },
      { dx: -2, dy: 3, turnDegrees: 0.5 },
    ]);
  });

  it('answers not-OK at the deadline and reviews the part as late when the engine answers afterwards', async () => {
    const bench = new Bench(1);
    bench.frame();
    bench.pass(deadlineMs + 1);
    await bench.answer(0.1);
    expect(bench.outcomes[0]).toMatchObject({
      decision: { verdict: 'review', reasons: [{ kind: 'late' }] },
      answer: { ok: false, because: 'deadline' },
    });
  });

  it('does not ask the engine about frames that waited beyond the deadline, and still decides them', async () => {
    const bench = new Bench(1);
    for (let i = 0; i < 4; i++) bench.frame();
    expect(bench.waitingAnswers).toBe(2);
    bench.pass(deadlineMs + 1);
    await bench.answer(0.1);
    await bench.answer(0.1);
    expect(bench.waitingAnswers).toBe(0);
    expect(bench.outcomes.map(({ decision }) => decision.verdict)).toEqual(['review', 'review', 'review', 'review']);
    expect(bench.held.size).toBe(0);
  });

  it('stops asking about frames whose answers would come too late, so that the next ones are in time', async () => {
    const bench = new Bench(1);
    // Answers take 60 ms now: the station learns that.
    for (let i = 0; i < 100; i++) {
      bench.frame();
      bench.pass(60);
      await bench.answer(0.1);
    }
    bench.frame();
    bench.frame();
    bench.frame({ completeMs: bench.nowMs - 50 });
    bench.frame();
    await bench.answer(0.1);
    await bench.answer(0.1);
    await bench.answer(0.1);
    const [, , overdue, next] = bench.outcomes
      .slice(100)
      .toSorted((a, b) => a.part.trigger - b.part.trigger)
      .map(({ decision }) => decision);
    expect(overdue).toMatchObject({ verdict: 'review', reasons: [{ kind: 'late' }] });
    expect(next).toMatchObject({ verdict: 'pass' });
  });

  it('asks again by itself after a time in which every answer was too slow', async () => {
    const bench = new Bench(1);
    for (let i = 0; i < 50; i++) {
      bench.frame();
      bench.pass(3 * deadlineMs);
      await bench.drain(0.1);
    }
    const before = bench.outcomes.length;
    for (let i = 0; i < 60; i++) {
      bench.frame();
      await bench.drain(0.1);
    }
    const verdicts = bench.outcomes.slice(before).map(({ decision }) => decision.verdict);
    expect(verdicts[0]).toBe('review');
    expect(verdicts.at(-1)).toBe('pass');
  });

  it('misses a part none of whose frames was kept, with the reason', async () => {
    const bench = new Bench(2);
    bench.frameOverwritten();
    bench.frameOverwritten();
    expect(bench.outcomes[0]).toMatchObject({
      decision: { verdict: 'missed', reasons: [{ kind: 'overrun' }] },
      answer: { ok: false },
    });
  });

  it('reviews a part that lost some of its frames', async () => {
    const bench = new Bench(3);
    bench.frame();
    bench.lose();
    bench.frame();
    await bench.drain(0.1);
    expect(bench.outcomes[0]?.decision).toMatchObject({
      verdict: 'review',
      reasons: [{ kind: 'frames-missing', got: 2, expected: 3 }],
    });
  });

  it('misses the parts whose frames were jumped over, in their order, and judges the one that came', async () => {
    const bench = new Bench(1);
    bench.frame();
    bench.jump(2);
    bench.frame();
    await bench.drain(0.1);
    const verdicts = bench.outcomes.map(({ part, decision }) => [part.trigger, decision.verdict]);
    expect(verdicts.toSorted()).toEqual([
      [1, 'pass'],
      [2, 'missed'],
      [3, 'missed'],
      [4, 'pass'],
    ]);
  });

  it('reviews a damaged frame without asking the engine', async () => {
    const bench = new Bench(1);
    bench.frame({ damage: 'missing-packets' });
    expect(bench.waitingAnswers).toBe(0);
    expect(bench.outcomes[0]?.decision).toMatchObject({
      verdict: 'review',
      reasons: [{ kind: 'incomplete-frame', detail: 'missing-packets' }],
    });
  });

  it('gives the parts that the camera left unfinished the words of the camera', () => {
    const bench = new Bench(1, 'software');
    bench.pipeline.triggerOpened();
    bench.pipeline.cameraLost('the cable is out');
    expect(bench.outcomes[0]?.decision).toMatchObject({
      verdict: 'missed',
      reasons: [{ kind: 'camera-lost', detail: 'the cable is out' }],
    });
  });

  it('misses a software trigger whose frame never comes', () => {
    const bench = new Bench(1, 'software');
    bench.pipeline.triggerOpened();
    bench.pass(501);
    // The trigger is long past, and yet there is nothing that was late.
    expect(bench.outcomes[0]).toMatchObject({
      decision: { verdict: 'missed', reasons: [{ kind: 'no-frame' }] },
      answer: { ok: false, because: 'verdict' },
    });
  });

  it('decides everything that is open when it stops', async () => {
    const bench = new Bench(4);
    for (let i = 0; i < 3; i++) bench.frame();
    bench.pipeline.stop();
    await bench.drain(0.1);
    expect(bench.ledger.sum()).toMatchObject({ triggers: 1, pending: 0, pass: 0 });
    expect(bench.held.size).toBe(0);
  });

  it('always adds up, answers each part once and gives every slot back, whatever happens in whatever order', async () => {
    const step = fc.oneof(
      { weight: 6, arbitrary: fc.constant('frame' as const) },
      { weight: 1, arbitrary: fc.constantFrom('lose', 'overrun', 'overwritten', 'damaged', 'camera-lost') },
      { weight: 5, arbitrary: fc.double({ min: 0, max: 1, noNaN: true }) },
      { weight: 1, arbitrary: fc.constantFrom('crash', 'wait', 'wait-long', 'jump') },
      { weight: 1, arbitrary: fc.record({ toggle: fc.constantFrom(...stageNames) }) },
    );
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 1, max: 5 }),
        fc.array(step, { maxLength: 120 }),
        async (framesPerPart, steps) => {
          const bench = new Bench(framesPerPart);
          for (const what of steps) {
            if (typeof what === 'number') await bench.answer(what);
            else if (typeof what === 'object') bench.toggle(what.toggle);
            else if (what === 'frame') bench.frame();
            else if (what === 'lose') bench.lose('camera');
            else if (what === 'overrun') bench.lose('overrun');
            else if (what === 'overwritten') bench.frameOverwritten();
            else if (what === 'damaged') bench.frame({ damage: 'missing-packets' });
            else if (what === 'camera-lost') bench.pipeline.cameraLost('gone');
            else if (what === 'jump') bench.jump(2);
            else if (what === 'crash') await bench.fail('crash');
            else bench.pass(what === 'wait' ? 17 : 150);
            expect(bench.sumHolds()).toBe(true);
          }
          bench.pipeline.stop();
          await bench.drain();
          const { triggers, pending } = bench.ledger.sum();
          const decided = bench.outcomes.map(({ part }) => part.trigger);
          expect(pending).toBe(0);
          expect(new Set(decided).size).toBe(decided.length);
          expect(decided.length).toBe(triggers);
          expect(bench.held.size).toBe(0);
          expect(bench.released.toSorted()).toEqual(bench.claimed.toSorted());
          expect(bench.freeInputs).toBe(2);
          for (const { decision, answer } of bench.outcomes)
            expect(answer.ok && decision.verdict !== 'pass').toBe(false);
        },
      ),
      { numRuns: 150 },
    );
  });
});
