import type { Migration } from './migration.ts';

/**
 * `outbox` loses its CHECK on kinds where its shape is written down, and no row is touched: a year of messages made anew
 * would keep a station from starting for minutes. What kinds there are is said by `storekeeper/outbox.ts`.
 */
export const sync: Migration = {
  number: 11,
  purpose: 'targets of the MES: cursors, what is under way and what is parked; events of the station; telemetry',
  rewritesSchema: true,
  sql: `
    PRAGMA writable_schema = ON;
    UPDATE sqlite_schema
      SET sql = replace(sql, ' CHECK (kind IN (''part'', ''disposition'', ''withdrawal'', ''segment''))', '')
      WHERE type = 'table' AND name = 'outbox';
    PRAGMA writable_schema = RESET;

    -- The highest place that was cleared away: none is given twice, because cursors point at them.
    CREATE TABLE outbox_cleared (
      id INTEGER PRIMARY KEY CHECK (id = 1),
      highest INTEGER NOT NULL
    ) STRICT;
    CREATE TRIGGER outbox_is_cleared AFTER DELETE ON outbox BEGIN
      INSERT INTO outbox_cleared (id, highest) VALUES (1, old.sequence)
        ON CONFLICT (id) DO UPDATE SET highest = max(highest, excluded.highest);
    END;

    -- No version before this one could set a target.
    DROP TABLE sync_target;
    CREATE TABLE sync_target (
      id INTEGER PRIMARY KEY,
      uuid BLOB NOT NULL UNIQUE CHECK (length(uuid) = 16),
      name TEXT NOT NULL UNIQUE COLLATE NOCASE,
      -- JSON: targetSettingsSchema
      settings TEXT NOT NULL,
      is_paused INTEGER NOT NULL DEFAULT 0 CHECK (is_paused IN (0, 1)),
      created_at INTEGER NOT NULL,
      -- Acknowledged, parked or not meant for it: everything up to this place of the outbox.
      acknowledged INTEGER NOT NULL,
      -- The batch that was settled last; the same word again changes nothing.
      settled BLOB,
      -- The newest sample that it has had, or that was looked at for it.
      telemetry INTEGER NOT NULL DEFAULT 0
    ) STRICT;

    -- What is under way, as it was rendered: one batch a target.
    CREATE TABLE sync_batch (
      target INTEGER PRIMARY KEY REFERENCES sync_target ON DELETE CASCADE,
      uuid BLOB NOT NULL CHECK (length(uuid) = 16),
      of TEXT NOT NULL CHECK (of IN ('new', 'again')),
      up_to INTEGER NOT NULL,
      -- JSON array, gzip
      envelopes BLOB NOT NULL
    ) STRICT;

    -- What a target has refused, or could not be made for it. Whole in itself, whatever becomes of the message's row.
    CREATE TABLE sync_parked (
      target INTEGER NOT NULL REFERENCES sync_target ON DELETE CASCADE,
      -- its place in the outbox
      sequence INTEGER NOT NULL,
      kind TEXT NOT NULL,
      message_id BLOB NOT NULL CHECK (length(message_id) = 16),
      event_time TEXT NOT NULL,
      -- UUID; NULL for what is about none
      part BLOB CHECK (length(part) = 16),
      reason TEXT NOT NULL,
      -- JSON array, gzip; NULL: they could not be made
      bodies BLOB,
      parked_at INTEGER NOT NULL,
      state TEXT NOT NULL CHECK (state IN ('parked', 'again')),
      PRIMARY KEY (target, sequence)
    ) STRICT, WITHOUT ROWID;
    -- For retention as well: a part that is parked anywhere keeps its record.
    CREATE INDEX sync_parked_of_part ON sync_parked (part, target) WHERE part IS NOT NULL;
    -- For counting as well: bodies are not read for it.
    CREATE INDEX sync_parked_state ON sync_parked (target, state, sequence);

    CREATE TABLE station_event (
      id INTEGER PRIMARY KEY,
      uuid BLOB NOT NULL UNIQUE CHECK (length(uuid) = 16),
      at INTEGER NOT NULL,
      -- JSON: stationEventSchema
      event TEXT NOT NULL,
      -- its message's place in the outbox
      outbox INTEGER NOT NULL
    ) STRICT;

    CREATE TABLE telemetry_sample (
      id INTEGER PRIMARY KEY,
      uuid BLOB NOT NULL UNIQUE CHECK (length(uuid) = 16),
      at INTEGER NOT NULL,
      -- JSON object
      "values" TEXT NOT NULL
    ) STRICT;

    -- Samples that a target has not had: behind 'after', up to 'up_to'. Those behind its newest are not here.
    CREATE TABLE telemetry_gap (
      target INTEGER NOT NULL REFERENCES sync_target ON DELETE CASCADE,
      after INTEGER NOT NULL,
      up_to INTEGER NOT NULL,
      PRIMARY KEY (target, after)
    ) STRICT, WITHOUT ROWID;
  `,
};
