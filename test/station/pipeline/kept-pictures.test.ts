import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { recipeSchema } from '../../../main/station/config/recipe.ts';
import { buildRecord } from '../../../main/station/record/build-record.ts';
import type { FrameRecord, PartRecord } from '../../../main/station/record/record.ts';
import { Bench, deadlineMs } from './bench.ts';

const run = {
  runId: '0199aa00-0000-7000-8000-000000000001',
  recipe: 'Test',
  bundle: 'tiny',
  bundleVersion: '1.0.0',
  classes: ['pitting'],
  frameSize: { width: 1, height: 1 },
  review: recipeSchema.shape.review.parse(undefined),
};

/** The records of what was decided so far. */
function recordsOf(bench: Bench): PartRecord[] {
  return bench.outcomes.map(({ part, decision, answer }) => {
    const { id, trigger, lastFrameMs, lastFrameWallMs, truth, serial, pictures, frameIds } = part;
    const times = { lastFrameMs, lastFrameWallMs, shift: 'day', shiftStartedAt: 0 };
    return buildRecord(
      run,
      { id, messageId: id, trigger, ...times, truth, serial, workOrder: null, pictures, frameIds },
      decision,
      answer,
    );
  });
}

function picturesOf(bench: Bench): FrameRecord['pictureOutcome'][][] {
  return recordsOf(bench).map(({ frames }) => frames.map(({ pictureOutcome }) => pictureOutcome));
}

/** So many good frames, each judged before the next one comes. */
async function goodFrames(bench: Bench, count: number): Promise<void> {
  for (let i = 0; i < count; i++) {
    bench.frame();
    await bench.answer(0.1);
  }
}

describe('the pictures of a part whose frames all score low', () => {
  it('are not kept when it passes', async () => {
    const bench = new Bench(3);
    await goodFrames(bench, 3);
    expect(picturesOf(bench)).toEqual([['not-wanted', 'not-wanted', 'not-wanted']]);
    expect(bench.pictures.skipped).toBe(0);
  });

  it('are kept, with what was measured and learnt, when the answer came too late', async () => {
    const bench = new Bench(1);
    bench.frame();
    bench.pass(deadlineMs + 1);
    await bench.answer(0.1);
    const [record] = recordsOf(bench);
    expect(record).toMatchObject({ verdict: 'review', reasons: [{ kind: 'late' }] });
    expect(record?.frames).toMatchObject([
      { verdict: 'pass', pictureOutcome: 'queued', picture: bench.kept[0], features: [expect.any(Number)] },
    ]);
    expect(record?.frames[0]?.reading).not.toBeNull();
  });

  it('are kept of the frame whose answer was late, the last of several', async () => {
    const bench = new Bench(3);
    await goodFrames(bench, 2);
    bench.frame();
    bench.pass(deadlineMs + 1);
    await bench.answer(0.1);
    expect(picturesOf(bench)).toEqual([['not-wanted', 'not-wanted', 'queued']]);
  });

  it.each([
    ['told', (bench: Bench) => bench.lose()],
    ['seen by the number of the next one', (bench: Bench) => bench.jump(1)],
  ])('are kept of the frame after one that was lost, %s', async (_how, lose) => {
    const bench = new Bench(4);
    await goodFrames(bench, 1);
    lose(bench);
    await goodFrames(bench, 2);
    const [record] = recordsOf(bench);
    expect(record).toMatchObject({ verdict: 'review', reasons: [{ kind: 'frames-missing', got: 3, expected: 4 }] });
    expect(picturesOf(bench)).toEqual([['not-wanted', 'queued', 'not-wanted']]);
  });

  it('are kept of the frame that is being judged when a later one is lost', async () => {
    const bench = new Bench(2);
    bench.frame();
    bench.lose();
    await bench.answer(0.1);
    expect(picturesOf(bench)).toEqual([['queued']]);
  });

  it('are kept although the frames behind a lost one are lost as well', async () => {
    const bench = new Bench(3);
    bench.lose();
    await goodFrames(bench, 1);
    bench.lose();
    expect(picturesOf(bench)).toEqual([['queued']]);
  });

  it('cannot be kept when all were given back before one was lost: the record says so', async () => {
    const bench = new Bench(3);
    bench.frame();
    await bench.answer(0.15);
    bench.frame();
    await bench.answer(0.1);
    bench.lose();
    expect(recordsOf(bench)).toMatchObject([{ verdict: 'review', worstFrame: 0 }]);
    expect(picturesOf(bench)).toEqual([['skipped:no-frame', 'not-wanted']]);
    expect(bench.pictures.skipped).toBe(1);
  });

  it('cannot be kept when the camera was lost, or the station stopped, after all were given back', async () => {
    const bench = new Bench(3);
    await goodFrames(bench, 1);
    bench.pipeline.cameraLost('the cable is out');
    await goodFrames(bench, 2);
    bench.pipeline.stop();
    expect(picturesOf(bench)).toEqual([['skipped:no-frame'], ['skipped:no-frame', 'not-wanted']]);
  });
});

