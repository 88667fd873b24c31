/**
 * Presses out of the reports of a pedal or a box of buttons: a report says which buttons are down now.
 *
 *   A press is a report in which a bit rose. One in which bits only fell is a release, also where another button is still
 *   down; the same report again is no second press, however often a device repeats it while it is held.
 *
 *     00 00 ──▶ 00 04 (pressed) ──▶ 00 04 (held) ──▶ 00 06 (another pressed) ──▶ 00 04 (released) ──▶ 00 00 (released)
 *
 * The signal of a press is the whole report in hexadecimal: two buttons at once are another signal, which does nothing
 * unless somebody has bound it.
 */

/** A contact that closes bounces for a few milliseconds; nobody presses the same button twice in so short a time. */
export const bounceMs = 50;
/** Boxes and pedals send a few bytes; what is longer is something else. */
export const longestButtonReport = 64;

export type ReadButton =
  | { readonly as: 'pressed'; readonly signal: string }
  | { readonly as: 'released' }
  | { readonly as: 'garbage'; readonly why: 'too-long' | 'too-short' };

const nothingDown = new Uint8Array(0);

export class ButtonReader {
  private last = nothingDown;
  private lastPress = { signal: '', atMs: Number.NEGATIVE_INFINITY };

  /** @param nowMs monotonic. Never throws. */
  read(report: Uint8Array, nowMs: number): ReadButton {
    if (report.length === 0) return { as: 'garbage', why: 'too-short' };
    if (report.length > longestButtonReport) return { as: 'garbage', why: 'too-long' };
    const isPress = rises(this.last, report);
    this.last = report.slice();
    if (!isPress) return { as: 'released' };
    const signal = hexOf(report);
    const isBounce = signal === this.lastPress.signal && nowMs - this.lastPress.atMs < bounceMs;
    this.lastPress = { signal, atMs: nowMs };
    return isBounce ? { as: 'released' } : { as: 'pressed', signal };
  }

  reset(): void {
    this.last = nothingDown;
  }
}

/**
 * The signal of a button whose device is not known yet: a report after which bits only fall. So it makes no difference
 * whether somebody held the button when learning began, or what the device sends while nothing is pressed.
 *
 *   quiet ──(a report with a bit set)──▶ heard ──(bits fall)──▶ learned
 *                                          └──(a bit rises)──▶ heard, of the newer report
 */
export class ButtonLearner {
  private heard: Uint8Array | null = null;

  /** The learned signal; null: not yet. */
  read(report: Uint8Array): string | null {
    const { heard } = this;
    if (report.length > longestButtonReport) return null;
    if (heard === null || rises(heard, report)) {
      this.heard = report.some((byte) => byte !== 0) ? report.slice() : null;
      return null;
    }
    if (hexOf(heard) === hexOf(report)) return null;
    this.heard = null;
    return hexOf(heard);
  }
}

export function rises(before: Uint8Array, now: Uint8Array): boolean {
  return now.some((byte, index) => (byte & ~(before[index] ?? 0)) !== 0);
}

export function hexOf(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('hex');
}
