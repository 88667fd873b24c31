/**
 * Something that a person does at the station: one at a time, with its outcome.
 *
 *   idle ──(start)──▶ running ──▶ done | failed ──(start)──▶ running ...
 */
import { useCallback, useRef, useState } from 'react';
import type { StationError } from '../../main/api/errors.ts';
import { asStationError } from './station-error.ts';

export type Deed<T> =
  | { readonly kind: 'idle' }
  | { readonly kind: 'running' }
  | { readonly kind: 'done'; readonly value: T }
  | { readonly kind: 'failed'; readonly error: StationError };

export interface Doing<T> {
  readonly deed: Deed<T>;
  /** Nothing happens while one is running. */
  readonly start: (act: () => Promise<T>, then?: (value: T) => void) => void;
  readonly forget: () => void;
}

export function useDeed<T>(): Doing<T> {
  const [deed, setDeed] = useState<Deed<T>>({ kind: 'idle' });
  const isRunning = useRef(false);
  const start = useCallback((act: () => Promise<T>, then?: (value: T) => void) => {
    if (isRunning.current) return;
    isRunning.current = true;
    setDeed({ kind: 'running' });
    act()
      .then(
        (value) => {
          setDeed({ kind: 'done', value });
          then?.(value);
        },
        (thrown: unknown) => setDeed({ kind: 'failed', error: asStationError(thrown) }),
      )
      .finally(() => {
        isRunning.current = false;
      });
  }, []);
  return { deed, start, forget: useCallback(() => setDeed({ kind: 'idle' }), []) };
}
