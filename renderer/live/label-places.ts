/**
 * Where the words of several marks can stand in one picture without covering each other, another box or the edge.
 * Worst first: on a crowded picture the words of the least are left out, its box stays.
 */

export interface Rect {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** Beside which corner of its box a label stands, and its offset from there, in pixels of the screen. */
export interface LabelPlace {
  readonly corner: { readonly right: boolean; readonly bottom: boolean };
  readonly dx: number;
  readonly dy: number;
}

export interface LabelRequest {
  readonly box: Rect;
  readonly label: { readonly width: number; readonly height: number };
}

/** Between the box (its line lies outside of it) and the label. */
const apart = 7;
const outset = 5;
/** Nearer than this a label seems to belong to the other box. */
const breathing = 8;

/**
 * @param requests worst first; boxes and sizes in pixels of the screen.
 * @returns a place for each, in the same order; null where there is no room. The first always has one.
 */
export function placeLabels(
  requests: readonly LabelRequest[],
  screen: { readonly width: number; readonly height: number },
): readonly (LabelPlace | null)[] {
  const taken: Rect[] = [];
  return requests.map((request, index) => {
    const others = requests.filter((other) => other !== request).map(({ box }) => grown(box, breathing));
    const free = placesOf(request).filter((place) => {
      const rect = rectOf(request, place);
      return isInside(rect, screen) && !taken.some((other) => overlaps(rect, other));
    });
    const clear = free.find((place) => !others.some((box) => overlaps(rectOf(request, place), box)));
    const place = clear ?? (index === 0 ? (free[0] ?? placesOf(request)[0]) : undefined);
    if (!place) return null;
    taken.push(rectOf(request, place));
    return place;
  });
}

/** Above, below, then at the sides. */
function placesOf({ label }: LabelRequest): readonly LabelPlace[] {
  const { width, height } = label;
  const [above, below] = [-apart - height, apart];
  const [toRight, toLeft] = [-outset, outset - width];
  return [
    { corner: { right: false, bottom: false }, dx: toRight, dy: above },
    { corner: { right: true, bottom: false }, dx: toLeft, dy: above },
    { corner: { right: false, bottom: true }, dx: toRight, dy: below },
    { corner: { right: true, bottom: true }, dx: toLeft, dy: below },
    { corner: { right: true, bottom: false }, dx: apart, dy: -outset },
    { corner: { right: false, bottom: false }, dx: -apart - width, dy: -outset },
  ];
}

function rectOf({ box, label }: LabelRequest, { corner, dx, dy }: LabelPlace): Rect {
  const x = box.x + (corner.right ? box.width : 0) + dx;
  const y = box.y + (corner.bottom ? box.height : 0) + dy;
  return { x, y, ...label };
}

function isInside(rect: Rect, screen: { readonly width: number; readonly height: number }): boolean {
  return rect.x >= 0 && rect.y >= 0 && rect.x + rect.width <= screen.width && rect.y + rect.height <= screen.height;
}

function grown({ x, y, width, height }: Rect, by: number): Rect {
  return { x: x - by, y: y - by, width: width + 2 * by, height: height + 2 * by };
}

function overlaps(a: Rect, b: Rect): boolean {
  return a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height;
}
