/**
 * `fit: centre`: the frame is laid in the middle of the model's input; what is over is cut off, what is missing padded.
 *
 * Nothing is scaled, so a pixel of the input is a pixel of the frame, moved. The training kit has the same rule.
 */

export interface Size {
  readonly width: number;
  readonly height: number;
}

/** Which part of the frame the input holds, and where. Whole pixels. */
export interface Placement {
  readonly sourceX: number;
  readonly sourceY: number;
  readonly targetX: number;
  readonly targetY: number;
  readonly width: number;
  readonly height: number;
}

export function placeCentred(frame: Size, input: Size): Placement {
  const left = Math.floor((input.width - frame.width) / 2);
  const top = Math.floor((input.height - frame.height) / 2);
  return {
    sourceX: Math.max(0, -left),
    sourceY: Math.max(0, -top),
    targetX: Math.max(0, left),
    targetY: Math.max(0, top),
    width: Math.min(frame.width, input.width),
    height: Math.min(frame.height, input.height),
  };
}

/** What the model sees of the frame, as a box in frame pixels. */
export function centredView(
  frame: Size,
  input: Size,
): { readonly x: number; readonly y: number; readonly width: number; readonly height: number } {
  const { sourceX, sourceY, width, height } = placeCentred(frame, input);
  return { x: sourceX, y: sourceY, width, height };
}
