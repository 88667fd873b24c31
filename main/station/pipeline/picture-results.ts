/**
 * A picture can be on disk before its part is decided. The store knows a picture by its part's record, so such a result
 * waits here until the record is on its way.
 */
import type { PictureResult, RecordWriter } from '../ports.ts';

export class PictureResults {
  private readonly records: RecordWriter;
  private readonly early = new Map<string, PictureResult[]>();

  constructor(records: RecordWriter) {
    this.records = records;
  }

  /** A picture of an open part was handed to the jobs process. */
  expect(part: string): void {
    if (!this.early.has(part)) this.early.set(part, []);
  }
  done(result: PictureResult): void {
    const waiting = this.early.get(result.part);
    if (waiting) waiting.push(result);
    else this.records.pictureDone(result);
  }
  /** The part's record went to the store. */
  appended(part: string): void {
    const waiting = this.early.get(part);
    this.early.delete(part);
    for (const result of waiting ?? []) this.records.pictureDone(result);
  }
}
