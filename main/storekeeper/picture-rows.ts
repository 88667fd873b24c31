/** What became of a picture: its frame says the word, and only a kept one has a row. */
import type { PictureResult } from '../station/ports.ts';
import type { Db } from './database.ts';
import { uuidBytes } from './uuid-bytes.ts';

export interface PictureRows {
  /** False when there is no such picture (any more), or its result is known: then nothing changes. */
  finish(result: PictureResult): boolean;
}

interface Place {
  readonly part: number;
  readonly frame_index: number;
  readonly bytes: number | null;
}

export function createPictureRows(db: Db): PictureRows {
  const find = db.prepare<[Buffer], Place>('SELECT part, frame_index, bytes FROM picture WHERE uuid = ?');
  const keep = db.prepare<[number, Buffer]>('UPDATE picture SET bytes = ? WHERE uuid = ?');
  const remove = db.prepare<[Buffer]>('DELETE FROM picture WHERE uuid = ?');
  const say = db.prepare<[string, number, number]>(
    'UPDATE frame SET picture_outcome = ? WHERE part = ? AND frame_index = ?',
  );
  return {
    finish: ({ picture, outcome, bytes }) => {
      const uuid = uuidBytes(picture);
      const place = find.get(uuid);
      if (!place || place.bytes !== null) return false;
      if (outcome === 'kept') keep.run(bytes, uuid);
      else remove.run(uuid);
      say.run(outcome, place.part, place.frame_index);
      return true;
    },
  };
}
