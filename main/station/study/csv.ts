/** A study as a table, one row a rating: the stacked columns that Minitab's attribute agreement analysis asks for. */
import { stringify } from 'csv-stringify/sync';
import { type Answers, appraisalsOf, judgedParts, type StoredStudy } from './result.ts';

const columns = ['Sample', 'Appraiser', 'Trial', 'Response', 'Standard', 'Order', 'AnsweredAt', 'LookedS', 'Serial'];
/** As the station is called in the column of names. */
const stationName = 'Station';

export function studyCsv(study: StoredStudy, answers: Answers): string {
  const parts = judgedParts(study);
  const rows = appraisalsOf(study, answers).flatMap(({ appraiser, ratings }) =>
    parts.flatMap(({ place, reference, serial, presentations }, index) =>
      (ratings[index] ?? []).map((rating, trial) => {
        const answer =
          appraiser.kind === 'station'
            ? undefined
            : answers.find((one) => one.person === appraiser.id && one.place === place && one.trial === trial);
        const at = answer?.at ?? presentations[trial]?.at;
        return [
          ...[place, appraiser.kind === 'station' ? stationName : appraiser.name, trial + 1, rating, reference],
          ...[answer ? answer.step + 1 : '', at === undefined ? '' : new Date(at).toISOString()],
          ...[answer ? (answer.lookedMs / 1000).toFixed(1) : '', serial ?? ''],
        ];
      }),
    ),
  );
  // A name that begins with an equals sign must not become a formula in somebody's spreadsheet.
  return stringify([columns, ...rows], { escape_formulas: true, record_delimiter: 'windows' });
}

/** Of a file, from a name that may hold anything; plain letters, so that every address and file system takes it. */
export function csvFileName(name: string, closedAt: number): string {
  const plain = name
    .normalize('NFKD')
    .replaceAll(/[^A-Za-z0-9]+/g, '-')
    .replaceAll(/^-+|-+$/g, '');
  return `study-${plain === '' ? '' : `${plain}-`}${new Date(closedAt).toISOString().slice(0, 10)}.csv`;
}
