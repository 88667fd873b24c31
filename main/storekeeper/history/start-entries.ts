/** What a start tells the history: another key than before, and that the station runs. */
import { say } from '../../api/said/say.ts';
import type { Db } from '../database.ts';
import type { RunStart } from '../run-rows.ts';
import type { HistoryBody, HistoryKind } from './entry.ts';
import { hex } from './segment.ts';
import type { OpenedKey } from './station-key.ts';

export interface StartEntry {
  readonly kind: HistoryKind;
  readonly body: HistoryBody;
}

/**
 * Null while the key in use is the one that the history names. The first entry says up to which rowid parts are older
 * than the history.
 */
export function keyEntry(db: Db, { key, setAside }: OpenedKey, station: string): StartEntry | null {
  const now = hex(key.publicKey);
  const before = keyInForce(db);
  if (before === now) return null;
  if (before === null) {
    const parts = db.prepare<[], number | null>('SELECT max(id) FROM part').pluck().get() ?? 0;
    return { kind: 'key', body: { by: null, old: null, new: now, why: say('historyKeyFirst'), station, parts } };
  }
  const why = setAside === null ? say('historyKeyMissing') : say('historyKeyUnusable', { file: setAside });
  return { kind: 'key', body: { by: null, old: before, new: now, why, station } };
}

/** The store alone may have been started anew: then the run goes on. */
export function runEntry({ isContinued }: RunStart, run: string, station: string): StartEntry | null {
  return isContinued ? null : { kind: 'run', body: { by: null, run, what: 'started', station } };
}

/** Public key, hexadecimal; null for a history that names none. */
function keyInForce(db: Db): string | null {
  const named = db
    .prepare<[], string | null>(
      `SELECT json_extract(body, '$.new') FROM history WHERE kind = 'key' AND kind <> 'verdict'
       ORDER BY entry DESC LIMIT 1`,
    )
    .pluck()
    .get();
  const sealed = db.prepare<[], Buffer>('SELECT key FROM history_segment ORDER BY number DESC LIMIT 1').pluck().get();
  return named ?? (sealed ? hex(sealed) : null);
}
