/** What to do when the station refuses a call because of who is here: sign in as somebody else. */
import { useCallback } from 'react';
import type { Client } from '../../main/api/client.ts';
import { StationError } from '../../main/api/errors.ts';
import { useCall } from '../connection/use-station.ts';
import { openSignIn } from './who-store.ts';

/**
 * Like `useCall`; a call that is not allowed opens the sign-in sheet with the reason, and rejects all the same: whoever
 * has signed in asks again.
 */
export function useAllowedCall(): Client['call'] {
  const call = useCall();
  return useCallback<Client['call']>(
    async (name, input, options) => {
      try {
        return await call(name, input, options);
      } catch (thrown) {
        offerSignIn(thrown);
        throw thrown;
      }
    },
    [call],
  );
}

/** Returns whether signing in is what helps: the sheet is open then. */
export function offerSignIn(thrown: unknown): boolean {
  if (!(thrown instanceof StationError) || thrown.code !== 'not-allowed') return false;
  openSignIn({ message: thrown.message, remedy: thrown.remedy ?? null });
  return true;
}

export function toStationError(thrown: unknown): StationError {
  if (thrown instanceof StationError) return thrown;
  return new StationError('internal', thrown instanceof Error ? thrown.message : String(thrown), { cause: thrown });
}
