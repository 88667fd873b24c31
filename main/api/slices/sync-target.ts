/**
 * What a target of the MES is set to: where messages go, how they look there, and how patient the station is.
 *
 * Secrets (passwords, tokens, private keys) are no settings: they go to the station by themselves, are kept in the
 * operating system's key store, and never come back to a screen.
 */
import { z } from 'zod';

/** What a message tells of. `withdrawal`: a decision was taken back; `event`: state, fault or recipe of the station. */
export const messageKinds = ['part', 'disposition', 'withdrawal', 'segment', 'event'] as const;
export const messageKindSchema = z.enum(messageKinds);
export type MessageKind = z.infer<typeof messageKindSchema>;

/**
 * How each kind of message looks at the target: a JSONata expression over the message's document (`messageSchema` in
 * `station/store/sync-table.ts`). Absent: the target's own default. Null: this kind is not sent there.
 */
export const mappingSchema = z.partialRecord(messageKindSchema, z.string().min(1).max(20_000).nullable());
export type Mapping = z.infer<typeof mappingSchema>;

/** PEM text; a private key is a secret (`clientKey`). */
const pem = z.string().min(1).max(100_000);
const tlsSchema = z.strictObject({
  /** Certificates that sign the receiver's; absent: those the machine trusts. */
  ca: pem.optional(),
  /** The station's own certificate, for receivers that ask for one. */
  clientCertificate: pem.optional(),
});

const host = z.string().trim().min(1).max(253);
const port = z.number().int().min(1).max(65535);

export const httpsSettingsSchema = z.strictObject({
  kind: z.literal('https'),
  /** `https://mes.example/v1/inspection-results:batch`; `http://` is for trials on the same machine. */
  url: z.url({ protocol: /^https?$/ }),
  tls: tlsSchema.prefault({}),
  /** `http://proxy:3128`; absent: none. */
  proxy: z.url({ protocol: /^https?$/ }).optional(),
  /** Secrets: `token` (bearer), or `user` here with the secret `password`. */
  user: z.string().max(200).optional(),
  /** Messages in one request. */
  batch: z.number().int().min(1).max(1000).default(250),
  /** Where to ask before a unit is inspected; absent: this target is not asked. */
  askUrl: z.url({ protocol: /^https?$/ }).optional(),
});

export const cfxMessages = ['UnitsArrived', 'WorkStarted', 'UnitsInspected', 'WorkCompleted', 'UnitsDeparted'] as const;

export const cfxSettingsSchema = z.strictObject({
  kind: z.literal('cfx'),
  host,
  port: port.default(5672),
  useTls: z.boolean().default(false),
  tls: tlsSchema.prefault({}),
  /** SASL; absent: anonymous. Secret: `password`. */
  user: z.string().max(200).optional(),
  /** RabbitMQ 4 has v2 addresses (`/exchanges/…`), 3 with its plugin v1 (`/exchange/…`); `plain`: as it stands. */
  addressStyle: z.enum(['v1', 'v2', 'plain']).default('v1'),
  /** Exchange or queue that messages are published to. */
  to: z.discriminatedUnion('is', [
    z.strictObject({
      is: z.literal('exchange'),
      name: z.string().min(1).max(200),
      routingKey: z.string().max(200).default(''),
    }),
    z.strictObject({ is: z.literal('queue'), name: z.string().min(1).max(200) }),
  ]),
  /** Queue where requests to this endpoint arrive (WhoIsThere, AreYouThere, GetEndpointInformation); absent: none do. */
  requestQueue: z.string().min(1).max(200).optional(),
  /** Queue or exchange that asks before a unit is inspected (ValidateUnits) are sent to; absent: this target is not asked. */
  askQueue: z.string().min(1).max(200).optional(),
  /** `Vendor.Model.SerialNumber`. */
  handle: z.string().regex(/^[^.\s]+\.[^.\s]+\.[^.\s]+$/, 'three names with full stops between them'),
  /** What automated inspection is told as; some receivers keep `UnitsInspected` for people. */
  inspectionMessage: z.enum(['UnitsInspected', 'UnitsTested']).default('UnitsInspected'),
  /** Which messages of a part are sent beside the inspection itself. */
  unitMessages: z.array(z.enum(cfxMessages)).default(['WorkStarted', 'UnitsInspected', 'WorkCompleted']),
  /** Sent on at least every five minutes (the standard's rule). */
  heartbeatSeconds: z.number().min(1).max(300).default(60),
  useGzip: z.boolean().default(true),
  lane: z.number().int().min(1).max(99).default(1),
  /** The station's own kinds of defects to the factory's codes; what is not here goes as it is. */
  defectCodes: z.record(z.string(), z.string()).default({}),
  /** Base of addresses of pictures (`ImageURL`, out of band); absent: no pictures are named. */
  pictureBase: z.url().optional(),
});

