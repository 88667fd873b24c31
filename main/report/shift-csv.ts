/** The shift report as rows `section, name, value, unit`: for a spreadsheet, in numbers that it reads in any language. */
import { stringify } from 'csv-stringify/sync';
import type { ShiftReport } from '../api/slices/quality.ts';

type Row = readonly [section: string, name: string, value: string | number | null, unit: string];

/** RFC 4180, UTF-8 with a byte order mark, so that a spreadsheet takes it for what it is. */
export function shiftCsv(report: ShiftReport): string {
  return stringify([['section', 'name', 'value', 'unit'], ...rowsOf(report)], { bom: true, escape_formulas: true });
}

function rowsOf(report: ShiftReport): readonly Row[] {
  const { shift, output, openParts, falseCalls, escapes, reinspection } = report;
  return [
    ['shift', 'station', report.station, ''],
    ['shift', 'name', shift.name, ''],
    ['shift', 'from', iso(shift.from), ''],
    ['shift', 'until', iso(shift.until), ''],
    ['shift', 'made', iso(report.madeAt), ''],
    ...(['parts', 'pass', 'fail', 'review', 'missed'] as const).map(
      (name): Row => ['output', name, output[name], 'parts'],
    ),
    ['output', 'yield', output.yield, 'share'],
    ...report.recipes.flatMap((recipe) =>
      (['pass', 'fail', 'review', 'missed'] as const).map(
        (name): Row => ['recipe', `${recipe.recipe} / ${recipe.bundle} / ${name}`, recipe[name], 'parts'],
      ),
    ),
    ...report.pareto.map(({ reason, count }): Row => ['reason', reason, count, 'parts']),
    ...(['operator', 'quality', 'overdue'] as const).map((name): Row => ['open', name, openParts[name], 'parts']),
    ['false calls', 'good', falseCalls.hits, 'parts'],
    ['false calls', 'decided', falseCalls.of, 'parts'],
    ...rateRows('false calls', falseCalls.rate),
    ['escapes', 'audited', escapes.audited, 'parts'],
    ['escapes', 'defective', escapes.defective, 'parts'],
    ...rateRows('escapes', escapes.rate),
    ['re-inspection', 'parts', reinspection.parts, 'parts'],
    ['re-inspection', 'time', reinspection.minutes, 'min'],
    ['re-inspection', 'median', reinspection.medianS, 's'],
    ...report.incidents.map(({ at, kind, detail }): Row => ['incident', `${iso(at)} ${kind}`, detail, '']),
    ...report.changes.map(({ at, kind, by, text }): Row => ['change', `${iso(at)} ${kind}`, text, by ?? '']),
    ['history', 'head', report.historyHead, 'SHA-256'],
  ];
}

function rateRows(section: string, rate: ShiftReport['escapes']['rate']): readonly Row[] {
  return [
    [section, 'rate', rate?.value ?? null, 'share'],
    [section, 'rate, low 95 %', rate?.low ?? null, 'share'],
    [section, 'rate, high 95 %', rate?.high ?? null, 'share'],
  ];
}

function iso(at: number): string {
  return new Date(at).toISOString();
}
