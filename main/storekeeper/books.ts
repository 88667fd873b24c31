/** What is written beside the rows of every change, in the same transaction: the history, and messages to the MES. */
import type { Db } from './database.ts';
import { createHistory, type History, type Sealer } from './history/history.ts';
import { createOutbox, type Outbox } from './outbox.ts';

export interface Books {
  readonly history: History;
  readonly outbox: Outbox;
  /** The transaction was rolled back. */
  forget(): void;
}

export function openBooks(
  db: Db,
  eventTime: (at: number) => string,
  wallMs: () => number,
  sealer: Sealer | null = null,
): Books {
  const outbox = createOutbox(db, eventTime);
  const history = createHistory({ db, outbox, wallMs, sealer });
  return {
    history,
    outbox,
    forget: () => {
      outbox.forget();
      history.forget();
    },
  };
}
