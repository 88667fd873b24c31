/** The report of a shift: from the rollups, and from the rows of its time. */
import { z } from 'zod';
import { limitsByClassSchema, type ShiftReport } from '../../api/slices/quality.ts';
import { reasonKey, reasonSchema } from '../../api/words.ts';
import { type Audited, escapeRate } from '../../station/desk/escape-rate.ts';
import { shareWithInterval } from '../../station/desk/stratified.ts';
import type { QueryInput, QueryOutput } from '../../station/store/query-table.ts';
import type { Db } from '../database.ts';
import { uuidText } from '../uuid-bytes.ts';
import { firstFrom } from './id-range.ts';

type Output = NonNullable<QueryOutput<'shiftReport'>>;

const reasonsShown = 8;
const picturesOfReason = 3;
const incidentsShown = 20;
const changesShown = 20;
/** Stopped parts that are looked through for pictures of each reason. */
const partsLookedAt = 2_000;

export function shifts(db: Db, { limit }: QueryInput<'shifts'>): QueryOutput<'shifts'> {
  return db
    .prepare<[number], { name: string; startedAt: number }>(
      'SELECT name, started_at AS startedAt FROM shift ORDER BY started_at DESC LIMIT ?',
    )
    .all(limit);
}

interface Span {
  readonly id: number;
  readonly from: number;
  readonly until: number;
}

export function shiftReport(db: Db, input: QueryInput<'shiftReport'>): QueryOutput<'shiftReport'> {
  const id = db
    .prepare<[number, string], number>('SELECT id FROM shift WHERE started_at = ? AND name = ?')
    .pluck()
    .get(input.startedAt, input.shift);
  if (id === undefined) return null;
  const span = { id, from: input.startedAt, until: input.endsAt };
  const recipes = recipesOf(db, span);
  return {
    shift: { name: input.shift, from: input.startedAt, until: input.endsAt },
    recipes,
    output: outputOf(recipes),
    pareto: paretoOf(db, span),
    openParts: openParts(db),
    incidents: incidentsOf(db, span),
    changes: changesOf(db, span),
    ...decisionsOf(db, span),
    escapes: escapesOf(db, span, recipes),
    historyHead: headOf(db),
  };
}

function recipesOf(db: Db, { id }: Span): Output['recipes'] {
  return db
    .prepare<[number], Output['recipes'][number]>(
      `SELECT recipe, bundle || '@' || bundle_version AS bundle, sum(pass) AS pass, sum(fail) AS fail,
         sum(review) AS review, sum(missed) AS missed
       FROM rollup_minute JOIN setup ON setup.id = rollup_minute.setup WHERE shift = ?
       GROUP BY recipe, bundle, bundle_version ORDER BY min(minute)`,
    )
    .all(id);
}

function outputOf(recipes: Output['recipes']): Output['output'] {
  const sum = (of: 'pass' | 'fail' | 'review' | 'missed'): number => recipes.reduce((all, row) => all + row[of], 0);
  const [pass, fail, review, missed] = [sum('pass'), sum('fail'), sum('review'), sum('missed')];
  const judged = pass + fail + review;
  return { parts: judged + missed, pass, fail, review, missed, yield: judged === 0 ? null : pass / judged };
}

function paretoOf(db: Db, span: Span): Output['pareto'] {
  const counts = db
    .prepare<[number, number], { reason: string; count: number }>(
      `SELECT reason, sum(count) AS count FROM rollup_reason WHERE shift = ?
       GROUP BY reason ORDER BY count DESC, reason LIMIT ?`,
    )
    .all(span.id, reasonsShown);
  const pictures = picturesByReason(db, span);
  return counts.map(({ reason, count }) => ({ reason, count, pictures: pictures.get(reason) ?? [] }));
}

const pictureRowSchema = z.object({ reasons: z.string(), uuid: z.instanceof(Uint8Array).transform(uuidText) });

/** The newest pictures of stopped parts, by the reason that comes first. */
function picturesByReason(db: Db, { id, from, until }: Span): ReadonlyMap<string, string[]> {
  const rows = db
    .prepare<[number, number, number, number]>(
      `SELECT reasons, picture.uuid FROM part JOIN picture ON picture.part = part.id AND bytes IS NOT NULL
       WHERE part.id >= ? AND part.id < ? AND shift = ? AND verdict <> 'pass' AND reasons IS NOT NULL AND still_time()
       ORDER BY part.id DESC LIMIT ?`,
    )
    .all(firstFrom(db, 'part', from), firstFrom(db, 'part', until), id, partsLookedAt);
  const found = new Map<string, string[]>();
  for (const row of rows) {
    const { reasons, uuid } = pictureRowSchema.parse(row);
    const [first] = z.array(reasonSchema).parse(JSON.parse(reasons));
    if (!first) continue;
    const pictures = found.get(reasonKey(first)) ?? [];
    found.set(reasonKey(first), pictures);
    if (pictures.length < picturesOfReason) pictures.push(uuid);
  }
  return found;
}

/** As they are now: what the next shift finds. */
function openParts(db: Db): Output['openParts'] {
  const rows = db
    .prepare<[], { stage: string; count: number; oldest: number }>(
      `SELECT stage, count(*) AS count, min(opened_at) AS oldest FROM review WHERE stage <> 'decided' GROUP BY stage`,
    )
    .all();
  const of = (...stages: readonly string[]): number =>
    rows.filter(({ stage }) => stages.includes(stage)).reduce((sum, { count }) => sum + count, 0);
  return {
    operator: of('operator'),
    quality: of('quality'),
    overdue: of('hold', 'reject', 'stop'),
    oldestAt: rows.length === 0 ? null : Math.min(...rows.map(({ oldest }) => oldest)),
  };
}

