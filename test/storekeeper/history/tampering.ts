/** What somebody with the database in his hands can do to a history, and to what the check must then point. */
import { generateKeyPairSync, sign } from 'node:crypto';
import fc from 'fast-check';
import type { Db } from '../../../main/storekeeper/database.ts';
import { entryHash, type StoredEntry } from '../../../main/storekeeper/history/entry.ts';
import { segmentText } from '../../../main/storekeeper/history/segment.ts';
import type { StationKey } from '../../../main/storekeeper/history/station-key.ts';
import { uuidBytes } from '../../../main/storekeeper/uuid-bytes.ts';

export interface Entry extends StoredEntry {
  readonly hash: Buffer;
}

export function entriesIn(db: Db): Entry[] {
  return db.prepare<[], Entry>('SELECT entry, at, kind, body, hash FROM history ORDER BY entry').all();
}

/** What the first finding has to be about. */
export interface Expected {
  /** One of them. */
  readonly what: readonly string[];
  /** Null: no single entry. */
  readonly entry: number | null;
}

type Place = (limit: number) => number;

/** 0..1 twice: which entry, which field. Null: there is nothing of the kind in this history. */
export interface Tampering {
  readonly name: string;
  readonly act: (db: Db, pick: Place) => Expected | null;
}

const fieldsOfEntry = ['at = at + 1', `kind = 'setting-'`, `body = '{"by":null}'`, `hash = zeroblob(32)`];
const fieldsOfPart = [
  ...[`verdict = CASE verdict WHEN 'missed' THEN 'pass' ELSE 'missed' END`, `reasons = '[]'`, 'line_ok = 1 - line_ok'],
  ...[
    'at = at + 1',
    `serial = 'other'`,
    `work_order = ifnull(work_order || '-', 'WO-1')`,
    'latency_ms = latency_ms + 1',
    `line_because = 'fault'`,
    'trigger = trigger + 9000',
  ],
  ...[`entry = entry + 1`, 'monotonic_ms = 0', `truth = 'good'`, 'frame_id = 77'],
];
const fieldsOfSegment = [
  ...[
    'first_entry = first_entry + 1',
    'last_entry = last_entry - 1',
    'sealed_at = sealed_at + 1',
    `station = 'Line 4'`,
  ],
  ...[
    'head = zeroblob(32)',
    'before = randomblob(32)',
    'signature = zeroblob(64)',
    'key = randomblob(32)',
    'started_at = 1',
  ],
];

/** Anything but the last entry: what is behind an entry gives it away. */
function anEntry(db: Db, pick: Place): Entry {
  const entries = entriesIn(db);
  return entries[pick(entries.length - 2)] as Entry;
}

