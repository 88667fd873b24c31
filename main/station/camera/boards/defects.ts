/**
 * Defects of six classes, made in the artwork as they come about: copper etched away or left standing. Each is tried at
 * drawn places until the copper's pieces are what the class says (an open makes two of one, a short one of two, ...).
 */
import type { Random } from '../../random.ts';
import { type Artwork, copperSteps } from './artwork.ts';
import { type Brush, direction, type Edit, makeBrush, paint } from './brush.ts';
import { type Area, grown, length, overlap, type Point, within } from './field.ts';
import { countPieces } from './pieces.ts';
import { boardInset, fingerArea, serialArea } from './placement.ts';
import type { DefectClass } from './pool.ts';

export interface Defect {
  readonly class: DefectClass;
  /** Board pixels. */
  readonly box: Area;
  readonly edit: Edit;
}

const tries = 4000;
/** Copper about a defect in which its class shows. */
const surroundings = 9;
/** Smaller ones are no customer's concern. */
const leastSide = 5;
const leastPixels = 16;

/** A defect of this class somewhere on the board, away from `taken`. The artwork stays as it is. */
export function makeDefect(art: Artwork, wanted: DefectClass, random: Random, taken: readonly Area[]): Defect {
  for (let attempt = 0; attempt < tries; attempt += 1) {
    const brush = brushes[wanted](art, random);
    if (!brush) continue;
    const edit = paint(art, brush, wanted === 'short' || wanted === 'spur' || wanted === 'copper');
    const { box } = edit;
    if (!box || !isPlain(art, box, taken) || !isWorthwhile(edit, box)) continue;
    if (classOf(art, edit, box) === wanted) return { class: wanted, box, edit };
  }
  throw new RangeError(`no place for a defect of the class ${wanted} in ${tries} tries`);
}

/** What an edit of the copper amounts to, from the pieces of copper and of background before and after it. */
export function classOf(art: Artwork, edit: Edit, box: Area): DefectClass | null {
  const window = within(grown(box, surroundings), art.width, art.height);
  const before = pieces(art, edit, window, edit.before);
  const after = pieces(art, edit, window, edit.after);
  const copper = after.copper - before.copper;
  const background = after.background - before.background;
  const adds = edit.after.some((steps, at) => steps < (edit.before[at] ?? 0));
  if (adds) {
    if (copper < 0) return 'short';
    if (background !== 0) return null;
    return copper === 1 ? 'copper' : copper === 0 ? 'spur' : null;
  }
  if (copper === 1) return 'open';
  if (copper !== 0) return null;
  return background === 1 ? 'pin-hole' : background === 0 ? 'mousebite' : null;
}

function pieces(art: Artwork, edit: Edit, window: Area, values: Int8Array): { copper: number; background: number } {
  const isCopper = new Uint8Array(window.width * window.height);
  const { area } = edit;
  for (let row = 0; row < window.height; row += 1) {
    for (let column = 0; column < window.width; column += 1) {
      const [x, y] = [window.x + column, window.y + row];
      const isInside = x >= area.x && y >= area.y && x < area.x + area.width && y < area.y + area.height;
      const steps = isInside ? values[(y - area.y) * area.width + x - area.x] : art.copper[y * art.width + x];
      isCopper[row * window.width + column] = (steps ?? 0) < 0 ? 1 : 0;
    }
  }
  const copper = countPieces(isCopper, window.width, window.height);
  const background = countPieces(
    isCopper.map((is) => 1 - is),
    window.width,
    window.height,
  );
  return { copper, background };
}

/** Nothing lies over it: no ink, no hole, no serial number, no border, no other defect. */
function isPlain(art: Artwork, box: Area, taken: readonly Area[]): boolean {
  const about = grown(box, 4);
  const edge = boardInset + 10;
  if (about.x < edge || about.y < edge) return false;
  if (about.x + about.width > art.width - edge || about.y + about.height > art.height - edge) return false;
  if (overlap(about, serialArea) || taken.some((other) => overlap(grown(about, 40), other))) return false;
  // Between the fingers of the card edge nothing but air would be seen at its end.
  if (overlap(about, { ...fingerArea, y: fingerArea.y + 90 })) return false;
  for (let y = about.y; y < about.y + about.height; y += 1) {
    for (let x = about.x; x < about.x + about.width; x += 1) {
      const at = y * art.width + x;
      if ((art.silk[at] ?? 0) > 20 || (art.hole[at] ?? 0) > 0) return false;
    }
  }
  return true;
}

function isWorthwhile({ before, after }: Edit, box: Area): boolean {
  let changed = 0;
  for (let at = 0; at < before.length; at += 1) {
    if ((before[at] ?? 0) < 0 !== (after[at] ?? 0) < 0) changed += 1;
  }
  return (
    changed >= leastPixels && Math.min(box.width, box.height) >= leastSide && Math.max(box.width, box.height) <= 44
  );
}

