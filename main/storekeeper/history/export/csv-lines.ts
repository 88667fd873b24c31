/** The history as a table, as 21 CFR Part 11 asks for it: who, when, what, why, old and new value. */
import { stringify } from 'csv-stringify/sync';
import { z } from 'zod';
import { canonical, type HistoryBody, type StoredEntry } from '../entry.ts';
import { hex } from '../segment.ts';

const columns = [
  'entry',
  'when (UTC)',
  'who',
  'what',
  'about',
  'old value',
  'new value',
  'why',
  'more',
  'hash',
] as const;

export const csvHead = line(columns);

const bodySchema = z.record(z.string(), z.json());

/** @param nameOf of a person, by UUID. */
export function csvLine(
  { entry, at, kind, body, hash }: StoredEntry & { readonly hash: Uint8Array },
  nameOf: (id: string) => string,
): string {
  const { by, old, new: made, why, ...rest } = bodySchema.parse(JSON.parse(body));
  const [about, more] = subjectOf(rest);
  const who = typeof by === 'string' ? nameOf(by) : stationKinds.has(kind) ? 'the station' : 'without a name';
  return line([
    ...[String(entry), new Date(at).toISOString(), who, kind, about],
    ...[old, made, why].map((value) => textOf(value ?? null)),
    Object.keys(more).length === 0 ? '' : canonical(more),
    hex(hash),
  ]);
}

const stationKinds = new Set(['run', 'in-use', 'incident', 'clock', 'key', 'cleared', 'dropped', 'escalation']);
/** The first of these that an entry has says what it is about. */
const subjects = ['part', 'name', 'person', 'recipe', 'study', 'device', 'file', 'what', 'run'] as const;

function subjectOf(body: HistoryBody): readonly [about: string, more: HistoryBody] {
  const key = subjects.find((subject) => typeof body[subject] === 'string');
  if (key === undefined) return ['', body];
  const { [key]: about, ...more } = body;
  return [String(about), more];
}

function textOf(value: HistoryBody[string]): string {
  return value === null ? '' : typeof value === 'string' ? value : canonical(value);
}

/** A cell that a spreadsheet would take for a formula is marked as text. */
function line(cells: readonly string[]): string {
  return stringify([[...cells]], { escape_formulas: true });
}