export const tamperings: readonly Tampering[] = [
  {
    name: 'edits a field of an entry',
    act: (db, pick) => {
      const { entry } = anEntry(db, pick);
      db.exec(`UPDATE history SET ${fieldsOfEntry[pick(fieldsOfEntry.length)]} WHERE entry = ${entry}`);
      return { what: ['edited'], entry };
    },
  },
  {
    name: 'edits an entry and gives it its new hash',
    act: (db, pick) => {
      const { entry } = anEntry(db, pick);
      rewrite(db, entry, entry, (row) => ({ ...row, body: row.body.replace(/}$/, ',"zz":1}') }));
      // Which of the two was changed nobody can say; both are named. The last of a segment shows in its signed head.
      const segment = db
        .prepare<[number], number>('SELECT first_entry FROM history_segment WHERE last_entry = ?')
        .pluck()
        .get(entry);
      return { what: ['edited'], entry: segment ?? entry + 1 };
    },
  },
  {
    name: 'edits an entry of a sealed segment and makes all hashes after it anew',
    act: (db, pick) => {
      const segment = aSegment(db, pick);
      const entry = segment.first_entry + pick(segment.last_entry - segment.first_entry + 1);
      rewrite(db, entry, Number.MAX_SAFE_INTEGER, (row) => (row.entry === entry ? { ...row, at: row.at + 1 } : row));
      return { what: ['edited', 'clock'], entry: segment.first_entry };
    },
  },
  {
    name: 'removes an entry',
    act: (db, pick) => {
      const { entry } = anEntry(db, pick);
      db.exec(`DELETE FROM history WHERE entry = ${entry}`);
      return { what: ['removed'], entry };
    },
  },
  {
    name: 'removes an entry and numbers the others anew',
    act: (db, pick) => {
      const { entry } = entriesIn(db)[pick(entriesIn(db).length - 3)] as Entry;
      db.exec(`DELETE FROM history WHERE entry = ${entry}`);
      moveNumbers(db, entry, -1);
      return { what: ['removed'], entry };
    },
  },
  {
    name: 'puts an entry in and numbers the others anew',
    act: (db, pick) => {
      const { entry, at } = anEntry(db, pick);
      moveNumbers(db, entry, 1);
      db.prepare(`INSERT INTO history VALUES (?, ?, 'setting', '{"by":null}', randomblob(32))`).run(entry, at);
      return { what: ['inserted'], entry };
    },
  },
  {
    name: 'swaps two entries',
    act: (db, pick) => {
      const entries = entriesIn(db);
      const a = entries[pick(entries.length - 4)] as Entry;
      const b = entries[Math.min(entries.length - 2, entries.indexOf(a) + 1 + pick(20))] as Entry;
      db.exec(`UPDATE history SET entry = -1 WHERE entry = ${a.entry}`);
      db.exec(`UPDATE history SET entry = ${a.entry} WHERE entry = ${b.entry}`);
      db.exec(`UPDATE history SET entry = ${b.entry} WHERE entry = -1`);
      return { what: ['reordered'], entry: a.entry };
    },
  },
  {
    name: 'edits a field of a part',
    act: (db, pick) => {
      const part = aPart(db, pick);
      const field = fieldsOfPart[pick(fieldsOfPart.length)];
      const { changes } = db.prepare(`UPDATE part SET ${field} WHERE id = ?`).run(part.id);
      return changes === 1 ? { what: ['part'], entry: part.entry } : null;
    },
  },
  {
    name: 'edits a score of a part',
    act: (db, pick) => {
      const part = aPart(db, pick);
      db.exec(`UPDATE part_score SET score = score / 2 WHERE part = ${part.id} AND class = 1`);
      return { what: ['part'], entry: part.entry };
    },
  },
  {
    name: 'removes a part',
    act: (db, pick) => {
      const part = aPart(db, pick);
      db.exec(`DELETE FROM part WHERE id = ${part.id}`);
      return { what: ['part'], entry: part.entry };
    },
  },
  {
    name: 'puts a part in',
    act: (db, pick) => {
      const part = aPart(db, pick);
      const names = db.prepare<[], string>(`SELECT name FROM pragma_table_info('part')`).pluck().all();
      const values = names.map(
        (name) => ({ id: '90000', uuid: 'randomblob(16)', trigger: '90000' })[name] ?? `"${name}"`,
      );
      db.exec(`INSERT INTO part SELECT ${values.join(', ')} FROM part WHERE id = ${part.id}`);
      return { what: ['part'], entry: part.entry };
    },
  },
  {
    name: 'changes when a part was decided on',
    act: (db, pick) => {
      const part = aPart(db, pick);
      db.exec(`UPDATE part SET disposed_at = ifnull(disposed_at, 0) + 1 WHERE id = ${part.id}`);
      return { what: ['decision'], entry: part.entry };
    },
  },
  {
    name: 'makes a decided part undecided',
    act: (db, pick) => {
      const decided = decidedParts(db);
      if (decided.length === 0) return null;
      const { id, entry } = decided[pick(decided.length)] as { id: number; entry: number };
      db.exec(`UPDATE part SET disposed_at = NULL WHERE id = ${id}`);
      return { what: ['decision'], entry };
    },
  },
  {
    name: 'edits a decision',
    act: (db, pick) => {
      const decided = decidedParts(db);
      if (decided.length === 0) return null;
      const { id, entry } = decided[pick(decided.length)] as { id: number; entry: number };
      const fields = [`decision = 'defect'`, `comment = 'x'`, `role = 'quality'`, 'at = at - 5', `withdrawn_at = 5`];
      db.exec(`UPDATE disposition SET ${fields[pick(fields.length)]} WHERE part = ${id}`);
      return { what: ['decision'], entry };
    },
  },
  {
    name: 'removes a message to the MES',
    act: (db, pick) => {
      const part = aPart(db, pick);
      db.exec(`DELETE FROM outbox WHERE kind = 'part' AND record = ${part.id}`);
      return { what: ['message'], entry: part.entry };
    },
  },
  {
    name: 'edits a segment',
    act: (db, pick) => {
      const segment = aSegment(db, pick);
      db.exec(
        `UPDATE history_segment SET ${fieldsOfSegment[pick(fieldsOfSegment.length)]} WHERE number = ${segment.number}`,
      );
      return { what: ['segment', 'key', 'edited', 'removed'], entry: null };
    },
  },
  {
    name: 'removes a segment',
    act: (db, pick) => {
      const { number } = aSegment(db, pick);
      db.exec(`DELETE FROM history_segment WHERE number = ${number}`);
      return { what: ['segment', 'message'], entry: null };
    },
  },
  {
    name: 'calls a segment cleared away that was not',
    act: (db, pick) => {
      const { number, first_entry, last_entry } = aSegment(db, pick);
      db.exec(`UPDATE history_segment SET dropped_at = 1 WHERE number = ${number}`);
      db.exec(`DELETE FROM history WHERE entry BETWEEN ${first_entry} AND ${last_entry}`);
      return { what: ['removed'], entry: null };
    },
  },
];

