/** A number that is none, or no probability, must not reach a decision: there it would compare as harmless. */
import { say } from '../api/said/say.ts';

export interface ModelOutputs {
  /** [classes, rows, columns]; new memory each time. */
  readonly map: Float32Array;
  /** [4, rows, columns]; empty where the bundle has none. */
  readonly boxes: Float32Array;
  /** Empty where the bundle has none. */
  readonly features: Float32Array;
}

/** Rounding of the sigmoid may go this far beyond 0 and 1. */
const slack = 1e-3;

/** @returns what is wrong with a frame's outputs, in a sentence; null when nothing is. */
export function problemOfOutputs({ map, boxes, features }: ModelOutputs): string | null {
  for (let i = 0; i < map.length; i++) {
    const value = map[i] as number;
    if (value >= -slack && value <= 1 + slack) continue;
    return Number.isNaN(value)
      ? say('engineNotNumber', { where: `map, position ${i}` })
      : say('engineNotProbability', { value, where: `map, position ${i}` });
  }
  return notFinite('boxes', boxes) ?? notFinite('features', features);
}

function notFinite(name: string, values: Float32Array): string | null {
  const bad = values.findIndex((value) => !Number.isFinite(value));
  return bad < 0 ? null : say('engineNotNumber', { where: `${name}, position ${bad}` });
}
