/** Pictures that cannot be measured on: named and counted, and left out only when told to. */
import { StationError } from '../../api/errors.ts';

export const faults = ['missing', 'empty', 'corrupt', 'mislabelled', 'overlapping'] as const;
export type PictureFault = (typeof faults)[number];

export interface BadPicture {
  /** As the labels name it. */
  readonly picture: string;
  readonly why: PictureFault;
  readonly detail: string;
}

/** What was read, and what could not be. */
export interface Sorted<T> {
  readonly items: readonly T[];
  readonly bad: readonly BadPicture[];
}

/** More are counted, not listed. */
const listed = 20;

/** @throws StationError `bad-input` that names them, unless they may be skipped. */
export function refuseUnlessSkipped(bad: readonly BadPicture[], file: string, skipCorrupt: boolean): void {
  if (bad.length === 0 || skipCorrupt) return;
  const lines = bad.slice(0, listed).map(({ picture, why, detail }) => `  ${picture}: ${why}, ${detail}`);
  if (bad.length > listed) lines.push(`  and ${bad.length - listed} more`);
  throw new StationError('bad-input', `${file}: ${countBad(bad)}\n${lines.join('\n')}`, {
    remedy: 'Mend the data, or leave these pictures out with --skip-corrupt (they are then counted in the report).',
  });
}

/** `3 bad pictures (2 corrupt, 1 empty)` */
export function countBad(bad: readonly BadPicture[]): string {
  const counts = faults
    .map((why) => ({ why, count: bad.filter((one) => one.why === why).length }))
    .filter(({ count }) => count > 0)
    .map(({ why, count }) => `${count} ${why}`);
  return `${bad.length} bad picture${bad.length === 1 ? '' : 's'} (${counts.join(', ')})`;
}
