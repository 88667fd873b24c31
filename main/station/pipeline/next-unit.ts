/** What is known of the unit that comes next: what a scanner has read of it, and what the MES has said. */
import type { Release, UnitWord } from '../flow.ts';
import { cleanSerial } from '../record/serial.ts';

export class NextUnit {
  /** What was scanned; null: nothing was. */
  serial: string | null = null;
  /** Null: nobody asks. */
  release: Release | null = null;
  private unasked: Release | null = null;

  /** Who scans twice before a part comes has corrected himself. @returns whether it concerns the unit that comes next. */
  told(word: UnitWord): boolean {
    switch (word.kind) {
      case 'serial':
        this.serial = cleanSerial(word.serial);
        this.release = this.serial === null ? this.unasked : word.release;
        return true;
      case 'release':
        if (this.serial === null || this.serial !== cleanSerial(word.serial)) return false;
        this.release = word.release;
        return true;
      case 'unasked':
        this.unasked = word.release;
        if (this.serial === null) this.release = word.release;
        return true;
    }
  }

  /** Its part is opened: the one behind it is next. */
  taken(): void {
    this.serial = null;
    this.release = this.unasked;
  }
}
