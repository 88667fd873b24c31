/** The two stores of the live screen, within reach of every part of it. */
import { createContext, useContext } from 'react';
import { useSelect } from '../ui/store.ts';
import type { LiveState, LiveStore, ViewState, ViewStore } from './live-store.ts';
import type { ViewActions } from './view-actions.ts';

export interface Live {
  readonly live: LiveStore;
  readonly view: ViewStore;
  readonly actions: ViewActions;
}

export const LiveContext = createContext<Live | null>(null);

export function useLiveParts(): Live {
  const parts = useContext(LiveContext);
  if (!parts) throw new Error('a part of the live screen stands outside of its LiveContext');
  return parts;
}

export function useLive<T>(select: (state: LiveState) => T, isSame?: (before: T, now: T) => boolean): T {
  return useSelect(useLiveParts().live, select, isSame);
}

export function useView<T>(select: (state: ViewState) => T): T {
  return useSelect(useLiveParts().view, select);
}
