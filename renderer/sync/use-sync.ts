/** How sync does, as the station tells it; and for each target whether its backlog shrinks. */
import { useCallback, useEffect, useState } from 'react';
import type { StationError } from '../../main/api/errors.ts';
import type { SyncState } from '../../main/api/slices/sync.ts';
import { asStationError } from '../connection/station-error.ts';
import { useClient, useStationEvent } from '../connection/use-station.ts';
import { type Backlog, noted } from './overview/catch-up.ts';

export type SyncTold =
  | { readonly kind: 'loading' }
  | { readonly kind: 'failed'; readonly error: StationError }
  | { readonly kind: 'known'; readonly state: SyncState; readonly backlogs: ReadonlyMap<string, Backlog> };

export interface Sync {
  readonly told: SyncTold;
  readonly askAgain: () => void;
}

const noBacklogs: ReadonlyMap<string, Backlog> = new Map();

export function useSync(): Sync {
  const client = useClient();
  const [told, setTold] = useState<SyncTold>({ kind: 'loading' });
  const know = useCallback((state: SyncState) => {
    const atMs = performance.now();
    setTold((before) => ({
      ...{ kind: 'known', state },
      backlogs: noted(before.kind === 'known' ? before.backlogs : noBacklogs, state.targets, atMs),
    }));
  }, []);
  useStationEvent('sync.state', know);
  const askAgain = useCallback(() => {
    client
      ?.call('sync.state', {})
      .then(know, (thrown: unknown) => setTold({ kind: 'failed', error: asStationError(thrown) }));
  }, [client, know]);
  useEffect(askAgain, [askAgain]);
  return { told, askAgain };
}
