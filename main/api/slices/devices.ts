/** Scanner, pedal, button box, stack light, badge reader: what is plugged in, what it says, what its buttons do. */
import { z } from 'zod';
import { call } from '../slice.ts';
import { may } from '../who.ts';

/** What a button can do. A screen that knows none of them does nothing. */
export const deviceActions = [
  'good',
  'defect',
  'not-sure',
  'undo',
  'next-picture',
  'regions',
  'golden',
  'acknowledge',
  'hold-picture',
] as const;
export const deviceActionSchema = z.enum(deviceActions);
export type DeviceAction = z.infer<typeof deviceActionSchema>;

export const deviceKinds = ['scanner', 'badge-reader', 'buttons', 'stack-light', 'other'] as const;
export const deviceKindSchema = z.enum(deviceKinds);
export type DeviceKind = z.infer<typeof deviceKindSchema>;

/** The source of key events: devices that type, whichever they are. */
export const keysDevice = 'keys';

export const bindingSchema = z.object({
  /** `vvvv:pppp`, vendor and product of a HID device in hexadecimal, or `keys`. */
  device: z.string().regex(/^([0-9a-f]{4}:[0-9a-f]{4}|keys)$/),
  /** What it says when it is pressed: a report in hexadecimal, or the name of a key (`KeyboardEvent.code`). */
  signal: z.string().min(1).max(512),
  action: deviceActionSchema,
});
export type Binding = z.infer<typeof bindingSchema>;

export const deviceStates = ['opening', 'open', 'not-used', 'busy', 'no-permission', 'fault'] as const;
export const deviceSchema = z.object({
  /** The same as long as it is plugged in. */
  id: z.string(),
  /** `vvvv:pppp`. */
  device: z.string(),
  name: z.string(),
  /** Page and usage of its application collections, `0x8c:0x02`. */
  usages: z.array(z.string()),
  kind: deviceKindSchema,
  state: z.enum(deviceStates),
  /** What is wrong and what to do; for `busy`, `no-permission`, `fault`. */
  detail: z.string().nullable(),
  remedy: z.string().nullable(),
  /** Reports that came, and those of them that nobody could understand. */
  reports: z.number().int().nonnegative(),
  garbage: z.number().int().nonnegative(),
  lastReportAt: z.number().nullable(),
  /** Made by the station itself, to try things without the real one. */
  isVirtual: z.boolean(),
});
export type DeviceStatus = z.infer<typeof deviceSchema>;

/** What the station shows on its stack light. */
export const lightConditions = ['running', 'attention', 'fault', 'stopped'] as const;
export const lightConditionSchema = z.enum(lightConditions);
export type LightCondition = z.infer<typeof lightConditionSchema>;
export const lightColours = ['red', 'amber', 'green'] as const;
export const lightColourSchema = z.enum(lightColours);
export type LightColour = z.infer<typeof lightColourSchema>;

export const lightSchema = z.object({
  condition: lightConditionSchema,
  isAcknowledged: z.boolean(),
  /** What is lit, and whether it blinks; empty: dark. */
  lit: z.array(lightColourSchema),
  isBlinking: z.boolean(),
  /** A person tries the lamps. */
  isTest: z.boolean(),
});
export type LightStatus = z.infer<typeof lightSchema>;

/** Why nobody could make anything of a report, or of all those of a code. */
export const garbageReasons = [
  'not-of-a-code',
  'too-short',
  'wrong-length',
  'empty-code',
  'code-too-long',
  'too-long',
  'no-badge',
  'not-expected',
] as const;
export const garbageReasonSchema = z.enum(garbageReasons);
export type GarbageReason = z.infer<typeof garbageReasonSchema>;

/** What a report was understood as. */
export const understoodSchema = z.discriminatedUnion('as', [
  z.object({ as: z.literal('code'), code: z.string() }),
  z.object({ as: z.literal('part-of-code') }),
  /** What is on a badge is never shown. */
  z.object({ as: z.literal('badge') }),
  z.object({ as: z.literal('pressed'), action: deviceActionSchema.nullable() }),
  z.object({ as: z.literal('released') }),
  z.object({ as: z.literal('garbage'), why: garbageReasonSchema }),
]);
export type Understood = z.infer<typeof understoodSchema>;

export const reportSchema = z.object({
  /** Counts up over all devices. */
  number: z.number().int(),
  id: z.string(),
  at: z.number(),
  /** At most 64 bytes of it; empty where it must not be shown. */
  hex: z.string(),
  bytes: z.number().int(),
  understood: understoodSchema,
});
export type Report = z.infer<typeof reportSchema>;

export const devicesStateSchema = z.object({
  /** Null: devices can be reached; else why not, and what to do. */
  trouble: z.object({ detail: z.string(), remedy: z.string() }).nullable(),
  isVirtual: z.boolean(),
  devices: z.array(deviceSchema),
  bindings: z.array(bindingSchema),
  /** Null: no stack light is configured. */
  light: lightSchema.nullable(),
  /** Wall-clock time until which the next press is learned; null: nobody learns. */
  learnsUntil: z.number().nullable(),
});
export type DevicesState = z.infer<typeof devicesStateSchema>;

export const devicesSlice = {
  calls: {
    'devices.state': call(may.maintain, z.object({}), devicesStateSchema),
    /** The last reports of every device, oldest first. */
    'devices.reports': call(may.maintain, z.object({}), z.array(reportSchema)),
    /** Presses of this station's buttons are told to whoever learns, instead of being carried out. */
    'devices.learn': call(may.maintain, z.object({ isOn: z.boolean() }), z.object({ until: z.number().nullable() })),
    /** `conflict`: the signal does something else already. */
    'devices.bind': call(may.maintain, bindingSchema, z.object({})),
    'devices.unbind': call(may.maintain, bindingSchema.pick({ device: true, signal: true }), z.object({})),
    /** Lights these for a few seconds. */
    'devices.testLight': call(may.maintain, z.object({ lit: z.array(lightColourSchema).max(3) }), z.object({})),
    /** Somebody has taken note of why the light blinks. */
    'devices.acknowledge': call(may.operate, z.object({}), z.object({})),
    /** What the keys of this station's pedals do; empty at another desk. */
    'devices.keys': call(may.operate, z.object({}), z.array(bindingSchema)),
    /** A scanner that types: its code, as if a scanner of the station had read it. */
    'devices.typed': call(may.operate, z.object({ code: z.string().min(1).max(4096) }), z.object({})),
    /** A virtual device sends a report, is unplugged, is plugged in again. `not-found`: it is none. */
    'devices.play': call(
      may.maintain,
      z.object({
        id: z.string(),
        deed: z.discriminatedUnion('deed', [
          z.object({ deed: z.literal('report'), hex: z.string().regex(/^([0-9a-f]{2}){0,64}$/) }),
          z.object({ deed: z.literal('unplug') }),
          z.object({ deed: z.literal('plug') }),
        ]),
      }),
      z.object({}),
    ),
  },
  events: {
    /** To maintenance, when it changes. */
    'devices.state': devicesStateSchema,
    'devices.reports': z.array(reportSchema),
    /** To whoever learns. */
    'devices.learned': bindingSchema.extend({ action: deviceActionSchema.nullable(), name: z.string() }),
    /** To the screens of the station itself. */
    'devices.pressed': z.object({ action: deviceActionSchema }),
    'devices.scanned': z.object({ code: z.string(), symbology: z.string().nullable(), at: z.number() }),
    'devices.keys': z.array(bindingSchema),
  },
} as const;
