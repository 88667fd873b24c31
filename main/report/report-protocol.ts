/** What the thread that writes reports is given. Both ends are one program, so these are types only. */
import type { ShiftReport } from '../api/slices/quality.ts';
import type { Language } from '../api/slices/session.ts';

export interface WriteReport {
  readonly report: ShiftReport;
  readonly as: 'csv' | 'pdf';
  readonly language: Language;
  /** IANA name. */
  readonly timeZone: string;
  /** Paths of the pictures that the report names, by id. */
  readonly pictures: Readonly<Record<string, string>>;
  /** What people at the screen call each reason key, in their language. */
  readonly reasonWords: Readonly<Record<string, string>>;
  /** Where it goes; written under another name first. */
  readonly file: string;
}

export type FromReportThread = { readonly kind: 'written' } | { readonly kind: 'failed'; readonly problem: string };
