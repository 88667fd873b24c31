import { useEffect, useReducer } from 'react';
import type { Reference } from '../../../main/api/slices/study-result.ts';
import { asStationError } from '../../connection/station-error.ts';
import { useCall, useClient } from '../../connection/use-station.ts';
import { type AppraisalState, afterAppraisal, firstState } from './appraisal-state.ts';

export interface UsedAppraisal {
  readonly state: AppraisalState;
  /** The picture of this step stands there. */
  readonly shown: (step: number) => void;
  readonly answer: (answer: Reference) => void;
  readonly again: () => void;
}

export function useAppraisal(id: string): UsedAppraisal {
  const call = useCall();
  const client = useClient();
  const [state, tell] = useReducer(afterAppraisal, firstState);
  const isAsking = state.kind === 'asking';
  const kept = state.kind === 'keeping' ? state : null;
  useEffect(() => {
    if (!isAsking || !client) return;
    call('study.next', { id }).then(
      (next) => tell({ kind: 'came', next }),
      (thrown: unknown) => tell({ kind: 'went-wrong', error: asStationError(thrown) }),
    );
  }, [call, client, id, isAsking]);
  // The connection is back: what failed without it is done now.
  useEffect(() => {
    if (client) tell({ kind: 'again' });
  }, [client]);
  useEffect(() => {
    if (!kept) return;
    call('study.answer', { id, step: kept.part.step, ...kept.answer }).then(
      (next) => tell({ kind: 'came', next }),
      (thrown: unknown) => tell({ kind: 'went-wrong', error: asStationError(thrown) }),
    );
  }, [call, id, kept]);
  return {
    state,
    shown: (step) => tell({ kind: 'shown', step, atMs: performance.now() }),
    answer: (answer) => tell({ kind: 'answered', answerId: crypto.randomUUID(), answer, atMs: performance.now() }),
    again: () => tell({ kind: 'again' }),
  };
}
