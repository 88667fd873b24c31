/** The last reports of all devices, for whoever looks at what comes: told in bundles, so that a device that never stops costs little. */
import type { Report, Understood } from '../../api/slices/devices.ts';
import { hexOf } from './button-reader.ts';

export const reportsKept = 200;
const bytesShown = 64;

export class ReportLog {
  private readonly kept: Report[] = [];
  private fresh = 0;
  private count = 0;

  /** @param isSecret its bytes are nobody's business (a badge). */
  add(id: string, at: number, report: Uint8Array, understood: Understood, isSecret: boolean): void {
    this.count += 1;
    const hex = isSecret ? '' : hexOf(report.subarray(0, bytesShown));
    this.kept.push({ number: this.count, id, at, hex, bytes: report.length, understood });
    if (this.kept.length > reportsKept) this.kept.shift();
    this.fresh = Math.min(reportsKept, this.fresh + 1);
  }

  all(): readonly Report[] {
    return [...this.kept];
  }

  /** Those since the last time, the newest 200 at most. */
  takeFresh(): readonly Report[] {
    const taken = this.fresh === 0 ? [] : this.kept.slice(-this.fresh);
    this.fresh = 0;
    return taken;
  }
}
