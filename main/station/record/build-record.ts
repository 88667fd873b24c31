/** From a decided, answered part to its record, and from the record to what a screen shows of it. Pure. */
import type { PartSummary } from '../../api/slices/live.ts';
import type { Recipe } from '../config/recipe.ts';
import { reviewTerms } from '../config/review-terms.ts';
import type { CapturedFrame, FrameDecision, LineAnswer, PartDecision } from '../flow.ts';
import type { FrameRecord, PartRecord } from './record.ts';

/** What is the same for every part of a run. */
export interface RunFacts {
  readonly runId: string;
  readonly recipe: string;
  readonly bundle: string;
  readonly bundleVersion: string;
  readonly classes: readonly string[];
  readonly frameSize: { readonly width: number; readonly height: number };
  readonly review: Recipe['review'];
}

/** What became of a frame's picture. */
export interface FramePicture {
  readonly id: string | null;
  readonly outcome: FrameRecord['pictureOutcome'];
}

/** How the camera numbers and dates a frame. */
export type CameraFrame = Pick<CapturedFrame, 'frameId' | 'deviceTimeNs'>;

export interface PartFacts {
  readonly id: string;
  readonly messageId: string;
  readonly trigger: number;
  /** Of the last frame; of the trigger where none came. */
  readonly lastFrameMs: number;
  readonly lastFrameWallMs: number;
  readonly shift: string;
  readonly shiftStartedAt: number;
  readonly truth: 'good' | 'defective' | null;
  readonly serial: string | null;
  readonly workOrder: string | null;
  /** By frame index. */
  readonly pictures: ReadonlyMap<number, FramePicture>;
  readonly frameIds: ReadonlyMap<number, CameraFrame>;
}

export function buildRecord(run: RunFacts, part: PartFacts, decision: PartDecision, answer: LineAnswer): PartRecord {
  return {
    id: part.id,
    runId: run.runId,
    trigger: part.trigger,
    at: part.lastFrameWallMs,
    monotonicMs: part.lastFrameMs,
    recipe: run.recipe,
    bundle: run.bundle,
    bundleVersion: run.bundleVersion,
    shift: part.shift,
    shiftStartedAt: part.shiftStartedAt,
    classes: [...run.classes],
    frameSize: run.frameSize,
    verdict: decision.verdict,
    reasons: [...decision.reasons],
    scores: highestScores(decision.frames),
    frames: decision.frames.map((frame) => frameRecord(frame, part)),
    worstFrame: decision.worstFrame,
    line: {
      ok: answer.ok,
      at: answer.sentWallMs,
      because: answer.because,
      latencyMs: Math.max(0, answer.sentMs - part.lastFrameMs),
    },
    messageId: part.messageId,
    truth: part.truth,
    serial: part.serial,
    workOrder: part.workOrder,
    review: reviewTerms(run.review, decision.verdict),
  };
}

function frameRecord(frame: FrameDecision, part: PartFacts): FrameRecord {
  const ofCamera = part.frameIds.get(frame.frameIndex);
  const picture = part.pictures.get(frame.frameIndex) ?? { id: null, outcome: 'not-wanted' };
  return {
    frameIndex: frame.frameIndex,
    frameId: ofCamera?.frameId ?? 0,
    deviceTimeNs: ofCamera?.deviceTimeNs ?? null,
    verdict: frame.verdict,
    reasons: [...frame.reasons],
    scores: frame.scores && [...frame.scores],
    regions: [...frame.regions],
    unknownPart: frame.unknownPart,
    features: picture.id === null ? null : frame.features && [...frame.features],
    reading: picture.id === null ? null : frame.reading,
    decisionMs: frame.decidedMs - frame.completeMs,
    runMs: frame.runMs,
    picture: picture.id,
    pictureOutcome: picture.outcome,
  };
}

/** Per class over all frames that the engine judged; null when it judged none. */
export function highestScores(frames: readonly FrameDecision[]): number[] | null {
  let highest: number[] | null = null;
  for (const { scores } of frames) {
    if (!scores) continue;
    const before: readonly number[] = highest ?? scores;
    highest = scores.map((score, index) => Math.max(score, before[index] ?? score));
  }
  return highest;
}

export function summaryOf(record: PartRecord): PartSummary {
  const shown = shownFrame(record);
  return {
    id: record.id,
    trigger: record.trigger,
    at: record.at,
    verdict: record.verdict,
    reasons: record.reasons,
    regions: shown?.regions ?? [],
    frameIndex: shown?.frameIndex ?? null,
    placed: shown?.reading?.placed ?? null,
    frame: record.frameSize,
    picture: shown?.picture ?? null,
    latencyMs: record.line.latencyMs,
    truth: record.truth,
    serial: record.serial,
    workOrder: record.workOrder,
  };
}

/**
 * The worst frame, if its picture is kept. A part that was short or late leaves the picture of another frame, because it
 * was the one in hand: then people are shown that.
 */
function shownFrame({ frames, worstFrame }: PartRecord): FrameRecord | undefined {
  const worst = worstFrame === null ? undefined : frames[worstFrame];
  return worst?.picture ? worst : (frames.find(({ picture }) => picture !== null) ?? worst);
}
