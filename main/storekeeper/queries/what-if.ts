/** Limits tried on the past: parts read page by page, newest first, and judged again in memory. */
import { z } from 'zod';
import type { PartFilter } from '../../api/slices/quality.ts';
import { reasonSchema, type Verdict, verdictSchema, verdicts } from '../../api/words.ts';
import { type LimitsOfClass, type RecordedFrame, verdictIf } from '../../station/desk/verdict-if.ts';
import type { QueryInput, QueryOutput } from '../../station/store/query-table.ts';
import type { Db } from '../database.ts';
import { findParts } from '../search/find-parts.ts';
import { uuidText } from '../uuid-bytes.ts';

/** Some milliseconds each: the clock is asked between them. */
const partsOfPage = 2_000;

const reasonsColumn = z
  .string()
  .nullable()
  .transform((text) => (text === null ? [] : z.array(reasonSchema).parse(JSON.parse(text))));

const partRowSchema = z.object({
  id: z.number().int(),
  uuid: z.instanceof(Uint8Array),
  setup: z.number().int(),
  shift: z.number().int(),
  verdict: verdictSchema,
  reasons: reasonsColumn,
});
type PartRow = z.output<typeof partRowSchema>;

type Input = QueryInput<'whatIfStretch'>;
type Output = QueryOutput<'whatIfStretch'>;

export function whatIfStretch(db: Db, input: Input): Output {
  const deadline = performance.now() + input.budgetMs;
  const setups = setupsOf(db, input);
  const tally = new Tally(input.examples);
  const read = partReader(db);
  const filter = { ...input.filter, recipes: [input.recipe] };
  const { oldest, newest } = rangeOf(db);
  let next: number | null = input.before;
  do {
    const withinMs = Math.max(1, deadline - performance.now());
    const found = findParts(db, filter, { before: next, limit: partsOfPage, withinMs });
    for (const part of read(found.parts)) {
      const limits = setups.get(part.row.setup);
      if (limits) tally.add(part, verdictIf({ ...part.row, scores: part.scores, frames: part.frames }, limits));
    }
    next = found.next;
  } while (next !== null && performance.now() < deadline);
  const done = next === null || newest <= oldest ? 1 : (newest - next) / (newest - oldest);
  return { ...tally.result(), next, done: Math.min(1, Math.max(0, done)) };
}

export function medianLook(db: Db): QueryOutput<'medianLook'> {
  const looks = db
    .prepare<[], number>(
      `SELECT looked_ms FROM disposition WHERE looked_ms IS NOT NULL AND kind = 'review' AND withdrawn_at IS NULL
       ORDER BY id DESC LIMIT 1000`,
    )
    .pluck()
    .all()
    .sort((a, b) => a - b);
  return looks[looks.length >> 1] ?? null;
}

interface ReadPart {
  readonly row: PartRow;
  readonly scores: readonly number[] | null;
  readonly frames: readonly RecordedFrame[];
  readonly isKnownDefect: boolean;
}

/** Parts by number, newest first, with all that judging them again needs. Neighbours are read together. */
function partReader(db: Db): (numbers: readonly number[]) => Generator<ReadPart> {
  const parts = db.prepare<[number, number]>(
    'SELECT id, uuid, setup, shift, verdict, reasons FROM part WHERE id BETWEEN ? AND ? ORDER BY id DESC',
  );
  const scores = db.prepare<[number, number], { part: number; score: number }>(
    'SELECT part, score FROM part_score WHERE part BETWEEN ? AND ? ORDER BY part, class',
  );
  const frames = db.prepare<[number, number], { part: number; reasons: string | null; scores: string | null }>(
    'SELECT part, reasons, scores FROM frame WHERE part BETWEEN ? AND ?',
  );
  const decisions = db.prepare<[number, number], { part: number; decision: string }>(
    `SELECT part, decision FROM disposition WHERE part BETWEEN ? AND ? AND withdrawn_at IS NULL
       AND decision <> 'not-sure' ORDER BY id`,
  );
  return function* read(numbers) {
    for (const { low, high, wanted } of runsOf(numbers)) {
      const scoresOf = Map.groupBy(scores.all(low, high), ({ part }) => part);
      const framesOf = Map.groupBy(frames.all(low, high), ({ part }) => part);
      const decisionOf = new Map(decisions.all(low, high).map(({ part, decision }) => [part, decision]));
      for (const found of parts.all(low, high)) {
        const row = partRowSchema.parse(found);
        if (!wanted.has(row.id)) continue;
        yield {
          row,
          scores: scoresOf.get(row.id)?.map(({ score }) => score) ?? null,
          frames: row.verdict === 'pass' ? [] : (framesOf.get(row.id) ?? []).map(recordedFrame),
          isKnownDefect: decisionOf.get(row.id) === 'defect',
        };
      }
    }
  };
}

