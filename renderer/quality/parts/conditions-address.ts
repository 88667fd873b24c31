/**
 * Conditions in the address (`verdict=fail&score=pitting:0.2:0.62`), so that a reload, "back" and a link find them again.
 *
 * Whatever an address may hold is read without an error: what is not understood is no condition.
 */
import { z } from 'zod';
import {
  fixedValues,
  type ListName,
  listNames,
  noConditions,
  type PartConditions,
  type Period,
  type ScoreRange,
} from './part-conditions.ts';

const parameters: Readonly<Record<ListName, string>> = {
  recipes: 'product',
  bundles: 'bundle',
  shifts: 'shift',
  verdicts: 'verdict',
  reasons: 'reason',
  dispositions: 'decision',
  people: 'person',
};
/** As many as the station takes. */
const most: Readonly<Record<ListName, number>> = {
  recipes: 50,
  bundles: 50,
  shifts: 20,
  verdicts: 4,
  reasons: 50,
  dispositions: 4,
  people: 50,
};
const longestText = 200;
const latest = 8.64e15;
const uuid = z.uuid();
const relative = ['shift', 'today', 'week'] as const;

export function writeConditions(all: PartConditions): URLSearchParams {
  const query = new URLSearchParams();
  if (all.period.kind === 'own') query.set('time', `${all.period.from ?? ''}..${all.period.until ?? ''}`);
  else if (all.period.kind !== 'any') query.set('time', all.period.kind);
  for (const list of listNames) for (const value of all[list]) query.append(parameters[list], value);
  if (all.score) query.set('score', `${all.score.class}:${all.score.min}:${all.score.max}`);
  if (all.serial) query.set('serial', all.serial);
  if (all.text) query.set('text', all.text);
  return query;
}

export function readConditions(query: URLSearchParams): PartConditions {
  const list = (name: ListName): readonly string[] =>
    [...new Set(query.getAll(parameters[name]))].filter((value) => mayStand(name, value)).slice(0, most[name]);
  return {
    ...noConditions,
    period: readPeriod(query.get('time') ?? ''),
    recipes: list('recipes'),
    bundles: list('bundles'),
    shifts: list('shifts'),
    verdicts: fixedValues.verdicts.filter((verdict) => list('verdicts').includes(verdict)),
    reasons: list('reasons'),
    score: readScore(query.get('score') ?? ''),
    dispositions: fixedValues.dispositions.filter((state) => list('dispositions').includes(state)),
    people: list('people'),
    serial: shortText(query.get('serial')),
    text: shortText(query.get('text')),
  };
}

/** Text of a field or a scanner as the station takes it: no control characters, not too long. */
export function shortText(text: string | null): string {
  return (text ?? '')
    .replace(/\p{Cc}/gu, '')
    .trim()
    .slice(0, longestText)
    .trim();
}

function mayStand(list: ListName, value: string): boolean {
  return list === 'people' ? uuid.safeParse(value).success : value !== '';
}

function readPeriod(text: string): Period {
  const known = relative.find((kind) => kind === text);
  if (known) return { kind: known };
  const own = /^(\d*)\.\.(\d*)$/.exec(text);
  const [from, until] = [own?.[1], own?.[2]].map((digits) => (digits ? Number(digits) : null));
  const isKnown = (at: number | null | undefined): at is number => at !== null && at !== undefined && at <= latest;
  if (!isKnown(from) && !isKnown(until)) return { kind: 'any' };
  return { kind: 'own', from: isKnown(from) ? from : null, until: isKnown(until) ? until : null };
}

function readScore(text: string): ScoreRange | null {
  // A class may have a colon of its own; a number has none.
  const [, name, min, max] = /^(.+):([\d.e-]+):([\d.e-]+)$/.exec(text) ?? [];
  if (name === undefined) return null;
  const range = { class: name, min: Number(min), max: Number(max) };
  return range.min >= 0 && range.max <= 1 && range.min <= range.max ? range : null;
}
