/** Parts as lines of CSV: made here, in a thread that only reads, so that nobody else waits for it. */
import { stringify } from 'csv-stringify/sync';
import type { FoundPart } from '../../api/slices/quality.ts';
import { reasonKey } from '../../api/words.ts';
import type { QueryInput, QueryOutput } from '../../station/store/query-table.ts';
import type { Db } from '../database.ts';
import { findParts } from '../search/find-parts.ts';
import { foundPartReader } from './found-parts.ts';

export function partsCsv(db: Db, { filter, ...wanted }: QueryInput<'partsCsv'>): QueryOutput<'partsCsv'> {
  const { parts, next } = findParts(db, filter, wanted);
  const rows = foundPartReader(db)(parts).map(lineOf);
  // A spreadsheet would take a serial that begins with = for a formula.
  return { csv: stringify(rows, { escape_formulas: true, record_delimiter: 'windows' }), parts: rows.length, next };
}

/** In the order of `csvColumns`. */
function lineOf(part: FoundPart): readonly (string | number)[] {
  const { disposition } = part;
  return [
    part.id,
    new Date(part.at).toISOString(),
    part.trigger,
    part.serial ?? '',
    part.workOrder ?? '',
    part.recipe,
    part.bundle,
    part.shift,
    part.verdict,
    part.reasons.map(reasonKey).join(' '),
    part.scores.map(({ class: name, score }) => `${name}=${score}`).join(' '),
    part.stage ?? '',
    disposition?.decision ?? '',
    disposition?.class ?? '',
    disposition?.by ?? '',
    disposition ? new Date(disposition.at).toISOString() : '',
  ];
}
