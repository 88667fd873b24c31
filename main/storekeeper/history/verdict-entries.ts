/**
 * Every verdict is an entry: what was decided in words, and a fingerprint of all its rows.
 *
 * Small, for there are sixty a second: what parts are judged with is told once a segment, in an entry of kind `setup`
 * that verdicts name, so that each segment can be read by itself; what goes without saying is left out.
 */
import type { z } from 'zod';
import type { PartRecord } from '../../station/record/record.ts';
import type { Db } from '../database.ts';
import type { History } from './history.ts';
import { createPartDigest } from './part-digest.ts';

type Json = z.core.util.JSONType;

export interface VerdictEntries {
  /** After the rows of the part, in their transaction. @param part its rowid. @returns the number of the entry. */
  add(part: number, record: PartRecord): number;
  forget(): void;
}

export function createVerdictEntries(
  db: Db,
  history: Pick<History, 'append' | 'openSegment' | 'sealIfDue'>,
): VerdictEntries {
  const digest = createPartDigest(db);
  const setups = new Map<string, number>();
  let segment = 0;
  const setupEntry = (record: PartRecord): number => {
    history.sealIfDue();
    if (segment !== history.openSegment) {
      segment = history.openSegment;
      setups.clear();
    }
    const setup = setupOf(record);
    const key = JSON.stringify(setup);
    const entry = setups.get(key) ?? history.append('setup', setup);
    setups.set(key, entry);
    return entry;
  };
  return {
    add: (part, record) => {
      const setup = setupEntry(record);
      return history.append('verdict', { ...verdictBody(record), setup, record: digest(part) });
    },
    forget: () => setups.clear(),
  };
}

function setupOf({ runId, recipe, bundle, bundleVersion, classes, frameSize }: PartRecord): Record<string, Json> {
  return { run: runId, recipe, bundle, version: bundleVersion, classes, frame: [frameSize.width, frameSize.height] };
}

/** `because` only where it was not the verdict that answered the line; pictures only where one is wanted. */
function verdictBody({ id, verdict, line, reasons, serial, workOrder, frames }: PartRecord): Record<string, Json> {
  const pictures = frames.flatMap(({ frameIndex, picture, pictureOutcome }) =>
    picture !== null && (pictureOutcome === 'queued' || pictureOutcome === 'kept') ? [[frameIndex, picture]] : [],
  );
  return {
    part: id,
    verdict,
    ok: line.ok,
    ...(line.because === 'verdict' ? {} : { because: line.because }),
    ...(reasons.length === 0 ? {} : { reasons: reasons.map((reason) => ({ ...reason })) as Json[] }),
    ...(serial === null ? {} : { serial }),
    ...(workOrder === null ? {} : { workOrder }),
    ...(pictures.length === 0 ? {} : { pictures }),
  };
}
