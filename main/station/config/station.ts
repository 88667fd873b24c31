/** The whole configuration file. Every key has a reason; unknown ones are refused with the nearest right name. */
import { z } from 'zod';
import { devicesConfigSchema } from './devices.ts';
import { recipeSchema } from './recipe.ts';

const localTime = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'a local time as HH:MM');

export const storeConfigSchema = z.strictObject({
  /** Days that clean passes are kept as records; then only the rollups remain. */
  passDays: z.number().min(0).default(14),
  /** Days for everything else once it is reviewed and synced. */
  otherDays: z.number().min(1).default(365),
  /**
   * Days that the history keeps its entries (then only the heads of its segments remain); never fewer than `otherDays`,
   * and never while a part of that time has its rows. Ten years of it take more room than anything but pictures: about
   * 210 bytes a part.
   */
  historyDays: z.number().min(1).default(3650),
  maxRecords: z.number().int().min(1000).default(50_000_000),
  maxBytes: z.number().int().min(10_000_000).default(200_000_000_000),
  /** Share of clean passes whose picture is kept. */
  passPictureShare: z.number().min(0).max(1).default(0.01),
  picturesPerMinute: z.number().int().min(0).default(240),
  /** Space that is set aside for records when the disk is full. */
  reserveBytes: z.number().int().min(1_000_000).default(256_000_000),
  /** Below this free space no more pictures are written. */
  picturesStopBelowBytes: z.number().int().nonnegative().default(2_000_000_000),
});
export type StoreConfig = z.output<typeof storeConfigSchema>;

export const stationConfigSchema = z.strictObject({
  $schema: z.string().optional(),
  station: z.strictObject({
    name: z.string().min(1).max(60),
    language: z.enum(['en', 'de', 'zh', 'es']).default('en'),
    /** IANA name; absent: the machine's. */
    timeZone: z.string().optional(),
    /** The pictures are a replay, and the screen says so. */
    demo: z.boolean().default(false),
  }),
  shifts: z
    .array(z.strictObject({ name: z.string().min(1).max(20), start: localTime }))
    .min(1)
    .default([
      { name: 'A', start: '06:00' },
      { name: 'B', start: '14:00' },
      { name: 'C', start: '22:00' },
    ]),
  /** Name or id of the recipe to run. */
  recipe: z.string().min(1),
  recipes: z.array(recipeSchema).min(1),
  store: storeConfigSchema.prefault({}),
  http: z
    .strictObject({
      port: z.number().int().min(0).max(65535).default(8787),
      /** Also for browsers at other desks of the building, over TLS and only after sign-in; absent: this machine only. */
      desks: z
        .strictObject({
          /** Of the network interface to listen at; 0.0.0.0: all. */
          address: z.ipv4().default('0.0.0.0'),
          port: z.number().int().min(0).max(65535).default(8443),
          /** Names under which the station is reached, beside its host name and addresses. */
          names: z.array(z.hostname()).max(20).default([]),
          /** PEM files, relative to the configuration; absent: a certificate of the station's own making. */
          tls: z.strictObject({ certificate: z.string().min(1), key: z.string().min(1) }).optional(),
        })
        .optional(),
    })
    .prefault({}),
  people: z
    .strictObject({
      /** False: an operator at the station's own screen decides without a name. */
      signInToDecide: z.boolean().default(true),
      /** After so long without a touch a screen returns to operator level. */
      idleMinutes: z.number().min(0.1).max(480).default(5),
    })
    .prefault({}),
  quality: z
    .strictObject({
      /** New limits are in force only once a second person has approved them. */
      limitsNeedSecondPerson: z.boolean().default(false),
    })
    .prefault({}),
  devices: devicesConfigSchema.prefault({}),
  engine: z
    .strictObject({
      /** Absent: a short measurement chooses, leaving a core free. */
      threads: z.number().int().min(1).max(64).optional(),
      /** Absent: INT8. FP32 is slower, and right for a CPU that computes the INT8 model differently. */
      precision: z.enum(['int8', 'fp32']).optional(),
      /** A frame without an answer after this time: the engine hangs and is started anew. */
      hangMs: z.number().min(100).default(600),
    })
    .prefault({}),
});
export type StationConfig = z.output<typeof stationConfigSchema>;
