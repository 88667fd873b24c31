import type { Migration } from './migration.ts';

export const people: Migration = {
  number: 4,
  purpose: 'people with their roles, PINs and badges; settings that people change at the screen',
  sql: `
    CREATE TABLE person (
      id INTEGER PRIMARY KEY,
      uuid BLOB NOT NULL UNIQUE CHECK (length(uuid) = 16),
      name TEXT NOT NULL UNIQUE COLLATE NOCASE,
      role TEXT NOT NULL CHECK (role IN ('operator', 'maintenance', 'quality', 'administrator')),
      -- 'scrypt$N$r$p$salt$hash', base64; NULL: a badge only
      pin TEXT,
      -- keyed hash of what the badge says; NULL: a PIN only
      badge BLOB UNIQUE,
      language TEXT,
      -- People are never deleted: what they decided keeps their name.
      is_active INTEGER NOT NULL DEFAULT 1 CHECK (is_active IN (0, 1)),
      created_at INTEGER NOT NULL
    ) STRICT;

    -- Wrong PINs in a row, and until when the next is not looked at. The station's own screens and other desks count
    -- apart: whoever guesses from a desk keeps nobody from working at the line.
    CREATE TABLE sign_in_lock (
      person INTEGER NOT NULL REFERENCES person,
      is_local INTEGER NOT NULL CHECK (is_local IN (0, 1)),
      failures INTEGER NOT NULL CHECK (failures > 0),
      locked_until INTEGER NOT NULL,
      PRIMARY KEY (person, is_local)
    ) STRICT, WITHOUT ROWID;

    -- Ids of the last entries about sign-ins: one that is told twice is written once.
    CREATE TABLE sign_in_told (
      id INTEGER PRIMARY KEY,
      uuid BLOB NOT NULL UNIQUE CHECK (length(uuid) = 16)
    ) STRICT;

    CREATE TABLE setting (
      name TEXT PRIMARY KEY,
      -- JSON
      value TEXT NOT NULL,
      changed_at INTEGER NOT NULL
    ) STRICT, WITHOUT ROWID;
  `,
};
