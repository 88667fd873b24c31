import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { parseAst } from 'vite';
import { describe, expect, it } from 'vitest';
import { pinFaults } from '../../../main/api/person.ts';
import {
  deviceActions,
  deviceKinds,
  deviceStates,
  garbageReasons,
  lightColours,
  lightConditions,
} from '../../../main/api/slices/devices.ts';
import { dispositionSchema, dispositionStates, limitsVersionSchema } from '../../../main/api/slices/quality.ts';
import { overdueEffects, reviewerFiguresSchema, reviewStages } from '../../../main/api/slices/review.ts';
import { targetStates } from '../../../main/api/slices/sync.ts';
import { messageKinds, secretNames, targetKinds } from '../../../main/api/slices/sync-target.ts';
import { roles } from '../../../main/api/who.ts';
import { pictureFaults, verdicts } from '../../../main/api/words.ts';
import { frameDamages } from '../../../main/station/camera/genicam/buffer-status.ts';
import { historyKinds } from '../../../main/storekeeper/history/entry.ts';
import { incidentKinds } from '../../../main/storekeeper/incidents.ts';
import { healthTabs } from '../../../renderer/health/tabs.ts';
import { rightsRows } from '../../../renderer/people/rights.ts';
import { waysInKinds } from '../../../renderer/people/ways-in.ts';
import { groupNames } from '../../../renderer/quality/history/groups.ts';
import { qualityTabs } from '../../../renderer/quality/tabs.ts';
import { fieldFaults } from '../../../renderer/sync/settings/faults.ts';
import { fields, sections } from '../../../renderer/sync/settings/fields.ts';
import { de } from '../../../renderer/words/de.ts';
import { en } from '../../../renderer/words/en.ts';
import { es } from '../../../renderer/words/es.ts';
import { zh } from '../../../renderer/words/zh.ts';

const sources = sourcesIn('renderer/').filter(({ path }) => !/words\/((en|de|zh|es)\.ts|said\/)/.test(path));
const everything = sources.map(({ text }) => text).join('\n');
const stationSources = sourcesIn('main/')
  .filter(({ path }) => !path.startsWith('api/said/'))
  .map(({ text }) => text)
  .join('\n');

function sourcesIn(place: string): readonly { readonly path: string; readonly text: string }[] {
  const folder = fileURLToPath(new URL(`../../../${place}`, import.meta.url));
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((path) => /\.tsx?$/.test(path))
    .map((path) => ({ path, text: readFileSync(folder + path, 'utf8') }));
}

interface Catalogue {
  readonly [key: string]: string | Catalogue;
}

function leaves(catalogue: Catalogue, before = ''): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  for (const [key, value] of Object.entries(catalogue)) {
    if (typeof value === 'string') found.set(before + key, value);
    else for (const [below, text] of leaves(value, `${before}${key}.`)) found.set(below, text);
  }
  return found;
}

const english = leaves(en);
const others = [
  ['German', leaves(de)],
  ['Chinese', leaves(zh)],
  ['Spanish', leaves(es)],
] as const;
const blanks = (text: string): readonly string[] =>
  [...text.matchAll(/\{\{(\w+)\}\}/g)].map(([, name]) => name ?? '').sort();

const fieldsOfTargets = Object.values(fields).flat();

/** Keys that are made of a word of the station, by group: no source names them whole. */
const madeOfWords: Readonly<Record<string, readonly string[]>> = {
  verdict: verdicts,
  pictureFault: pictureFaults,
  frameDamage: frameDamages,
  incident: [...incidentKinds, 'other'],
  defectClass: Object.keys(en.defectClass),
  role: roles,
  roleSays: roles,
  pinFault: pinFaults,
  healthTab: healthTabs.map(({ id }) => id),
  action: deviceActions,
  deviceKind: deviceKinds,
  deviceState: deviceStates,
  garbage: garbageReasons,
  lightCondition: lightConditions,
  lamp: lightColours,
  scanNote: ['serial', 'serial-not-text', 'taken', 'nothing'],
  scanner: ['typed', 'station'],
  place: ['live', 'review', 'quality', 'health', 'people'],
  peopleTab: ['everybody', 'rights'],
  waysIn: waysInKinds,
  right: rightsRows().map(({ slice, row }) => `${slice}-${row}`),
  reviewNext: ['quality', ...overdueEffects],
  reviewOverdue: overdueEffects,
  reviewGrade: reviewerFiguresSchema.shape.grade.options,
  qualityTab: qualityTabs.map(({ id }) => id),
  period: ['any', 'shift', 'today', 'week', 'own'],
  decisionState: dispositionStates,
  reviewStage: reviewStages,
  dispositionKind: dispositionSchema.shape.kind.options,
  judging: ['second-opinion', 'arbitration', 'audit'],
  entryKind: [...historyKinds, 'other'],
  historyGroup: groupNames,
  grade: reviewerFiguresSchema.shape.grade.options,
  gradeDetail: reviewerFiguresSchema.shape.grade.options,
  limit: ['passBelow', 'failAbove'],
  limitShort: ['passBelow', 'failAbove'],
  versionState: limitsVersionSchema.shape.state.options,
  relabelTool: ['choose', 'box', 'polygon'],
  relabelHint: ['choose', 'box', 'polygon'],
  targetKind: targetKinds,
  targetKindAbout: targetKinds,
  targetState: targetStates,
  messageKind: messageKinds,
  messageKindAbout: messageKinds,
  mapping: ['default', 'own', 'none'],
  mesOutcome: ['released', 'refused', 'no-answer'],
  targetForm: ['connection', 'messages'],
  syncField: fieldsOfTargets.map(({ id }) => id),
  syncHelp: fieldsOfTargets.map(({ id }) => id),
  syncOption: fieldsOfTargets.flatMap((field) => (field.type === 'choice' ? field.options : [])),
  syncUnit: fieldsOfTargets.flatMap((field) => (field.type === 'number' && field.unit ? [field.unit] : [])),
  syncSection: sections,
  fieldFault: fieldFaults,
  secretName: Object.values(secretNames).flat(),
};

