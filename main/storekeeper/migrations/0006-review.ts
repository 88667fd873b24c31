import type { Migration } from './migration.ts';

/** `outbox` is made anew, because SQLite cannot widen a CHECK; nothing refers to it by key. */
export const review: Migration = {
  number: 6,
  purpose: 'parts that wait for a person, what people decided, known parts; dispositions and segments in the outbox',
  sql: `
    CREATE TABLE review (
      part INTEGER PRIMARY KEY REFERENCES part ON DELETE CASCADE,
      stage TEXT NOT NULL CHECK (stage IN ('operator', 'quality', 'hold', 'reject', 'stop', 'decided')),
      opened_at INTEGER NOT NULL,
      -- the terms of its recipe when it was made; NULL: no end
      operator_ms INTEGER,
      quality_ms INTEGER,
      overdue TEXT NOT NULL CHECK (overdue IN ('hold', 'reject', 'stop')),
      -- when the present stage began
      stage_at INTEGER NOT NULL,
      due_at INTEGER
    ) STRICT;
    CREATE INDEX review_open ON review (part) WHERE stage <> 'decided';
    -- What was flagged before there was a review has no deadline, and still waits for somebody.
    INSERT INTO review (part, stage, opened_at, overdue, stage_at)
      SELECT id, 'quality', at, 'hold', at FROM part WHERE verdict = 'review' AND disposed_at IS NULL;

    CREATE TABLE disposition (
      id INTEGER PRIMARY KEY,
      uuid BLOB NOT NULL UNIQUE CHECK (length(uuid) = 16),
      part INTEGER NOT NULL REFERENCES part ON DELETE CASCADE,
      -- NULL: an operator without a name
      person INTEGER REFERENCES person,
      role TEXT NOT NULL CHECK (role IN ('operator', 'maintenance', 'quality', 'administrator')),
      kind TEXT NOT NULL CHECK (kind IN ('review', 'second-opinion', 'arbitration', 'audit', 'bulk')),
      decision TEXT NOT NULL CHECK (decision IN ('good', 'defect', 'not-sure')),
      class TEXT,
      comment TEXT NOT NULL DEFAULT '',
      reason TEXT,
      at INTEGER NOT NULL,
      looked_ms REAL,
      is_too_fast INTEGER NOT NULL DEFAULT 0 CHECK (is_too_fast IN (0, 1)),
      -- of a decision in review: the stage and deadline to go back to
      before_stage TEXT,
      before_stage_at INTEGER,
      before_due_at INTEGER,
      withdrawn_at INTEGER,
      -- places of its messages in the outbox; NULL: the MES was not told
      outbox INTEGER,
      withdrawal_outbox INTEGER
    ) STRICT;
    CREATE INDEX disposition_of_part ON disposition (part);

    -- Decisions on known parts: no trigger, no part, no message.
    CREATE TABLE known_decision (
      id INTEGER PRIMARY KEY,
      uuid BLOB NOT NULL UNIQUE CHECK (length(uuid) = 16),
      bundle TEXT NOT NULL,
      picture TEXT NOT NULL,
      truth TEXT NOT NULL CHECK (truth IN ('good', 'defect')),
      truth_class TEXT,
      person INTEGER REFERENCES person,
      decision TEXT NOT NULL CHECK (decision IN ('good', 'defect', 'not-sure')),
      class TEXT,
      at INTEGER NOT NULL,
      looked_ms REAL NOT NULL,
      is_too_fast INTEGER NOT NULL CHECK (is_too_fast IN (0, 1))
    ) STRICT;

    CREATE TABLE outbox_2 (
      sequence INTEGER PRIMARY KEY,
      kind TEXT NOT NULL CHECK (kind IN ('part', 'disposition', 'withdrawal', 'segment')),
      record INTEGER NOT NULL,
      event_time TEXT NOT NULL,
      message_id BLOB NOT NULL CHECK (length(message_id) = 16)
    ) STRICT;
    INSERT INTO outbox_2 SELECT sequence, kind, record, event_time, message_id FROM outbox;
    DROP TABLE outbox;
    ALTER TABLE outbox_2 RENAME TO outbox;
  `,
};
