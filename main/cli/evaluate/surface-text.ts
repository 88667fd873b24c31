/** The report of a surface bundle for people. */
import type {
  PlaceFigures,
  SurfaceFigures,
  SurfacePrecision,
  SurfaceReport,
} from '../../evaluate/surface/surface-report.ts';
import { textTable } from '../table.ts';
import { columns, decimal, percent, percentOf, remarks, sideBySide, speedText } from './figures-text.ts';

export function surfaceText(report: SurfaceReport): string {
  const { bundle, int8, fp32, zones } = report;
  const where = zones.length > 0 ? ', inside the zone' : '';
  const blocks = [
    `${bundle.name} ${bundle.version} on ${report.data}`,
    `${counts('All pictures', int8, where)}\n${textTable([columns, ...figureRows({ int8, fp32 })])}`,
    ...equalFormatText(int8, fp32, where),
    `By place, INT8: pass / review / fail\n${textTable(placeRows(int8.places))}`,
    speedText(report),
    [
      'In brackets: 95 % intervals (AUROC: places, then pictures drawn again; rates: exact binomial).',
      'Localised: a region touches the labelled defect or the cell next to it.',
      ...remarks(report.skipped, report.warnings),
    ].join('\n'),
  ];
  return blocks.join('\n\n');
}

function equalFormatText(
  { equalFormat: int8 }: SurfacePrecision,
  { equalFormat: fp32 }: SurfacePrecision,
  where: string,
) {
  if (!int8 || !fp32) return [];
  const title = `Only ${int8.sizes.join(' and ')}, the size that good and defective ones share`;
  return [`${counts(title, int8, where)}\n${textTable([columns, ...figureRows({ int8, fp32 })])}`];
}

function counts(title: string, { pictures, good, defective }: SurfaceFigures, where: string): string {
  return `${title}${where}: ${pictures} pictures, ${defective} defective, ${good} good`;
}

interface Both {
  readonly int8: SurfaceFigures;
  readonly fp32: SurfaceFigures;
}

function figureRows(both: Both): (readonly string[])[] {
  const row = (label: string, tell: (figures: SurfaceFigures) => string) => sideBySide(label, both, tell);
  return [
    row('AUROC', ({ auroc, aurocInterval95 }) => percent(auroc, aurocInterval95)),
    ...both.int8.missedAtFalseCalls.map(({ falseCalls }, i) =>
      row(`missed at ${falseCalls * 100} % false calls`, ({ missedAtFalseCalls: at }) =>
        percent(at[i]?.missed ?? null, at[i]?.interval95),
      ),
    ),
    ...both.int8.falseCallsAtMisses.map(({ missed }, i) =>
      row(`false calls at ${missed * 100} % missed`, ({ falseCallsAtMisses: at }) =>
        percent(at[i]?.falseCalls ?? null, at[i]?.interval95),
      ),
    ),
    row('at the limits: defective that pass', ({ atLimits }) => percentOf(atLimits.missed)),
    row('at the limits: good that fail', ({ atLimits }) => percentOf(atLimits.falseCalls)),
    row('at the limits: to review, all', ({ atLimits }) => percentOf(atLimits.review)),
    row('at the limits: to review, of the good', ({ atLimits }) => percentOf(atLimits.goodToReview)),
    row(`defects localised at passBelow`, ({ localised }) => percentOf(localised.atPassBelow)),
    row('defects localised at 2 % false calls', ({ localised }) => percentOf(localised.at2PercentFalseCalls)),
    row('calibration error (ECE)', ({ ece }) => decimal(ece)),
  ];
}

function placeRows(places: SurfacePrecision['places']): (readonly string[])[] {
  const verdicts = ({ pass, review, fail }: PlaceFigures['goodVerdicts']): string => `${pass} / ${review} / ${fail}`;
  return [
    ['place', 'defective', 'good', 'AUROC', 'missed at 2 %'],
    ...places.map((one) => [
      one.place,
      verdicts(one.defectiveVerdicts),
      verdicts(one.goodVerdicts),
      percent(one.auroc),
      percent(one.missedAt2PercentFalseCalls),
    ]),
  ];
}
