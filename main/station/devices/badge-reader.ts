/** The text of a badge out of a reader's reports: what `devices.badgeReaders` says of them. */
import type { BadgeReaderConfig } from '../config/devices.ts';
import { hexOf } from './button-reader.ts';
import { codeText } from './code-reader.ts';

/** A badge that lies on its reader is told again and again; it is another sign-in only after it was away for so long. */
export const awayMs = 2_000;
/** Less is noise, or a reader that is described wrongly. */
const shortestBadge = 4;

export type ReadBadge =
  | { readonly as: 'badge'; readonly badge: string }
  /** It still lies there. */
  | { readonly as: 'badge-again' }
  | { readonly as: 'released' }
  | { readonly as: 'garbage'; readonly why: 'too-short' | 'wrong-length' | 'no-badge' };

export class BadgeReader {
  private readonly config: BadgeReaderConfig;
  private last = { badge: '', atMs: Number.NEGATIVE_INFINITY };

  constructor(config: BadgeReaderConfig) {
    this.config = config;
  }

  /** @param nowMs monotonic. Never throws. */
  read(report: Uint8Array, nowMs: number): ReadBadge {
    const { skip, as } = this.config;
    const length = this.lengthIn(report);
    if (length === null || report.length < skip) return { as: 'garbage', why: 'too-short' };
    if (report.length < skip + length) return { as: 'garbage', why: 'wrong-length' };
    const bytes = report.subarray(skip, skip + length);
    // Nothing lies on it.
    if (bytes.every((byte) => byte === 0)) return { as: 'released' };
    const badge = as === 'hex' ? hexOf(bytes) : codeText(bytes);
    if (badge.length < shortestBadge) return { as: 'garbage', why: 'no-badge' };
    const isThere = badge === this.last.badge && nowMs - this.last.atMs < awayMs;
    this.last = { badge, atMs: nowMs };
    return isThere ? { as: 'badge-again' } : { as: 'badge', badge };
  }

  reset(): void {
    this.last = { badge: '', atMs: Number.NEGATIVE_INFINITY };
  }

  private lengthIn(report: Uint8Array): number | null {
    const { skip, length, lengthAt } = this.config;
    if (lengthAt !== undefined) return report[lengthAt] ?? null;
    if (length !== undefined) return length;
    return Math.max(0, report.findLastIndex((byte) => byte !== 0) + 1 - skip);
  }
}
