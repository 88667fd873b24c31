/** One thing that the station is asked to do, and how it went. */
import { useState } from 'react';
import type { Client } from '../../main/api/client.ts';
import type { StationError } from '../../main/api/errors.ts';
import { toStationError, useAllowedCall } from '../session/refusal.ts';

export type Deed =
  | { readonly state: 'idle' }
  | { readonly state: 'asking' }
  | { readonly state: 'failed'; readonly error: StationError };

export interface DeedTalk {
  readonly deed: Deed;
  perform(ask: (call: Client['call']) => Promise<unknown>, done: () => void): void;
}

export function useDeed(): DeedTalk {
  const call = useAllowedCall();
  const [deed, setDeed] = useState<Deed>({ state: 'idle' });
  return {
    deed,
    perform: (ask, done) => {
      setDeed({ state: 'asking' });
      ask(call).then(
        () => {
          setDeed({ state: 'idle' });
          done();
        },
        (thrown: unknown) => setDeed({ state: 'failed', error: toStationError(thrown) }),
      );
    },
  };
}
