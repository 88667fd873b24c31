/** Learning at this screen: what was heard by the station and by its own keyboard, and what is done with it. */
import { useEffect, useReducer } from 'react';
import type { StationError } from '../../../main/api/errors.ts';
import { type DeviceAction, type DevicesState, keysDevice } from '../../../main/api/slices/devices.ts';
import { useStationEvent } from '../../connection/use-station.ts';
import { learner } from '../learner.ts';
import { type HeardSignal, type LearnState, learnStep } from './learn-state.ts';
import { useDeed } from './use-deed.ts';

export interface Learning {
  readonly state: LearnState;
  readonly refusal: StationError | null;
  begin(): void;
  end(): void;
  /** Another button, please. */
  next(): void;
  give(heard: HeardSignal, action: DeviceAction): void;
  takeAway(signal: Pick<HeardSignal, 'device' | 'signal'>): void;
}

export function useLearning({ learnsUntil }: DevicesState): Learning {
  const [state, step] = useReducer(learnStep, { kind: 'off' });
  const { act, refusal } = useDeed();
  useStationEvent('devices.learned', ({ device, signal, action }) =>
    step({ kind: 'heard', heard: { device, signal, action } }),
  );
  const isListening = state.kind === 'listening';
  useEffect(() => {
    if (!isListening) return;
    return learner.listen((code) => step({ kind: 'heard', heard: { device: keysDevice, signal: code, action: null } }));
  }, [isListening]);
  const isOver = learnsUntil === null;
  useEffect(() => {
    if (isOver) step({ kind: 'ended' });
  }, [isOver]);
  return {
    state,
    refusal,
    begin: () =>
      act(async (call) => {
        await call('devices.learn', { isOn: true });
        step({ kind: 'begun' });
      }),
    end: () => {
      step({ kind: 'ended' });
      act((call) => call('devices.learn', { isOn: false }));
    },
    next: () => step({ kind: 'next' }),
    give: ({ device, signal }, action) =>
      act(async (call) => {
        await call('devices.bind', { device, signal, action });
        step({ kind: 'next' });
      }),
    takeAway: ({ device, signal }) => act((call) => call('devices.unbind', { device, signal })),
  };
}
