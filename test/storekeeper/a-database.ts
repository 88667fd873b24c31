import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import type { PartRecord } from '../../main/station/record/record.ts';
import type { CommandInput, CommandName, CommandOutput } from '../../main/station/store/command-table.ts';
import type { QueryInput, QueryName, QueryOutput } from '../../main/station/store/query-table.ts';
import { type CommandAnswer, createCommitGroup, type Item } from '../../main/storekeeper/commit-group.ts';
import { type Db, openDatabase } from '../../main/storekeeper/database.ts';
import { answerQuery } from '../../main/storekeeper/queries/answer.ts';
import { uuidBytes } from '../../main/storekeeper/uuid-bytes.ts';
import { temporaryFolder } from './store-child.ts';

export interface ADatabase {
  readonly db: Db;
  /** Wall clock of what is written. */
  now: number;
  /** In one transaction. */
  commit(items: readonly Item[]): void;
  parts(records: readonly PartRecord[]): void;
  /** In a transaction of its own. */
  perform<N extends CommandName>(name: N, input: CommandInput<N>): CommandAnswer;
  /** @throws what a reader throws */
  ask<N extends QueryName>(name: N, input: QueryInput<N>): QueryOutput<N>;
  rows(sql: string): unknown[];
}

/** A database as the store writes and reads it, in one thread and without a process. */
export function aDatabase(): ADatabase {
  const dataDir = temporaryFolder();
  const db = openDatabase(join(dataDir, 'station.sqlite'));
  db.function('still_time', () => 1);
  onTestFinished(() => {
    db.close();
  });
  const group = createCommitGroup(
    db,
    (at) => new Date(at).toISOString(),
    () => made.now,
  );
  const commit = (items: readonly Item[]) => group(items);
  const made: ADatabase = {
    db,
    now: Date.UTC(2026, 4, 4, 5),
    commit,
    parts: (records) => void commit(records.map((record) => ({ kind: 'part', record }))),
    perform: (name, input) => {
      const item: Item = { kind: 'command', name, input, answered: () => undefined };
      const answer = commit([item]).answers.get(item);
      if (!answer) throw new Error('no answer');
      return answer;
    },
    ask: (name, input) => answerQuery(db, dataDir, name, input) as never,
    rows: (sql) => db.prepare(sql).all(),
  };
  return made;
}

export function outputOf<N extends CommandName>(answer: CommandAnswer): CommandOutput<N> {
  if (!answer.ok) throw new Error(answer.error.message);
  return answer.output as CommandOutput<N>;
}

/** Somebody who can be named by a command. */
export function addPerson({ db }: Pick<ADatabase, 'db'>, id: string, name: string, role = 'operator'): string {
  db.prepare('INSERT INTO person (uuid, name, role, created_at) VALUES (?, ?, ?, 0)').run(uuidBytes(id), name, role);
  return id;
}
