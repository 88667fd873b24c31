/** Letters as a plotter draws them: lines on a grid 4 wide and 6 high, for silkscreen and serial numbers. */
import type { Point, Shape } from './field.ts';

/** Each stroke is a row of points `xy`; strokes are separated by a space. */
const glyphs: Readonly<Record<string, string>> = {
  A: '061222424636 0444',
  B: '00063645443303 03002031424333',
  C: '4130100105163645',
  D: '00062645412000',
  E: '40000646 0333',
  F: '400006 0333',
  G: '41301001051636454323',
  H: '0006 4046 0343',
  I: '1030 2026 1636',
  J: '404536160504',
  K: '0006 400346',
  L: '000646',
  M: '0600234046',
  N: '06004640',
  O: '100105163645413010',
  P: '06003041423303',
  Q: '100105163645413010 2446',
  R: '06003041423303 2346',
  S: '413010010213334445361605',
  T: '0040 2026',
  U: '000516364540',
  V: '002640',
  W: '0016233640',
  X: '0046 4006',
  Y: '002340 2326',
  Z: '00400646',
  '0': '100105163645413010 1531',
  '1': '011026 0646',
  '2': '01103041420646',
  '3': '01103041423313 334445361605',
  '4': '36300444',
  '5': '400002324345361605',
  '6': '4130100105163645443303',
  '7': '004016',
  '8': '130201103041423313 1304051636454433',
  '9': '0516364541301001021343',
  '-': '1333',
  '.': '2626',
  '/': '0640',
  '+': '2125 0343',
};

export const glyphAdvance = 6;

/** Width of a text whose letters are `height` high. */
export function textWidth(text: string, height: number): number {
  return ((text.length * glyphAdvance - 2) * height) / 6;
}

/** @param x left end and @param y top of the letters. What the font does not have is a blank. */
export function textShapes(text: string, x: number, y: number, height: number, width: number): Shape[] {
  const scale = height / 6;
  return [...text].flatMap((letter, index) =>
    (glyphs[letter] ?? '')
      .split(' ')
      .filter((stroke) => stroke.length >= 2)
      .map((stroke): Shape => {
        const left = x + index * glyphAdvance * scale;
        return {
          kind: 'stroke',
          width,
          points: pointsOf(stroke).map(([gx, gy]) => [left + gx * scale, y + gy * scale]),
        };
      }),
  );
}

function pointsOf(stroke: string): Point[] {
  return Array.from({ length: Math.floor(stroke.length / 2) }, (_, index): Point => {
    return [Number(stroke[2 * index]), Number(stroke[2 * index + 1])];
  });
}
