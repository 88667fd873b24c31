/** How columns are read: ids, JSON, regions. */
import { z } from 'zod';
import { placedSchema, reasonSchema, regionSchema } from '../../api/words.ts';
import { uuidText } from '../uuid-bytes.ts';

export const uuidColumn = z.instanceof(Uint8Array).transform(uuidText);

const reasonsSchema = z.array(reasonSchema);
export const reasonsColumn = z
  .string()
  .nullable()
  .transform((json) => (json === null ? [] : reasonsSchema.parse(JSON.parse(json))));

const readingSchema = z.object({ placed: placedSchema.optional() });
/** Of a frame's `reading`: where it lies on the golden picture. */
export const placedColumn = z
  .string()
  .nullable()
  .transform((json) => (json === null ? null : (readingSchema.parse(JSON.parse(json)).placed ?? null)));

export const classesColumn = z.string().transform((json) => z.array(z.string()).parse(JSON.parse(json)));

/** float32, little-endian, as it crosses to the station. */
export const featuresColumn = z
  .instanceof(Uint8Array)
  .nullable()
  .transform((bytes) => (bytes === null ? null : Buffer.from(bytes).toString('base64')));

export const regionsSql = `
  SELECT class, score, x, y, width, height, width_mm, height_mm
  FROM region WHERE part = ? AND frame_index = ? ORDER BY place`;

export const regionRowSchema = z
  .object({ ...regionSchema.shape, width_mm: z.number().nullable(), height_mm: z.number().nullable() })
  .transform(({ width_mm, height_mm, ...region }) => ({
    ...region,
    ...(width_mm === null ? {} : { widthMm: width_mm }),
    ...(height_mm === null ? {} : { heightMm: height_mm }),
  }));

/** Of `part`: its worst frame where that has a picture, else the first that has one; the worst where none has. */
export const shownFrame = `ifnull(
    (SELECT frame_index FROM picture WHERE picture.part = part.id
       ORDER BY frame_index IS part.worst_frame DESC, frame_index LIMIT 1),
    part.worst_frame)`;
