/**
 * The history's writing end: each entry is chained to the one before it, in the transaction of what it tells of, and
 * whole hours are sealed.
 *
 *   entry 1 ◀─ 2 ◀─ … ◀─ 90 │ 91 ◀─ … ◀─ 150 │ 151 ◀─ 152 …
 *   └── segment 1, signed ──┘ └─ segment 2 ──┘ └─ open: its segment is sealed when the hour is over, at stop and at start
 */
import { v7 } from 'uuid';
import type { Db } from '../database.ts';
import type { Outbox } from '../outbox.ts';
import { beforeTheFirst, canonical, entryHash, type HistoryBody, type HistoryKind } from './entry.ts';
import { isSameHour, type SegmentFacts, segmentText } from './segment.ts';
import type { StationKey } from './station-key.ts';

export type { HistoryBody, HistoryKind } from './entry.ts';

export interface History {
  /**
   * Inside the transaction of what it tells of. A body's `part` (UUID) makes the entry findable by its part, `by` by the
   * person. @param at wall clock of what it tells of; absent: now. @returns the entry's number.
   */
  append(kind: HistoryKind, body: HistoryBody, at?: number): number;
  /** Number of the segment that the next entry belongs to. */
  readonly openSegment: number;
  /** Seals what is open if its hour is over, as each entry does before it is written. Inside a transaction. */
  sealIfDue(): void;
  /** Seals what is open; false when nothing is, or when there is no key. */
  seal(): boolean;
  /** The transaction was rolled back. */
  forget(): void;
}

/** Who signs, and under which name. */
export interface Sealer {
  readonly station: string;
  readonly key: StationKey;
}

export interface HistoryOptions {
  readonly db: Db;
  readonly outbox: Outbox;
  readonly wallMs: () => number;
  /** Null: nothing is sealed. */
  readonly sealer: Sealer | null;
}

interface Head {
  readonly entry: number;
  readonly hash: Uint8Array;
  readonly at: number;
}

/** The open segment; `first` is null while it has no entry. */
interface Open {
  readonly number: number;
  readonly before: Uint8Array;
  readonly first: { readonly entry: number; readonly at: number } | null;
}

interface State {
  readonly head: Head;
  readonly open: Open;
}

export function createHistory({ db, outbox, wallMs, sealer }: HistoryOptions): History {
  const insert = db.prepare<[number, number, string, string, Uint8Array]>(
    'INSERT INTO history (entry, at, kind, body, hash) VALUES (?, ?, ?, ?, ?)',
  );
  const insertSegment = segmentInsertion(db);
  let remembered: State | null = null;
  const state = (): State => {
    remembered ??= readState(db);
    return remembered;
  };
  const write = (kind: HistoryKind, body: HistoryBody, at: number): number => {
    const { head, open } = state();
    const entry = head.entry + 1;
    const text = canonical(body);
    const hash = entryHash(head.hash, { entry, at, kind, body: text });
    insert.run(entry, at, kind, text, hash);
    remembered = { head: { entry, hash, at }, open: open.first ? open : { ...open, first: { entry, at } } };
    return entry;
  };
  const seal = (): boolean => {
    const { head, open } = state();
    if (!open.first || !sealer) return false;
    const { number, before, first } = open;
    const facts = {
      ...{ number, first: first.entry, last: head.entry, startedAt: first.at, sealedAt: Math.floor(wallMs()) },
      ...{ before, head: head.hash, station: sealer.station },
    };
    insertSegment(
      facts,
      sealer.key,
      outbox.append({ kind: 'segment', record: number, at: facts.sealedAt, messageId: v7() }),
    );
    remembered = { head, open: { number: number + 1, before: head.hash, first: null } };
    return true;
  };
  const sealIfDue = (at: number): void => {
    const { first } = state().open;
    if (first && !isSameHour(first.at, at)) seal();
  };
  return {
    append: (kind, body, when = wallMs()) => {
      const at = Math.floor(when);
      sealIfDue(at);
      const { head } = state();
      if (at < head.at) write('clock', { by: null, old: head.at, new: at }, at);
      return write(kind, body, at);
    },
    get openSegment() {
      return state().open.number;
    },
    sealIfDue: () => sealIfDue(wallMs()),
    seal,
    forget: () => {
      remembered = null;
    },
  };
}

function segmentInsertion(db: Db): (facts: SegmentFacts, key: StationKey, outbox: number) => void {
  const insert = db.prepare<(number | string | Uint8Array)[]>(
    `INSERT INTO history_segment (number, first_entry, last_entry, started_at, sealed_at, before, head, station, key,
       signature, outbox) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
  );
  return (facts, key, outbox) => {
    const { number, first, last, startedAt, sealedAt, before, head, station } = facts;
    const signature = key.sign(segmentText(facts));
    insert.run(number, first, last, startedAt, sealedAt, before, head, station, key.publicKey, signature, outbox);
  };
}

interface LastSegment {
  readonly number: number;
  readonly last: number;
  readonly head: Uint8Array;
  readonly at: number;
}

/**
 * A mended database may have lost entries at its end. Their numbers are not used again: what is missing shows as a gap.
 */
function readState(db: Db): State {
  const lastEntry = db.prepare<[], Head>('SELECT entry, hash, at FROM history ORDER BY entry DESC LIMIT 1').get();
  const segment = db
    .prepare<[], LastSegment>(
      `SELECT number, last_entry AS last, head, sealed_at AS at FROM history_segment ORDER BY number DESC LIMIT 1`,
    )
    .get();
  const ofSegment = segment && { entry: segment.last, hash: segment.head, at: segment.at };
  const known = lastEntry && (!ofSegment || lastEntry.entry >= ofSegment.entry) ? lastEntry : ofSegment;
  const head = known ?? { entry: 0, hash: beforeTheFirst, at: 0 };
  const ofParts = db.prepare<[], number | null>('SELECT entry FROM part ORDER BY id DESC LIMIT 1').pluck().get() ?? 0;
  const first = db
    .prepare<[number], { entry: number; at: number }>(
      'SELECT entry, at FROM history WHERE entry > ? ORDER BY entry LIMIT 1',
    )
    .get(segment?.last ?? 0);
  return {
    head: { ...head, entry: Math.max(head.entry, ofParts) },
    open: { number: (segment?.number ?? 0) + 1, before: segment?.head ?? beforeTheFirst, first: first ?? null },
  };
}
