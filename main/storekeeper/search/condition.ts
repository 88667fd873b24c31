/**
 * A filter as the database understands it: what SQL checks of each part, what is checked here, and what a stretch must
 * say for one of its parts to fit. SQL and the check here are exact; all that the index adds is passing over.
 */
import type { PartFilter } from '../../api/slices/quality.ts';
import { type Reason, reasonKey } from '../../api/words.ts';
import type { Db } from '../database.ts';
import { uuidBytes } from '../uuid-bytes.ts';
import { classNames } from './index-stretch.ts';
import { hasWords, wordsOf } from './words.ts';

type Value = string | number | Uint8Array;

export interface Condition {
  readonly filter: PartFilter;
  /** Joined by AND; over `part`. */
  readonly sql: string;
  readonly values: Readonly<Record<string, Value>>;
  /** Columns that `fits` looks at. */
  readonly columns: readonly string[];
  readonly fits: ((row: CheckedRow) => boolean) | null;
  /** Null: any. */
  readonly setups: ReadonlySet<number> | null;
  readonly shifts: ReadonlySet<number> | null;
  /** Words of `text`. */
  readonly words: readonly string[];
  /** Where the scores of the wanted class are; null: any score. */
  readonly scorePlaces: readonly ScorePlace[] | null;
  /** No part can fit: a recipe that never was, a time that ends before it begins. */
  readonly isImpossible: boolean;
}

/** The same class has its own place among the scores of each setup. */
export interface ScorePlace {
  readonly place: number;
  readonly setups: readonly number[];
}

export interface CheckedRow {
  readonly id: number;
  readonly reasons?: string | null;
  readonly serial?: string | null;
  readonly work_order?: string | null;
  readonly comments?: string | null;
}

/** A part's state for people. */
const isOpen = `EXISTS (SELECT 1 FROM review WHERE review.part = part.id AND stage <> 'decided')`;
const holds = 'disposition.part = part.id AND withdrawn_at IS NULL';
const lastDecision = `(SELECT decision FROM disposition WHERE ${holds} AND decision <> 'not-sure' ORDER BY id DESC LIMIT 1)`;
const comments = `(SELECT group_concat(comment, ' ') FROM disposition WHERE ${holds} AND comment <> '') AS comments`;

export function conditionOf(db: Db, filter: PartFilter): Condition {
  const setups = setupsOf(db, filter);
  const shifts = shiftsOf(db, filter);
  const words = wordsOf(filter.text ?? '');
  const made = new Where();
  addOwnColumns(made, filter, setups);
  const scorePlaces = scorePlacesOf(db, filter);
  if (scorePlaces) addScore(made, filter, scorePlaces);
  addPeople(made, filter);
  const isForeign = setups?.size === 0 || shifts?.size === 0;
  const isReversed = filter.from !== undefined && filter.until !== undefined && filter.from > filter.until;
  // Blanks and signs alone are no words: whoever types them is not asking for everything.
  const isWordless = (filter.text ?? '') !== '' && words.length === 0;
  return {
    ...{ filter, setups, shifts, words, scorePlaces, values: made.values },
    sql: made.terms.length === 0 ? 'true' : made.terms.join(' AND '),
    ...checksOf(filter, words),
    isImpossible: isForeign || isReversed || isWordless || made.isImpossible,
  };
}

class Where {
  readonly terms: string[] = [];
  readonly values: Record<string, Value> = {};
  isImpossible = false;

  add(term: string, values: Readonly<Record<string, Value>> = {}): void {
    this.terms.push(term);
    Object.assign(this.values, values);
  }

  /** `expression` is one of the values. */
  oneOf(expression: string, name: string, wanted: readonly Value[] | undefined): void {
    if (wanted === undefined || wanted.length === 0) return;
    const named = wanted.map((value, index) => [`${name}${index}`, value] as const);
    this.add(`${expression} IN (${named.map(([key]) => `:${key}`).join(', ')})`, Object.fromEntries(named));
  }
}

function addOwnColumns(where: Where, filter: PartFilter, setups: ReadonlySet<number> | null): void {
  const { from, until, serial } = filter;
  if (from !== undefined) where.add('part.at >= :from', { from });
  if (until !== undefined) where.add('part.at <= :until', { until });
  where.oneOf('part.verdict', 'verdict', filter.verdicts);
  where.oneOf('part.setup', 'setup', setups === null ? undefined : [...setups]);
  where.oneOf('(SELECT name FROM shift WHERE shift.id = part.shift)', 'shift', filter.shifts);
  if (filter.reasons !== undefined && filter.reasons.length > 0) where.add('part.reasons IS NOT NULL');
  if (serial !== undefined && serial !== '') {
    where.add(`part.serial LIKE :serial ESCAPE '\\'`, { serial: `${serial.replaceAll(/[\\%_]/g, '\\$&')}%` });
  }
}

