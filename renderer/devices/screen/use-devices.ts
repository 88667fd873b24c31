/** The station's devices as they are told, and what comes from them. */
import { useCallback, useEffect, useRef, useState } from 'react';
import { fromWireError, type StationError, toWireError } from '../../../main/api/errors.ts';
import type { DevicesState, Report } from '../../../main/api/slices/devices.ts';
import { useClient, useStationEvent } from '../../connection/use-station.ts';

export const reportsShown = 200;

export type Told =
  | { readonly kind: 'loading' }
  | { readonly kind: 'failed'; readonly error: StationError }
  | { readonly kind: 'known'; readonly state: DevicesState };

export interface DevicesTold {
  readonly told: Told;
  /** Newest first. */
  readonly reports: readonly Report[];
  readonly isPaused: boolean;
  pause(isPaused: boolean): void;
  askAgain(): void;
}

export function useDevices(): DevicesTold {
  const client = useClient();
  const [told, setTold] = useState<Told>({ kind: 'loading' });
  const [reports, setReports] = useState<readonly Report[]>([]);
  const [isPaused, pause] = useState(false);
  const paused = useRef(isPaused);
  paused.current = isPaused;
  useStationEvent('devices.state', (state) => setTold({ kind: 'known', state }));
  useStationEvent('devices.reports', (fresh) => {
    if (!paused.current) setReports((before) => withFresh(before, fresh));
  });
  const askAgain = useCallback(() => {
    if (!client) return;
    Promise.all([client.call('devices.state', {}), client.call('devices.reports', {})]).then(
      ([state, known]) => {
        setTold({ kind: 'known', state });
        setReports((before) => withFresh(before, known));
      },
      (thrown: unknown) => setTold({ kind: 'failed', error: fromWireError(toWireError(thrown)) }),
    );
  }, [client]);
  useEffect(askAgain, [askAgain]);
  return { told, reports, isPaused, pause, askAgain };
}

/** Newest first, each once, no more than can be read. A station that was started anew counts from 1 again. */
export function withFresh(before: readonly Report[], fresh: readonly Report[]): readonly Report[] {
  const newest = before[0];
  const known = new Set(before.map(identity));
  const added = fresh.filter((report) => !known.has(identity(report))).toReversed();
  const isNewRun = newest !== undefined && added.some(({ at, number }) => at > newest.at && number <= newest.number);
  return [...added, ...(isNewRun ? [] : before)].slice(0, reportsShown);
}

function identity({ number, at }: Report): string {
  return `${number} ${at}`;
}
