/** The report of a reference bundle for people. */
import type { BoardFigures, BoardPrecision, BoardReport, GoldenTrial } from '../../evaluate/boards/board-report.ts';
import { textTable } from '../table.ts';
import { columns, decimal, percent, percentOf, remarks, sideBySide, speedText } from './figures-text.ts';

export function boardText(report: BoardReport): string {
  const { bundle, int8, fp32, n } = report;
  const blocks = [
    `${bundle.name} ${bundle.version} on ${report.data}`,
    `${n} pairs, ${int8.defects} defects; ${howLaid(report)}\n${textTable([columns, ...figureRows({ int8, fp32 })])}`,
    `By board, INT8\n${textTable(boardRows(int8.boards))}`,
    `Golden pictures against themselves, called defective\n${textTable([columns, ...goldenRows(int8.golden, fp32.golden)])}`,
    speedText(report),
    [
      'A box is right when its IoU with a defect of its class is above 0.33. In brackets: 95 % intervals (pairs drawn',
      'again; golden pictures: exact binomial). Best F chooses its threshold on these very pictures.',
      ...remarks(report.skipped, report.warnings),
      ...unregisteredText(report),
    ].join('\n'),
  ];
  return blocks.join('\n\n');
}

function howLaid({ displacement, isRegistered }: BoardReport): string {
  const { shiftPx, turnDegrees } = displacement;
  if (!isRegistered) return 'laid on each other as they are';
  if (shiftPx === 0 && turnDegrees === 0) return 'registered by the station';
  return `golden picture moved by ${shiftPx} px and turned by ${turnDegrees}°, registered by the station`;
}

function unregisteredText({ unregistered }: BoardReport): string[] {
  if (unregistered.length === 0) return [];
  const few = unregistered.slice(0, 5).map(({ id, why }) => `${id} (${why})`);
  return [`! ${unregistered.length} pairs could not be registered and go to review: ${few.join('; ')}`];
}

interface Both {
  readonly int8: BoardFigures;
  readonly fp32: BoardFigures;
}

function figureRows(both: Both): (readonly string[])[] {
  const row = (label: string, tell: (figures: BoardFigures) => string) => sideBySide(label, both, tell);
  const scores = ({ precision, recall }: { precision: number | null; recall: number | null }): string =>
    `${percent(precision)} / ${percent(recall)}`;
  return [
    row('mAP', ({ mAP, mAPInterval95 }) => percent(mAP, mAPInterval95)),
    ...Object.keys(both.int8.ap).map((name) => row(`  AP ${name}`, ({ ap }) => percent(ap[name] ?? null))),
    row('best F', ({ bestF }) => percent(bestF.f, bestF.interval95)),
    row('  precision / recall', ({ bestF }) => scores(bestF)),
    row('  at score', ({ bestF }) => decimal(bestF.threshold)),
    row('F at passBelow', ({ atPassBelow }) => percent(atPassBelow.f, atPassBelow.interval95)),
    row('  precision / recall', ({ atPassBelow }) => scores(atPassBelow)),
    row('  defects pointed at, class aside', ({ atPassBelow }) => percentOf(atPassBelow.found)),
    row('  defective pairs that pass', ({ atPassBelow }) => percentOf(atPassBelow.escapes)),
    ...(both.int8.atPassBelow.goodCalled.of > 0
      ? [row('  good pairs that do not pass', ({ atPassBelow }) => percentOf(atPassBelow.goodCalled))]
      : []),
    row('F at failAbove', ({ atFailAbove }) => percent(atFailAbove.f, atFailAbove.interval95)),
    row('  precision / recall', ({ atFailAbove }) => scores(atFailAbove)),
    row('calibration error of boxes (ECE)', ({ ece }) => decimal(ece)),
  ];
}

function boardRows(boards: BoardPrecision['boards']): (readonly string[])[] {
  return [
    ['board', 'pairs', 'defects', 'mAP', 'F at passBelow', 'precision', 'recall'],
    ...boards.map(({ board, pairs, defects, mAP, f, precision, recall }) => [
      board,
      String(pairs),
      String(defects),
      percent(mAP),
      percent(f),
      percent(precision),
      percent(recall),
    ]),
  ];
}

function goldenRows(int8: readonly GoldenTrial[], fp32: readonly GoldenTrial[]): (readonly string[])[] {
  const tell = (trial: GoldenTrial | undefined): string => {
    if (!trial) return '–';
    const { called, unregistered } = trial;
    const lost = unregistered > 0 ? `, ${unregistered} not registered` : '';
    return `${called.count} of ${called.of}${lost}   ${percentOf(called)}`;
  };
  return int8.map((trial, i) => [trial.name, tell(trial), tell(fp32[i])]);
}
