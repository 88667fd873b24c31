/** Tells the station that somebody touches this screen: at once, then every few seconds while it goes on. */
import { useEffect } from 'react';
import { useClient } from '../connection/use-station.ts';
import { throttle } from './throttle.ts';
import { session } from './who-store.ts';

const signs = ['pointerdown', 'keydown', 'wheel'] as const;
const longestPauseMs = 10_000;

export function useActivity(): void {
  const client = useClient();
  useEffect(() => {
    if (!client) return;
    const tell = (): void => {
      if (session.get().here?.role === null) return; // Nobody has signed in here: there is nothing to prolong.
      // It is told again with the next touch; a lost connection is spoken of elsewhere.
      client.call('session.active', {}).catch(() => undefined);
    };
    const throttled = throttle(tell, pauseMs);
    for (const sign of signs) window.addEventListener(sign, throttled.call, { capture: true, passive: true });
    return () => {
      throttled.stop();
      for (const sign of signs) window.removeEventListener(sign, throttled.call, { capture: true });
    };
  }, [client]);
}

/** Well below the time after which the screen returns by itself. */
function pauseMs(): number {
  const idleMs = (session.get().here?.idleMinutes ?? 1) * 60_000;
  return Math.min(longestPauseMs, idleMs / 10);
}
