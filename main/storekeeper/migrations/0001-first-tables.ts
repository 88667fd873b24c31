import type { Migration } from './migration.ts';

/**
 * Every table grows at its right edge and a clean pass touches few pages: the disk of a station writes for years.
 * Times are milliseconds since 1970; ids are UUIDs as 16 bytes.
 */
export const firstTables: Migration = {
  number: 1,
  purpose: 'runs, parts with their frames and pictures, outbox, rollups, incidents',
  sql: `
    CREATE TABLE run (
      id INTEGER PRIMARY KEY,
      uuid BLOB NOT NULL UNIQUE CHECK (length(uuid) = 16),
      started_at INTEGER NOT NULL,
      -- The last sign of life: with an unclean end, from here on nothing is known.
      seen_at INTEGER NOT NULL,
      ended_at INTEGER,
      -- 'stopped' (in order) or 'unclean' (found at the next start)
      ending TEXT CHECK (ending IN ('stopped', 'unclean'))
    ) STRICT;

    -- What parts were judged with.
    CREATE TABLE setup (
      id INTEGER PRIMARY KEY,
      recipe TEXT NOT NULL,
      bundle TEXT NOT NULL,
      bundle_version TEXT NOT NULL,
      -- JSON array of names; a score's class is an index into it
      classes TEXT NOT NULL,
      frame_width INTEGER NOT NULL,
      frame_height INTEGER NOT NULL,
      UNIQUE (recipe, bundle, bundle_version, classes, frame_width, frame_height)
    ) STRICT;

    CREATE TABLE shift (
      id INTEGER PRIMARY KEY,
      name TEXT NOT NULL,
      started_at INTEGER NOT NULL,
      UNIQUE (started_at, name)
    ) STRICT;

    CREATE TABLE part (
      id INTEGER PRIMARY KEY,
      uuid BLOB NOT NULL UNIQUE CHECK (length(uuid) = 16),
      run INTEGER NOT NULL REFERENCES run,
      "trigger" INTEGER NOT NULL,
      setup INTEGER NOT NULL REFERENCES setup,
      shift INTEGER NOT NULL REFERENCES shift,
      at INTEGER NOT NULL,
      monotonic_ms REAL NOT NULL,
      verdict TEXT NOT NULL CHECK (verdict IN ('pass', 'fail', 'review', 'missed')),
      -- JSON array, worst first; NULL for none
      reasons TEXT,
      worst_frame INTEGER,
      line_ok INTEGER NOT NULL CHECK (line_ok IN (0, 1)),
      line_at INTEGER NOT NULL,
      line_because TEXT NOT NULL,
      latency_ms REAL NOT NULL,
      truth TEXT CHECK (truth IN ('good', 'defective')),
      -- its message's place in the outbox
      outbox INTEGER NOT NULL,
      -- When a person decided on it; it never alters the verdict.
      disposed_at INTEGER,
      UNIQUE (run, "trigger")
    ) STRICT;

    CREATE TABLE part_score (
      part INTEGER NOT NULL REFERENCES part ON DELETE CASCADE,
      class INTEGER NOT NULL,
      score REAL NOT NULL,
      PRIMARY KEY (part, class)
    ) STRICT, WITHOUT ROWID;

    -- Frames of every part that is not a clean pass, and those of passes whose picture was wanted.
    CREATE TABLE frame (
      part INTEGER NOT NULL REFERENCES part ON DELETE CASCADE,
      frame_index INTEGER NOT NULL,
      frame_id INTEGER NOT NULL,
      verdict TEXT NOT NULL CHECK (verdict IN ('pass', 'fail', 'review', 'missed')),
      reasons TEXT,
      -- JSON array by class; NULL where the engine gave none
      scores TEXT,
      unknown_part REAL,
      decision_ms REAL NOT NULL,
      run_ms REAL,
      picture_outcome TEXT NOT NULL,
      PRIMARY KEY (part, frame_index)
    ) STRICT, WITHOUT ROWID;

    CREATE TABLE region (
      part INTEGER NOT NULL,
      frame_index INTEGER NOT NULL,
      place INTEGER NOT NULL,
      class TEXT NOT NULL,
      score REAL NOT NULL,
      x REAL NOT NULL,
      y REAL NOT NULL,
      width REAL NOT NULL,
      height REAL NOT NULL,
      width_mm REAL,
      height_mm REAL,
      PRIMARY KEY (part, frame_index, place),
      FOREIGN KEY (part, frame_index) REFERENCES frame ON DELETE CASCADE
    ) STRICT, WITHOUT ROWID;

    -- Pictures that are under way or kept; one that was skipped is a word on its frame only.
    CREATE TABLE picture (
      part INTEGER NOT NULL,
      frame_index INTEGER NOT NULL,
      uuid BLOB NOT NULL UNIQUE CHECK (length(uuid) = 16),
      -- of the file; NULL until it is there
      bytes INTEGER,
      PRIMARY KEY (part, frame_index),
      FOREIGN KEY (part, frame_index) REFERENCES frame ON DELETE CASCADE
    ) STRICT, WITHOUT ROWID;
    CREATE INDEX picture_under_way ON picture (part) WHERE bytes IS NULL;

    -- One row a message to the MES, in the order of events; 'record' is a rowid of the table that 'kind' names.
    CREATE TABLE outbox (
      sequence INTEGER PRIMARY KEY,
      kind TEXT NOT NULL CHECK (kind IN ('part')),
      record INTEGER NOT NULL,
      -- ISO 8601 with the offset of the station's zone
      event_time TEXT NOT NULL,
      message_id BLOB NOT NULL CHECK (length(message_id) = 16)
    ) STRICT;

    -- Each target acknowledges in order: what is above its cursor waits. No row: nothing waits for anybody.
    CREATE TABLE sync_target (
      id INTEGER PRIMARY KEY,
      name TEXT NOT NULL UNIQUE,
      acknowledged INTEGER NOT NULL DEFAULT 0
    ) STRICT;

    CREATE TABLE rollup_minute (
      minute INTEGER NOT NULL,
      shift INTEGER NOT NULL REFERENCES shift,
      setup INTEGER NOT NULL REFERENCES setup,
      pass INTEGER NOT NULL,
      fail INTEGER NOT NULL,
      review INTEGER NOT NULL,
      missed INTEGER NOT NULL,
      PRIMARY KEY (minute, shift, setup)
    ) STRICT, WITHOUT ROWID;

    -- A part counts once for each of its reason keys.
    CREATE TABLE rollup_reason (
      minute INTEGER NOT NULL,
      shift INTEGER NOT NULL REFERENCES shift,
      reason TEXT NOT NULL,
      count INTEGER NOT NULL,
      PRIMARY KEY (minute, shift, reason)
    ) STRICT, WITHOUT ROWID;

    CREATE TABLE incident (
      id INTEGER PRIMARY KEY,
      uuid BLOB NOT NULL UNIQUE CHECK (length(uuid) = 16),
      at INTEGER NOT NULL,
      kind TEXT NOT NULL,
      detail TEXT NOT NULL,
      -- JSON: what belongs to it (a time span, a record that was refused)
      facts TEXT
    ) STRICT;

    -- How far each kind of clearing has come; 'part' is the last rowid it has looked at.
    CREATE TABLE retention (
      kind TEXT PRIMARY KEY,
      part INTEGER NOT NULL
    ) STRICT, WITHOUT ROWID;
  `,
};
