import { onTestFinished } from 'vitest';
import type { PartRecord } from '../../main/station/record/record.ts';
import { type AttachableRecordWriter, createRecordWriter } from '../../main/station/store/record-writer.ts';

/** A record writer that is closed with the test. */
export function aWriter(): AttachableRecordWriter {
  const writer = createRecordWriter();
  onTestFinished(() => writer.close());
  return writer;
}

/** Resolves with the next `count` committed records. Ask before appending. */
export function nextCommitted(writer: AttachableRecordWriter, count: number): Promise<readonly PartRecord[]> {
  return new Promise((resolve) => {
    const records: PartRecord[] = [];
    writer.onCommitted((more) => {
      records.push(...more);
      if (records.length >= count) resolve(records);
    });
  });
}

/** Resolves when nothing waits any more. Ask before attaching. */
export function allCommitted(writer: AttachableRecordWriter): Promise<void> {
  if (writer.waiting === 0) return Promise.resolve();
  return new Promise((resolve) => {
    writer.onCommitted(() => {
      if (writer.waiting === 0) resolve();
    });
  });
}
