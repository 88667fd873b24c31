/** What is drawn over pictures, as SVG. */

/** What the labels say (of this mistake, and of others near it) and what the model says. Its marks are dashed as well. */
export const colours = { truth: '#3ddbd9', otherTruth: '#2f6f6e', wrong: '#ff8c42' } as const;

export function svg(width: number, height: number, marks: readonly string[]): Buffer {
  return Buffer.from(
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}">${marks.join('')}</svg>`,
  );
}

export function text(words: string, x: number, y: number, size: number, colour = '#e8eaed'): string {
  const style = `font-family="Inter, DejaVu Sans, Liberation Sans, sans-serif" font-size="${size}" fill="${colour}"`;
  return `<text x="${x}" y="${y}" ${style}>${escaped(words)}</text>`;
}

export function outline(points: readonly (readonly [number, number])[], colour: string, isDashed = false): string {
  const corners = points.map(([x, y]) => `${x.toFixed(1)},${y.toFixed(1)}`).join(' ');
  const dashes = isDashed ? ' stroke-dasharray="5 3"' : '';
  return `<polygon points="${corners}" fill="none" stroke="${colour}" stroke-width="1.5"${dashes}/>`;
}

export interface Corners {
  readonly x1: number;
  readonly y1: number;
  readonly x2: number;
  readonly y2: number;
}

export function boxOutline({ x1, y1, x2, y2 }: Corners, colour: string, isDashed = false): string {
  const corners = [
    [x1, y1],
    [x2, y1],
    [x2, y2],
    [x1, y2],
  ] as const;
  return outline(corners, colour, isDashed);
}

function escaped(words: string): string {
  return words.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}
