/** Asks the running station for an address that nobody has opened yet. */
import { z } from 'zod';
import { StationError } from '../api/errors.ts';
import { readStationFile } from './station-file.ts';

const answerSchema = z.object({ address: z.url() });

/** @throws StationError `unavailable` when no station runs on the data folder. */
export async function freshAddress(dataDir: string): Promise<{ readonly address: string }> {
  const { port, secret } = await readStationFile(dataDir);
  const answer = await fetch(`http://127.0.0.1:${port}/local/address`, {
    method: 'POST',
    headers: { authorization: `Bearer ${secret}` },
  }).catch((cause: unknown) => {
    throw notRunning(dataDir, cause);
  });
  // Another program may have taken the port of a station that was killed.
  if (!answer.ok) throw notRunning(dataDir);
  return answerSchema.parse(await answer.json());
}

function notRunning(dataDir: string, cause?: unknown): StationError {
  return new StationError('unavailable', `no station runs on ${dataDir} (the last one did not end in good order)`, {
    remedy: 'start it with npm start',
    cause,
  });
}
