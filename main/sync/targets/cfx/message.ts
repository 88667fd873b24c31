/** CFX envelopes (IPC-2591) and how they lie in AMQP messages. */
import { promisify } from 'node:util';
import { gunzip, gzip } from 'node:zlib';
import rhea from 'rhea';
import { z } from 'zod';
import { describeIssues } from '../../../api/errors.ts';

const pack = promisify(gzip);
const unpack = promisify(gunzip);
const largestBody = 20_000_000;

export const cfxVersion = '2.1';

export const cfxEnvelopeSchema = z.object({
  /** `CFX.Production.WorkStarted` */
  MessageName: z.string().regex(/^CFX\.[\w.]+$/),
  Version: z.string().nullish(),
  /** When it happened, with its zone. */
  TimeStamp: z.iso.datetime({ offset: true, local: false }),
  /** Receivers keep one message of each. */
  UniqueID: z.string().min(1),
  Source: z.string().min(1),
  Target: z.string().nullish(),
  RequestID: z.string().nullish(),
  MessageBody: z.record(z.string(), z.json()),
});
export type CfxEnvelope = z.output<typeof cfxEnvelopeSchema>;

/** @throws Error that says what is wrong with it. */
export function readCfx(text: string): CfxEnvelope {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch (cause) {
    throw new Error('it is no JSON', { cause });
  }
  // Several envelopes in one message are an array; the first is as good as any for one that asks something.
  const envelope = cfxEnvelopeSchema.safeParse(Array.isArray(json) ? json[0] : json);
  if (!envelope.success) throw new Error(describeIssues(envelope.error));
  return envelope.data;
}

export interface Wire {
  readonly gzip: boolean;
  /** Address that answers to a request go to. */
  readonly replyTo?: string;
  readonly ttlMs?: number;
  /** Id of the station, so that two with one handle find out. */
  readonly station: string;
}

/** @param text the envelope as it was frozen */
export async function toAmqp(
  text: string,
  envelope: CfxEnvelope,
  wire: Wire,
): Promise<Readonly<Record<string, unknown>>> {
  const { MessageName: name, UniqueID, Source, Target, RequestID, TimeStamp } = envelope;
  const bytes = Buffer.from(text);
  const topic = name.slice(0, name.lastIndexOf('.'));
  return {
    durable: true,
    ...(wire.ttlMs !== undefined && { ttl: wire.ttlMs }),
    message_id: UniqueID,
    ...(Target && { to: Target }),
    subject: `${Source}.${name}`,
    reply_to: wire.replyTo ?? Source,
    ...(RequestID && { correlation_id: RequestID }),
    content_type: 'application/json; charset="utf-8"',
    ...(wire.gzip && { content_encoding: 'gzip' }),
    creation_time: Date.parse(TimeStamp),
    application_properties: {
      'cfx-topic': topic,
      'cfx-message': name,
      'cfx-handle': Source,
      'cfx-target': Target ?? '',
      [stationProperty]: wire.station,
    },
    body: rhea.message.data_section(wire.gzip ? await pack(bytes) : bytes),
  };
}

const stationProperty = 'sightline-station';

const arrivedSchema = z.object({
  body: z.unknown(),
  content_encoding: z.string().nullish(),
  reply_to: z.string().nullish(),
  application_properties: z.record(z.string(), z.unknown()).nullish(),
});

export interface Arrived {
  readonly envelope: CfxEnvelope;
  readonly text: string;
  readonly replyTo: string | null;
  /** Null: no station of this kind. */
  readonly station: string | null;
}

/** @throws Error that says what is wrong with it. */
export async function fromAmqp(message: unknown): Promise<Arrived> {
  const { body, content_encoding, reply_to, application_properties } = arrivedSchema.parse(message);
  const bytes = bytesOf(body);
  const text = (content_encoding === 'gzip' ? await unpack(bytes, { maxOutputLength: largestBody }) : bytes).toString();
  const station = application_properties?.[stationProperty];
  return {
    envelope: readCfx(text),
    text,
    replyTo: reply_to ?? null,
    station: typeof station === 'string' ? station : null,
  };
}

/** A data section, several of them, or a plain value. */
function bytesOf(body: unknown): Buffer {
  if (Buffer.isBuffer(body)) return body;
  if (typeof body === 'string') return Buffer.from(body);
  if (typeof body === 'object' && body !== null && 'content' in body) {
    const { content } = body;
    return Array.isArray(content) ? Buffer.concat(content.map(bytesOf)) : bytesOf(content);
  }
  throw new Error('its body is no data');
}
