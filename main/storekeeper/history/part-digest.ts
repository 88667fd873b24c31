/**
 * The fingerprint of a part's rows: SHA-256 (base64url) over canonical JSON of everything that was decided about it, as
 * the tables have it. Whoever changes one of these values later changes the fingerprint.
 *
 * [part, scores, frames, regions], each row an array of its columns in the order below: RFC 8785 as it stands, since
 * arrays have no order of keys. A part without a work order ends with its serial, as parts did before there were any. Not in it: what changes later by design (`disposed_at`, a picture's outcome), and rowids.
 */
import { createHash } from 'node:crypto';
import type { Db } from '../database.ts';

const partSql = `
  SELECT lower(hex(part.uuid)), lower(hex(run.uuid)), "trigger", recipe, bundle, bundle_version, classes, frame_width,
    frame_height, shift.name, shift.started_at, part.at, monotonic_ms, verdict, reasons, worst_frame, line_ok, line_at,
    line_because, latency_ms, truth, frame_id, CAST(device_ns AS TEXT), serial, work_order
  FROM part JOIN run ON run.id = part.run JOIN setup ON setup.id = part.setup JOIN shift ON shift.id = part.shift
  WHERE part.id = ?`;
const scoresSql = 'SELECT class, score FROM part_score WHERE part = ? ORDER BY class';
const framesSql = `
  SELECT frame_index, frame_id, verdict, reasons, scores, unknown_part, decision_ms, run_ms, reading,
    CAST(device_ns AS TEXT), lower(hex(features))
  FROM frame WHERE part = ? ORDER BY frame_index`;
const regionsSql = `
  SELECT frame_index, place, class, score, x, y, width, height, width_mm, height_mm
  FROM region WHERE part = ? ORDER BY frame_index, place`;

/** @returns a function of a part's rowid. */
export function createPartDigest(db: Db): (part: number) => string {
  const part = db.prepare<[number], unknown[]>(partSql).raw();
  const rowsOf = (sql: string) => db.prepare<[number]>(sql).raw();
  const scoresOf = rowsOf(scoresSql);
  const framesOf = rowsOf(framesSql);
  const regionsOf = rowsOf(regionsSql);
  return (id) => {
    const frames = framesOf.all(id);
    // Most parts are clean passes without a frame, and there are no regions without one.
    const regions = frames.length === 0 ? [] : regionsOf.all(id);
    const own = part.get(id) ?? null;
    if (own?.at(-1) === null) own.pop();
    const text = JSON.stringify([own, scoresOf.all(id), frames, regions]);
    return createHash('sha256').update(text).digest('base64url');
  };
}
