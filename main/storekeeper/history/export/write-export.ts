/** A stretch of the history as a file: signed JSON Lines for whoever checks it, a table for whoever reads it. */
import { createHash } from 'node:crypto';
import { closeSync, fsyncSync, openSync, writeSync } from 'node:fs';
import { StationError } from '../../../api/errors.ts';
import type { Db } from '../../database.ts';
import type { HashedEntry } from '../check/diagnose.ts';
import { hex, type Segment } from '../segment.ts';
import { csvHead, csvLine } from './csv-lines.ts';
import type { FileEndFacts, FileHead, FileSegment } from './file-format.ts';

export interface ExportTask {
  readonly from: number;
  readonly until: number;
  readonly format: 'jsonl' | 'csv';
  readonly path: string;
  readonly station: string;
  /** Wall clock. */
  readonly now: number;
}

export interface Written extends FileEndFacts {
  readonly bytes: number;
}

/** More is refused: nobody could open such a file. */
const mostEntries = 5_000_000;

interface SegmentRow extends Segment {
  readonly isDropped: 0 | 1;
}

const segmentsSql = `
  SELECT number, first_entry AS first, last_entry AS last, started_at AS startedAt, sealed_at AS sealedAt, before, head,
    station, key, signature, dropped_at IS NOT NULL AS isDropped
  FROM history_segment WHERE sealed_at >= ? AND started_at < ? ORDER BY number`;

/** @throws StationError `not-found` when nothing is sealed in that time, `bad-input` for too long a time. */
export function writeExport(db: Db, task: ExportTask, progress: (share: number) => void): Written {
  const segments = db.prepare<[number, number], SegmentRow>(segmentsSql).all(task.from, task.until);
  const [first] = segments;
  const total = segments.reduce((sum, segment) => sum + segment.last - segment.first + 1, 0);
  if (!first) throw new StationError('not-found', 'the history has nothing in that time');
  if (total > mostEntries) {
    throw new StationError('bad-input', `that time has ${total} entries, and ${mostEntries} can be exported at once`, {
      remedy: 'Choose a shorter time.',
    });
  }
  const file = new DigestedFile(task.path);
  try {
    const write = task.format === 'csv' ? csvWriter(db, task) : jsonWriter(task, first);
    file.add(write.head);
    const after = db.prepare<[number, number], HashedEntry>(
      'SELECT entry, at, kind, body, hash FROM history WHERE entry BETWEEN ? AND ? ORDER BY entry',
    );
    let entries = 0;
    for (const segment of segments) {
      for (let next = segment.first; next <= segment.last && segment.isDropped === 0; next += portion) {
        const rows = after.all(next, Math.min(segment.last, next + portion - 1));
        file.add(rows.map(write.entry).join(''));
        entries += rows.length;
        progress(entries / total);
      }
      file.add(write.segment(segment));
    }
    const last = segments.at(-1) ?? first;
    const head = { entry: last.last, hash: hex(last.head) };
    return { entries, head, sha256: file.end(), station: task.station, bytes: file.bytes };
  } finally {
    file.close();
  }
}

const portion = 2000;

interface Writer {
  readonly head: string;
  readonly entry: (row: HashedEntry) => string;
  readonly segment: (segment: SegmentRow) => string;
}

function jsonWriter({ station, now }: ExportTask, first: Segment): Writer {
  const after = { entry: first.first - 1, hash: hex(first.before), segment: first.number - 1 };
  const head: FileHead = { sightline: 'history', version: 1, station, exportedAt: Math.floor(now), after };
  return {
    head: `${JSON.stringify(head)}\n`,
    entry: ({ entry, at, kind, body, hash }) =>
      `{"entry":${entry},"at":${at},"kind":${JSON.stringify(kind)},"body":${body},"hash":"${hex(hash)}"}\n`,
    segment: (row) => `${JSON.stringify(fileSegment(row))}\n`,
  };
}

function fileSegment({ isDropped, before, head, key, signature, ...facts }: SegmentRow): FileSegment {
  const bytes = { before: hex(before), head: hex(head), key: hex(key), signature: hex(signature) };
  return { segment: { ...facts, ...bytes }, ...(isDropped === 1 ? { dropped: true } : {}) };
}

/** What people and the station did; verdicts by the thousand are for the other format. */
function csvWriter(db: Db, { from, until }: ExportTask): Writer {
  const names = new Map(db.prepare<[], [string, string]>('SELECT lower(hex(uuid)), name FROM person').raw().all());
  const nameOf = (id: string): string => names.get(id.replaceAll('-', '')) ?? id;
  const isListed = ({ at, kind }: HashedEntry): boolean =>
    at >= from && at < until && kind !== 'verdict' && kind !== 'setup';
  return {
    head: csvHead,
    entry: (row) => (isListed(row) ? csvLine(row, nameOf) : ''),
    segment: () => '',
  };
}

class DigestedFile {
  bytes = 0;
  private readonly file: number;
  private readonly digest = createHash('sha256');

  constructor(path: string) {
    this.file = openSync(path, 'w');
  }
  add(text: string): void {
    const bytes = Buffer.from(text);
    let written = 0;
    while (written < bytes.length) written += writeSync(this.file, bytes, written);
    this.digest.update(bytes);
    this.bytes += bytes.length;
  }
  /** On disk. @returns SHA-256 of it all */
  end(): string {
    fsyncSync(this.file);
    return this.digest.digest('hex');
  }
  close(): void {
    closeSync(this.file);
  }
}