/** Parts further apart than this are cheaper to read one by one. */
const widestGap = 16;

interface Run {
  readonly low: number;
  readonly high: number;
  readonly wanted: ReadonlySet<number>;
}

/** @param numbers falling. */
function* runsOf(numbers: readonly number[]): Generator<Run> {
  let from = 0;
  for (let at = 1; at <= numbers.length; at++) {
    const [before, here] = [numbers[at - 1] ?? 0, numbers[at]];
    if (here !== undefined && before - here <= widestGap) continue;
    yield { low: before, high: numbers[from] ?? before, wanted: new Set(numbers.slice(from, at)) };
    from = at;
  }
}

const scoresSchema = z.array(z.number());

function recordedFrame(row: { readonly reasons: string | null; readonly scores: string | null }): RecordedFrame {
  return {
    reasons: reasonsColumn.parse(row.reasons),
    scores: row.scores === null ? null : scoresSchema.parse(JSON.parse(row.scores)),
  };
}

/** The limits that parts of each setup of the recipe would be judged by, in the order of its classes. */
function setupsOf(db: Db, { recipe, filter, limits }: Input): ReadonlyMap<number, readonly LimitsOfClass[]> {
  return new Map(
    setupsWanted(db, recipe, filter).map(({ id, classes }) => [
      id,
      z
        .array(z.string())
        .parse(JSON.parse(classes))
        // A class without limits is never called: it was none of this trial.
        .map((name) => limits[name] ?? { passBelow: 1, failAbove: 2 }),
    ]),
  );
}

/** What parts of the recipe were judged with, as far as the filter wants them. */
export function setupsWanted(db: Db, recipe: string, { bundles }: PartFilter) {
  const rows = db
    .prepare<[string], { id: number; bundle: string; bundle_version: string; classes: string }>(
      'SELECT id, bundle, bundle_version, classes FROM setup WHERE recipe = ?',
    )
    .all(recipe);
  return rows.filter(
    ({ bundle, bundle_version }) =>
      !bundles?.length || bundles.includes(bundle) || bundles.includes(`${bundle}@${bundle_version}`),
  );
}

export function shiftsOf(db: Db, { shifts }: PartFilter): ReadonlySet<number> | null {
  if (!shifts?.length) return null;
  const named = db.prepare<[string], number>('SELECT id FROM shift WHERE name = ?').pluck();
  return new Set(shifts.flatMap((name) => named.all(name)));
}

function rangeOf(db: Db): { readonly oldest: number; readonly newest: number } {
  const edge = (order: 'ASC' | 'DESC'): number =>
    db.prepare<[], number>(`SELECT id FROM part ORDER BY id ${order} LIMIT 1`).pluck().get() ?? 0;
  return { oldest: edge('ASC'), newest: edge('DESC') };
}

class Tally {
  private readonly examplesAtMost: number;
  private readonly moved = new Map<string, number>();
  private readonly shifts = new Set<number>();
  private readonly examples: { id: string; verdict: Verdict }[] = [];
  private knownDefects = 0;
  private missedDefects = 0;

  constructor(examplesAtMost: number) {
    this.examplesAtMost = examplesAtMost;
  }

  add({ row, isKnownDefect }: ReadPart, verdict: Verdict): void {
    const key = `${row.verdict} ${verdict}`;
    this.moved.set(key, (this.moved.get(key) ?? 0) + 1);
    this.shifts.add(row.shift);
    if (isKnownDefect) {
      this.knownDefects += 1;
      if (verdict === 'pass') this.missedDefects += 1;
    }
    if (verdict !== row.verdict && this.examples.length < this.examplesAtMost) {
      this.examples.push({ id: uuidText(row.uuid), verdict });
    }
  }

  result(): Omit<Output, 'next' | 'done'> {
    const moved = verdicts.flatMap((from) =>
      verdicts.flatMap((to) => {
        const parts = this.moved.get(`${from} ${to}`);
        return parts === undefined ? [] : [{ from, to, parts }];
      }),
    );
    const { knownDefects, missedDefects, examples } = this;
    return { moved, knownDefects, missedDefects, examples, shifts: [...this.shifts] };
  }
}
