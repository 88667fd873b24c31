/** The order of reasons: the first one is what the screen says in one line. */
import { type Reason, type ReasonKind, reasonKey } from '../../api/words.ts';
import type { Verdict } from '../flow.ts';

/** Worst first. Where the verdict is `review`, what made the scores untrustworthy stands before the scores. */
const reviewOrder: readonly ReasonKind[] = [
  'camera-lost',
  'station-stopped',
  'overrun',
  'no-frame',
  'not-released',
  'frames-missing',
  'incomplete-frame',
  'bad-picture',
  'not-registered',
  'unknown-part',
  'engine-fault',
  'late',
  'defect',
  'unsure',
];
const failOrder: readonly ReasonKind[] = ['defect', ...reviewOrder.filter((kind) => kind !== 'defect')];

/** How bad a reason is among those of its kind; bigger is worse. */
function magnitude(reason: Reason): number {
  switch (reason.kind) {
    case 'defect':
    case 'unsure':
      return reason.score;
    case 'bad-picture':
    case 'unknown-part':
      return Math.abs(reason.value - reason.limit) / Math.max(Math.abs(reason.limit), 1e-6);
    case 'frames-missing':
      return reason.expected - reason.got;
    case 'not-registered':
      return 1 - reason.score;
    case 'late':
      return reason.tookMs;
    case 'incomplete-frame':
    case 'engine-fault':
    case 'not-released':
    case 'camera-lost':
    case 'no-frame':
    case 'overrun':
    case 'station-stopped':
      return 0;
  }
}

/** Sorted for `verdict`, one of each `reasonKey` (the worst of it). The order given does not matter. */
export function reasonsWorstFirst(verdict: Verdict, reasons: readonly Reason[]): readonly Reason[] {
  const order = verdict === 'fail' ? failOrder : reviewOrder;
  const sorted = [...reasons].sort(
    (a, b) =>
      order.indexOf(a.kind) - order.indexOf(b.kind) ||
      magnitude(b) - magnitude(a) ||
      compareText(JSON.stringify(a), JSON.stringify(b)),
  );
  const seen = new Set<string>();
  return sorted.filter((reason) => !seen.has(reasonKey(reason)) && seen.add(reasonKey(reason)));
}

function compareText(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}
