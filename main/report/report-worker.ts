/** A thread that writes one report and ends: setting a page takes some tenths of a second, which the main loop has not. */
import { rename, writeFile } from 'node:fs/promises';
import { parentPort, workerData } from 'node:worker_threads';
import type { FromReportThread, WriteReport } from './report-protocol.ts';
import { shiftCsv } from './shift-csv.ts';
import { shiftPdf } from './shift-pdf.ts';

const port = parentPort;
if (!port) throw new Error('this is a thread of the station; start the station itself instead');
const asked: WriteReport = workerData;
const say = (message: FromReportThread): void => port.postMessage(message);

try {
  const content = asked.as === 'csv' ? shiftCsv(asked.report) : await shiftPdf(asked);
  const fresh = `${asked.file}.new`;
  await writeFile(fresh, content);
  await rename(fresh, asked.file);
  say({ kind: 'written' });
} catch (thrown) {
  say({ kind: 'failed', problem: thrown instanceof Error ? (thrown.stack ?? thrown.message) : String(thrown) });
}
