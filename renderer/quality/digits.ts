/** Digits lead to the tabs, unless something on the desk needs them for itself. */
import { useEffect } from 'react';
import { createStore, useSelect } from '../ui/store.ts';

/** How many need them now. */
const takers = createStore(0);

export function useTakesDigits(): void {
  useEffect(() => {
    takers.change((count) => count + 1);
    return () => takers.change((count) => count - 1);
  }, []);
}

export function useAreDigitsFree(): boolean {
  return useSelect(takers, (count) => count === 0);
}
