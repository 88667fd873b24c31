/** Writes the rows of plausible parts, ten thousand in a transaction; pictures are rows without files. */
import { existsSync } from 'node:fs';
import { type Db, openDatabase } from '../../../main/storekeeper/database.ts';
import { Indexer } from '../../../main/storekeeper/search/indexer.ts';
import {
  chance,
  classes,
  type PlausiblePart,
  plausiblePart,
  recipes,
  shiftMs,
  shiftNames,
  yearStart,
} from './plausible-part.ts';

const partsPerTransaction = 10_000;
const people = ['Anna Berg', 'Bo Lund', 'Chen Wei', 'Dora Klein', 'Emil Roth', 'Faye Adams'];
const comments = [
  'Kratzer neben der Bohrung, nur im Licht zu sehen',
  'Rust at the edge; sent to the lab',
  'same as yesterday',
  'Öl auf der Linse',
  'reflection, no defect',
  'Gussnaht wie bei Muster 12',
];
type Tell = (line: string) => void;

/** @throws Error when the file is there already */
export function seedStore(path: string, parts: number, tell: Tell): void {
  if (existsSync(path)) throw new Error(`${path} is there already: name another file, or take it away`);
  const db = openDatabase(path);
  try {
    db.pragma('synchronous = OFF');
    const startedMs = performance.now();
    writeParts(db, parts, tell);
    tell(`${parts} parts written in ${seconds(startedMs)} s`);
    const indexedMs = performance.now();
    const indexer = new Indexer(db);
    while (indexer.step());
    tell(`indexed in ${seconds(indexedMs)} s`);
    db.pragma('wal_checkpoint(TRUNCATE)');
  } finally {
    db.close();
  }
}

function seconds(sinceMs: number): string {
  return ((performance.now() - sinceMs) / 1000).toFixed(1);
}

function writeParts(db: Db, parts: number, tell: Tell): void {
  const write = partWriter(db);
  const writeMany = db.transaction((from: number, until: number) => {
    for (let part = from; part < until; part += 1) write(part, plausiblePart(part, parts));
  });
  makePeople(db);
  for (let from = 1; from <= parts; from += partsPerTransaction) {
    writeMany.immediate(from, Math.min(parts + 1, from + partsPerTransaction));
    if ((from - 1) % (partsPerTransaction * 50) === 0) tell(`${from - 1} of ${parts}`);
  }
}

function makePeople(db: Db): void {
  const insert = db.prepare('INSERT INTO person (uuid, name, role, created_at) VALUES (?, ?, ?, ?)');
  people.forEach((name, index) => {
    insert.run(uuid(yearStart, index, 100), name, index < 4 ? 'operator' : 'quality', yearStart);
  });
}

/** A UUIDv7 of a time; `what` tells a part's own from those of what belongs to it. */
function uuid(at: number, number: number, what: number): Buffer {
  const bytes = Buffer.alloc(16);
  bytes.writeUIntBE(at, 0, 6);
  for (const place of [6, 9, 12]) bytes.writeUInt32BE(Math.floor(chance(number, what + place) * 2 ** 32), place);
  bytes[6] = 0x70 | ((bytes[6] ?? 0) & 0x0f);
  bytes[8] = 0x80 | ((bytes[8] ?? 0) & 0x3f);
  return bytes;
}

function partWriter(db: Db): (part: number, made: PlausiblePart) => void {
  const insert = db.prepare(`
    INSERT INTO part (id, uuid, run, "trigger", setup, shift, at, monotonic_ms, verdict, reasons, worst_frame, line_ok,
      line_at, line_because, latency_ms, outbox, frame_id, serial)
    VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 0, ?, ?, 'verdict', 9.5, ?, ?, ?)`);
  const insertScore = db.prepare('INSERT INTO part_score (part, class, score) VALUES (?, ?, ?)');
  const insertOutbox = db.prepare(
    `INSERT INTO outbox (sequence, kind, record, event_time, message_id) VALUES (?, 'part', ?, ?, ?)`,
  );
  const insertFrame = db.prepare(`
    INSERT INTO frame (part, frame_index, frame_id, verdict, reasons, scores, decision_ms, run_ms, picture_outcome)
    VALUES (?, 0, ?, ?, ?, ?, 8.1, 5.2, ?)`);
  const insertPicture = db.prepare('INSERT INTO picture (part, frame_index, uuid, bytes) VALUES (?, 0, ?, 48000)');
  const ids = contextIds(db);
  const decide = decisionWriter(db);
  return (part, made) => {
    const { at, verdict, scores, serial } = made;
    const reasons = made.reasons.length === 0 ? null : JSON.stringify(made.reasons);
    const { run, setup, shift } = ids(at, made.recipe);
    const head = [part, uuid(at, part, 200), run, part, setup, shift, at, part * 16.7, verdict, reasons];
    insert.run(...head, verdict === 'pass' ? 1 : 0, at + 9, part, part, serial);
    scores.forEach((score, index) => {
      insertScore.run(part, index, score);
    });
    insertOutbox.run(part, part, new Date(at).toISOString(), uuid(at, part, 300));
    if (made.hasPicture) {
      insertFrame.run(part, part, verdict, reasons, JSON.stringify(scores), 'kept');
      insertPicture.run(part, uuid(at, part, 400));
    }
    decide(part, made);
  };
}

