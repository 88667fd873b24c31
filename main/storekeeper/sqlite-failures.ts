/** What a failed statement means for the records: wait for space, mend the file, or put this one record aside. */
import Database from 'better-sqlite3';

export type SqliteFailure = 'no-space' | 'damaged' | 'not-acceptable' | 'other';

const noSpaceCodes = new Set(['SQLITE_FULL', 'SQLITE_IOERR_WRITE', 'SQLITE_IOERR_FSYNC', 'SQLITE_IOERR_SHMSIZE']);

export function failureOf(thrown: unknown): SqliteFailure {
  if (thrown instanceof TypeError || thrown instanceof RangeError) return 'not-acceptable';
  if (!(thrown instanceof Database.SqliteError)) return 'other';
  const { code } = thrown;
  // A write that fails for another reason than space is told the same way; waiting and trying again is right for both.
  if (noSpaceCodes.has(code)) return 'no-space';
  if (code.startsWith('SQLITE_CORRUPT') || code === 'SQLITE_NOTADB') return 'damaged';
  const isRefused = ['SQLITE_CONSTRAINT', 'SQLITE_MISMATCH', 'SQLITE_TOOBIG'].some((start) => code.startsWith(start));
  return isRefused ? 'not-acceptable' : 'other';
}
