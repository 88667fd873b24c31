/** What is plugged into the station beside the camera. Everything is optional: a scanner in HID-POS mode is found by itself. */
import { z } from 'zod';

const id = z
  .string()
  .regex(/^(0x)?[0-9a-fA-F]{4}$/, 'four hexadecimal digits, as lsusb or the device manager write them')
  .transform((text) => Number.parseInt(text, 16));
const usage = z
  .string()
  .regex(/^(0x)?[0-9a-fA-F]{1,4}$/, 'a hexadecimal number of up to four digits')
  .transform((text) => Number.parseInt(text, 16));

/** Which device is meant. With page and usage only that one of a device that is several things. */
const which = { vendor: id, product: id, usagePage: usage.optional(), usage: usage.optional() };
export interface Which {
  readonly vendor: number;
  readonly product: number;
  readonly usagePage?: number | undefined;
  readonly usage?: number | undefined;
}

const byteAt = z.number().int().min(0).max(1023);

/** Where the fields of a scanner's report are, in bytes from 0; the report id, where there is one, is byte 0. */
export const reportLayoutSchema = z.strictObject({
  /** Null: the device has no report ids. */
  reportId: z.number().int().min(1).max(255).nullable().default(2),
  lengthAt: byteAt.default(1),
  /** Of the three characters of the AIM identifier; null: it tells none. */
  symbologyAt: byteAt.nullable().default(2),
  dataAt: byteAt.default(5),
  dataBytes: z.number().int().min(1).max(255).default(56),
  /** Its lowest bit: the code goes on in the next report. */
  continuedAt: byteAt.default(63),
});
export type ReportLayout = z.output<typeof reportLayoutSchema>;

const badgeReaderSchema = z
  .strictObject({
    ...which,
    /** Bytes before the badge's own, the report id included. */
    skip: byteAt.default(1),
    /** Bytes of the badge; absent: all that follow, without zeros at the end. */
    length: z.number().int().min(1).max(255).optional(),
    /** Byte that tells the length instead. */
    lengthAt: byteAt.optional(),
    /** Characters, or bytes that are written in hexadecimal. */
    as: z.enum(['text', 'hex']).default('hex'),
  })
  .refine(({ length, lengthAt }) => length === undefined || lengthAt === undefined, {
    message: 'the length is given twice: keep length or lengthAt',
  });
export type BadgeReaderConfig = z.output<typeof badgeReaderSchema>;

const hexBytes = z
  .string()
  .regex(/^\s*([0-9a-fA-F]{2}\s*){1,64}$/, 'bytes in hexadecimal, the report id first ("00 ff 01")')
  .transform((text) => Uint8Array.from(text.match(/[0-9a-fA-F]{2}/g) ?? [], (byte) => Number.parseInt(byte, 16)));
const lampBit = z.number().int().min(0).max(7);
const lampReports = z.strictObject({ on: hexBytes, off: hexBytes });

const stackLightSchema = z.strictObject({
  ...which,
  /** How its reports are sent. */
  send: z.enum(['output', 'feature']).default('output'),
  protocol: z.discriminatedUnion('kind', [
    /** One report for all lamps: the byte written as MM has a bit for each. */
    z.strictObject({
      kind: z.literal('mask'),
      report: z
        .string()
        .regex(/^\s*([0-9a-fA-F]{2}\s*){0,63}MM\s*([0-9a-fA-F]{2}\s*){0,63}$/, 'bytes in hexadecimal, one of them MM'),
      bits: z.strictObject({ red: lampBit, amber: lampBit, green: lampBit }),
    }),
    /** A relay for each lamp, switched by reports of its own. */
    z.strictObject({ kind: z.literal('each'), red: lampReports, amber: lampReports, green: lampReports }),
  ]),
});
export type StackLightConfig = z.output<typeof stackLightSchema>;

export const devicesConfigSchema = z.strictObject({
  /** Scanners in HID-POS mode (usage page 0x8C) are used without being named here. */
  findScanners: z.boolean().default(true),
  /** Scanners that lay their reports out otherwise. */
  scanners: z
    .array(z.strictObject({ ...which, layout: reportLayoutSchema.prefault({}) }))
    .max(20)
    .default([]),
  badgeReaders: z.array(badgeReaderSchema).max(20).default([]),
  stackLight: stackLightSchema.optional(),
  /** Devices of the station's own making instead of real ones: to try things, and for the demo. */
  virtual: z.boolean().default(false),
});
export type DevicesConfig = z.output<typeof devicesConfigSchema>;

/** Two entries for the same device: the path of the second, within `devices`. */
export function devicesNamedTwice(config: DevicesConfig): readonly (readonly (string | number)[])[] {
  const entries: readonly (readonly [path: readonly (string | number)[], which: Which])[] = [
    ...config.scanners.map((entry, i) => [['scanners', i], entry] as const),
    ...config.badgeReaders.map((entry, i) => [['badgeReaders', i], entry] as const),
    ...(config.stackLight ? [[['stackLight'], config.stackLight] as const] : []),
  ];
  return entries
    .filter(([, entry], i) => entries.slice(0, i).some(([, other]) => sameDevice(entry, other)))
    .map(([path]) => path);
}

function sameDevice(one: Which, other: Which): boolean {
  const meet = (a: number | undefined, b: number | undefined): boolean => a === undefined || b === undefined || a === b;
  return (
    one.vendor === other.vendor &&
    one.product === other.product &&
    meet(one.usagePage, other.usagePage) &&
    meet(one.usage, other.usage)
  );
}
