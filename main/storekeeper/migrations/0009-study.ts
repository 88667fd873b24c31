import type { Migration } from './migration.ts';

/** A study outlives the parts that it was made of: what it needs of them is its own. */
export const study: Migration = {
  number: 9,
  purpose: 'attribute agreement studies',
  sql: `
    CREATE TABLE study (
      id INTEGER PRIMARY KEY,
      uuid BLOB NOT NULL UNIQUE CHECK (length(uuid) = 16),
      name TEXT NOT NULL,
      created_at INTEGER NOT NULL,
      person INTEGER REFERENCES person,
      trials INTEGER NOT NULL CHECK (trials BETWEEN 2 AND 3),
      -- The station is one of the appraisers.
      has_station INTEGER NOT NULL CHECK (has_station IN (0, 1)),
      -- seed of the blind random order
      seed INTEGER NOT NULL,
      -- NULL: a draft
      started_at INTEGER,
      -- NULL: a draft, or it runs
      closed_at INTEGER,
      -- why it was closed before everything was answered
      close_reason TEXT
    ) STRICT;

    CREATE TABLE study_part (
      study INTEGER NOT NULL REFERENCES study ON DELETE CASCADE,
      place INTEGER NOT NULL,
      serial TEXT,
      picture BLOB NOT NULL CHECK (length(picture) = 16),
      is_borderline INTEGER NOT NULL CHECK (is_borderline IN (0, 1)),
      reference TEXT CHECK (reference IN ('good', 'defect')),
      expert INTEGER REFERENCES person,
      PRIMARY KEY (study, place)
    ) STRICT, WITHOUT ROWID;

    -- What the station said of the part, each time that it saw it. Its record may be gone by now.
    CREATE TABLE study_presentation (
      study INTEGER NOT NULL,
      place INTEGER NOT NULL,
      part BLOB NOT NULL CHECK (length(part) = 16),
      at INTEGER NOT NULL,
      verdict TEXT NOT NULL CHECK (verdict IN ('pass', 'fail', 'review', 'missed')),
      how TEXT NOT NULL CHECK (how IN ('chosen', 'same-serial', 'marked')),
      PRIMARY KEY (study, part),
      FOREIGN KEY (study, place) REFERENCES study_part ON DELETE CASCADE
    ) STRICT, WITHOUT ROWID;
    CREATE INDEX study_presentation_of_part ON study_presentation (part);

    CREATE TABLE study_appraiser (
      study INTEGER NOT NULL REFERENCES study ON DELETE CASCADE,
      -- chooses the order of parts
      number INTEGER NOT NULL,
      person INTEGER NOT NULL REFERENCES person,
      PRIMARY KEY (study, number),
      UNIQUE (study, person)
    ) STRICT, WITHOUT ROWID;

    CREATE TABLE study_answer (
      id INTEGER PRIMARY KEY,
      uuid BLOB NOT NULL UNIQUE CHECK (length(uuid) = 16),
      study INTEGER NOT NULL,
      appraiser INTEGER NOT NULL,
      -- place in the appraiser's order, through all trials
      step INTEGER NOT NULL,
      trial INTEGER NOT NULL,
      place INTEGER NOT NULL,
      answer TEXT NOT NULL CHECK (answer IN ('good', 'defect')),
      at INTEGER NOT NULL,
      looked_ms REAL NOT NULL,
      UNIQUE (study, appraiser, step),
      UNIQUE (study, appraiser, trial, place),
      FOREIGN KEY (study, place) REFERENCES study_part,
      FOREIGN KEY (study, appraiser) REFERENCES study_appraiser
    ) STRICT;
  `,
};
