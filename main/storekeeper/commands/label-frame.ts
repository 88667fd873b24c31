/** Regions that a person draws on a frame, for retraining: each saving is a version of its own, the newest holds. */
import { StationError } from '../../api/errors.ts';
import { say } from '../../api/said/say.ts';
import type { Shape } from '../../api/slices/quality.ts';
import type { CommandInput, CommandOutput } from '../../station/store/command-table.ts';
import { personRow } from '../dispositions.ts';
import { uuidBytes } from '../uuid-bytes.ts';
import type { CommandContext } from './perform.ts';

interface LabelledFrame {
  readonly part: number;
  readonly width: number;
  readonly height: number;
  /** JSON of the newest shapes; null where nobody has drawn any. */
  readonly shapes: string | null;
}

export function labelFrame(
  { db, now, history }: CommandContext,
  { by, id, frameIndex, shapes }: CommandInput<'labelFrame'>,
): CommandOutput<'labelFrame'> {
  const frame = db
    .prepare<[Buffer, number], LabelledFrame>(
      `SELECT frame.part, frame_width AS width, frame_height AS height,
         (SELECT shapes FROM label WHERE label.part = frame.part AND label.frame_index = frame.frame_index
            ORDER BY label.id DESC LIMIT 1) AS shapes
       FROM part JOIN setup ON setup.id = part.setup JOIN frame ON frame.part = part.id
       WHERE part.uuid = ? AND frame.frame_index = ?`,
    )
    .get(uuidBytes(id), frameIndex);
  if (!frame) throw new StationError('not-found', say('frameNotThere', { frame: frameIndex + 1 }));
  shapes.forEach((shape, index) => {
    checkShape(shape, index + 1, frame);
  });
  const json = JSON.stringify(shapes);
  // The same once more, after a link broke or by a second press, is the same version.
  if (json === (frame.shapes ?? '[]')) return {};
  db.prepare('INSERT INTO label (part, frame_index, at, person, shapes) VALUES (?, ?, ?, ?, ?)').run(
    ...[frame.part, frameIndex, Math.floor(now), personRow(db, by), json],
  );
  const old = frame.shapes === null ? null : JSON.parse(frame.shapes);
  history.append('label', { by, part: id, frame: frameIndex, old, new: JSON.parse(json) });
  return {};
}

/** @throws StationError `bad-input` for one that nobody could learn from. */
function checkShape(shape: Shape, number: number, { width, height }: LabelledFrame): void {
  const points = cornersOf(shape);
  const isInside = points.every(([x, y]) => x >= 0 && x <= width && y >= 0 && y <= height);
  if (!isInside) throw new StationError('bad-input', say('shapeOutside', { number, width, height }));
  const [xs, ys] = [points.map(([x]) => x), points.map(([, y]) => y)];
  const isFlat = Math.min(...xs) === Math.max(...xs) || Math.min(...ys) === Math.max(...ys);
  if (isFlat) throw new StationError('bad-input', say('shapeFlat', { number }));
}

function cornersOf(shape: Shape): readonly (readonly [x: number, y: number])[] {
  if (shape.kind === 'polygon') return shape.points;
  const { x, y, width, height } = shape;
  return [
    [x, y],
    [x + width, y + height],
  ];
}
