/**
 * Whether the rows of parts agree with their entries. A row may be gone only where an entry says that it was cleared away.
 */
import { z } from 'zod';
import { say } from '../../../api/said/say.ts';
import type { Db } from '../../database.ts';
import { uuidBytes } from '../../uuid-bytes.ts';
import { covers, type EntryRange, joined } from '../cleared.ts';
import type { HistoryBody } from '../entry.ts';
import { createPartDigest } from '../part-digest.ts';
import type { Findings } from './findings.ts';

interface PartRow {
  readonly id: number;
  readonly entry: number | null;
  readonly verdict: string;
}

/** Missing rows that no entry explains yet: the station may be clearing them away at this moment. */
const pendingLimit = 10_000;

export class PartsCheck {
  parts = 0;
  cleared = 0;
  private readonly db: Db;
  private readonly wrong: Findings;
  private readonly digest: (part: number) => string;
  private readonly find;
  private readonly pictures;
  private readonly pending: { readonly entry: number; readonly part: string }[] = [];
  private ranges: readonly EntryRange[];

  constructor(db: Db, wrong: Findings) {
    this.db = db;
    this.wrong = wrong;
    this.digest = createPartDigest(db);
    this.find = db.prepare<[Buffer], PartRow>('SELECT id, entry, verdict FROM part WHERE uuid = ?');
    this.pictures = db
      .prepare<[number], string>('SELECT lower(hex(uuid)) FROM picture WHERE part = ? ORDER BY frame_index')
      .pluck();
    this.ranges = clearedRanges(db);
  }

  verdict(entry: number, body: HistoryBody): void {
    const { success, data: part } = z.uuid().safeParse(body['part']);
    if (!success) {
      this.wrong.add('edited', entry, say('checkUnreadable', { entry }));
      return;
    }
    const row = this.find.get(uuidBytes(part));
    if (!row) this.missing(entry, part);
    else {
      this.parts += 1;
      this.compare(entry, body, row, part);
    }
  }

  /** After the last entry: what was cleared away meanwhile is known by now. */
  end(): void {
    this.ranges = clearedRanges(this.db);
    for (const { entry, part } of this.pending) {
      if (covers(this.ranges, entry)) this.cleared += 1;
      else this.wrong.add('part', entry, say('checkPartRemoved', { entry, part }));
    }
  }

  private compare(entry: number, body: HistoryBody, row: PartRow, part: string): void {
    if (row.verdict !== body['verdict']) {
      const values = { part, now: row.verdict, entry, told: String(body['verdict']) };
      this.wrong.add('part', entry, say('checkPartVerdict', values));
    } else if (row.entry !== entry || this.digest(row.id) !== body['record']) {
      this.wrong.add('part', entry, say('checkPartEdited', { part, entry }));
    }
    const named = JSON.stringify(body['pictures'] ?? []).replaceAll('-', '');
    const isStrange = this.pictures.all(row.id).some((picture) => !named.includes(picture));
    if (isStrange) this.wrong.add('part', entry, say('checkPartPicture', { part, entry }));
  }

  private missing(entry: number, part: string): void {
    if (covers(this.ranges, entry)) this.cleared += 1;
    else if (this.pending.length < pendingLimit) this.pending.push({ entry, part });
    else this.wrong.add('part', entry, say('checkPartRemoved', { entry, part }));
  }
}

const clearedSchema = z.object({ entries: z.array(z.tuple([z.number(), z.number()])) });

function clearedRanges(db: Db): readonly EntryRange[] {
  const bodies = db
    .prepare<[], string>(`SELECT body FROM history WHERE kind = 'cleared' AND kind <> 'verdict' ORDER BY entry`)
    .pluck();
  let ranges: EntryRange[] = [];
  for (const body of bodies.iterate()) {
    const cleared = clearedSchema.safeParse(JSON.parse(body));
    if (cleared.success) ranges.push(...cleared.data.entries);
    // They come nearly in order: joining them now and then keeps few.
    if (ranges.length > 100_000) ranges = joined(ranges);
  }
  return joined(ranges);
}
