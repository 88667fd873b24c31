/**
 * Settings while they are being typed: a value a field, as it stands there.
 *
 *   settings ──draftOf──▶ draft ──(typing)──▶ draft ──settingsOf──▶ settings, or what is wrong at which field
 */
import { z } from 'zod';
import {
  type Mapping,
  type TargetKind,
  type TargetSettings,
  targetSettingsSchema,
} from '../../../main/api/slices/sync-target.ts';
import { type FieldFault, faultsOf } from './faults.ts';
import { type Field, fields } from './fields.ts';

export type DraftValue = string | boolean | readonly string[];
/** By the path of the field. */
export type Draft = Readonly<Record<string, DraftValue>>;

export type Checked =
  | { readonly isGood: true; readonly settings: TargetSettings }
  | { readonly isGood: false; readonly faults: ReadonlyMap<string, FieldFault> };

interface Tree {
  [name: string]: unknown;
}

/** The least that each kind needs: what stands here a person has to give, everything else has a default. */
const least: Readonly<Record<TargetKind, Tree>> = {
  https: { url: 'https://mes.invalid/' },
  cfx: { host: 'mes.invalid', to: { is: 'exchange', name: 'cfx' }, handle: 'Vendor.Model.Serial' },
  mqtt: { host: 'mes.invalid' },
  sparkplug: { host: 'mes.invalid', group: 'group', edge: 'edge' },
  files: { folder: '/' },
};
const chosenAtFirst = new Set(['connection.to.is']);

/** Settings of this kind that lead nowhere, for previews while the address is not there yet. */
export function placeholderSettings(kind: TargetKind, mapping: Mapping): TargetSettings {
  return targetSettingsSchema.parse({ connection: { kind, ...least[kind] }, mapping });
}

export function startingDraft(kind: TargetKind): Draft {
  const given: Tree = { connection: least[kind] };
  const draft = Object.entries(draftOf(placeholderSettings(kind, {}))).map(([path, value]) =>
    at(given, path) === undefined || chosenAtFirst.has(path) ? [path, value] : [path, ''],
  );
  return Object.fromEntries(draft);
}

export function draftOf(settings: TargetSettings): Draft {
  const kept = fields[settings.connection.kind];
  return Object.fromEntries(kept.map((field) => [field.path, shownAs(field, at(settings, field.path))]));
}

export function isShown({ onlyIf }: Pick<Field, 'onlyIf'>, draft: Draft): boolean {
  return onlyIf === undefined || draft[onlyIf.path] === onlyIf.is;
}

export function settingsOf(kind: TargetKind, draft: Draft, mapping: Mapping): Checked {
  const tree: Tree = { connection: { kind }, mapping };
  for (const field of fields[kind]) {
    const value = isShown(field, draft) ? meantBy(field, draft[field.path] ?? '') : undefined;
    if (value !== undefined) put(tree, field.path.split('.'), value);
  }
  const parsed = targetSettingsSchema.safeParse(tree);
  if (parsed.success) return { isGood: true, settings: parsed.data };
  return { isGood: false, faults: faultsOf(parsed.error.issues, fields[kind], (path) => at(tree, path) !== undefined) };
}

function shownAs(field: Field, value: unknown): DraftValue {
  switch (field.type) {
    case 'switch':
      return value === true;
    case 'several':
      return z.array(z.string()).catch([]).parse(value);
    case 'number':
      return typeof value === 'number' ? String(value / (field.scale ?? 1)) : '';
    case 'pairs':
      return Object.entries(z.record(z.string(), z.string()).catch({}).parse(value))
        .map(([name, code]) => `${name} = ${code}`)
        .join('\n');
    default:
      return typeof value === 'string' ? value : '';
  }
}

/** Undefined: nothing was given, so that the default holds. What makes no sense stays text, for the schema to refuse. */
function meantBy(field: Field, value: DraftValue): unknown {
  if (typeof value !== 'string') return value;
  const text = value.trim();
  if (text === '') return undefined;
  if (field.type === 'number') return numberIn(text, field.scale ?? 1);
  return field.type === 'pairs' ? pairsIn(text) : text;
}

function numberIn(text: string, scale: number): number | string {
  const number = Number(text.replaceAll(/[\s\u202f]/g, '').replace(',', '.'));
  if (Number.isNaN(number)) return text;
  return scale === 1 ? number : Math.round(number * scale);
}

function pairsIn(text: string): Record<string, string> | string {
  const pairs: [string, string][] = [];
  for (const line of text.split('\n').filter((each) => each.trim() !== '')) {
    const [, name, code] = /^([^=]+)=(.+)$/.exec(line) ?? [];
    if (name === undefined || code === undefined || name.trim() === '' || code.trim() === '') return text;
    pairs.push([name.trim(), code.trim()]);
  }
  return Object.fromEntries(pairs);
}

function at(tree: unknown, path: string): unknown {
  return path
    .split('.')
    .reduce<unknown>((node, name) => (isTree(node) && Object.hasOwn(node, name) ? node[name] : undefined), tree);
}

function put(tree: Tree, [name = '', ...rest]: readonly string[], value: unknown): void {
  if (rest.length === 0) {
    tree[name] = value;
    return;
  }
  const below = tree[name];
  const branch: Tree = isTree(below) ? below : {};
  tree[name] = branch;
  put(branch, rest, value);
}

function isTree(value: unknown): value is Tree {
  return typeof value === 'object' && value !== null;
}
