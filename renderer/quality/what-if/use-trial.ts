import { useCallback, useEffect, useReducer, useRef } from 'react';
import { asStationError } from '../../connection/station-error.ts';
import { useCall, useStationEvent } from '../../connection/use-station.ts';
import { noTrial, type Question, type Trial, trialAfter } from './trial.ts';

export interface TrialControl {
  readonly trial: Trial;
  readonly ask: (question: Question) => void;
  readonly cancel: () => void;
}

/** A trial ends with its screen. */
export function useTrial(): TrialControl {
  const call = useCall();
  const [trial, tell] = useReducer(trialAfter, noTrial);
  useStationEvent('quality.whatIf', (news) => tell({ kind: 'news', ...news }));
  const ask = useCallback(
    (question: Question) => {
      tell({ kind: 'ask', question });
      call('quality.whatIf', question).then(
        ({ job }) => tell({ kind: 'job', question, job }),
        (thrown: unknown) => tell({ kind: 'error', question, error: asStationError(thrown) }),
      );
    },
    [call],
  );
  const job = trial.kind === 'running' ? trial.job : null;
  const cancelAtStation = useCallback(
    (running: string) => {
      // A trial that is over already needs no cancelling; one whose station is away ends there by itself.
      call('quality.whatIfCancel', { job: running }).catch(() => undefined);
    },
    [call],
  );
  const latest = useRef({ job, cancelAtStation });
  latest.current = { job, cancelAtStation };
  useEffect(
    () => () => {
      if (latest.current.job !== null) latest.current.cancelAtStation(latest.current.job);
    },
    [],
  );
  const cancel = useCallback(() => {
    if (job !== null) cancelAtStation(job);
    tell({ kind: 'cancel' });
  }, [job, cancelAtStation]);
  return { trial, ask, cancel };
}