const mqttLink = {
  host,
  port: port.default(1883),
  useTls: z.boolean().default(false),
  tls: tlsSchema.prefault({}),
  /** Secret: `password`. */
  user: z.string().max(200).optional(),
  /** Two stations with one id throw each other out; absent: made of the station's name. */
  clientId: z.string().min(1).max(128).optional(),
};

export const mqttSettingsSchema = z.strictObject({
  kind: z.literal('mqtt'),
  ...mqttLink,
  /** `{{kind}}` becomes the kind of message, `{{station}}` the station's name. */
  topic: z.string().min(1).max(500).default('sightline/{{station}}/{{kind}}'),
  /** MQTT 5 request topic for questions before a unit is inspected; absent: this target is not asked. */
  askTopic: z.string().min(1).max(500).optional(),
  /**
   * A broker says when nobody is subscribed to a topic, and has dropped the message then: it waits. False: the broker's own
   * rules take messages without a subscription (EMQX, AWS IoT).
   */
  needsSubscriber: z.boolean().default(true),
});

export const sparkplugSettingsSchema = z.strictObject({
  kind: z.literal('sparkplug'),
  ...mqttLink,
  group: z
    .string()
    .regex(/^[^/+#]+$/)
    .max(100),
  edge: z
    .string()
    .regex(/^[^/+#]+$/)
    .max(100),
  device: z
    .string()
    .regex(/^[^/+#]+$/)
    .max(100)
    .default('inspection'),
  /** Nothing is sent while this host is not online; absent: no host is waited for. */
  primaryHost: z
    .string()
    .regex(/^[^/+#]+$/)
    .max(100)
    .optional(),
  /** So often current values go out. */
  everySeconds: z.number().min(0.5).max(3600).default(5),
});

export const filesSettingsSchema = z.strictObject({
  kind: z.literal('files'),
  /** Absolute path of a watched folder or of a USB stick. Nothing is written while it is not there. */
  folder: z.string().min(1).max(1000),
  /** A file is closed, signed and given its name after so many messages or minutes. */
  messagesPerFile: z.number().int().min(1).max(100_000).default(5000),
  /** Bytes that stay free there. */
  keepFreeBytes: z.number().int().min(0).default(50_000_000),
});

export const connectionSchema = z.discriminatedUnion('kind', [
  httpsSettingsSchema,
  cfxSettingsSchema,
  mqttSettingsSchema,
  sparkplugSettingsSchema,
  filesSettingsSchema,
]);
export type Connection = z.output<typeof connectionSchema>;
export type TargetKind = Connection['kind'];
export const targetKinds = ['https', 'cfx', 'mqtt', 'sparkplug', 'files'] as const satisfies readonly TargetKind[];

/** Which secrets each kind of target knows, by name. */
export const secretNames = {
  https: ['token', 'password', 'clientKey'],
  cfx: ['password', 'clientKey'],
  mqtt: ['password', 'clientKey'],
  sparkplug: ['password', 'clientKey'],
  files: [],
} as const satisfies Readonly<Record<TargetKind, readonly string[]>>;

export const targetSettingsSchema = z.strictObject({
  connection: connectionSchema,
  mapping: mappingSchema.default({}),
  /** What waits for longer, or is more than this, is an alarm; nothing is deleted for it. */
  backlog: z
    .strictObject({
      maxHours: z
        .number()
        .min(0.1)
        .max(24 * 365)
        .default(24),
      maxBytes: z.number().int().min(1_000_000).default(20_000_000_000),
    })
    .prefault({}),
  /** At most so many messages a second: catching up must not cost the line a frame. */
  messagesPerSecond: z.number().min(1).max(100_000).default(1200),
});
export type TargetSettings = z.output<typeof targetSettingsSchema>;
