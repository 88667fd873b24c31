/** What a report says, by the use of its device. */
import { assertNever } from '../../api/words.ts';
import { BadgeReader, type ReadBadge } from './badge-reader.ts';
import { ButtonReader, type ReadButton } from './button-reader.ts';
import type { Use } from './choose-use.ts';
import { CodeReader, type ReadReport } from './code-reader.ts';

export type Heard = ReadReport | ReadBadge | ReadButton | { readonly as: 'garbage'; readonly why: 'not-expected' };

export interface ReportReader {
  /** Any bytes: never throws. @param nowMs monotonic. */
  read(report: Uint8Array, nowMs: number): Heard;
  /** Nothing of before has to do with what comes now. */
  reset(): void;
  /** What was begun and never ended. */
  readonly cutOff: number;
}

export function readerFor(use: Use): ReportReader {
  switch (use.kind) {
    case 'scanner':
      return new CodeReader(use.layout);
    case 'badge-reader':
      return withoutCuts(new BadgeReader(use.config));
    case 'buttons':
    case 'other':
      return withoutCuts(new ButtonReader());
    case 'stack-light':
      return { read: () => ({ as: 'garbage', why: 'not-expected' }), reset: () => undefined, cutOff: 0 };
    default:
      return assertNever(use);
  }
}

function withoutCuts(reader: Omit<ReportReader, 'cutOff'>): ReportReader {
  return { read: (report, nowMs) => reader.read(report, nowMs), reset: () => reader.reset(), cutOff: 0 };
}
