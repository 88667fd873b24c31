/** What a start finds of the runs before it: unclean ends become incidents, pictures without a result get one. */
import { statSync } from 'node:fs';
import { say } from '../api/said/say.ts';
import type { PictureResult } from '../station/ports.ts';
import { picturePath } from '../station/store/picture-path.ts';
import type { Db } from './database.ts';
import { type Incident, newIncident } from './incidents.ts';
import type { RunStart, UncleanRun } from './run-rows.ts';
import { uuidBytes, uuidText } from './uuid-bytes.ts';

export function incidentsOfStart({ unclean, isContinued }: RunStart, now: number): readonly Incident[] {
  const stops = unclean.map((run) =>
    newIncident(now, 'station-stopped-uncleanly', uncleanStopText(run, now), {
      runId: run.runId,
      from: run.seenAt,
      to: now,
    }),
  );
  if (!isContinued) return stops;
  return [...stops, newIncident(now, 'store-restarted', say('storeRestarted'))];
}

function uncleanStopText({ seenAt }: UncleanRun, now: number): string {
  const time = (at: number): string => new Date(at).toISOString();
  return say('stoppedUncleanly', { from: time(seenAt), to: time(now) });
}

interface UnderWay {
  readonly picture: Buffer;
  readonly part: Buffer;
}

/**
 * Pictures of earlier runs whose result nobody will tell any more: kept when the file is there (it is whole, or it
 * would not have its name), else lost with that stop.
 */
export function resultsOfEarlierPictures(db: Db, dataDir: string, runId: string): readonly PictureResult[] {
  return db
    .prepare<[Buffer], UnderWay>(
      `SELECT picture.uuid AS picture, part.uuid AS part FROM picture JOIN part ON part.id = picture.part
       JOIN run ON run.id = part.run WHERE picture.bytes IS NULL AND run.uuid <> ?`,
    )
    .all(uuidBytes(runId))
    .map((row) => {
      const picture = uuidText(row.picture);
      const path = picturePath(dataDir, picture);
      const file = path === null ? undefined : statSync(path, { throwIfNoEntry: false });
      const outcome = file ? 'kept' : 'skipped:failed';
      return { picture, part: uuidText(row.part), outcome, bytes: file?.size ?? 0 };
    });
}
