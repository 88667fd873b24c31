/** The store's questions and commands over a database of this test, without its process and its threads. */
import { fromWireError, StationError } from '../../main/api/errors.ts';
import { queryTable } from '../../main/station/store/query-table.ts';
import type { StoreQueries } from '../../main/station/store/store-queries.ts';
import type { CommandAnswer, CommitGroup, Item } from '../../main/storekeeper/commit-group.ts';
import type { Db } from '../../main/storekeeper/database.ts';
import { answerQuery } from '../../main/storekeeper/queries/answer.ts';

/** @param commit the one that writes into this database: the history has one writing end. */
export function directStore(db: Db, commit: CommitGroup): StoreQueries {
  // Of the readers' threads; nothing here takes long.
  db.function('still_time', { deterministic: false }, () => 1);
  const perform = async (name: string, input: unknown): Promise<unknown> => {
    const item: Item = { kind: 'command', name, input, answered: () => undefined };
    const answer: CommandAnswer | undefined = commit([item]).answers.get(item);
    if (answer?.ok) return answer.output;
    throw answer ? fromWireError(answer.error) : new StationError('internal', 'the command was not answered');
  };
  const asks = Object.entries(queryTable).map(([name, { output }]) => [
    name,
    async (input: unknown) => output.parse(answerQuery(db, '', name, input)),
  ]);
  return { ...Object.fromEntries(asks), perform } as StoreQueries;
}
