/**
 * A value outside React that components read in part.
 *
 * Events come several times a second and touch little of the screen each: a component is drawn again only when the part
 * that it selects has changed.
 */
import { useRef, useSyncExternalStore } from 'react';

export interface Store<S> {
  get(): S;
  change(next: (state: S) => S): void;
  /** Returns the way to stop listening. */
  subscribe(listener: () => void): () => void;
}

export function createStore<S>(initial: S): Store<S> {
  let state = initial;
  const listeners = new Set<() => void>();
  return {
    get: () => state,
    change: (next) => {
      const changed = next(state);
      if (Object.is(changed, state)) return;
      state = changed;
      for (const listener of [...listeners]) listener();
    },
    subscribe: (listener) => {
      listeners.add(listener);
      return () => {
        listeners.delete(listener);
      };
    },
  };
}

/** The selected part; the same object as before while `isSame` says that it is. */
export function useSelect<S, T>(
  store: Store<S>,
  select: (state: S) => T,
  isSame: (before: T, now: T) => boolean = sameContent,
): T {
  const last = useRef<{ readonly value: T } | null>(null);
  return useSyncExternalStore(store.subscribe, () => {
    const value = select(store.get());
    if (last.current && isSame(last.current.value, value)) return last.current.value;
    last.current = { value };
    return value;
  });
}

/** Plain data with equal content. Everything that the station sends is plain data. */
export function sameContent(before: unknown, now: unknown): boolean {
  return Object.is(before, now) || JSON.stringify(before) === JSON.stringify(now);
}
