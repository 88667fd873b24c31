/** All that is known of one part: its frames, what people decided and drew, what the history says. */
import { z } from 'zod';
import { dispositionSchema, labelsSchema, type PartPage } from '../../api/slices/quality.ts';
import { verdictSchema } from '../../api/words.ts';
import type { QueryInput, QueryOutput } from '../../station/store/query-table.ts';
import type { Db } from '../database.ts';
import { isDisputed } from '../disputes.ts';
import { uuidBytes } from '../uuid-bytes.ts';
import { placedColumn, reasonsColumn, regionRowSchema, regionsSql, uuidColumn } from './columns.ts';
import { foundPartReader } from './found-parts.ts';
import { entriesOfPart } from './part-history.ts';

const partRowSchema = z.object({
  id: z.number(),
  entry: z.number().nullable(),
  width: z.number(),
  height: z.number(),
  classes: z.string(),
  line_ok: z.number(),
  line_at: z.number(),
  line_because: z.string(),
  latency_ms: z.number(),
});

export function partPage(db: Db, { id }: QueryInput<'partPage'>): QueryOutput<'partPage'> {
  const found = db
    .prepare<[Buffer]>(
      `SELECT part.id, entry, frame_width AS width, frame_height AS height, classes, line_ok, line_at, line_because, latency_ms
       FROM part JOIN setup ON setup.id = part.setup WHERE uuid = ?`,
    )
    .get(uuidBytes(id));
  if (found === undefined) return null;
  const part = partRowSchema.parse(found);
  const [listed] = foundPartReader(db)([part.id]);
  if (!listed) return null;
  return {
    ...listed,
    frame: { width: part.width, height: part.height },
    frames: framesOf(db, part.id),
    line: { ok: part.line_ok === 1, at: part.line_at, because: part.line_because, latencyMs: part.latency_ms },
    classes: z.array(z.string()).parse(JSON.parse(part.classes)),
    dispositions: dispositionsOf(db, part.id),
    isDisputed: isDisputed(db, part.id),
    history: entriesOfPart(db, id, part.entry),
  };
}

const frameRowSchema = z.object({
  frame_index: z.number(),
  frame_id: z.number(),
  device_ns: z.number().nullable(),
  verdict: verdictSchema,
  reasons: reasonsColumn,
  picture: uuidColumn.nullable(),
  picture_outcome: z.string(),
  reading: placedColumn,
  labels: z.string().nullable(),
});

function framesOf(db: Db, part: number): PartPage['frames'] {
  const regionsOf = db.prepare<[number, number]>(regionsSql);
  const rows = db
    .prepare<[number]>(
      `SELECT frame_index, frame_id, device_ns, verdict, reasons, picture_outcome, reading,
         (SELECT uuid FROM picture WHERE picture.part = frame.part AND picture.frame_index = frame.frame_index
            AND bytes IS NOT NULL) AS picture,
         (SELECT json_object('at', label.at, 'by', person.name, 'shapes', json(shapes))
            FROM label LEFT JOIN person ON person.id = label.person
            WHERE label.part = frame.part AND label.frame_index = frame.frame_index
            ORDER BY label.id DESC LIMIT 1) AS labels
       FROM frame WHERE part = ? ORDER BY frame_index`,
    )
    .all(part);
  return z
    .array(frameRowSchema)
    .parse(rows)
    .map((row) => ({
      frameIndex: row.frame_index,
      frameId: row.frame_id,
      deviceNs: row.device_ns,
      verdict: row.verdict,
      reasons: row.reasons,
      picture: row.picture,
      pictureOutcome: row.picture_outcome,
      regions: z.array(regionRowSchema).parse(regionsOf.all(part, row.frame_index)),
      placed: row.reading,
      labels: row.labels === null ? null : labelsSchema.parse(JSON.parse(row.labels)),
    }));
}

const flag = z.number().transform((number) => number === 1);
const dispositionRowSchema = z
  .object({
    ...dispositionSchema.omit({ by: true }).shape,
    id: uuidColumn,
    name: z.string().nullable(),
    role: dispositionSchema.shape.by.shape.role,
    isTooFast: flag,
  })
  .transform(({ name, role, ...others }) => ({ ...others, by: { name, role } }));

function dispositionsOf(db: Db, part: number): PartPage['dispositions'] {
  const rows = db
    .prepare<[number]>(
      `SELECT disposition.uuid AS id, at, kind, decision, class, comment, reason, name, disposition.role,
         looked_ms AS lookedMs, is_too_fast AS isTooFast, withdrawn_at AS withdrawnAt
       FROM disposition LEFT JOIN person ON person.id = disposition.person WHERE part = ? ORDER BY disposition.id`,
    )
    .all(part);
  return z.array(dispositionRowSchema).parse(rows);
}
