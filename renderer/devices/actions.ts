/**
 * One way for every button to every screen: whoever shows something says what an action does there, whichever pedal,
 * box or key it comes from.
 *
 * Of several that want the same action the newest gets it (a dialog before the screen behind it); once that is gone, the
 * one before. An action that nobody wants does nothing.
 */
import { useEffect, useRef } from 'react';
import type { DeviceAction } from '../../main/api/slices/devices.ts';

export type { DeviceAction };

export interface Actions {
  /** Returns how to give it up. */
  want(action: DeviceAction, handler: () => void): () => void;
  /** False: nobody wants it. */
  press(action: DeviceAction): boolean;
}

interface Wanted {
  readonly action: DeviceAction;
  readonly handler: () => void;
}

export function createActions(): Actions {
  const wanted: Wanted[] = [];
  return {
    want: (action, handler) => {
      const entry = { action, handler };
      wanted.push(entry);
      return () => {
        const index = wanted.indexOf(entry);
        if (index >= 0) wanted.splice(index, 1);
      };
    },
    press: (action) => {
      const newest = wanted.findLast((entry) => entry.action === action);
      newest?.handler();
      return newest !== undefined;
    },
  };
}

/** Of this page. */
export const actions = createActions();

/** The handler may be another one at every drawing; null: not now. */
export function useAction(action: DeviceAction, handler: (() => void) | null): void {
  const latest = useRef(handler);
  useEffect(() => {
    latest.current = handler;
  });
  const isWanted = handler !== null;
  useEffect(() => (isWanted ? actions.want(action, () => latest.current?.()) : undefined), [action, isWanted]);
}