/** A text without its blanks: what a language adds to names, numbers and units. */
const ownWords = (text: string): string => text.replaceAll(/\{\{\w+\}\}/g, '');

/** Names of languages, of keys and of things that are called the same everywhere. */
const named = new Set([
  'PIN',
  'MES',
  'PIN',
  'English',
  'Deutsch',
  '简体中文',
  'Español',
  'Esc',
  'Enter',
  'Del',
  'PgUp',
  'PgDn',
  'Demo',
  'Escapes',
  'Marginal',
  'marginal',
  // Protocols and what they call their messages.
  'HTTPS',
  'MQTT',
  'IPC-CFX (AMQP)',
  'Sparkplug B (MQTT)',
  'UnitsInspected',
  'UnitsTested',
]);
const unit = /\b(?:ms|s|min|h|d|px|p99|z|MB|GB)\b/g;

describe.each(others)('the catalogue in %s', (_, texts) => {
  it('has the keys of the English one, each with a text', () => {
    expect([...texts.keys()].sort()).toEqual([...english.keys()].sort());
    expect([...texts].filter(([, text]) => text.trim() === '')).toEqual([]);
  });

  it('has the same blanks', () => {
    for (const [key, text] of english) expect([key, blanks(texts.get(key) ?? '')]).toEqual([key, blanks(text)]);
  });

  it('is calm', () => {
    expect([...texts].filter(([, text]) => /[!¡！]/.test(text))).toEqual([]);
  });
});

describe('no text is left in another language', () => {
  const isNamed = (text: string): boolean => named.has(text) || !/\p{L}/u.test(ownWords(text).replaceAll(unit, ''));

  it('in Chinese: each has Chinese characters, but for names and units', () => {
    const texts = [...leaves(zh)].filter(([, text]) => !/\p{Script=Han}/u.test(ownWords(text)) && !isNamed(text));
    expect(texts).toEqual([]);
  });

  it('in Spanish: none is the English one, but for names and units', () => {
    expect([...leaves(es)].filter(([key, text]) => text === english.get(key) && !isNamed(text))).toEqual([]);
  });
});

describe('the English catalogue', () => {
  it('has a text for everything, and no key that nobody says', () => {
    expect([...english].filter(([, text]) => text.trim() === '')).toEqual([]);
    const isSaid = (key: string): boolean => {
      const plain = key.replace(/_(one|other)$/, '');
      const [group = '', name = ''] = plain.split('.');
      if (everything.includes(`'${plain}'`)) return true;
      // The station says these.
      if (group === 'said') return stationSources.includes(`'${name}'`);
      return everything.includes(`\`${group}.\${`) && (madeOfWords[group] ?? []).includes(name);
    };
    expect([...english.keys()].filter((key) => !isSaid(key))).toEqual([]);
  });
});

describe('the screen', () => {
  it('has no text in its markup that is not in the catalogue', () => {
    const found = sources
      .filter(({ path }) => path.endsWith('.tsx'))
      .flatMap(({ path, text }) =>
        literalTexts(parseAst(text, { lang: 'tsx' })).map((literal) => `${path}: ${literal}`),
      );
    expect(found).toEqual([]);
  });
});

const spokenAttributes = new Set(['aria-label', 'title', 'alt', 'placeholder', 'label']);

/** Letters between tags, and letters in attributes that a person hears or reads. */
function literalTexts(node: unknown): readonly string[] {
  if (Array.isArray(node)) return node.flatMap(literalTexts);
  if (typeof node !== 'object' || node === null) return [];
  const own = textOf(node as Readonly<Record<string, unknown>>);
  const below = Object.values(node).flatMap(literalTexts);
  return own !== null && /\p{L}/u.test(own) ? [own.trim(), ...below] : below;
}

function textOf(node: Readonly<Record<string, unknown>>): string | null {
  if (node['type'] === 'JSXText') return String(node['value']);
  if (node['type'] !== 'JSXAttribute') return null;
  const name = (node['name'] as { readonly name?: unknown }).name;
  const value = node['value'] as { readonly type?: unknown; readonly value?: unknown } | null;
  return spokenAttributes.has(String(name)) && value?.type === 'Literal' ? String(value.value) : null;
}
