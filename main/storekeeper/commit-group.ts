/** One transaction for a group of records, picture results and incidents. */
import { StationError, toWireError, type WireError } from '../api/errors.ts';
import { say } from '../api/said/say.ts';
import type { PictureResult } from '../station/ports.ts';
import type { PartRecord } from '../station/record/record.ts';
import { type Books, openBooks } from './books.ts';
import { performCommand } from './commands/perform.ts';
import type { Db } from './database.ts';
import type { History, HistoryBody, HistoryKind } from './history/history.ts';
import { type Incident, incidentInsertion, newIncident } from './incidents.ts';
import { createPartRows } from './part-rows.ts';
import { createPictureRows } from './picture-rows.ts';
import { runIsAlive } from './run-rows.ts';
import { failureOf } from './sqlite-failures.ts';

export type Item =
  | { readonly kind: 'part'; readonly record: PartRecord }
  | { readonly kind: 'picture'; readonly result: PictureResult }
  | { readonly kind: 'incident'; readonly incident: Incident }
  /** A sign of life of the run. */
  | { readonly kind: 'alive'; readonly runId: string }
  /** What the station itself has done. */
  | { readonly kind: 'entry'; readonly of: HistoryKind; readonly body: HistoryBody }
  /** Seals what is open of the history, whether its hour is over or not. */
  | { readonly kind: 'seal' }
  /** Something that a person or a feature writes; `answered` once its group is on disk. */
  | {
      readonly kind: 'command';
      readonly name: string;
      readonly input: unknown;
      readonly answered: (answer: CommandAnswer) => void;
    };

export type CommandAnswer =
  | { readonly ok: true; readonly output: unknown }
  | { readonly ok: false; readonly error: WireError };

export interface Refusal {
  readonly item: Item;
  readonly message: string;
}

export interface GroupResult extends GroupSums {
  /** Items that can never be committed; each is kept in an incident. */
  readonly refused: readonly Refusal[];
  /** What each command of the group came to. */
  readonly answers: ReadonlyMap<Item, CommandAnswer>;
}

/** What was written now: without what was there already. */
export interface GroupSums {
  readonly parts: number;
  readonly picturesSkipped: number;
  readonly pictureBytes: number;
}

const nothingAdded: GroupSums = { parts: 0, picturesSkipped: 0, pictureBytes: 0 };

/** @throws SqliteError when nothing was committed (no space, damaged file): the group is to be tried again. */
export type CommitGroup = (items: readonly Item[]) => GroupResult;

/** @param wallMs dates incidents and entries of the history. */
export function createCommitGroup(
  db: Db,
  eventTime: (at: number) => string,
  wallMs: () => number,
  books: Books = openBooks(db, eventTime, wallMs),
): CommitGroup {
  const { history, outbox } = books;
  const parts = createPartRows(db, books);
  const pictures = createPictureRows(db);
  const insertIncident = incidentInsertion(db, history);

  let answers = new Map<Item, CommandAnswer>();
  // In a savepoint of its own: one that cannot be done leaves nothing behind and troubles nobody else.
  const performOne = db.transaction((name: string, input: unknown) => {
    const now = wallMs();
    const append: History['append'] = (kind, body) => history.append(kind, body, now);
    return performCommand({ db, now, outbox, history: { append } }, name, input);
  });
  const perform = (item: Extract<Item, { kind: 'command' }>): void => {
    try {
      answers.set(item, { ok: true, output: performOne(item.name, item.input) });
    } catch (thrown) {
      // The entries and messages of its savepoint are gone with it.
      books.forget();
      if (!(thrown instanceof StationError) && failureOf(thrown) !== 'not-acceptable') throw thrown;
      answers.set(item, { ok: false, error: toWireError(thrown) });
    }
  };
  const forget = (): void => {
    parts.forget();
    books.forget();
  };
  const insert = (item: Item): GroupSums => {
    switch (item.kind) {
      case 'command':
        perform(item);
        return nothingAdded;
      case 'part':
        return parts.insert(item.record) ? sumsOf(item.record) : nothingAdded;
      case 'picture':
        return pictures.finish(item.result) ? sumsOfPicture(item.result) : nothingAdded;
      case 'incident':
        insertIncident(item.incident);
        return nothingAdded;
      case 'alive':
        runIsAlive(db, item.runId, wallMs());
        return nothingAdded;
      case 'entry':
        history.append(item.of, item.body);
        return nothingAdded;
      case 'seal':
        history.seal();
        return nothingAdded;
    }
  };
  const insertAll = db.transaction((items: readonly Item[]): GroupResult => {
    answers = new Map();
    let sums = nothingAdded;
    history.sealIfDue();
    for (const item of items) sums = plus(sums, insert(item));
    parts.writeRollups();
    return { ...sums, refused: [], answers };
  });
  // Each item in a savepoint of its own: dear, so only after a group failed because of one of its items.
  const insertOne = db.transaction((item: Item): GroupSums => {
    const sums = insert(item);
    parts.writeRollups();
    return sums;
  });
  const insertSingly = db.transaction((items: readonly Item[]): GroupResult => {
    answers = new Map();
    let sums = nothingAdded;
    history.sealIfDue();
    const refused: Refusal[] = [];
    for (const item of items) {
      try {
        sums = plus(sums, insertOne(item));
      } catch (thrown) {
        forget();
        if (failureOf(thrown) !== 'not-acceptable') throw thrown;
        const message = thrown instanceof Error ? thrown.message : String(thrown);
        refused.push({ item, message });
        insertIncident(refusalIncident(wallMs(), message, item));
      }
    }
    return { ...sums, refused, answers };
  });

  return (items) => {
    try {
      return insertAll.immediate(items);
    } catch (thrown) {
      forget();
      if (failureOf(thrown) !== 'not-acceptable') throw thrown;
    }
    try {
      return insertSingly.immediate(items);
    } catch (thrown) {
      forget();
      throw thrown;
    }
  };
}

/** Nothing is lost: what could not become a row is in the incident as it came. */
export function refusalIncident(at: number, message: string, what: unknown): Incident {
  return newIncident(at, 'record-refused', say('recordRefused', { why: message }), { what });
}

function sumsOf(record: PartRecord): GroupSums {
  const picturesSkipped = record.frames.filter((frame) => frame.pictureOutcome.startsWith('skipped:')).length;
  return { parts: 1, picturesSkipped, pictureBytes: 0 };
}

function sumsOfPicture({ outcome, bytes }: PictureResult): GroupSums {
  return outcome === 'kept' ? { ...nothingAdded, pictureBytes: bytes } : { ...nothingAdded, picturesSkipped: 1 };
}

function plus(a: GroupSums, b: GroupSums): GroupSums {
  return {
    parts: a.parts + b.parts,
    picturesSkipped: a.picturesSkipped + b.picturesSkipped,
    pictureBytes: a.pictureBytes + b.pictureBytes,
  };
}
