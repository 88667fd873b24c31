/** Connected pieces of a two-level picture. */

export interface Pieces {
  /** Number of the piece that each pixel belongs to, from 1; 0 for background. */
  readonly labels: Int32Array;
  /** Pixels of each piece; index 0 is not used. */
  readonly sizes: readonly number[];
}

/** @param isSet 1 where a pixel belongs to a piece. Pixels hang together by their four sides. */
export function findPieces(isSet: Uint8Array, width: number, height: number): Pieces {
  const labels = new Int32Array(width * height);
  const sizes = [0];
  const stack: number[] = [];
  for (let start = 0; start < labels.length; start += 1) {
    if (isSet[start] !== 1 || labels[start] !== 0) continue;
    const label = sizes.length;
    let size = 0;
    const take = (at: number): void => {
      if (isSet[at] !== 1 || labels[at] !== 0) return;
      labels[at] = label;
      size += 1;
      stack.push(at);
    };
    take(start);
    for (let at = stack.pop(); at !== undefined; at = stack.pop()) {
      const x = at % width;
      if (x > 0) take(at - 1);
      if (x < width - 1) take(at + 1);
      if (at >= width) take(at - width);
      if (at + width < labels.length) take(at + width);
    }
    sizes.push(size);
  }
  return { labels, sizes };
}

export function countPieces(isSet: Uint8Array, width: number, height: number): number {
  return findPieces(isSet, width, height).sizes.length - 1;
}
