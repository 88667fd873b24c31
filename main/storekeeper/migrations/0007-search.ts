import type { Migration } from './migration.ts';

/**
 * What makes five million parts searchable (`storekeeper/search/`). Everything here but the serial is derived: the store's
 * indexer writes it beside the commits, a stretch of parts at a time, in files of older versions and salvaged ones too.
 */
export const search: Migration = {
  number: 7,
  purpose: 'serial numbers, and what makes five million parts searchable',
  sql: `
    ALTER TABLE part ADD COLUMN serial TEXT;

    -- One row for each stretch of 512 part numbers that is complete and indexed; one without a row is read part by part.
    CREATE TABLE stretch (
      -- part / 512; also the row of 'stretch_words'
      id INTEGER PRIMARY KEY,
      first_at INTEGER NOT NULL,
      last_at INTEGER NOT NULL,
      -- bits, in the order of the words: pass, fail, review, missed
      verdicts INTEGER NOT NULL,
      -- those of them with a part that nobody was asked about
      unasked INTEGER NOT NULL,
      -- JSON arrays of ids
      setups TEXT NOT NULL,
      shifts TEXT NOT NULL,
      -- JSON: { class: [of passes, of others] }, each 32 bits, one for every 1/32 of the score that occurs
      scores TEXT NOT NULL
    ) STRICT;

    -- Beginnings of the words of a stretch's serials.
    CREATE VIRTUAL TABLE stretch_words USING fts5(
      words, content = '', contentless_delete = 1, detail = none, tokenize = 'ascii', prefix = '1 2 3 4 6 8 10 12');

    -- Parts of indexed stretches by what few of them have: a verdict other than pass, a reason.
    CREATE TABLE search_key (
      id INTEGER PRIMARY KEY,
      name TEXT NOT NULL UNIQUE
    ) STRICT;
    CREATE TABLE part_key (
      key INTEGER NOT NULL REFERENCES search_key,
      part INTEGER NOT NULL,
      PRIMARY KEY (key, part)
    ) STRICT, WITHOUT ROWID;

    CREATE INDEX disposition_by_decision ON disposition (decision, part);
    CREATE INDEX disposition_by_person ON disposition (person, part) WHERE person IS NOT NULL;

    CREATE VIRTUAL TABLE comment_words USING fts5(
      comment, content = 'disposition', content_rowid = 'id', tokenize = 'unicode61 remove_diacritics 2', prefix = '2 3');
    CREATE TRIGGER comment_made AFTER INSERT ON disposition WHEN new.comment <> '' BEGIN
      INSERT INTO comment_words (rowid, comment) VALUES (new.id, new.comment);
    END;
    CREATE TRIGGER comment_gone AFTER DELETE ON disposition WHEN old.comment <> '' BEGIN
      INSERT INTO comment_words (comment_words, rowid, comment) VALUES ('delete', old.id, old.comment);
    END;
  `,
};
