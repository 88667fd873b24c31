/** Keeps who is here up to date, and tells the station that somebody still is. */
import { useEffect } from 'react';
import { StationError } from '../../main/api/errors.ts';
import { useClient, useStationEvent } from '../connection/use-station.ts';
import { useActivity } from './use-activity.ts';
import { hereIs } from './who-store.ts';

export function SessionFeed() {
  const client = useClient();
  useStationEvent('session.who', (here) => hereIs(here));
  useEffect(() => {
    client?.call('session.who', {}).then((here) => hereIs(here), tellUnlessGone);
  }, [client]);
  useActivity();
  return null;
}

/** With the next connection it is asked again. */
function tellUnlessGone(thrown: unknown): void {
  const isLinkGone = thrown instanceof StationError && thrown.code === 'connection-lost';
  if (!isLinkGone) console.error('the station does not say who is here', thrown);
}
