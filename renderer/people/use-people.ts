/** Everybody of the station, asked for again whenever something about them has changed. */
import { useCallback, useEffect, useState } from 'react';
import type { StationError } from '../../main/api/errors.ts';
import type { Person } from '../../main/api/slices/people.ts';
import { useClient, useStationEvent } from '../connection/use-station.ts';
import { offerSignIn, toStationError } from '../session/refusal.ts';

export type Everybody =
  | { readonly state: 'loading' }
  | { readonly state: 'failed'; readonly error: StationError }
  | { readonly state: 'there'; readonly people: readonly Person[] };

export function usePeople(): { readonly everybody: Everybody; readonly ask: () => void } {
  const client = useClient();
  const [everybody, setEverybody] = useState<Everybody>({ state: 'loading' });
  const ask = useCallback(() => {
    client?.call('people.list', {}).then(
      (people) => setEverybody({ state: 'there', people }),
      (thrown: unknown) => {
        offerSignIn(thrown);
        setEverybody({ state: 'failed', error: toStationError(thrown) });
      },
    );
  }, [client]);
  useEffect(ask, [ask]);
  useStationEvent('people.changed', ask);
  return { everybody, ask };
}
