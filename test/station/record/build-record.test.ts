import { describe, expect, it } from 'vitest';
import { recipeSchema } from '../../../main/station/config/recipe.ts';
import type { FrameDecision, LineAnswer, PartDecision } from '../../../main/station/flow.ts';
import { buildRecord, highestScores, type PartFacts, summaryOf } from '../../../main/station/record/build-record.ts';
import { partRecordSchema } from '../../../main/station/record/record.ts';

const review = recipeSchema.shape.review.parse(undefined);
const run = {
  runId: '01a2042b-7a16-757c-a5ce-0864ca472918',
  recipe: 'Test',
  bundle: 'surface-pitting',
  bundleVersion: '1.0.0',
  classes: ['pitting', 'rust'],
  frameSize: { width: 1130, height: 460 },
  review,
};
const facts: PartFacts = {
  id: '01a2042b-7a16-757c-a5ce-0864ca472919',
  messageId: '01a2042b-7a16-757c-a5ce-0864ca472920',
  trigger: 7,
  lastFrameMs: 5000,
  lastFrameWallMs: 1_700_000_000_000,
  shift: 'A',
  shiftStartedAt: 1_699_990_000_000,
  truth: 'defective',
  serial: 'A-100',
  workOrder: null,
  pictures: new Map([[1, { id: '01a2042b-7a16-757c-a5ce-0864ca472921', outcome: 'queued' }]]),
  frameIds: new Map([
    [0, { frameId: 100, deviceTimeNs: 5_000_000_000 }],
    [1, { frameId: 101, deviceTimeNs: null }],
  ]),
};
const answer: LineAnswer = { trigger: 7, ok: false, sentMs: 5012, sentWallMs: 1_700_000_000_012, because: 'verdict' };

function frame(frameIndex: number, scores: readonly number[] | null): FrameDecision {
  const region = { class: 'pitting', score: 0.9, x: 1, y: 2, width: 8, height: 8 };
  return {
    frameIndex,
    verdict: 'fail',
    reasons: [{ kind: 'defect', class: 'pitting', score: 0.9, limit: 0.6 }],
    scores,
    regions: [region],
    unknownPart: null,
    features: [0.25, 4],
    reading: { brightness: 110, saturatedShare: 0, blackShare: 0, focus: 60, obstruction: null },
    runMs: 5,
    completeMs: 4990,
    decidedMs: 5010,
  };
}

describe('the record of a part', () => {
  const frames = [frame(0, [0.1, 0.5]), frame(1, [0.9, 0.2])];
  const decision: PartDecision = { verdict: 'fail', reasons: frames[1]?.reasons ?? [], frames, worstFrame: 1 };
  const record = buildRecord(run, facts, decision, answer);

  it('is what the store expects', () => {
    expect(partRecordSchema.parse(record)).toEqual(record);
  });

  it('says how the camera numbers and dates each frame', () => {
    const ofCamera = record.frames.map(({ frameId, deviceTimeNs }) => [frameId, deviceTimeNs]);
    expect(ofCamera).toEqual([
      [100, 5_000_000_000],
      [101, null],
    ]);
  });

  it('keeps the highest score of each class over all frames', () => {
    expect(record.scores).toEqual([0.9, 0.5]);
    expect(highestScores([frame(0, null), frame(1, [0.3, 0.1])])).toEqual([0.3, 0.1]);
    expect(highestScores([frame(0, null)])).toBeNull();
  });

  it('says what the line was told, and how long after the last frame', () => {
    expect(record.line).toEqual({ ok: false, at: 1_700_000_000_012, because: 'verdict', latencyMs: 12 });
  });

  it('knows the picture and the frame number of each frame', () => {
    expect(record.frames.map(({ frameId, picture, pictureOutcome }) => [frameId, picture, pictureOutcome])).toEqual([
      [100, null, 'not-wanted'],
      [101, '01a2042b-7a16-757c-a5ce-0864ca472921', 'queued'],
    ]);
  });

  it('keeps what was measured on a picture with the picture, and only there', () => {
    expect(record.frames.map(({ features }) => features)).toEqual([null, [0.25, 4]]);
    expect(record.frames.map(({ reading }) => reading?.focus ?? null)).toEqual([null, 60]);
  });

  it('shows a screen the regions and the picture of the worst frame', () => {
    const summary = summaryOf(record);
    expect(summary).toMatchObject({
      id: facts.id,
      trigger: 7,
      verdict: 'fail',
      latencyMs: 12,
      truth: 'defective',
      frame: run.frameSize,
    });
    expect(summary.picture).toBe('01a2042b-7a16-757c-a5ce-0864ca472921');
    expect(summary.regions).toEqual(frames[1]?.regions);
    expect(summary.frameIndex).toBe(1);
    expect(summary.placed).toBeNull();
  });

  it('names the worst frame by its own number where frames before it are missing', () => {
    const late = [frame(4, [0.9, 0.1])];
    const short: PartDecision = { verdict: 'fail', reasons: late[0]?.reasons ?? [], frames: late, worstFrame: 0 };
    expect(summaryOf(buildRecord(run, facts, short, answer)).frameIndex).toBe(4);
    const missed: PartDecision = { verdict: 'missed', reasons: [{ kind: 'no-frame' }], frames: [], worstFrame: null };
    expect(summaryOf(buildRecord(run, facts, missed, answer)).frameIndex).toBeNull();
  });

  it('keeps the serial number and shows it', () => {
    expect(record.serial).toBe('A-100');
    expect(summaryOf(record).serial).toBe('A-100');
  });

  it('asks a person about what the model is unsure of, on the terms of the recipe, and about nothing else', () => {
    const asked = (verdict: PartDecision['verdict'], failsToo = false) =>
      buildRecord({ ...run, review: { ...review, failsToo } }, facts, { ...decision, verdict }, answer).review;
    expect(asked('review')).toEqual({ operatorMs: 120_000, qualityMs: 1_800_000, overdue: 'hold' });
    expect(asked('fail')).toBeNull();
    expect(asked('fail', true)).toEqual({ operatorMs: null, qualityMs: null, overdue: 'hold' });
    for (const verdict of ['pass', 'missed'] as const) expect(asked(verdict, true)).toBeNull();
  });
});
