/** The quality gate: reads every frame beside the engine and says what is wrong with the picture, by the recipe's limits. */
import type { QualityLimits } from '../config/recipe.ts';
import type { FrameGeometry, PictureFaultFound, PictureReading, QualityResult } from '../flow.ts';
import { makeMeasurer } from './measure.ts';
import { makeObstruction, type Reference } from './obstruction.ts';

/** @returns the gate for frames of this geometry (their bytes without padding); it keeps its buffers from frame to frame */
export function makeQualityGate(
  geometry: FrameGeometry,
  limits: QualityLimits,
  reference: Reference | null,
): (frame: Uint8Array) => QualityResult {
  const measure = makeMeasurer(geometry);
  const obstructionOf = reference && makeObstruction(reference);
  return (frame) => {
    const { brightness, saturatedShare, blackShare, focus, cells } = measure(frame);
    const obstruction = obstructionOf?.(cells) ?? null;
    const reading = { brightness, saturatedShare, blackShare, focus, obstruction };
    return { reading, faults: pictureFaults(reading, limits) };
  };
}

/** Every limit that a reading breaks. A limit without its measure (no reference picture) judges nothing. */
export function pictureFaults(reading: PictureReading, limits: QualityLimits): readonly PictureFaultFound[] {
  const { brightness, saturatedShare, blackShare, focus, obstruction } = reading;
  return [
    ...below('too-dark', brightness, limits.brightness?.min),
    ...above('too-bright', brightness, limits.brightness?.max),
    ...above('overexposed', saturatedShare, limits.saturatedShare?.max),
    ...above('underexposed', blackShare, limits.blackShare?.max),
    ...below('blurred', focus, limits.focus?.min),
    ...above('covered', obstruction, limits.obstruction?.max),
  ];
}

type Fault = PictureFaultFound['fault'];

function below(fault: Fault, value: number, limit: number | undefined): PictureFaultFound[] {
  return limit !== undefined && value < limit ? [{ fault, value, limit }] : [];
}

function above(fault: Fault, value: number | null, limit: number | undefined): PictureFaultFound[] {
  return limit !== undefined && value !== null && value > limit ? [{ fault, value, limit }] : [];
}
