/**
 * Codes out of the reports of one scanner.
 *
 *            data, goes on              data, goes on (same symbology, in time, not too long)
 *   idle ───────────────────▶ collecting ──┐
 *    ▲ ◀── code ── data, ends ◀──┘   ▲─────┘
 *    └──── garbage, other symbology, late, too long, unplugged: what was collected is dropped and counted
 */
import type { GarbageReason } from '../../api/slices/devices.ts';
import type { ReportLayout } from '../config/devices.ts';
import { parsePosReport, posLayout } from './pos-report.ts';

/** The longest that any common symbology holds (QR, version 40: 7089 digits). */
export const longestCode = 8192;
/** Reports of one code follow each other within a few milliseconds. */
export const nextReportWithinMs = 500;

export interface Code {
  readonly code: string;
  /** AIM identifier, `]Q1`. */
  readonly symbology: string | null;
}

export type ReadReport =
  | ({ readonly as: 'code' } & Code)
  | { readonly as: 'part-of-code' }
  | { readonly as: 'garbage'; readonly why: GarbageReason };

interface Collecting {
  readonly kind: 'collecting';
  readonly pieces: readonly Uint8Array[];
  readonly bytes: number;
  readonly symbology: string | null;
  readonly lastMs: number;
}
type State = { readonly kind: 'idle' } | Collecting;

const idle: State = { kind: 'idle' };

export class CodeReader {
  private readonly layout: ReportLayout;
  private state: State = idle;
  /** Codes of which the end never came. */
  cutOff = 0;

  constructor(layout: ReportLayout = posLayout) {
    this.layout = layout;
  }

  /** @param nowMs monotonic. Never throws. */
  read(report: Uint8Array, nowMs: number): ReadReport {
    const parsed = parsePosReport(report, this.layout);
    if (parsed.kind === 'garbage') {
      this.reset();
      return { as: 'garbage', why: parsed.why };
    }
    const { data, goesOn } = parsed;
    const begun = this.takeBegun(parsed.symbology, nowMs);
    const symbology = begun?.symbology ?? parsed.symbology;
    const pieces = [...(begun?.pieces ?? []), data];
    const bytes = (begun?.bytes ?? 0) + data.length;
    if (bytes > longestCode) return { as: 'garbage', why: 'code-too-long' };
    if (goesOn) {
      this.state = { kind: 'collecting', pieces, bytes, symbology, lastMs: nowMs };
      return { as: 'part-of-code' };
    }
    const code = codeText(joined(pieces, bytes));
    return code === '' ? { as: 'garbage', why: 'empty-code' } : { as: 'code', code, symbology };
  }

  /** Unplugged in the middle of a code: what came of it is nothing. */
  reset(): void {
    if (this.state.kind === 'collecting') this.cutOff += 1;
    this.state = idle;
  }

  /** What this report goes on with. Some scanners name the symbology in the first report only. */
  private takeBegun(symbology: string | null, nowMs: number): Collecting | null {
    const { state } = this;
    this.state = idle;
    if (state.kind === 'idle') return null;
    const isOther = symbology !== null && state.symbology !== null && symbology !== state.symbology;
    if (!isOther && nowMs - state.lastMs <= nextReportWithinMs) return state;
    this.cutOff += 1;
    return null;
  }
}

const utf8 = new TextDecoder('utf-8', { fatal: true });
const latin1 = new TextDecoder('latin1');

/**
 * The text of a code without what scanners put around it: terminators (CR, LF, Tab), STX and ETX, blanks, zeros that fill
 * a report. Separators inside (GS of GS1 codes) stay. Bytes that are no UTF-8 are Latin-1, the default of most symbologies.
 */
export function codeText(bytes: Uint8Array): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what is taken off
  return decoded(bytes).replace(/^[\s\u0000\u0002]+|[\s\u0000\u0003\u0004]+$/g, '');
}

function decoded(bytes: Uint8Array): string {
  try {
    return utf8.decode(bytes);
  } catch (thrown) {
    if (!(thrown instanceof TypeError)) throw thrown;
    return latin1.decode(bytes);
  }
}

function joined(pieces: readonly Uint8Array[], bytes: number): Uint8Array {
  const whole = new Uint8Array(bytes);
  let at = 0;
  for (const piece of pieces) {
    whole.set(piece, at);
    at += piece.length;
  }
  return whole;
}
