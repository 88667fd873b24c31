/** The rows of one part. Pure SQL: the transaction around it, and what to do when it fails, is `commit-group.ts`. */
import type { FrameRecord, PartRecord } from '../station/record/record.ts';
import type { Books } from './books.ts';
import type { Db } from './database.ts';
import { createVerdictEntries } from './history/verdict-entries.ts';
import { createLookups, type PartContext } from './lookups.ts';
import { reviewInsertion } from './review-rows.ts';
import { createRollups } from './rollups.ts';
import { partsPerStretch } from './search/stretch.ts';
import { uuidBytes } from './uuid-bytes.ts';

export interface PartRows {
  /** False when this id is there already: nothing is written, nothing counted again. @throws SqliteError, TypeError */
  insert(record: PartRecord): boolean;
  /** After the last part of a transaction, inside it. */
  writeRollups(): void;
  /** The transaction was rolled back. */
  forget(): void;
}

type Value = string | number | bigint | Buffer | null;

export function createPartRows(db: Db, { history, outbox }: Books): PartRows {
  const verdicts = createVerdictEntries(db, history);
  const lookups = createLookups(db);
  const rollups = createRollups(db);
  const isThere = db.prepare<[Buffer], number>('SELECT 1 FROM part WHERE uuid = ?').pluck();
  const insertPart = db.prepare<Value[]>(`
    INSERT INTO part (id, uuid, run, "trigger", setup, shift, at, monotonic_ms, verdict, reasons, worst_frame,
      line_ok, line_at, line_because, latency_ms, truth, outbox, frame_id, device_ns, serial, work_order)
    VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`);
  const insertScore = db.prepare<Value[]>('INSERT INTO part_score (part, class, score) VALUES (?, ?, ?)');
  const nameEntry = db.prepare<[number, number]>('UPDATE part SET entry = ? WHERE id = ?');
  const insertFrame = frameInsertion(db);
  const openReview = reviewInsertion(db);
  let next = nextPart(db);

  return {
    insert: (record) => {
      const uuid = uuidBytes(record.id);
      if (isThere.get(uuid) !== undefined) return false;
      const context = lookups.contextOf(record);
      const part = next;
      const sequence = outbox.append({ kind: 'part', record: part, at: record.at, messageId: record.messageId });
      insertPart.run(...partValues(part, uuid, record, context, sequence));
      for (const [index, score] of (record.scores ?? []).entries()) insertScore.run(part, index, score);
      for (const frame of framesWorthKeeping(record)) insertFrame(part, frame);
      nameEntry.run(verdicts.add(part, record), part);
      openReview(part, record);
      rollups.add(record, context);
      next = part + 1;
      return true;
    },
    writeRollups: () => rollups.write(),
    forget: () => {
      lookups.forget();
      rollups.forget();
      verdicts.forget();
      next = nextPart(db);
    },
  };
}

/** A clean pass that nobody asked a picture of needs no frames: its part row and highest scores say it all. */
function framesWorthKeeping(record: PartRecord): readonly FrameRecord[] {
  if (record.verdict !== 'pass') return record.frames;
  return record.frames.filter((frame) => frame.pictureOutcome !== 'not-wanted');
}

/**
 * Never a number that was in use before, although the row may have been cleared away: retention's cursor points at it. Nor
 * one of a stretch that the search has indexed: what came there later would not be found.
 */
function nextPart(db: Db): number {
  const highest = db
    .prepare<[], number>(
      `SELECT max((SELECT ifnull(max(id), 0) FROM part), (SELECT ifnull(max(part), 0) FROM retention),
         (SELECT ifnull(max(id), -1) FROM stretch) * ${partsPerStretch} + ${partsPerStretch - 1})`,
    )
    .pluck()
    .get();
  return 1 + (highest ?? 0);
}

function partValues(
  part: number,
  uuid: Buffer,
  record: PartRecord,
  context: PartContext,
  sequence: number,
): readonly Value[] {
  return [
    part,
    uuid,
    context.run,
    record.trigger,
    context.setup,
    context.shift,
    Math.floor(record.at),
    record.monotonicMs,
    record.verdict,
    jsonOrNull(record.reasons),
    worstFrameIndex(record),
    record.line.ok ? 1 : 0,
    Math.floor(record.line.at),
    record.line.because,
    record.line.latencyMs,
    record.truth,
    sequence,
    ...cameraFrame(firstFrame(record.frames)),
    record.serial,
    record.workOrder,
  ];
}

function firstFrame(frames: readonly FrameRecord[]): FrameRecord | null {
  return frames.reduce<FrameRecord | null>(
    (first, frame) => (first && first.frameIndex <= frame.frameIndex ? first : frame),
    null,
  );
}

function cameraFrame(frame: FrameRecord | null): readonly [frameId: number | null, deviceNs: bigint | null] {
  return frame ? [frame.frameId, integerOf(frame.deviceTimeNs)] : [null, null];
}

/** SQLite takes a number of this size for an integer only as a bigint. A clock beyond 64 bits tells nothing. */
function integerOf(ns: number | null): bigint | null {
  return ns === null || Math.abs(ns) >= 2 ** 63 ? null : BigInt(Math.round(ns));
}

/** The frame's own number: with frames missing it is not the place in the list. */
function worstFrameIndex({ frames, worstFrame }: PartRecord): number | null {
  return worstFrame === null ? null : (frames[worstFrame]?.frameIndex ?? null);
}

function frameInsertion(db: Db): (part: number, frame: FrameRecord) => void {
  const insertFrame = db.prepare<Value[]>(`
    INSERT INTO frame (part, frame_index, frame_id, verdict, reasons, scores, unknown_part, decision_ms, run_ms,
      picture_outcome, features, reading, device_ns)
    VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`);
  const insertRegion = db.prepare<Value[]>(`
    INSERT INTO region (part, frame_index, place, class, score, x, y, width, height, width_mm, height_mm)
    VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`);
  const insertPicture = db.prepare<Value[]>('INSERT INTO picture (part, frame_index, uuid, bytes) VALUES (?, ?, ?, ?)');
  return (part, frame) => {
    const { frameIndex, picture, pictureOutcome } = frame;
    const head = [part, frameIndex, frame.frameId, frame.verdict, jsonOrNull(frame.reasons)];
    const measured = [frame.unknownPart, frame.decisionMs, frame.runMs];
    const ofPicture = [frame.features && floatBytes(frame.features), frame.reading && JSON.stringify(frame.reading)];
    const scores = frame.scores && JSON.stringify(frame.scores);
    insertFrame.run(...head, scores, ...measured, pictureOutcome, ...ofPicture, integerOf(frame.deviceTimeNs));
    for (const [place, region] of frame.regions.entries()) {
      const { x, y, width, height } = region;
      const inMm = [region.widthMm ?? null, region.heightMm ?? null];
      insertRegion.run(part, frameIndex, place, region.class, region.score, x, y, width, height, ...inMm);
    }
    if (picture !== null && (pictureOutcome === 'queued' || pictureOutcome === 'kept')) {
      insertPicture.run(part, frameIndex, uuidBytes(picture), pictureOutcome === 'kept' ? 0 : null);
    }
  };
}

function floatBytes(numbers: readonly number[]): Buffer {
  const bytes = Buffer.alloc(numbers.length * 4);
  numbers.forEach((number, index) => {
    bytes.writeFloatLE(number, index * 4);
  });
  return bytes;
}

function jsonOrNull(list: readonly unknown[]): string | null {
  return list.length === 0 ? null : JSON.stringify(list);
}
