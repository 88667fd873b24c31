import type { Migration } from './migration.ts';

export const quality: Migration = {
  number: 8,
  purpose: 'versions of limits, regions that people drew',
  sql: `
    CREATE TABLE limits_version (
      id INTEGER PRIMARY KEY,
      uuid BLOB NOT NULL UNIQUE CHECK (length(uuid) = 16),
      recipe TEXT NOT NULL,
      -- JSON: { class: { passBelow, failAbove } }
      limits TEXT NOT NULL,
      before TEXT NOT NULL,
      reason TEXT NOT NULL,
      at INTEGER NOT NULL,
      person INTEGER REFERENCES person,
      state TEXT NOT NULL CHECK (state IN ('waits-for-second', 'in-force', 'superseded', 'refused')),
      approved_by INTEGER REFERENCES person,
      approved_at INTEGER
    ) STRICT;

    -- The newest of a frame holds.
    CREATE TABLE label (
      id INTEGER PRIMARY KEY,
      part INTEGER NOT NULL,
      frame_index INTEGER NOT NULL,
      at INTEGER NOT NULL,
      person INTEGER REFERENCES person,
      -- JSON array of shapes
      shapes TEXT NOT NULL,
      FOREIGN KEY (part, frame_index) REFERENCES frame ON DELETE CASCADE
    ) STRICT;
    CREATE INDEX label_of_frame ON label (part, frame_index);
  `,
};
