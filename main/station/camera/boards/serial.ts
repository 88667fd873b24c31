/** The serial number: dark letters on a patch of ink, in its own place on every board. */
import type { Random } from '../../random.ts';
import type { Artwork } from './artwork.ts';
import { coverage, distanceTo, Field } from './field.ts';
import { serialArea } from './placement.ts';
import { textShapes, textWidth } from './stroke-font.ts';

export const goldenSerial = 'SN000000';
const height = 36;
const pen = 6;

export function drawSerial(random: Random): string {
  return `SN${String(Math.floor(random() * 1_000_000)).padStart(6, '0')}`;
}

/** Writes it into the artwork's silkscreen, over the one before. */
export function writeSerial(art: Artwork, serial: string): void {
  const { x, y, width: wide, height: high } = serialArea;
  const text = new Field(wide, high);
  const left = (wide - textWidth(serial, height)) / 2;
  for (const shape of textShapes(serial, left, (high - height) / 2, height, pen)) text.add(shape);
  const patch = { kind: 'box', x: wide / 2, y: high / 2, width: wide - 8, height: high - 8, radius: 6 } as const;
  for (let row = 0; row < high; row += 1) {
    for (let column = 0; column < wide; column += 1) {
      const letter = coverage(text.distances[row * wide + column] ?? 1);
      const ink = coverage(distanceTo(patch, column, row)) * (1 - letter);
      art.silk[(y + row) * art.width + x + column] = Math.round(255 * ink);
    }
  }
}
