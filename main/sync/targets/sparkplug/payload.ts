/**
 * Payloads of Sparkplug B: what goes over the wire, and what is read from it.
 *
 * The package's own `encodePayload` writes a datatype into every metric and cannot leave it out, which data messages should
 * (3.0, tck-id-payloads-metric-datatype-not-req); so its generated messages are used directly.
 */
import proto from 'sparkplug-payload/lib/sparkplugPayloadProto.js';
import { z } from 'zod';

const { Payload } = proto.org.eclipse.tahu.protobuf;

/** Of Sparkplug 3.0, 6.4.16. */
export const datatypes = { Int64: 4, Double: 10, Boolean: 11, String: 12 } as const;
export type Datatype = keyof typeof datatypes;

export interface WireMetric {
  readonly name: string;
  readonly type: Datatype;
  /** Null: there is no value now. */
  readonly value: number | string | boolean | null;
  /** Milliseconds since 1970. */
  readonly timestamp: number;
  readonly unit?: string | undefined;
}

export interface WirePayload {
  readonly timestamp: number;
  /** Absent in deaths of the node. */
  readonly seq?: number;
  readonly metrics: readonly WireMetric[];
}

/** @param of births name types and units; history is marked. */
export function encode({ timestamp, seq, metrics }: WirePayload, of: 'birth' | 'death' | 'data' | 'history'): Buffer {
  const wire = metrics.map(({ name, type, value, timestamp: at, unit }) => ({
    name,
    timestamp: at,
    ...(of === 'birth' || of === 'death' ? { datatype: datatypes[type] } : {}),
    ...(of === 'history' ? { isHistorical: true } : {}),
    ...(of === 'birth' && unit !== undefined ? { properties: engineeringUnit(unit) } : {}),
    ...wireValue(type, value),
  }));
  return Buffer.from(Payload.encode({ timestamp, metrics: wire, ...(seq === undefined ? {} : { seq }) }).finish());
}

const readSchema = z.object({
  metrics: z
    .array(
      z.object({
        name: z.string().default(''),
        booleanValue: z.boolean().optional(),
        stringValue: z.string().optional(),
        longValue: z.number().optional(),
        intValue: z.number().optional(),
        doubleValue: z.number().optional(),
        floatValue: z.number().optional(),
      }),
    )
    .default([]),
});

/** @returns values by the names of their metrics. @throws Error when it is no payload. */
export function decode(bytes: Buffer): ReadonlyMap<string, number | string | boolean | null> {
  const { metrics } = readSchema.parse(Payload.toObject(Payload.decode(bytes), { longs: Number }));
  return new Map(
    metrics.map(({ name, booleanValue, stringValue, longValue, intValue, doubleValue, floatValue }) => [
      name,
      booleanValue ?? stringValue ?? longValue ?? intValue ?? doubleValue ?? floatValue ?? null,
    ]),
  );
}

function wireValue(type: Datatype, value: WireMetric['value']) {
  switch (type) {
    case 'Int64':
      return typeof value === 'number' && Number.isSafeInteger(value) && value >= 0
        ? { longValue: value }
        : { isNull: true };
    case 'Double':
      return typeof value === 'number' && Number.isFinite(value) ? { doubleValue: value } : { isNull: true };
    case 'Boolean':
      return typeof value === 'boolean' ? { booleanValue: value } : { isNull: true };
    case 'String':
      return typeof value === 'string' ? { stringValue: value } : { isNull: true };
  }
}

/** The name by which hosts know the unit of a metric. */
function engineeringUnit(unit: string) {
  return { keys: ['engUnit'], values: [{ type: datatypes.String, stringValue: unit }] };
}
