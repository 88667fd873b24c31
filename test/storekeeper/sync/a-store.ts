/** A database with records and targets, as the sync process meets it. */
import { v7 } from 'uuid';
import type { CommandInput, CommandName, CommandOutput } from '../../../main/station/store/command-table.ts';
import type { QueryInput, QueryName, QueryOutput } from '../../../main/station/store/query-table.ts';
import { queryTable } from '../../../main/station/store/query-table.ts';
import type { Envelope, FrozenBatch, Message, SetAside } from '../../../main/station/store/sync-table.ts';
import { partOf } from '../../../main/sync/sender/choose-batch.ts';
import { type ADatabase, aDatabase } from '../a-database.ts';
import { aRecord } from '../a-record.ts';
import { someSettings } from '../a-target.ts';

export interface AStore extends Pick<ADatabase, 'db' | 'commit' | 'parts' | 'rows'> {
  /** Wall clock of what is written. */
  now: number;
  /** @throws Error with the code of the refusal */
  perform<N extends CommandName>(name: N, input: CommandInput<N>): CommandOutput<N>;
  /** Parsed as the sync process parses it. */
  ask<N extends QueryName>(name: N, input: QueryInput<N>): QueryOutput<N>;
  /** Entries of the kind `sync`, oldest first. */
  entries(): readonly Record<string, unknown>[];
  /** @returns its id */
  target(name?: string, startsFrom?: 'now' | 'oldest'): string;
  /** Everything behind the target's cursor. */
  waiting(target: string): readonly Message[];
}

/** @param clean how many clean passes there are */
export function aStore(clean = 0): AStore {
  const database = aDatabase();
  if (clean > 0) database.parts(Array.from({ length: clean }, (_, index) => aRecord(index + 1)));
  const perform: AStore['perform'] = (name, input) => {
    const answer = database.perform(name, input);
    if (!answer.ok) throw new Error(answer.error.code);
    return answer.output as never;
  };
  const ask: AStore['ask'] = (name, input) => queryTable[name].output.parse(database.ask(name, input)) as never;
  return {
    ...{ db: database.db, commit: database.commit, parts: database.parts, rows: database.rows, perform, ask },
    get now() {
      return database.now;
    },
    set now(now: number) {
      database.now = now;
    },
    entries: () =>
      database.db
        .prepare<[], string>(`SELECT body FROM history WHERE kind = 'sync' ORDER BY entry`)
        .pluck()
        .all()
        .map((body) => JSON.parse(body)),
    target: (name = 'mes', startsFrom = 'oldest') => {
      const id = v7();
      perform('saveTarget', { by: null, id, name, settings: someSettings, startsFrom, secrets: [] });
      return id;
    },
    waiting: (target) => {
      const after = ask('syncProgress', { target })?.acknowledged ?? 0;
      return ask('outboxMessages', { after, limit: 1000 }).messages;
    },
  };
}

export function envelopeOf(message: Message): Envelope {
  const { sequence, messageId, kind, eventTime } = message;
  const bodies = [JSON.stringify({ is: kind, sequence })];
  return { sequence, messageId, kind, eventTime, part: partOf(message), bodies };
}

export function batchOf(messages: readonly Message[], of: FrozenBatch['of'] = 'new', upTo?: number): FrozenBatch {
  return { id: v7(), of, upTo: upTo ?? messages.at(-1)?.sequence ?? 0, envelopes: messages.map(envelopeOf) };
}

export function aside(sequence: number, reason = 'no such product', bodies: string[] | null = ['{}']): SetAside {
  return { sequence, reason, bodies };
}

/** All that waits goes out, and the receiver refuses these. */
export function sendAll(store: AStore, target: string, refused: readonly number[] = []): void {
  const messages = store.waiting(target);
  const batch = batchOf(messages);
  store.perform('freezeBatch', { target, batch, aside: [] });
  store.perform('settleBatch', { target, batch: batch.id, refused: refused.map((sequence) => aside(sequence)) });
}
