/** A CFX message as it lies in AMQP: read with patience for what other stations send, and none for what cannot be read. */
import { promisify } from 'node:util';
import { gunzip } from 'node:zlib';
import { z } from 'zod';
import { describeIssues } from '../../api/errors.ts';
import type { Arrival } from '../received.ts';

const unpack = promisify(gunzip);
const largestBody = 20_000_000;

const messageSchema = z.object({
  body: z.unknown(),
  content_encoding: z.string().nullish(),
  reply_to: z.string().nullish(),
  application_properties: z.record(z.string(), z.unknown()).nullish(),
});

const envelopeSchema = z.object({
  MessageName: z.string().min(1),
  TimeStamp: z.iso.datetime({ offset: true }),
  UniqueID: z.string().min(1),
  Source: z.string().min(1),
  RequestID: z.string().nullish(),
  MessageBody: z.looseObject({
    TransactionID: z.string().nullish(),
    TransactionId: z.string().nullish(),
  }),
});
export type CfxMessage = z.output<typeof envelopeSchema>;

export interface CameIn {
  readonly envelope: CfxMessage;
  readonly text: string;
  readonly replyTo: string | null;
  readonly station: string;
}

/** @throws Error that says what is wrong with it. */
export async function readCfx(message: unknown): Promise<CameIn> {
  const { body, content_encoding, reply_to, application_properties } = messageSchema.parse(message);
  const bytes = bytesOf(body);
  const text = (content_encoding === 'gzip' ? await unpack(bytes, { maxOutputLength: largestBody }) : bytes).toString();
  const envelope = envelopeSchema.safeParse(JSON.parse(text));
  if (!envelope.success) throw new Error(describeIssues(envelope.error));
  const station = application_properties?.['sightline-station'];
  return {
    ...{ envelope: envelope.data, text, replyTo: reply_to ?? null },
    station: typeof station === 'string' ? station : envelope.data.Source,
  };
}

export function arrivalOf({ envelope, text, station }: CameIn): Arrival {
  const { UniqueID, MessageName, MessageBody, TimeStamp, Source } = envelope;
  return {
    ...{ id: UniqueID, via: 'amqp', kind: MessageName, station, stationName: Source, body: text },
    part: MessageBody.TransactionID ?? MessageBody.TransactionId ?? null,
    order: Date.parse(TimeStamp),
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
