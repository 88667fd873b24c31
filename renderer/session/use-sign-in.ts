/** Asking the station about PINs and badges, and what it said. */
import { useEffect, useState } from 'react';
import type { StationError } from '../../main/api/errors.ts';
import type { Candidate, SignInAnswer } from '../../main/api/slices/session.ts';
import { useCall, useClient } from '../connection/use-station.ts';
import { toStationError } from './refusal.ts';
import { type Said, saidOf, waitUntil } from './said.ts';
import { hereIs } from './who-store.ts';

export interface SignInTalk {
  readonly said: Said;
  byPin(person: string, pin: string): void;
  byBadge(badge: string): void;
  forget(): void;
}

/** Whoever has signed in is told by the store of who is here. */
export function useSignIn(): SignInTalk {
  const call = useCall();
  const [said, setSaid] = useState<Said>({ said: 'nothing' });
  const ask = (what: 'pin' | 'badge', answer: Promise<SignInAnswer>): void => {
    setSaid({ said: 'asking' });
    answer.then(
      (came) => {
        if (came.answer === 'signed-in') hereIs(came.here);
        setSaid(saidOf(came, what, performance.now()));
      },
      (thrown: unknown) => setSaid({ said: 'error', error: toStationError(thrown) }),
    );
  };
  return {
    said,
    byPin: (person, pin) => ask('pin', call('session.signIn', { person, pin })),
    byBadge: (badge) => ask('badge', call('session.signInByBadge', { badge })),
    forget: () => setSaid((before) => (waitUntil(before) === null ? { said: 'nothing' } : before)),
  };
}

/** Null while they are asked for. */
export function useCandidates(): {
  readonly candidates: readonly Candidate[] | null;
  readonly error: StationError | null;
} {
  const client = useClient();
  const [found, setFound] = useState<{ candidates: readonly Candidate[] | null; error: StationError | null }>({
    candidates: null,
    error: null,
  });
  useEffect(() => {
    let isLate = false;
    client?.call('session.candidates', {}).then(
      (candidates) => isLate || setFound({ candidates, error: null }),
      (thrown: unknown) => isLate || setFound({ candidates: null, error: toStationError(thrown) }),
    );
    return () => {
      isLate = true;
    };
  }, [client]);
  return found;
}
