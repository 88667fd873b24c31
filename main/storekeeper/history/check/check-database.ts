/**
 * The whole history of a database, checked from its first entry to its last: read-only, also of a station that runs. One
 * portion is one snapshot, so that the station's log never waits for the end of a check; memory does not grow with it.
 */

import { createPublicKey } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { say } from '../../../api/said/say.ts';
import type { CheckReport } from '../../../api/slices/history.ts';
import type { Db } from '../../database.ts';
import { beforeTheFirst } from '../entry.ts';
import { hex, type Segment } from '../segment.ts';
import { publicKeyFile } from '../station-key.ts';
import type { Anchor } from './anchor.ts';
import { ChainCheck } from './chain-check.ts';
import { DecisionsCheck } from './decisions-check.ts';
import { type HashedEntry, lookAhead } from './diagnose.ts';
import { Findings } from './findings.ts';
import { PartsCheck } from './parts-check.ts';
import { checkReport } from './report.ts';
import { RowsCheck } from './rows-check.ts';

export interface DatabaseCheckOptions {
  readonly db: Db;
  /** Where the public key lies; null: it is not looked at. */
  readonly dataDir: string | null;
  readonly anchor: Anchor | null;
  readonly monotonicMs: () => number;
  /** 0..1, after each portion. */
  readonly progress: (share: number) => void;
}

const portion = 2000;

interface SegmentRow extends Segment {
  readonly isDropped: 0 | 1;
}

const segmentSql = `
  SELECT number, first_entry AS first, last_entry AS last, started_at AS startedAt, sealed_at AS sealedAt, before, head,
    station, key, signature, dropped_at IS NOT NULL AS isDropped
  FROM history_segment WHERE number > ? ORDER BY number LIMIT 1`;
const entriesSql = 'SELECT entry, at, kind, body, hash FROM history WHERE entry > ? ORDER BY entry LIMIT ?';

/** @throws SqliteError for a file that is damaged: mending it comes first. */
export function checkDatabase(options: DatabaseCheckOptions): CheckReport {
  const { db, progress, monotonicMs } = options;
  const started = monotonicMs();
  const check = new DatabaseCheck(options);
  const step = db.transaction(() => check.step());
  while (step()) progress(check.share);
  const report = check.report(monotonicMs() - started);
  progress(1);
  return report;
}

class DatabaseCheck {
  private readonly options: DatabaseCheckOptions;
  private readonly wrong = new Findings();
  private readonly notes = new Findings();
  private readonly chain: ChainCheck;
  private readonly parts: PartsCheck;
  private readonly decisions: DecisionsCheck;
  private rows: RowsCheck | null = null;
  private readonly nextSegment;
  private readonly entriesAfter;
  private readonly total: number;
  private lastSegment = 0;
  private droppedSegments = 0;
  private droppedTo = 0;
  /** Segments up to this one were cleared away, as an entry says. */
  private saidDropped = 0;
  private partsBefore: number | null = null;

  constructor(options: DatabaseCheckOptions) {
    const { db, anchor } = options;
    this.options = options;
    this.chain = new ChainCheck(this.wrong, this.notes, { entry: 0, hash: beforeTheFirst, segment: 0 }, anchor);
    this.parts = new PartsCheck(db, this.wrong);
    this.decisions = new DecisionsCheck(db, this.wrong);
    this.nextSegment = db.prepare<[number], SegmentRow>(segmentSql);
    this.entriesAfter = db.prepare<[number, number], HashedEntry>(entriesSql);
    this.total = Math.max(1, db.prepare<[], number | null>('SELECT max(entry) FROM history').pluck().get() ?? 1);
  }

  /** The entries are most of the work. */
  get share(): number {
    return Math.min(1, this.chain.head.entry / this.total) * 0.9;
  }

  /** False at the end. */
  step(): boolean {
    if (this.rows) return this.rows.step();
    const segment = this.nextSegment.get(this.lastSegment);
    if (segment?.isDropped === 1) {
      this.chain.dropped(segment);
      this.droppedSegments += 1;
      this.droppedTo = segment.last;
      this.lastSegment = segment.number;
      return true;
    }
    const read = this.entriesAfter.all(this.chain.head.entry, portion + lookAhead);
    const last = segment?.last ?? Number.POSITIVE_INFINITY;
    const now = read.slice(0, portion).filter(({ entry }) => entry <= last);
    for (const [index, row] of now.entries()) this.entry(row, () => read.slice(index + 1, index + 1 + lookAhead));
    if (segment && (read[now.length]?.entry ?? Number.POSITIVE_INFINITY) > last) {
      this.chain.sealed(segment);
      this.lastSegment = segment.number;
      return true;
    }
    if (now.length > 0) return true;
    this.endOfEntries();
    return true;
  }

  report(elapsedMs: number): CheckReport {
    const { chain, parts, rows } = this;
    if (rows && rows.partsBefore > 0) this.notes.add('parts', null, say('noteBefore', { parts: rows.partsBefore }));
    return checkReport({
      ...{ chain, wrong: this.wrong, notes: this.notes, anchor: this.options.anchor, elapsedMs },
      droppedSegments: this.droppedSegments,
      parts: parts.parts,
      clearedParts: parts.cleared,
      messages: rows?.messages ?? 0,
    });
  }

  private entry(row: HashedEntry, behind: () => readonly HashedEntry[]): void {
    const body = this.chain.entry(row, behind);
    if (!body) return;
    if (row.kind === 'verdict') this.parts.verdict(row.entry, body);
    else if (row.kind === 'disposition') this.decisions.decision(row.entry, row.at, body);
    else if (row.kind === 'dropped') this.saidDropped = Number(body['new']);
    else if (row.kind === 'key' && body['old'] === null) this.partsBefore = Number(body['parts']);
  }

  private endOfEntries(): void {
    this.chain.checkUnsealed();
    this.parts.end();
    this.checkDropped();
    this.checkKeyFile();
    this.rows = new RowsCheck({ db: this.options.db, wrong: this.wrong, partsBefore: this.partsBefore });
  }

  private checkDropped(): void {
    const { droppedSegments: segments, droppedTo: entry } = this;
    if (segments === 0) return;
    this.notes.add('dropped', entry, say('noteDropped', { segments, entry }));
    const silent = this.options.db
      .prepare<[number], { number: number; first: number }>(
        `SELECT number, first_entry AS first FROM history_segment
         WHERE dropped_at IS NOT NULL AND number > ? ORDER BY number LIMIT 1`,
      )
      .get(this.saidDropped);
    if (silent) this.wrong.add('removed', silent.first, say('checkDropped', { segment: silent.number }));
  }

  private checkKeyFile(): void {
    const { dataDir } = this.options;
    const path = dataDir === null ? null : join(dataDir, publicKeyFile);
    const named = this.chain.keyInForce;
    if (path === null || named === null || !existsSync(path)) return;
    const { x } = createPublicKey(readFileSync(path, 'utf8')).export({ format: 'jwk' });
    if (hex(Buffer.from(x ?? '', 'base64url')) !== named) this.wrong.add('key', null, say('checkKeyFile'));
  }
}