type Context = { readonly run: number; readonly setup: number; readonly shift: number };

/** A run a week, a shift every eight hours, a new version of each bundle in July. */
function contextIds(db: Db): (at: number, recipe: number) => Context {
  const insertRun = db.prepare(
    'INSERT INTO run (id, uuid, started_at, seen_at, ended_at, ending) VALUES (?, ?, ?, ?, ?, ?)',
  );
  const insertSetup = db.prepare('INSERT INTO setup VALUES (?, ?, ?, ?, ?, 1280, 1024)');
  const insertShift = db.prepare('INSERT INTO shift VALUES (?, ?, ?)');
  const known = new Set<string>();
  const once = (key: string, make: () => void): void => {
    if (known.has(key)) return;
    known.add(key);
    make();
  };
  return (at, recipe) => {
    const week = 1 + Math.floor((at - yearStart) / (21 * shiftMs));
    const shift = 1 + Math.floor((at - yearStart) / shiftMs);
    const half = at - yearStart > 543 * shiftMs ? 1 : 0;
    const setup = 1 + recipe + half * recipes.length;
    once(`run ${week}`, () => insertRun.run(week, uuid(at, week, 500), at, at, at, 'stopped'));
    once(`setup ${setup}`, () =>
      insertSetup.run(setup, recipes[recipe], 'surface-pitting', `1.${half}.0`, JSON.stringify(classes)),
    );
    once(`shift ${shift}`, () =>
      insertShift.run(shift, shiftNames[(shift - 1) % shiftNames.length], yearStart + (shift - 1) * shiftMs),
    );
    return { run: week, setup, shift };
  };
}

/** Nearly every part under review was decided, some fails too; a few of them by two people. */
function decisionWriter(db: Db): (part: number, made: PlausiblePart) => void {
  const insertReview = db.prepare(
    `INSERT INTO review (part, stage, opened_at, overdue, stage_at) VALUES (?, ?, ?, 'hold', ?)`,
  );
  const insert = db.prepare(`
    INSERT INTO disposition (uuid, part, person, role, kind, decision, class, comment, at)
    VALUES (?, ?, ?, 'operator', ?, ?, ?, ?, ?)`);
  const dispose = db.prepare('UPDATE part SET disposed_at = ? WHERE id = ?');
  const decide = (part: number, at: number, which: number, kind: string): void => {
    const isGood = chance(part, 30 + which) < 0.7;
    const comment =
      chance(part, 40 + which) < 0.2 ? comments[Math.floor(chance(part, 50 + which) * comments.length)] : '';
    const person = 1 + Math.floor(chance(part, 60 + which) * people.length);
    const decision = isGood ? ['good', null] : ['defect', classes[0]];
    insert.run(uuid(at, part, 600 + 100 * which), part, person, kind, ...decision, comment, at + 40_000 * which);
  };
  return (part, { at, verdict }) => {
    if (verdict === 'review') {
      const isDecided = chance(part, 25) < 0.99;
      insertReview.run(part, isDecided ? 'decided' : 'quality', at, at);
      if (!isDecided) return;
    } else if (verdict !== 'fail' || chance(part, 26) > 0.3) return;
    decide(part, at, 1, 'review');
    dispose.run(at + 40_000, part);
    if (chance(part, 27) < 0.03) decide(part, at, 2, 'second-opinion');
  };
}