function incidentsOf(db: Db, { from, until }: Span): Output['incidents'] {
  return db
    .prepare<[number, number, number], Output['incidents'][number]>(
      'SELECT at, kind, detail FROM incident WHERE at >= ? AND at < ? ORDER BY id DESC LIMIT ?',
    )
    .all(from, until, incidentsShown);
}

const changeRowSchema = z.object({
  at: z.number(),
  kind: z.string(),
  body: z.string().transform((text) => z.record(z.string(), z.json()).parse(JSON.parse(text))),
});

/** Entries of the history that change how parts are judged or who may do what. */
function changesOf(db: Db, { from, until }: Span): Output['changes'] {
  const rows = db
    .prepare<[number, number, number]>(
      `SELECT at, kind, body FROM history WHERE entry >= ? AND entry < ? AND still_time()
         AND kind IN ('limits', 'recipe', 'bundle', 'setting', 'person', 'device') ORDER BY entry DESC LIMIT ?`,
    )
    .all(firstFrom(db, 'history', from), firstFrom(db, 'history', until), changesShown);
  const nameOf = db.prepare<[string], string>(`SELECT name FROM person WHERE lower(hex(uuid)) = ?`).pluck();
  return rows.map((row) => {
    const { at, kind, body } = changeRowSchema.parse(row);
    const by = typeof body['by'] === 'string' ? (nameOf.get(body['by'].replaceAll('-', '')) ?? null) : null;
    return { at, kind, by, text: changeText(body) };
  });
}

/** What a person would look for: the thing, its old and new value, the reason. */
function changeText({ name, recipe, old, new: now, why }: z.output<typeof changeRowSchema>['body']): string {
  const thing = typeof name === 'string' ? name : typeof recipe === 'string' ? recipe : '';
  const change = now === undefined ? '' : `${shortly(old)} > ${shortly(now)}`;
  const reason = typeof why === 'string' && why !== '' ? `(${why})` : '';
  return [thing, change, reason].filter((piece) => piece !== '').join(' ');
}

function shortly(value: unknown): string {
  if (value === null || value === undefined) return '–';
  const limits = limitsByClassSchema.safeParse(value);
  if (limits.success && Object.keys(limits.data).length > 0) {
    const each = Object.entries(limits.data).map(
      ([name, { passBelow, failAbove }]) => `${name} ${passBelow}–${failAbove}`,
    );
    return each.join(', ');
  }
  const text = typeof value === 'string' ? value : JSON.stringify(value).replaceAll('"', '');
  return text.length > 80 ? `${text.slice(0, 79)}…` : text;
}

interface Decided {
  readonly verdict: string;
  readonly decision: string;
  readonly looked_ms: number | null;
}

/** Of parts that people decided within the shift: the last word on each counts. */
function decisionsOf(db: Db, { from, until }: Span): Pick<Output, 'falseCalls' | 'reinspection'> {
  const rows = db
    .prepare<[number, number], Decided>(
      `SELECT verdict, decision, looked_ms FROM disposition JOIN part ON part.id = disposition.part
       WHERE disposition.at >= ? AND disposition.at < ? AND withdrawn_at IS NULL AND kind IN ('review', 'bulk')
         AND disposition.id = (SELECT max(id) FROM disposition AS later
           WHERE later.part = disposition.part AND later.withdrawn_at IS NULL) AND still_time()`,
    )
    .all(from, until);
  const clear = rows.filter(({ verdict, decision }) => verdict !== 'pass' && decision !== 'not-sure');
  const good = clear.filter(({ decision }) => decision === 'good').length;
  const looks = rows.flatMap(({ looked_ms }) => looked_ms ?? []).sort((a, b) => a - b);
  const middle = looks[looks.length >> 1];
  return {
    falseCalls: { hits: good, of: clear.length, rate: shareWithInterval(good, clear.length) },
    reinspection: {
      parts: rows.length,
      minutes: looks.reduce((sum, ms) => sum + ms, 0) / 60_000,
      medianS: middle === undefined ? null : middle / 1000,
    },
  };
}

function escapesOf(db: Db, { id }: Span, recipes: Output['recipes']): Output['escapes'] {
  const audits = db
    .prepare<[number], { recipe: string; isDefective: number }>(
      `SELECT recipe, decision = 'defect' AS isDefective
       FROM disposition JOIN part ON part.id = disposition.part JOIN setup ON setup.id = part.setup
       WHERE kind = 'audit' AND withdrawn_at IS NULL AND part.shift = ? AND still_time()`,
    )
    .all(id);
  const strata: Audited[] = [...new Set(recipes.map(({ recipe }) => recipe))].map((recipe) => {
    const of = audits.filter((audit) => audit.recipe === recipe);
    return {
      passed: recipes.filter((row) => row.recipe === recipe).reduce((sum, { pass }) => sum + pass, 0),
      audited: of.length,
      defective: of.filter(({ isDefective }) => isDefective === 1).length,
    };
  });
  const sum = (key: 'audited' | 'defective'): number => strata.reduce((all, stratum) => all + stratum[key], 0);
  return { audited: sum('audited'), defective: sum('defective'), rate: escapeRate(strata) };
}

function headOf(db: Db): ShiftReport['historyHead'] {
  const head = db.prepare<[], string>('SELECT lower(hex(hash)) FROM history ORDER BY entry DESC LIMIT 1').pluck().get();
  return head ?? null;
}
