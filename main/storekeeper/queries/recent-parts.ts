/** The last committed parts, as a screen shows them. */
import { z } from 'zod';
import { verdictSchema } from '../../api/words.ts';
import type { QueryInput, QueryOutput } from '../../station/store/query-table.ts';
import type { Db } from '../database.ts';
import { placedColumn, reasonsColumn, regionRowSchema, regionsSql, shownFrame, uuidColumn } from './columns.ts';

const partRowSchema = z.object({
  id: z.number().int(),
  uuid: uuidColumn,
  trigger: z.number().int(),
  at: z.number(),
  verdict: verdictSchema,
  reasons: reasonsColumn,
  shown_frame: z.number().int().nullable(),
  latency_ms: z.number(),
  truth: z.enum(['good', 'defective']).nullable(),
  frame_width: z.number().int(),
  frame_height: z.number().int(),
  picture: uuidColumn.nullable(),
  reading: placedColumn,
  serial: z.string().nullable(),
  work_order: z.string().nullable(),
});

const partsSql = `
  SELECT id, uuid, "trigger", at, verdict, reasons, shown_frame, latency_ms, truth, serial, work_order, frame_width, frame_height,
    (SELECT uuid FROM picture WHERE picture.part = shown.id AND frame_index = shown_frame AND bytes IS NOT NULL) AS picture,
    (SELECT reading FROM frame WHERE frame.part = shown.id AND frame_index = shown_frame) AS reading
  FROM (
    SELECT part.*, frame_width, frame_height, ${shownFrame} AS shown_frame
    FROM part JOIN setup ON setup.id = part.setup ORDER BY part.id DESC LIMIT ?
  ) AS shown`;

export function recentParts(db: Db, { limit }: QueryInput<'recentParts'>): QueryOutput<'recentParts'> {
  const regionsOf = db.prepare<[number, number]>(regionsSql);
  const rows = z.array(partRowSchema).parse(db.prepare<[number]>(partsSql).all(limit));
  return rows.reverse().map((row) => ({
    id: row.uuid,
    trigger: row.trigger,
    at: row.at,
    verdict: row.verdict,
    reasons: row.reasons,
    regions: row.shown_frame === null ? [] : z.array(regionRowSchema).parse(regionsOf.all(row.id, row.shown_frame)),
    frameIndex: row.shown_frame,
    placed: row.reading,
    frame: { width: row.frame_width, height: row.frame_height },
    picture: row.picture,
    latencyMs: row.latency_ms,
    truth: row.truth,
    serial: row.serial,
    workOrder: row.work_order,
  }));
}
