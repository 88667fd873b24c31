import { useCallback, useEffect, useRef, useState } from 'react';
import type { PartFilter } from '../../../main/api/slices/quality.ts';
import { useClient } from '../../connection/use-station.ts';
import { useLive } from '../../live/live-context.ts';
import type { LiveState } from '../../live/live-store.ts';
import { createStore, useSelect } from '../../ui/store.ts';
import { filterOf } from './conditions-request.ts';
import type { PartConditions } from './part-conditions.ts';
import { findParts, type PartFinder, type PartPages } from './part-pages.ts';

/** Conditions as the station takes them now; null until the station has said what "this shift" or "today" is. */
export function useFilter(conditions: PartConditions): PartFilter | null {
  return useLive((state) => filterAt(conditions, state));
}

function filterAt(conditions: PartConditions, { status, hello }: LiveState): PartFilter | null {
  if (!status || !hello) return null;
  return filterOf(conditions, { now: status.at, shiftStartedAt: status.shift.startedAt, timeZone: hello.timeZone });
}

export interface Finding {
  readonly pages: PartPages;
  readonly want: (index: number) => void;
  readonly goOn: () => void;
  /** From the newest part again. */
  readonly again: () => void;
  /** Grows with every search that begins anew. */
  readonly round: number;
}

const nothingYet = createStore<PartPages>({ kind: 'loading' });

/** Searches anew when the filter is another one, when the connection is, and when asked to. */
export function useFinder(filter: PartFilter | null): Finding {
  const client = useClient();
  const [round, setRound] = useState(0);
  const [finder, setFinder] = useState<PartFinder | null>(null);
  const latest = useRef(filter);
  latest.current = filter;
  const key = JSON.stringify(filter);
  // biome-ignore lint/correctness/useExhaustiveDependencies: `key` is the filter's content; `round` searches anew
  useEffect(() => {
    const asked = latest.current;
    if (!client || asked === null) return;
    const made = findParts((after, signal) => client.call('quality.search', { filter: asked, after }, { signal }));
    setFinder(made);
    return () => made.stop();
  }, [client, key, round]);
  const pages = useSelect(finder?.pages ?? nothingYet, (state) => state, Object.is);
  return {
    pages,
    want: useCallback((index: number) => finder?.want(index), [finder]),
    goOn: useCallback(() => finder?.goOn(), [finder]),
    again: useCallback(() => setRound((before) => before + 1), []),
    round,
  };
}
