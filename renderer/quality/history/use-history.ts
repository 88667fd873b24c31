/** The entries that fit, page by page, newest first. */
import { useCallback, useEffect, useState } from 'react';
import { fromWireError, type StationError, toWireError } from '../../../main/api/errors.ts';
import type { ListedEntry } from '../../../main/api/slices/history.ts';
import { useClient } from '../../connection/use-station.ts';
import { type Chosen, groups, rangeOf } from './groups.ts';

export type Listed =
  | { readonly kind: 'loading' }
  | { readonly kind: 'failed'; readonly error: StationError }
  | { readonly kind: 'known'; readonly entries: readonly ListedEntry[]; readonly next: number | null };

export interface HistoryList {
  readonly listed: Listed;
  older(): void;
  askAgain(): void;
}

export function useHistory(chosen: Chosen): HistoryList {
  const client = useClient();
  const [listed, setListed] = useState<Listed>({ kind: 'loading' });
  const ask = useCallback(
    async (before: number | null): Promise<{ readonly entries: ListedEntry[]; readonly next: number | null }> => {
      if (!client) return { entries: [], next: null };
      const person = chosen.person === '' ? {} : { person: chosen.person };
      const from = before === null ? {} : { before };
      return await client.call('history.list', {
        kinds: [...groups[chosen.group]],
        ...rangeOf(chosen),
        ...person,
        ...from,
      });
    },
    [client, chosen],
  );
  const failed = useCallback((thrown: unknown): void => {
    setListed({ kind: 'failed', error: fromWireError(toWireError(thrown)) });
  }, []);
  const askAgain = useCallback((): (() => void) => {
    let isWanted = true;
    setListed({ kind: 'loading' });
    if (client) {
      ask(null).then(
        (page) => isWanted && setListed({ kind: 'known', ...page }),
        (thrown: unknown) => isWanted && failed(thrown),
      );
    }
    return () => {
      isWanted = false;
    };
  }, [ask, client, failed]);
  useEffect(() => askAgain(), [askAgain]);
  const older = useCallback((): void => {
    if (listed.kind !== 'known' || listed.next === null) return;
    const { entries } = listed;
    ask(listed.next).then(
      (page) => setListed({ kind: 'known', entries: [...entries, ...page.entries], next: page.next }),
      failed,
    );
  }, [ask, failed, listed]);
  return { listed, older, askAgain };
}
