/** Paths of the two small charts, in a box of `width` × `height` units with the origin at the top left. */

/** A line through the values, 0 (bottom) .. 1 (top), evenly spaced; a gap where there is none. */
export function linePath(values: readonly (number | null)[], width: number, height: number): string {
  const step = values.length > 1 ? width / (values.length - 1) : 0;
  let isDrawing = false;
  const parts: string[] = [];
  for (const [index, value] of values.entries()) {
    if (value === null) {
      isDrawing = false;
      continue;
    }
    const isAlone = !isDrawing && (values[index + 1] ?? null) === null;
    const at = `${round(index * step)} ${round((1 - clamp(value)) * height)}`;
    // A minute between two gaps would be a line of no length: draw a dot's width.
    parts.push(isDrawing ? `L${at}` : isAlone ? `M${at}h1.5` : `M${at}`);
    isDrawing = true;
  }
  return parts.join('');
}

/** The bars whose value is (`over`) or is not above `limit`; `top` is the value at the upper edge. */
export function barsPath(
  values: readonly number[],
  chart: { readonly width: number; readonly height: number; readonly top: number; readonly limit: number },
  which: 'within' | 'over',
): string {
  const step = chart.width / Math.max(1, values.length);
  const bar = step * 0.7;
  return values
    .map((value, index) => {
      if (value > chart.limit !== (which === 'over')) return '';
      const tall = Math.max(1, clamp(value / chart.top) * chart.height);
      return `M${round(index * step)} ${round(chart.height)}v${round(-tall)}h${round(bar)}v${round(tall)}z`;
    })
    .join('');
}

/** The minutes since the first one with a part, at least `atLeast` of them: a young shift is not a dot at the edge. */
export function sinceFirstPart(minutes: readonly (number | null)[], atLeast: number): readonly (number | null)[] {
  const first = minutes.findIndex((minute) => minute !== null);
  const begin = first < 0 ? 0 : Math.min(first, Math.max(0, minutes.length - atLeast));
  return minutes.slice(begin);
}

/** A lower end of a yield axis that shows its changes and rarely moves: 0, 50, 80, 90, 95, 98 or 99 per cent. */
export function yieldFloor(values: readonly (number | null)[]): number {
  const lowest = values.reduce<number>((low, value) => (value === null ? low : Math.min(low, value)), 1);
  return [0.99, 0.98, 0.95, 0.9, 0.8, 0.5].find((floor) => lowest >= floor) ?? 0;
}

function clamp(value: number): number {
  return Math.min(1, Math.max(0, value));
}

function round(value: number): number {
  return Math.round(value * 100) / 100;
}
