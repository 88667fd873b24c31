/** How alike two pictures are where one lies on the other: normalised correlation of every second pixel. */
import type { Grey } from './grey.ts';

/**
 * @param left,top where the live picture's pixel (0, 0) lies in the golden one
 * @returns -1..1; 0 where less than a quarter of the live picture lies on the golden one, or nothing is to be seen
 */
export function likenessAt(live: Grey, golden: Grey, left: number, top: number): number {
  const fromX = Math.max(0, -left);
  const toX = Math.min(live.width, golden.width - left);
  const toY = Math.min(live.height, golden.height - top);
  let [n, sumL, sumG, squareL, squareG, product] = [0, 0, 0, 0, 0, 0];
  for (let y = Math.max(0, -top); y < toY; y += 2) {
    const row = y * live.width;
    const goldenRow = (y + top) * golden.width + left;
    for (let x = fromX; x < toX; x += 2) {
      const l = live.bytes[row + x] as number;
      const g = golden.bytes[goldenRow + x] as number;
      n++;
      sumL += l;
      sumG += g;
      squareL += l * l;
      squareG += g * g;
      product += l * g;
    }
  }
  if (n * 16 < live.width * live.height) return 0;
  const energy = (squareL - (sumL * sumL) / n) * (squareG - (sumG * sumG) / n);
  return energy <= 0 ? 0 : (product - (sumL * sumG) / n) / Math.sqrt(energy);
}
