import type { Migration } from './migration.ts';

/**
 * See `storekeeper/history/`: each entry's hash is over the one before it and its own canonical JSON.
 *
 * Verdicts are nearly all of it and have no index: `part.entry` leads to them. What people and the station did beside
 * (deeds) is found by its kind, its person (`by`) and its part (`part`).
 */
export const history: Migration = {
  number: 5,
  purpose: 'append-only history, chained and sealed in signed segments',
  sql: `
    CREATE TABLE history (
      entry INTEGER PRIMARY KEY,
      at INTEGER NOT NULL,
      kind TEXT NOT NULL,
      -- canonical JSON (RFC 8785)
      body TEXT NOT NULL CHECK (json_valid(body)),
      hash BLOB NOT NULL CHECK (length(hash) = 32)
    ) STRICT;
    CREATE INDEX history_deed ON history (entry) WHERE kind <> 'verdict';
    CREATE INDEX history_kind ON history (kind, entry) WHERE kind <> 'verdict';
    CREATE INDEX history_by ON history (json_extract(body, '$.by'), entry) WHERE kind <> 'verdict';
    CREATE INDEX history_of_part ON history (json_extract(body, '$.part'), entry) WHERE kind <> 'verdict';

    -- Its verdict's entry; NULL for parts from before there was a history.
    ALTER TABLE part ADD COLUMN entry INTEGER;

    -- Entries that name a part, its verdict's first. Ask with the part's UUID as text.
    CREATE VIEW history_part AS
      SELECT json_extract(body, '$.part') AS part, entry, at, kind, body FROM history WHERE kind <> 'verdict';

    CREATE TABLE history_segment (
      number INTEGER PRIMARY KEY,
      first_entry INTEGER NOT NULL,
      last_entry INTEGER NOT NULL,
      started_at INTEGER NOT NULL,
      sealed_at INTEGER NOT NULL,
      -- hash of the entry before the first, and of the last
      before BLOB NOT NULL CHECK (length(before) = 32),
      head BLOB NOT NULL CHECK (length(head) = 32),
      station TEXT NOT NULL,
      -- Ed25519 public key and signature
      key BLOB NOT NULL CHECK (length(key) = 32),
      signature BLOB NOT NULL CHECK (length(signature) = 64),
      -- its message's place in the outbox
      outbox INTEGER NOT NULL,
      -- Retention took its entries; head and signature stay.
      dropped_at INTEGER
    ) STRICT;
  `,
};
