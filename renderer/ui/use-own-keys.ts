/** All keys are this part's as long as it is there: nothing behind a sheet hears them. */
import { useEffect, useRef } from 'react';

/** @param take says whether it has used the key; what it has not goes on into the field that has the focus. */
export function useOwnKeys(take: (event: KeyboardEvent) => boolean): void {
  const latest = useRef(take);
  useEffect(() => {
    latest.current = take;
  });
  useEffect(() => {
    const listener = (event: KeyboardEvent): void => {
      event.stopPropagation();
      if (event.ctrlKey || event.altKey || event.metaKey || event.isComposing) return;
      if (latest.current(event)) event.preventDefault();
    };
    // Before everybody else: on the window, on the way down.
    window.addEventListener('keydown', listener, { capture: true });
    return () => window.removeEventListener('keydown', listener, { capture: true });
  }, []);
}
