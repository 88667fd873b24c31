/** Is the model what its manifest says? A wrong shape found here is a fault at start, not a wrong verdict later. */
import type { InferenceSession } from 'onnxruntime-node';
import { StationError } from '../api/errors.ts';
import { say } from '../api/said/say.ts';
import type { Bundle } from '../station/inference/bundle.ts';

type Value = InferenceSession.ValueMetadata;

export interface ModelValues {
  readonly inputMetadata: readonly Value[];
  readonly outputMetadata: readonly Value[];
}

/** @returns length of the features, 0 without. @throws StationError with what was expected and what was found. */
export function checkShapes(bundle: Bundle, model: ModelValues): number {
  const { task, input, output, classes, unknownPart } = bundle.manifest;
  if (model.inputMetadata.length !== 1) {
    throw mismatch(`1 input (${input.name})`, `${model.inputMetadata.length} inputs`);
  }
  expectValue(model.inputMetadata, 'input', input.name, 'uint8', [1, input.height, input.width, input.channels]);
  expectValue(model.outputMetadata, 'output', output.map, 'float32', [1, classes.length, bundle.rows, bundle.columns]);
  if (task === 'reference') {
    expectValue(model.outputMetadata, 'output', output.boxes, 'float32', [1, 4, bundle.rows, bundle.columns]);
  }
  if (!output.features) return 0;
  const known = unknownPart ? unknownPart.mean.length : null;
  const shape = expectValue(model.outputMetadata, 'output', output.features, 'float32', [1, known]);
  return shape[1] as number;
}

/** A null in the shape stands for any fixed number. */
function expectValue(
  values: readonly Value[],
  kind: 'input' | 'output',
  name: string,
  type: string,
  shape: readonly (number | null)[],
): readonly number[] {
  const expected = `${kind} ${name} ${type} [${shape.map((n) => n ?? 'any').join(', ')}]`;
  const value = values.find((candidate) => candidate.name === name);
  if (!value) throw mismatch(expected, `only ${values.map((other) => other.name).join(', ')}`);
  if (!value.isTensor) throw mismatch(expected, `${kind} ${name}, which is not a tensor`);
  const found = value.shape;
  const fits = found.length === shape.length && found.every((n, i) => typeof n === 'number' && n === (shape[i] ?? n));
  if (!fits || value.type !== type) throw mismatch(expected, `${value.type} [${found.join(', ')}]`);
  return found.map(Number);
}

function mismatch(expected: string, found: string): StationError {
  return new StationError('bad-input', say('modelMismatch', { expected, found }), {
    remedy: say('modelMismatchRemedy'),
  });
}
