/**
 * One input report of a barcode scanner in HID-POS mode, and codes out of several of them.
 *
 *   byte  0        report id (2)
 *         1        length of the data in this report, 0 to 56
 *         2..4     AIM symbology identifier (`]Q1`), ISO/IEC 15424
 *         5..60    data
 *         61..62   the maker's own symbology identifier
 *         63       bit 0: the code goes on in the next report
 *
 * Honeywell, Zebra, Datalogic, Access-IS and others send this layout; the USB HID Point of Sale Usage Tables 1.02 define
 * its fields (Bar Code Scanner page 0x8C: Decoded Data 0xFE, Data Continued 0xFF), and a scanner that lays them out
 * otherwise is described in the configuration (`devices.scanners`).
 */
import type { ReportLayout } from '../config/devices.ts';

export const posLayout: ReportLayout = {
  reportId: 2,
  lengthAt: 1,
  symbologyAt: 2,
  dataAt: 5,
  dataBytes: 56,
  continuedAt: 63,
};

export type PosReport =
  | { readonly kind: 'data'; readonly data: Uint8Array; readonly symbology: string | null; readonly goesOn: boolean }
  | { readonly kind: 'garbage'; readonly why: 'not-of-a-code' | 'too-short' | 'wrong-length' };

/** Never throws, whatever the bytes. */
export function parsePosReport(report: Uint8Array, layout: ReportLayout = posLayout): PosReport {
  const { reportId, lengthAt, symbologyAt, dataAt, dataBytes, continuedAt } = layout;
  if (reportId !== null && report[0] !== reportId) return { kind: 'garbage', why: 'not-of-a-code' };
  const length = report[lengthAt];
  if (length === undefined) return { kind: 'garbage', why: 'too-short' };
  if (length > dataBytes) return { kind: 'garbage', why: 'wrong-length' };
  // Some systems cut trailing zeros off a report: only what the length promises has to be there.
  if (report.length < dataAt + length) return { kind: 'garbage', why: 'too-short' };
  const goesOn = ((report[continuedAt] ?? 0) & 1) === 1;
  // Nothing now and more to come would never end.
  if (length === 0 && goesOn) return { kind: 'garbage', why: 'wrong-length' };
  return { kind: 'data', data: report.slice(dataAt, dataAt + length), symbology: aim(report, symbologyAt), goesOn };
}

/** `]`, a letter, a modifier (ISO/IEC 15424); null where a scanner does not tell. */
function aim(report: Uint8Array, at: number | null): string | null {
  if (at === null) return null;
  const text = String.fromCharCode(...report.subarray(at, at + 3));
  return /^\][A-Za-z][0-9A-Za-z]$/.test(text) ? text : null;
}
