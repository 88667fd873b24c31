import { beforeAll, describe, expect, it } from 'vitest';
import { type TargetKind, targetKinds, targetSettingsSchema } from '../../../main/api/slices/sync-target.ts';
import {
  type Checked,
  type Draft,
  draftOf,
  isShown,
  placeholderSettings,
  settingsOf,
  startingDraft,
} from '../../../renderer/sync/settings/draft.ts';
import { faultWords } from '../../../renderer/sync/settings/faults.ts';
import { fields, sections } from '../../../renderer/sync/settings/fields.ts';
import { type SpokenWords, speak } from '../../support/words.ts';

let en: SpokenWords;
let de: SpokenWords;
beforeAll(async () => {
  [en, de] = await Promise.all([speak('en'), speak('de')]);
});

const faultsOf = (checked: Checked, words = en): Readonly<Record<string, string>> =>
  checked.isGood
    ? {}
    : Object.fromEntries([...checked.faults].map(([path, fault]) => [path, faultWords(words.t, words.numbers, fault)]));
const changed = (kind: TargetKind, more: Draft): Checked =>
  settingsOf(kind, { ...draftOf(placeholderSettings(kind, {})), ...more }, {});

/** Every path of the settings, down to what is no plain object; what a map of own names has is one path. */
function pathsOf(value: unknown, before: string): readonly string[] {
  if (typeof value !== 'object' || value === null || Array.isArray(value) || before === 'connection.defectCodes')
    return [before];
  return Object.entries(value).flatMap(([name, below]) => pathsOf(below, before === '' ? name : `${before}.${name}`));
}

describe.each(targetKinds)('the fields of a target of kind %s', (kind) => {
  it('cover all of its settings that have a value', () => {
    const known = new Set(fields[kind].map(({ path }) => path));
    const missing = pathsOf(placeholderSettings(kind, {}), '').filter(
      (path) => !known.has(path) && !['connection.kind', 'connection.tls', 'mapping'].includes(path),
    );
    expect(missing).toEqual([]);
  });

  it('each have a place of their own, in a section that is shown', () => {
    const paths = fields[kind].map(({ path }) => path);
    expect(new Set(paths).size).toBe(paths.length);
    expect(fields[kind].every(({ section }) => sections.includes(section))).toBe(true);
  });

  it('come back as the same settings', () => {
    const settings = placeholderSettings(kind, { part: '{ "a": 1 }', event: null });
    expect(settingsOf(kind, draftOf(settings), settings.mapping)).toEqual({ isGood: true, settings });
  });

  it('begin empty where a person has to say it, and with the usual everywhere else', () => {
    const checked = settingsOf(kind, startingDraft(kind), {});
    const needed = {
      https: ['url'],
      cfx: ['host', 'to.name', 'handle'],
      mqtt: ['host'],
      sparkplug: ['host', 'group', 'edge'],
      files: ['folder'],
    }[kind];
    expect(faultsOf(checked)).toEqual(
      Object.fromEntries(needed.map((path) => [`connection.${path}`, 'This is needed.'])),
    );
  });
});

describe('what is typed', () => {
  it('is refused by the schema of the station, in words, at its field', () => {
    expect(faultsOf(changed('https', { 'connection.url': 'ftp://mes' }))).toEqual({
      'connection.url': 'An address that begins with http:// or https://, please.',
    });
    expect(faultsOf(changed('https', { 'connection.batch': '2.5' }))).toEqual({
      'connection.batch': 'A whole number, please.',
    });
    expect(faultsOf(changed('https', { 'connection.batch': '1001' }))).toEqual({
      'connection.batch': 'At most 1\u202f000.',
    });
    expect(faultsOf(changed('mqtt', { 'connection.port': 'abc' }))).toEqual({
      'connection.port': 'This is not a number.',
    });
    expect(faultsOf(changed('cfx', { 'connection.handle': 'one two' }))).toEqual({
      'connection.handle': 'Three names with full stops between them, without spaces.',
    });
    expect(faultsOf(changed('cfx', { 'connection.defectCodes': 'pitting D-100' }))).toEqual({
      'connection.defectCodes': 'Each line needs a name, an equals sign and a code.',
    });
    expect(faultsOf(changed('sparkplug', { 'connection.group': 'a/b' }))).toEqual({
      'connection.group': 'Without / + and #.',
    });
    expect(faultsOf(changed('mqtt', { 'connection.host': 'x'.repeat(300) }))).toEqual({
      'connection.host': 'Too long: at most 253 characters.',
    });
  });

  it('has its limits in the unit of the field, with the numbers of the language', () => {
    expect(faultsOf(changed('https', { 'backlog.maxBytes': '0.0001' }))).toEqual({
      'backlog.maxBytes': 'At least 0.001.',
    });
    expect(faultsOf(changed('https', { 'backlog.maxHours': '0,01' }), de)).toEqual({
      'backlog.maxHours': 'Mindestens 0,1.',
    });
  });

  it('may be a number as that language writes it', () => {
    const checked = changed('files', {
      'backlog.maxHours': '7,5',
      'backlog.maxBytes': '1.5',
      'connection.keepFreeBytes': '1 000',
    });
    expect(checked).toMatchObject({
      isGood: true,
      settings: { backlog: { maxHours: 7.5, maxBytes: 1_500_000_000 }, connection: { keepFreeBytes: 1_000_000_000 } },
    });
  });

  it('says nothing where it is empty, so that the usual holds', () => {
    expect(changed('mqtt', { 'connection.port': '', 'connection.topic': ' ' })).toMatchObject({
      settings: { connection: { port: 1883, topic: 'sightline/{{station}}/{{kind}}' } },
    });
  });

  it('counts only while its field is there', () => {
    const toQueue = {
      'connection.to.is': 'queue',
      'connection.to.routingKey': 'left over',
      'connection.tls.ca': 'PEM',
    };
    const checked = changed('cfx', toQueue);
    expect(checked).toMatchObject({
      isGood: true,
      settings: { connection: { to: { is: 'queue', name: 'cfx' }, tls: {} } },
    });
    const key = fields.cfx.find(({ id }) => id === 'routingKey');
    expect(key && isShown(key, toQueue)).toBe(false);
  });

  it('of an own expression is checked too', () => {
    const checked = settingsOf('mqtt', draftOf(placeholderSettings('mqtt', {})), { part: '' });
    expect(faultsOf(checked)).toEqual({ 'mapping.part': 'This is needed.' });
  });
});

describe('settings for a preview before the address is there', () => {
  it('are valid for every kind', () => {
    for (const kind of targetKinds)
      expect(targetSettingsSchema.parse(placeholderSettings(kind, { part: '$' })).connection.kind).toBe(kind);
  });
});
