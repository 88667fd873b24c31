/** A share with what it rests on: never a bare per cent. */
import type { ShiftReport } from '../../../main/api/slices/quality.ts';
import type { Numbers } from '../../words/numbers.ts';
import type { Say } from '../../words/words.ts';

type Interval = NonNullable<ShiftReport['escapes']['rate']>;

/** `2.4 %, between 1.1 and 4.9 %`, or that it is not known. */
export function intervalWords(t: Say, numbers: Numbers, rate: Interval | null): string {
  if (rate === null) return t('report.unknown');
  const percent = (share: number): string => numbers.fixed(share * 100, digitsOf(rate));
  return t('report.rate', { value: percent(rate.value), low: percent(rate.low), high: percent(rate.high) });
}

/** Small rates need their digits: 0.03 % is not 0.0 %. */
function digitsOf({ value, high }: Interval): number {
  const most = Math.max(value, high) * 100;
  return most >= 10 ? 1 : most >= 0.1 ? 2 : 4;
}