const brushes: Readonly<Record<DefectClass, (art: Artwork, random: Random) => Brush | null>> = {
  open: (art, random) => {
    const place = onTrack(art, random);
    if (!place) return null;
    const { at, along, width } = place;
    const gap = size(random, 3, 8);
    const across: Point = [-along[1], along[0]];
    return makeBrush(
      [-1, 0, 1].map((side) => {
        const off = side * (width / 2 + 1.5);
        const slip = (random() - 0.5) * gap * 0.6;
        return spot(
          at[0] + across[0] * off + along[0] * slip,
          at[1] + across[1] * off + along[1] * slip,
          gap / 2 + 1.5 * random(),
        );
      }),
      random,
    );
  },
  short: (art, random) => {
    const edge = atEdge(art, random);
    if (!edge || edge.gap < 6 || edge.gap > 34) return null;
    const radius = size(random, 2.5, 6);
    return ray(
      edge,
      [-radius, edge.gap / 2, edge.gap + radius],
      [radius * 1.2, radius * (0.7 + 0.4 * random()), radius * 1.2],
      random,
    );
  },
  mousebite: (art, random) => {
    const edge = atEdge(art, random);
    if (!edge || edge.depth < 6) return null;
    const depth = Math.min(edge.depth * (0.4 + 0.35 * random()), size(random, 5, 13));
    const radius = Math.max(3, depth * (0.7 + 0.5 * random()));
    return ray(edge, [radius - depth, radius * 0.6 - depth + 1], [radius, radius * 0.8], random);
  },
  spur: (art, random) => {
    const edge = atEdge(art, random);
    if (!edge) return null;
    const reach = Math.min(edge.gap - 4, size(random, 6, 18));
    if (reach < 5) return null;
    const radius = 2 + 2.5 * random();
    return ray(edge, [-1, reach * 0.5, reach - radius], [radius * 1.5, radius * 1.1, radius], random);
  },
  copper: (art, random) => {
    const [x, y] = anywhere(art, random);
    const room = (art.copper[y * art.width + x] ?? 0) / copperSteps;
    return room < 6 ? null : blob(x, y, size(random, 3, room > 10 ? 10 : room - 3), random);
  },
  'pin-hole': (art, random) => {
    const [x, y] = anywhere(art, random);
    const room = -(art.copper[y * art.width + x] ?? 0) / copperSteps;
    return room < 6 ? null : blob(x, y, size(random, 3, room > 10 ? 8 : room - 2.5), random);
  },
};

/** Mostly in the middle of the range; one in eight near its lower end. */
function size(random: Random, least: number, most: number): number {
  return random() < 0.125 ? least : least + (most - least) * (0.15 + 0.425 * (random() + random()));
}

function blob(x: number, y: number, radius: number, random: Random): Brush {
  const spots = [spot(x, y, radius)];
  const more = Math.floor(random() * 3);
  for (let count = 0; count < more; count += 1) {
    const [dx, dy] = direction(random);
    spots.push(spot(x + dx * radius * 0.8, y + dy * radius * 0.8, radius * (0.45 + 0.35 * random())));
  }
  return makeBrush(spots, random);
}

interface Edge {
  readonly at: Point;
  /** Away from the copper. */
  readonly out: Point;
  /** Copper behind the edge and background before it, pixels, as far as was looked. */
  readonly depth: number;
  readonly gap: number;
}

function ray({ at, out }: Edge, distances: readonly number[], radii: readonly number[], random: Random): Brush {
  const bend = (random() - 0.5) * 3;
  return makeBrush(
    distances.map((distance, index) => {
      const aside = index * bend * 0.5;
      return spot(
        at[0] + out[0] * distance - out[1] * aside,
        at[1] + out[1] * distance + out[0] * aside,
        radii[index] ?? 2,
      );
    }),
    random,
  );
}

function atEdge(art: Artwork, random: Random): Edge | null {
  const [x, y] = anywhere(art, random);
  const here = art.copper[y * art.width + x] ?? 127;
  if (here < -100 || here > 100) return null;
  const slopeX = (art.copper[y * art.width + x + 1] ?? 0) - (art.copper[y * art.width + x - 1] ?? 0);
  const slopeY = (art.copper[(y + 1) * art.width + x] ?? 0) - (art.copper[(y - 1) * art.width + x] ?? 0);
  const steep = length(slopeX, slopeY);
  // Half way between two edges, and at corners, the way out is not clear.
  if (steep < 1.6 * copperSteps) return null;
  const out: Point = [slopeX / steep, slopeY / steep];
  const off = here / copperSteps;
  const at: Point = [x - out[0] * off, y - out[1] * off];
  return { at, out, depth: walk(art, at, [-out[0], -out[1]], true), gap: walk(art, at, out, false) };
}

/** How far copper (or background) goes on from an edge. */
function walk(art: Artwork, [x, y]: Point, [dx, dy]: Point, inCopper: boolean): number {
  for (let distance = 1; distance < 48; distance += 0.5) {
    const at = Math.round(y + dy * distance) * art.width + Math.round(x + dx * distance);
    if ((art.copper[at] ?? 127) < 0 !== inCopper) return distance;
  }
  return 48;
}

function onTrack(art: Artwork, random: Random): { at: Point; along: Point; width: number } | null {
  const track = art.tracks[Math.floor(random() * art.tracks.length)];
  const run = Math.floor(random() * ((track?.points.length ?? 1) - 1));
  const [a, b] = [track?.points[run], track?.points[run + 1]];
  if (!track || !a || !b) return null;
  const distance = length(b[0] - a[0], b[1] - a[1]);
  const from = 14 + random() * (distance - 28);
  if (distance < 30) return null;
  const along: Point = [(b[0] - a[0]) / distance, (b[1] - a[1]) / distance];
  return { at: [a[0] + along[0] * from, a[1] + along[1] * from], along, width: track.width };
}

function anywhere(art: Artwork, random: Random): readonly [number, number] {
  const inset = boardInset + 20;
  return [
    inset + Math.floor(random() * (art.width - 2 * inset)),
    inset + Math.floor(random() * (art.height - 2 * inset)),
  ];
}

function spot(x: number, y: number, radius: number): { x: number; y: number; radius: number } {
  return { x, y, radius };
}
