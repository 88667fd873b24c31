/** Something that a person lets the station do: while it is being done, and why it was refused. */
import { useCallback, useState } from 'react';
import type { Client } from '../../../main/api/client.ts';
import { fromWireError, type StationError, toWireError } from '../../../main/api/errors.ts';
import { useCall } from '../../connection/use-station.ts';

export interface Deed {
  act(deed: (call: Client['call']) => Promise<unknown>): void;
  readonly refusal: StationError | null;
  forget(): void;
}

export function useDeed(): Deed {
  const call = useCall();
  const [refusal, setRefusal] = useState<StationError | null>(null);
  const act = useCallback<Deed['act']>(
    (deed) => {
      setRefusal(null);
      deed(call).catch((thrown: unknown) => setRefusal(fromWireError(toWireError(thrown))));
    },
    [call],
  );
  const forget = useCallback(() => setRefusal(null), []);
  return { act, refusal, forget };
}
