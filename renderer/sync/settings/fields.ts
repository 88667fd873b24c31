/** The fields of each kind of target: one description, from which form, draft and errors are made. */
import { cfxMessages, type TargetKind } from '../../../main/api/slices/sync-target.ts';
import type { sync } from '../../words/sync/settings-en.ts';

/** Also its word in the catalogue (`syncField.ID`), and of its explanation (`syncHelp.ID`) where it has one. */
export type FieldId = keyof typeof sync.syncField;

export type FieldType =
  | { readonly type: 'text' }
  /** `scale`: a person writes gigabytes, the settings have bytes. */
  | { readonly type: 'number'; readonly unit?: FieldUnit; readonly scale?: number }
  | { readonly type: 'switch' }
  | { readonly type: 'choice'; readonly options: readonly OptionId[] }
  | { readonly type: 'several'; readonly options: readonly string[] }
  | { readonly type: 'certificate' }
  /** A line for each: `pitting = D-100`. */
  | { readonly type: 'pairs' };

export type OptionId = keyof typeof sync.syncOption;
export type FieldUnit = keyof typeof sync.syncUnit;
export type SectionId = keyof typeof sync.syncSection;

export type Field = FieldType & {
  readonly id: FieldId;
  /** In the settings: `connection.to.name`. */
  readonly path: string;
  readonly section: SectionId;
  /** An address or the like: it needs the room of two. */
  readonly isLong?: true;
  /** Only there while another field has this value. */
  readonly onlyIf?: { readonly path: string; readonly is: string | boolean };
};

const hasTls = { path: 'connection.useTls', is: true } as const;

function certificates(onlyIf?: Field['onlyIf']): readonly Field[] {
  const when = onlyIf === undefined ? {} : { onlyIf };
  return [
    { id: 'ca', path: 'connection.tls.ca', type: 'certificate', section: 'safety', ...when },
    {
      id: 'clientCertificate',
      path: 'connection.tls.clientCertificate',
      type: 'certificate',
      section: 'safety',
      ...when,
    },
  ];
}

const host: Field = { id: 'host', path: 'connection.host', type: 'text', section: 'where' };
const port: Field = { id: 'port', path: 'connection.port', type: 'number', section: 'where' };
const user: Field = { id: 'user', path: 'connection.user', type: 'text', section: 'safety' };
const useTls: Field = { id: 'useTls', path: 'connection.useTls', type: 'switch', section: 'safety' };
const clientId: Field = { id: 'clientId', path: 'connection.clientId', type: 'text', section: 'where' };

const ofKind: Readonly<Record<TargetKind, readonly Field[]>> = {
  https: [
    { id: 'url', path: 'connection.url', type: 'text', section: 'where', isLong: true },
    { id: 'proxy', path: 'connection.proxy', type: 'text', section: 'where' },
    user,
    ...certificates(),
    { id: 'batch', path: 'connection.batch', type: 'number', section: 'pace' },
    { id: 'askUrl', path: 'connection.askUrl', type: 'text', section: 'asking', isLong: true },
  ],
  cfx: [
    host,
    port,
    {
      ...{ id: 'addressStyle', path: 'connection.addressStyle', section: 'where' },
      ...{ type: 'choice', options: ['v1', 'v2', 'plain'] },
    },
    { id: 'toIs', path: 'connection.to.is', type: 'choice', options: ['exchange', 'queue'], section: 'where' },
    { id: 'toName', path: 'connection.to.name', type: 'text', section: 'where' },
    {
      ...{ id: 'routingKey', path: 'connection.to.routingKey', type: 'text', section: 'where' },
      onlyIf: { path: 'connection.to.is', is: 'exchange' },
    },
    user,
    useTls,
    ...certificates(hasTls),
    { id: 'handle', path: 'connection.handle', type: 'text', section: 'content' },
    { id: 'lane', path: 'connection.lane', type: 'number', section: 'content' },
    {
      ...{ id: 'inspectionMessage', path: 'connection.inspectionMessage', section: 'content' },
      ...{ type: 'choice', options: ['UnitsInspected', 'UnitsTested'] },
    },
    { id: 'useGzip', path: 'connection.useGzip', type: 'switch', section: 'content' },
    { id: 'unitMessages', path: 'connection.unitMessages', type: 'several', options: cfxMessages, section: 'content' },
    { id: 'defectCodes', path: 'connection.defectCodes', type: 'pairs', section: 'content' },
    { id: 'pictureBase', path: 'connection.pictureBase', type: 'text', section: 'content', isLong: true },
    { id: 'heartbeat', path: 'connection.heartbeatSeconds', type: 'number', unit: 'seconds', section: 'pace' },
    { id: 'askQueue', path: 'connection.askQueue', type: 'text', section: 'asking' },
    { id: 'requestQueue', path: 'connection.requestQueue', type: 'text', section: 'asking' },
  ],
  mqtt: [
    host,
    port,
    { id: 'topic', path: 'connection.topic', type: 'text', section: 'where', isLong: true },
    clientId,
    { id: 'needsSubscriber', path: 'connection.needsSubscriber', type: 'switch', section: 'where' },
    user,
    useTls,
    ...certificates(hasTls),
    { id: 'askTopic', path: 'connection.askTopic', type: 'text', section: 'asking', isLong: true },
  ],
  sparkplug: [
    host,
    port,
    { id: 'group', path: 'connection.group', type: 'text', section: 'where' },
    { id: 'edge', path: 'connection.edge', type: 'text', section: 'where' },
    { id: 'device', path: 'connection.device', type: 'text', section: 'where' },
    { id: 'primaryHost', path: 'connection.primaryHost', type: 'text', section: 'where' },
    clientId,
    user,
    useTls,
    ...certificates(hasTls),
    { id: 'every', path: 'connection.everySeconds', type: 'number', unit: 'seconds', section: 'pace' },
  ],
  files: [
    { id: 'folder', path: 'connection.folder', type: 'text', section: 'where', isLong: true },
    { id: 'perFile', path: 'connection.messagesPerFile', type: 'number', section: 'pace' },
    {
      ...{ id: 'keepFree', path: 'connection.keepFreeBytes', section: 'pace' },
      ...{ type: 'number', unit: 'megabytes', scale: 1_000_000 },
    },
  ],
};

const ofEvery: readonly Field[] = [
  { id: 'pace', path: 'messagesPerSecond', type: 'number', unit: 'perSecond', section: 'pace' },
  { id: 'maxHours', path: 'backlog.maxHours', type: 'number', unit: 'hours', section: 'backlog' },
  { id: 'maxBytes', path: 'backlog.maxBytes', type: 'number', unit: 'gigabytes', scale: 1e9, section: 'backlog' },
];

export const fields: Readonly<Record<TargetKind, readonly Field[]>> = {
  https: [...ofKind.https, ...ofEvery],
  cfx: [...ofKind.cfx, ...ofEvery],
  mqtt: [...ofKind.mqtt, ...ofEvery],
  sparkplug: [...ofKind.sparkplug, ...ofEvery],
  files: [...ofKind.files, ...ofEvery],
};

/** Where secrets stand in the form. */
export const sections: readonly SectionId[] = ['where', 'safety', 'content', 'pace', 'asking', 'backlog'];
