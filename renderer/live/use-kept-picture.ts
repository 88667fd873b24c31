/** A kept picture by its id. It is written after its record, so a missing one is asked for again a few times. */
import { useEffect, useState } from 'react';

const againAfterMs = [400, 1_200, 3_000, 8_000] as const;

export interface KeptPictureLoad {
  readonly url: string;
  readonly state: 'loading' | 'ready' | 'broken';
  readonly onLoad: () => void;
  readonly onError: () => void;
}

export function useKeptPicture(id: string): KeptPictureLoad {
  const [attempt, setAttempt] = useState(0);
  const [state, setState] = useState<'loading' | 'ready' | 'again' | 'broken'>('loading');
  useEffect(() => {
    if (state !== 'again') return;
    const timer = setTimeout(() => {
      setAttempt((before) => before + 1);
      setState('loading');
    }, againAfterMs[attempt]);
    return () => clearTimeout(timer);
  }, [state, attempt]);
  const address = `/pictures/${encodeURIComponent(id)}`;
  return {
    url: attempt === 0 ? address : `${address}?try=${attempt}`,
    state: state === 'again' ? 'loading' : state,
    onLoad: () => setState('ready'),
    onError: () => setState(attempt < againAfterMs.length ? 'again' : 'broken'),
  };
}
