/** Parts as receivers hear of them, many at a time: five questions to the database, however many parts. */
import type { z } from 'zod';
import type { partDocumentSchema } from '../../station/store/sync-table.ts';
import type { Db } from '../database.ts';
import { idText } from '../uuid-bytes.ts';
import { jsonOrNothing } from './json.ts';
import { offsetTime } from './offset-time.ts';

/** As its rows have it; whoever passes it on parses it with `partDocumentSchema`. */
export type Unparsed = { readonly [K in keyof z.input<typeof partDocumentSchema>]: unknown };

export interface KnownPart {
  /** Of its own message. */
  readonly sequence: number;
  readonly document: Unparsed;
}

interface PartRow {
  readonly id: number;
  readonly sequence: number;
  readonly uuid: Buffer;
  readonly run: Buffer;
  readonly trigger: number;
  readonly serial: string | null;
  readonly work_order: string | null;
  readonly at: number;
  readonly told_at: string | null;
  readonly recipe: string;
  readonly bundle: string;
  readonly bundle_version: string;
  readonly classes: string;
  readonly frame_width: number;
  readonly frame_height: number;
  readonly shift: string;
  readonly shift_started_at: number;
  readonly verdict: string;
  readonly reasons: string | null;
  readonly line_ok: number;
  readonly line_at: number;
  readonly line_because: string;
  readonly latency_ms: number;
}

/** The part's own message tells its time in the zone of then, and every later one about it says the same. */
const partsSql = `
  SELECT part.id, part.outbox AS sequence, part.uuid, run.uuid AS run, "trigger", serial, work_order, part.at, outbox.event_time AS told_at,
    recipe, bundle, bundle_version, classes, frame_width, frame_height, shift.name AS shift,
    shift.started_at AS shift_started_at, verdict, reasons, line_ok, line_at, line_because, latency_ms
  FROM json_each(?) AS wanted CROSS JOIN part ON part.id = wanted.value
    JOIN run ON run.id = part.run JOIN setup ON setup.id = part.setup JOIN shift ON shift.id = part.shift
    LEFT JOIN outbox ON outbox.sequence = part.outbox AND outbox.kind = 'part' AND outbox.record = part.id`;
const scoresSql = `
  SELECT part, class, score FROM json_each(?) AS wanted CROSS JOIN part_score ON part = wanted.value ORDER BY part, class`;
const regionsSql = `
  SELECT part, frame_index, place, class, score, x, y, width, height, width_mm, height_mm
  FROM json_each(?) AS wanted CROSS JOIN region ON part = wanted.value ORDER BY part, frame_index, place`;
const picturesSql = `
  SELECT part, frame_index, uuid FROM json_each(?) AS wanted CROSS JOIN picture ON part = wanted.value
  ORDER BY part, frame_index`;

interface OfPart {
  readonly part: number;
}
interface ScoreRow extends OfPart {
  readonly class: number;
  readonly score: number;
}
interface RegionRow extends OfPart {
  readonly frame_index: number;
  readonly place: number;
  readonly class: string;
  readonly score: number;
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  readonly width_mm: number | null;
  readonly height_mm: number | null;
}
interface PictureRow extends OfPart {
  readonly frame_index: number;
  readonly uuid: Buffer;
}

/** By rowid; those that are gone are not in it. @param toldAt of a message about each, for the offset of its times. */
export function partDocuments(db: Db, parts: ReadonlyMap<number, string>): ReadonlyMap<number, KnownPart> {
  const wanted = JSON.stringify([...parts.keys()]);
  const rows = db.prepare<[string], PartRow>(partsSql).all(wanted);
  const scores = byPart(db.prepare<[string], ScoreRow>(scoresSql).all(wanted));
  const regions = byPart(db.prepare<[string], RegionRow>(regionsSql).all(wanted));
  const pictures = byPart(db.prepare<[string], PictureRow>(picturesSql).all(wanted));
  return new Map(
    rows.map((row) => [
      row.id,
      {
        sequence: row.sequence,
        document: documentOf(row, {
          like: row.told_at ?? parts.get(row.id) ?? '',
          scores: scores.get(row.id) ?? [],
          regions: regions.get(row.id) ?? [],
          pictures: pictures.get(row.id) ?? [],
        }),
      },
    ]),
  );
}

interface Beside {
  readonly like: string;
  readonly scores: readonly ScoreRow[];
  readonly regions: readonly RegionRow[];
  readonly pictures: readonly PictureRow[];
}

function documentOf(row: PartRow, { like, scores, regions, pictures }: Beside): Unparsed {
  const id = idText(row.uuid);
  return {
    id,
    serial: row.serial,
    workOrder: row.work_order,
    run: idText(row.run),
    trigger: row.trigger,
    at: row.told_at ?? offsetTime(row.at, like),
    recipe: row.recipe,
    bundle: { name: row.bundle, version: row.bundle_version },
    shift: { name: row.shift, startedAt: offsetTime(row.shift_started_at, like) },
    verdict: row.verdict,
    reasons: row.reasons === null ? [] : jsonOrNothing(row.reasons),
    scores: scoresOf(row.classes, scores),
    line: {
      ok: row.line_ok === 1,
      at: offsetTime(row.line_at, like),
      because: row.line_because,
      latencyMs: row.latency_ms,
    },
    frame: { width: row.frame_width, height: row.frame_height },
    regions: regions.map((region) => regionOf(id, region)),
    pictures: pictures.map(({ frame_index, uuid }) => ({ frameIndex: frame_index, id: idText(uuid) })),
  };
}

/** Undefined where the names of the classes cannot be read: the document is none then. */
function scoresOf(classes: string, scores: readonly ScoreRow[]): unknown {
  if (scores.length === 0) return null;
  const names = jsonOrNothing(classes);
  if (!Array.isArray(names)) return undefined;
  return Object.fromEntries(scores.map(({ class: index, score }) => [String(names[index] ?? index), score]));
}

function regionOf(part: string, row: RegionRow): unknown {
  const { frame_index, place, class: name, score, x, y, width, height, width_mm, height_mm } = row;
  return {
    id: `${part}-${frame_index}-${place}`,
    frameIndex: frame_index,
    ...{ class: name, score, x, y, width, height },
    ...(width_mm === null ? {} : { widthMm: width_mm }),
    ...(height_mm === null ? {} : { heightMm: height_mm }),
  };
}

function byPart<T extends OfPart>(rows: readonly T[]): ReadonlyMap<number, T[]> {
  const groups = new Map<number, T[]>();
  for (const row of rows) {
    const group = groups.get(row.part);
    if (group) group.push(row);
    else groups.set(row.part, [row]);
  }
  return groups;
}
