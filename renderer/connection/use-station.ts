/** Asking the station from any part of the screen, and hearing its events. */
import { useCallback, useEffect, useRef } from 'react';
import type { CallOptions, Client } from '../../main/api/client.ts';
import { StationError } from '../../main/api/errors.ts';
import type { EventData, EventName } from '../../main/api/slices/index.ts';
import { useLive } from '../live/live-context.ts';
import type { StationClient } from './station-link.ts';

/** Null while there is no connection; another one after each time that it was lost. */
export function useClient(): StationClient | null {
  return useLive((state) => state.client, Object.is);
}

/** @throws StationError (as a rejection) as the station answered; `connection-lost` while there is no connection. */
export function useCall(): Client['call'] {
  const client = useClient();
  return useCallback<Client['call']>(
    (name, input, options?: CallOptions) =>
      client
        ? client.call(name, input, options)
        : Promise.reject(new StationError('connection-lost', 'there is no connection to the station')),
    [client],
  );
}

/** The listener may be another one at every drawing. */
export function useStationEvent<N extends EventName>(name: N, listener: (data: EventData<N>) => void): void {
  const client = useClient();
  const latest = useRef(listener);
  useEffect(() => {
    latest.current = listener;
  });
  useEffect(() => client?.on(name, (data) => latest.current(data)), [client, name]);
}
