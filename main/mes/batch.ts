/** A request's body as records: NDJSON, plain or gzip. */
import { promisify } from 'node:util';
import { gunzip } from 'node:zlib';
import { z } from 'zod';
import { describeIssues, StationError } from '../api/errors.ts';
import { messageKindSchema } from '../api/slices/sync-target.ts';

const unpack = promisify(gunzip);
const largestBatch = 256_000_000;

const lineSchema = z.object({
  id: z.uuid(),
  n: z.number().int().positive().default(1),
  of: z.number().int().positive().default(1),
  sequence: z.number().int().nonnegative().nullable().default(null),
  kind: messageKindSchema,
  part: z.uuid().nullable().default(null),
  station: z.string().nullable().default(null),
  body: z.json(),
});

export interface BatchRecord extends z.output<typeof lineSchema> {
  /** The line as it came. */
  readonly text: string;
}

/** @throws StationError `bad-input` that names the line. */
export async function readBatch(body: unknown, encoding: string | undefined): Promise<BatchRecord[]> {
  if (!Buffer.isBuffer(body)) throw new StationError('bad-input', 'NDJSON is needed (application/x-ndjson)');
  const text = encoding === 'gzip' ? await unpacked(body) : body.toString();
  return text
    .split('\n')
    .filter((line) => line.trim() !== '')
    .map((line, index) => readLine(line, index + 1));
}

async function unpacked(body: Buffer): Promise<string> {
  try {
    return (await unpack(body, { maxOutputLength: largestBatch })).toString();
  } catch (cause) {
    throw new StationError('bad-input', `the body is no gzip: ${String(cause)}`, { cause });
  }
}

function readLine(text: string, number: number): BatchRecord {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch (cause) {
    throw new StationError('bad-input', `line ${number} is no JSON`, { cause });
  }
  const line = lineSchema.safeParse(json);
  if (!line.success) throw new StationError('bad-input', `line ${number}: ${describeIssues(line.error)}`);
  return { ...line.data, text };
}
