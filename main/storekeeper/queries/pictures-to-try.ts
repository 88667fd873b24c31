/**
 * Kept pictures for trying another bundle. Of passes a random share of the pictures was kept, of all others every one that
 * the quota allowed: each verdict is a stratum of its own, drawn from at random.
 */
import { z } from 'zod';
import { type ReasonKind, reasonSchema, type Verdict, verdictSchema } from '../../api/words.ts';
import { seededRandom } from '../../station/random.ts';
import type { QueryInput, QueryOutput } from '../../station/store/query-table.ts';
import type { Db } from '../database.ts';
import { minuteMs } from '../rollups.ts';
import { uuidText } from '../uuid-bytes.ts';
import { setupsWanted, shiftsOf } from './what-if.ts';

type Input = QueryInput<'picturesToTry'>;
type Output = QueryOutput<'picturesToTry'>;

/** Of the model: another one may see it otherwise. */
const ofTheBundle: readonly ReasonKind[] = ['defect', 'unsure', 'unknown-part', 'not-registered', 'engine-fault'];

const pictureRowSchema = z.object({
  part: z.number().int(),
  uuid: z.instanceof(Uint8Array).transform(uuidText),
  part_uuid: z.instanceof(Uint8Array).transform(uuidText),
  verdict: verdictSchema,
  reasons: z.string().nullable(),
  frame_index: z.number().int(),
  shift: z.number().int(),
  decision: z.string().nullable(),
});
type PictureRow = z.output<typeof pictureRowSchema>;

export function picturesToTry(db: Db, input: Input): Output {
  const { filter, recipe, perVerdict, seed } = input;
  const setups = setupsWanted(db, recipe, filter).map(({ id }) => id);
  const shifts = shiftsOf(db, filter);
  const draws = new Map<Verdict, Draw<PictureRow[]>>();
  const from = filter.from ?? 0;
  const until = filter.until ?? Number.MAX_SAFE_INTEGER;
  for (const rows of partsWithPictures(db, setups, from, until)) {
    const first = rows[0];
    if (!first || (shifts && !shifts.has(first.shift))) continue;
    if (filter.verdicts?.length && !filter.verdicts.includes(first.verdict)) continue;
    const draw = draws.get(first.verdict) ?? new Draw<PictureRow[]>(perVerdict, seededRandom(seed));
    draws.set(first.verdict, draw);
    draw.offer(rows);
  }
  const drawn = [...draws.values()].flatMap(({ kept }) => kept.flat());
  return { ...partCounts(db, setups, shifts, from, until), pictures: drawn.map(pictureOf) };
}

function pictureOf(row: PictureRow): Output['pictures'][number] {
  const reasons = row.reasons === null ? [] : z.array(reasonSchema).parse(JSON.parse(row.reasons));
  return {
    part: row.part_uuid,
    verdict: row.verdict,
    isDoubted: reasons.some(({ kind }) => !ofTheBundle.includes(kind)),
    isKnownDefect: row.decision === 'defect',
    picture: row.uuid,
    frameIndex: row.frame_index,
  };
}

/** Pictures of one part after the other. */
function* partsWithPictures(db: Db, setups: readonly number[], from: number, until: number): Generator<PictureRow[]> {
  const rows = db
    .prepare<[number, number]>(
      `SELECT part.id AS part, picture.uuid, part.uuid AS part_uuid, verdict, reasons, frame_index, shift,
         (SELECT decision FROM disposition WHERE disposition.part = part.id AND withdrawn_at IS NULL
            AND decision <> 'not-sure' ORDER BY disposition.id DESC LIMIT 1) AS decision
       FROM picture JOIN part ON part.id = picture.part
       WHERE bytes IS NOT NULL AND verdict <> 'missed' AND at BETWEEN ? AND ?
         AND setup IN (${setups.map(Number).join(', ')}) AND still_time()
       ORDER BY picture.part`,
    )
    .iterate(from, until);
  let together: PictureRow[] = [];
  for (const found of rows) {
    const row = pictureRowSchema.parse(found);
    if (together.length > 0 && together[0]?.part !== row.part) {
      yield together;
      together = [];
    }
    together.push(row);
  }
  if (together.length > 0) yield together;
}

function partCounts(
  db: Db,
  setups: readonly number[],
  shifts: ReadonlySet<number> | null,
  from: number,
  until: number,
): Pick<Output, 'parts' | 'shifts'> {
  const rows = db
    .prepare<[number, number], { shift: number; pass: number; fail: number; review: number }>(
      `SELECT shift, sum(pass) AS pass, sum(fail) AS fail, sum(review) AS review FROM rollup_minute
       WHERE minute BETWEEN ? AND ? AND setup IN (${setups.map(Number).join(', ')}) GROUP BY shift`,
    )
    .all(Math.floor(from / minuteMs), Math.floor(until / minuteMs))
    .filter(({ shift }) => shifts === null || shifts.has(shift));
  const sum = (of: 'pass' | 'fail' | 'review'): number => rows.reduce((all, row) => all + row[of], 0);
  return { parts: { pass: sum('pass'), fail: sum('fail'), review: sum('review') }, shifts: rows.length };
}

/** So many of a stream, each with the same chance (algorithm R: Vitter 1985). */
class Draw<T> {
  readonly kept: T[] = [];
  private readonly size: number;
  private readonly random: () => number;
  private offered = 0;

  constructor(size: number, random: () => number) {
    this.size = size;
    this.random = random;
  }

  offer(item: T): void {
    this.offered += 1;
    if (this.kept.length < this.size) this.kept.push(item);
    else {
      const place = Math.floor(this.random() * this.offered);
      if (place < this.size) this.kept[place] = item;
    }
  }
}
