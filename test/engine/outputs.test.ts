import { describe, expect, it } from 'vitest';
import { type ModelOutputs, problemOfOutputs } from '../../main/engine/outputs.ts';

function outputs(given: Partial<Record<keyof ModelOutputs, readonly number[]>>): ModelOutputs {
  const { map = [0], boxes = [], features = [] } = given;
  return { map: Float32Array.from(map), boxes: Float32Array.from(boxes), features: Float32Array.from(features) };
}

describe('what a model puts out', () => {
  it('is fine as probabilities, distances and finite features', () => {
    expect(problemOfOutputs(outputs({ map: [0, 1, 0.5, 1.0005], boxes: [320, -2], features: [-20, 3] }))).toBeNull();
    expect(problemOfOutputs(outputs({}))).toBeNull();
  });

  it('is refused where a value is not a number, no probability or infinite', () => {
    expect(problemOfOutputs(outputs({ map: [0, Number.NaN] }))).toMatch(/not a number \(map, position 1\)/);
    expect(problemOfOutputs(outputs({ map: [7] }))).toMatch(/gave 7 where a probability/);
    expect(problemOfOutputs(outputs({ map: [Number.NEGATIVE_INFINITY] }))).toMatch(/-Infinity/);
    expect(problemOfOutputs(outputs({ boxes: [1, Number.NaN] }))).toMatch(/boxes, position 1/);
    expect(problemOfOutputs(outputs({ features: [0, Infinity] }))).toMatch(/features, position 1/);
  });
});
