/** The report of a shift: on the screen, and as a file to hand over. */
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { StationError } from '../../api/errors.ts';
import type { Handlers } from '../../api/server.ts';
import type { ShiftReport } from '../../api/slices/quality.ts';
import { workerUrl } from '../../process/entries.ts';
import type { FromReportThread, WriteReport } from '../../report/report-protocol.ts';
import type { Feature, FeatureParts } from '../feature.ts';
import { shiftCalendar } from '../shift/shift.ts';
import { exportsFolder } from '../store/export-path.ts';
import { picturePath } from '../store/picture-path.ts';

/** Of a shift that the configuration does not know any more. It can last a day, and a day in autumn has 25 hours. */
const longestShiftMs = 25 * 3_600_000;
const shiftsKnown = 100;

export function reportSection(parts: FeatureParts): Feature {
  const { store, clock, config, dataDir, timeZone } = parts;
  const shiftAt = shiftCalendar(config.shifts, timeZone);
  /** As the calendar has it; shifts may have been others then. */
  const endOf = (name: string, startedAt: number): number => {
    const known = shiftAt(startedAt);
    return known.name === name && known.startedAt === startedAt ? known.endsAt : startedAt + longestShiftMs;
  };
  const reportOf = async (shift: string, startedAt: number): Promise<ShiftReport> => {
    const later = (await store.shifts({ limit: shiftsKnown })).filter((each) => each.startedAt > startedAt);
    const endsAt = Math.min(endOf(shift, startedAt), ...later.map((each) => each.startedAt));
    const report = await store.shiftReport({ shift, startedAt, endsAt });
    if (!report) throw new StationError('not-found', `nothing was made in a shift ${shift} that began then`);
    return { ...report, station: config.station.name, madeAt: clock.wallMs() };
  };
  const handlers: Partial<Handlers> = {
    'quality.shifts': ({ limit }) => store.shifts({ limit }),
    'quality.shiftReport': ({ name, startedAt }) => reportOf(name, startedAt),
    'quality.exportReport': async ({ name, startedAt, as, language, reasonWords }) => {
      const report = await reportOf(name, startedAt);
      const folder = exportsFolder(dataDir);
      await mkdir(folder, { recursive: true });
      const fileName = reportName(report, as);
      const pictures = picturesOf(report, dataDir);
      await write({ report, as, language, timeZone, reasonWords, pictures, file: join(folder, fileName) });
      return { address: `/exports/${fileName}` };
    },
  };
  return { handlers };
}

/** The name of a shift is a person's, so only its plain characters are in the file's. */
function reportName({ shift, madeAt }: ShiftReport, as: 'csv' | 'pdf'): string {
  const stamp = (at: number): string => new Date(at).toISOString().slice(0, 16).replaceAll(':', '');
  return `shift-${shift.name.replaceAll(/[^A-Za-z0-9]/g, '') || 'x'}-${stamp(shift.from)}-made-${stamp(madeAt)}.${as}`;
}

function picturesOf({ pareto }: ShiftReport, dataDir: string): Readonly<Record<string, string>> {
  return Object.fromEntries(
    pareto
      .flatMap(({ pictures }) => pictures)
      .flatMap((id) => {
        const path = picturePath(dataDir, id);
        return path === null ? [] : [[id, path]];
      }),
  );
}

/** @throws StationError when the file cannot be written. */
function write(asked: WriteReport): Promise<void> {
  const worker = new Worker(workerUrl('report'), { workerData: asked });
  return new Promise((resolve, reject) => {
    worker.on('message', (message: FromReportThread) => {
      if (message.kind === 'written') resolve();
      else reject(new StationError('internal', `the report could not be written: ${message.problem}`));
    });
    worker.on('error', reject);
    worker.on('exit', () => reject(new StationError('internal', 'the thread that writes reports ended')));
  });
}
