import { useSyncExternalStore } from 'react';

/** A tablet held upright: the queue lies across the top. The same words as in review.css. */
const upright = '(orientation: portrait) and (max-width: 1100px)';

export function useIsUpright(): boolean {
  return useSyncExternalStore(onChange, () => window.matchMedia(upright).matches);
}

function onChange(changed: () => void): () => void {
  const query = window.matchMedia(upright);
  query.addEventListener('change', changed);
  return () => query.removeEventListener('change', changed);
}