function scorePlacesOf(db: Db, { score }: PartFilter): readonly ScorePlace[] | null {
  if (!score) return null;
  const namesOf = classNames(db);
  const setups = db.prepare<[], number>('SELECT id FROM setup').pluck().all();
  const places = Map.groupBy(setups, (setup) => namesOf(setup).indexOf(score.class));
  return [...places].filter(([place]) => place >= 0).map(([place, ids]) => ({ place, setups: ids }));
}

function addScore(where: Where, { score }: PartFilter, places: readonly ScorePlace[]): void {
  if (!score) return;
  const terms = places.map(
    ({ place, setups }) => `(part.setup IN (${setups.join(', ')}) AND EXISTS (
      SELECT 1 FROM part_score WHERE part_score.part = part.id AND class = ${place} AND score BETWEEN :scoreMin AND :scoreMax))`,
  );
  where.isImpossible ||= terms.length === 0 || score.min > score.max;
  if (terms.length > 0) where.add(`(${terms.join(' OR ')})`, { scoreMin: score.min, scoreMax: score.max });
}

function addPeople(where: Where, { people, dispositions }: PartFilter): void {
  if (people !== undefined && people.length > 0) {
    const wanted = people.map((id, index) => [`person${index}`, uuidBytes(id)] as const);
    where.add(
      `EXISTS (SELECT 1 FROM disposition JOIN person ON person.id = disposition.person
         WHERE ${holds} AND person.uuid IN (${wanted.map(([key]) => `:${key}`).join(', ')}))`,
      Object.fromEntries(wanted),
    );
  }
  if (dispositions === undefined || dispositions.length === 0) return;
  const states = [...new Set(dispositions)].map((state) => {
    if (state === 'open') return isOpen;
    return state === 'none'
      ? `(NOT EXISTS (SELECT 1 FROM review WHERE review.part = part.id) AND NOT EXISTS (SELECT 1 FROM disposition WHERE ${holds}))`
      : `(NOT ${isOpen} AND ${lastDecision} = '${state}')`;
  });
  where.add(`(${states.join(' OR ')})`);
}

function checksOf(filter: PartFilter, words: readonly string[]): Pick<Condition, 'columns' | 'fits'> {
  const wanted = new Set(filter.reasons);
  const checks: ((row: CheckedRow) => boolean)[] = [];
  if (wanted.size > 0) checks.push(({ reasons }) => reasonKeysOf(reasons).some((key) => wanted.has(key)));
  if (words.length > 0) {
    checks.push((row) => hasWords(`${row.serial ?? ''} ${row.work_order ?? ''} ${row.comments ?? ''}`, words));
  }
  const columns = [
    ...(wanted.size > 0 ? ['reasons'] : []),
    ...(words.length > 0 ? ['serial', 'work_order', comments] : []),
  ];
  return { columns, fits: checks.length === 0 ? null : (row) => checks.every((check) => check(row)) };
}

/** Of what was parsed before it was written; thousands are looked at, and those that are found are parsed in full. */
function reasonKeysOf(json: string | null | undefined): readonly string[] {
  return json ? (JSON.parse(json) as readonly Reason[]).map(reasonKey) : [];
}

/** Setups of the recipes and bundles; null when neither is asked for. */
function setupsOf(db: Db, { recipes = [], bundles = [] }: PartFilter): ReadonlySet<number> | null {
  if (recipes.length === 0 && bundles.length === 0) return null;
  const rows = db.prepare<[], { id: number; recipe: string; bundle: string; bundle_version: string }>(
    'SELECT id, recipe, bundle, bundle_version FROM setup',
  );
  const fitting = rows.all().filter(({ recipe, bundle, bundle_version }) => {
    const isOfBundle = bundles.some((name) => name === bundle || name === `${bundle}@${bundle_version}`);
    return (recipes.length === 0 || recipes.includes(recipe)) && (bundles.length === 0 || isOfBundle);
  });
  return new Set(fitting.map(({ id }) => id));
}

function shiftsOf(db: Db, { shifts = [] }: PartFilter): ReadonlySet<number> | null {
  if (shifts.length === 0) return null;
  const rows = db.prepare<[], { id: number; name: string }>('SELECT id, name FROM shift').all();
  return new Set(rows.filter(({ name }) => shifts.includes(name)).map(({ id }) => id));
}