/** By somebody who has a key, the station's or one of his own: only its order in time, or an anchor, gives him away. */
export function resign(db: Db, key: StationKey): void {
  rewrite(db, 1, Number.MAX_SAFE_INTEGER, (row) =>
    row.kind === 'key' ? { ...row, body: row.body.replace(/"new":"[0-9a-f]*"/, `"new":"${hex(key.publicKey)}"`) } : row,
  );
  const hashes = new Map(entriesIn(db).map(({ entry, hash }) => [entry, hash]));
  const segments = db.prepare<[], SegmentRow>('SELECT * FROM history_segment ORDER BY number').all();
  for (const row of segments) {
    const before = hashes.get(row.first_entry - 1) ?? Buffer.alloc(32);
    const head = hashes.get(row.last_entry) ?? row.head;
    const facts = { number: row.number, first: row.first_entry, last: row.last_entry, startedAt: row.started_at };
    const text = segmentText({ ...facts, sealedAt: row.sealed_at, before, head, station: row.station });
    db.prepare('UPDATE history_segment SET before = ?, head = ?, key = ?, signature = ? WHERE number = ?').run(
      ...[before, head, key.publicKey, key.sign(text), row.number],
    );
  }
}

export function anotherKey(): StationKey {
  const { privateKey, publicKey } = generateKeyPairSync('ed25519');
  const { x } = publicKey.export({ format: 'jwk' });
  return { publicKey: Buffer.from(x ?? '', 'base64url'), sign: (text) => sign(null, Buffer.from(text), privateKey) };
}

/** The newest entries, and everything that would tell of them. */
export function cutTail(db: Db, from: number): void {
  db.exec(`DELETE FROM part WHERE entry >= ${from}`);
  db.exec(`DELETE FROM history WHERE entry >= ${from}`);
  db.exec(`DELETE FROM history_segment WHERE last_entry >= ${from}`);
  db.exec(`DELETE FROM outbox WHERE kind = 'part' AND record NOT IN (SELECT id FROM part)`);
  db.exec(
    `DELETE FROM outbox WHERE kind IN ('disposition', 'withdrawal') AND record NOT IN (SELECT id FROM disposition)`,
  );
  db.exec(`DELETE FROM outbox WHERE kind = 'segment' AND record NOT IN (SELECT number FROM history_segment)`);
}

interface SegmentRow {
  readonly number: number;
  readonly first_entry: number;
  readonly last_entry: number;
  readonly started_at: number;
  readonly sealed_at: number;
  readonly head: Buffer;
  readonly station: string;
}

function aSegment(db: Db, pick: Place): SegmentRow {
  const segments = db.prepare<[], SegmentRow>('SELECT * FROM history_segment ORDER BY number').all();
  return segments[pick(segments.length)] as SegmentRow;
}

function aPart(db: Db, pick: Place): { readonly id: number; readonly entry: number } {
  const parts = db.prepare<[], { id: number; entry: number }>('SELECT id, entry FROM part ORDER BY id').all();
  return parts[pick(parts.length)] as { id: number; entry: number };
}

/** With the entry of the decision that holds. */
function decidedParts(db: Db): readonly { readonly id: number; readonly entry: number }[] {
  const decided = db
    .prepare<[], { id: number; uuid: Buffer }>('SELECT id, uuid FROM part WHERE disposed_at IS NOT NULL')
    .all();
  const entries = entriesIn(db).filter(({ kind }) => kind === 'disposition');
  return decided.flatMap(({ id, uuid }) => {
    const made = entries.find(({ body }) => uuidBytes(JSON.parse(body).part).equals(uuid));
    return made ? [{ id, entry: made.entry }] : [];
  });
}

function moveNumbers(db: Db, from: number, by: number): void {
  db.exec(`UPDATE history SET entry = -entry - ${by} WHERE entry >= ${from}`);
  db.exec('UPDATE history SET entry = -entry WHERE entry < 0');
}

/** Changes entries and chains them anew, up to the last one that is named. */
export function rewrite(db: Db, from: number, to: number, change: (row: Entry) => Entry): void {
  const update = db.prepare('UPDATE history SET at = ?, body = ?, hash = ? WHERE entry = ?');
  let before = entriesIn(db).find(({ entry }) => entry === from - 1)?.hash ?? Buffer.alloc(32);
  const rows = entriesIn(db).filter(({ entry }) => entry >= from && entry <= to);
  db.transaction(() => {
    for (const row of rows) {
      const { entry, at, kind, body } = change(row);
      before = entryHash(before, { entry, at, kind, body });
      update.run(at, body, before, entry);
    }
  })();
}

function hex(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('hex');
}

/** Which of so many; the same at every run with the same seed. */
export const picks: fc.Arbitrary<readonly number[]> = fc.array(
  fc.double({ min: 0, max: 1, noNaN: true, maxExcluded: true }),
  {
    minLength: 4,
    maxLength: 4,
  },
);

export function picker(shares: readonly number[]): Place {
  let next = 0;
  return (limit) => {
    next += 1;
    return Math.min(limit - 1, Math.floor((shares[(next - 1) % shares.length] ?? 0) * limit));
  };
}