describe('the pictures of a part that is not a clean pass', () => {
  it('are those of its bad frames alone', async () => {
    const bench = new Bench(3);
    bench.frame();
    await bench.answer(0.9);
    await goodFrames(bench, 2);
    expect(picturesOf(bench)).toEqual([['queued', 'not-wanted', 'not-wanted']]);
  });

  it.each(['skipped:queue-full', 'skipped:disk'] as const)(
    'are %s when they cannot be kept, and wanted once',
    async (outcome) => {
      const bench = new Bench(4);
      bench.isQueueFull = outcome === 'skipped:queue-full';
      bench.quota.picturesStopped(outcome === 'skipped:disk');
      bench.lose();
      await goodFrames(bench, 3);
      expect(picturesOf(bench)).toEqual([[outcome, 'not-wanted', 'not-wanted']]);
      expect(bench.pictures.skipped).toBe(1);
    },
  );

  it('do not exist when it was missed', () => {
    const bench = new Bench(1);
    bench.lose();
    expect(picturesOf(bench)).toEqual([[]]);
    expect(bench.pictures.skipped).toBe(0);
  });

  it('are kept or have their reason on the record, whatever happens in whatever order', async () => {
    const step = fc.oneof(
      { weight: 6, arbitrary: fc.constant('frame' as const) },
      { weight: 5, arbitrary: fc.constantFrom(0.1, 0.1, 0.1, 0.4, 0.9) },
      { weight: 1, arbitrary: fc.constantFrom('lose', 'jump', 'damaged', 'camera-lost', 'wait-long', 'queue') },
    );
    const stepsOf = fc.array(step, { maxLength: 100 });
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 1, max: 5 }), stepsOf, async (framesPerPart, steps) => {
        const bench = new Bench(framesPerPart);
        for (const what of steps) {
          if (typeof what === 'number') await bench.answer(what);
          else if (what === 'frame') bench.frame();
          else if (what === 'lose') bench.lose();
          else if (what === 'jump') bench.jump(1);
          else if (what === 'damaged') bench.frame({ damage: 'missing-packets' });
          else if (what === 'camera-lost') bench.pipeline.cameraLost('gone');
          else if (what === 'queue') bench.isQueueFull = !bench.isQueueFull;
          else bench.pass(deadlineMs + 1);
        }
        bench.pipeline.stop();
        await bench.drain(0.1);
        for (const { verdict, frames } of recordsOf(bench)) {
          const wanted = frames.filter(({ pictureOutcome }) => pictureOutcome !== 'not-wanted');
          if (verdict === 'pass' || verdict === 'missed') expect(wanted).toEqual([]);
          else expect(wanted.length).toBeGreaterThan(0);
          for (const frame of frames) {
            if (frame.verdict !== 'pass') expect(wanted).toContain(frame);
            expect(frame.picture === null).toBe(frame.pictureOutcome !== 'queued');
          }
        }
      }),
      { numRuns: 150 },
    );
  });
});
