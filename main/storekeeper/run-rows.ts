/** The station's runs: one row a start, marked when it ends in order. A row without an end tells of an unclean stop. */
import type { Db } from './database.ts';
import { uuidBytes, uuidText } from './uuid-bytes.ts';

export interface UncleanRun {
  readonly runId: string;
  readonly startedAt: number;
  /** Last sign of life: its last part, or the last time it said so. */
  readonly seenAt: number;
}

interface OpenRunRow {
  readonly id: number;
  readonly uuid: Buffer;
  readonly started_at: number;
  readonly seen_at: number;
  readonly last_part_at: number | null;
}

export interface RunStart {
  /** Other runs that never ended: the station was stopped uncleanly. They are marked now. */
  readonly unclean: readonly UncleanRun[];
  /** The same run was there already: only the store was restarted. */
  readonly isContinued: boolean;
}

export function startRun(db: Db, runId: string, now: number): RunStart {
  return db
    .transaction((): RunStart => {
      const open = db
        .prepare<[], OpenRunRow>(
          `SELECT id, uuid, started_at, seen_at,
           (SELECT at FROM part WHERE part.run = run.id ORDER BY "trigger" DESC LIMIT 1) AS last_part_at
         FROM run WHERE ended_at IS NULL ORDER BY id`,
        )
        .all();
      const own = uuidBytes(runId);
      const unclean = open.filter((run) => !run.uuid.equals(own)).map(uncleanRun);
      const mark = db.prepare<[number, Buffer]>(`UPDATE run SET ended_at = ?, ending = 'unclean' WHERE uuid = ?`);
      for (const run of unclean) mark.run(run.seenAt, uuidBytes(run.runId));
      const { changes } = db
        .prepare('INSERT INTO run (uuid, started_at, seen_at) VALUES (?, ?, ?) ON CONFLICT (uuid) DO NOTHING')
        .run(own, now, now);
      return { unclean, isContinued: changes === 0 };
    })
    .immediate();
}

export function runIsAlive(db: Db, runId: string, now: number): void {
  db.prepare('UPDATE run SET seen_at = max(seen_at, ?) WHERE uuid = ?').run(now, uuidBytes(runId));
}

export function endRun(db: Db, runId: string, now: number): void {
  db.prepare(`UPDATE run SET ended_at = ?, seen_at = ?, ending = 'stopped' WHERE uuid = ?`).run(
    now,
    now,
    uuidBytes(runId),
  );
}

function uncleanRun(row: OpenRunRow): UncleanRun {
  return {
    runId: uuidText(row.uuid),
    startedAt: row.started_at,
    seenAt: Math.max(row.seen_at, row.last_part_at ?? 0),
  };
}
