/** The way to the station from where this screen runs: the preload's connection in Electron, a WebSocket in a browser. */
import type { Connection } from '../../main/api/connection.ts';
import { openWebSocket } from './web-socket.ts';

declare global {
  interface Window {
    /** In Electron the preload exposes its end of the connection to the station; in a browser there is none. */
    readonly sightline?: Connection;
  }
}

export function openConnection(): Promise<Connection> {
  if (window.sightline) return Promise.resolve(window.sightline);
  const scheme = window.location.protocol === 'https:' ? 'wss' : 'ws';
  return openWebSocket(`${scheme}://${window.location.host}/api`);
}

/** The station answers without asking who we are, yet refused the connection: this browser is not signed in. */
export async function isStationRefusing(): Promise<boolean> {
  if (window.sightline) return false;
  try {
    return (await fetch('/healthz', { cache: 'no-store' })).ok;
  } catch {
    return false; // Not even that answers: the station is away.
  }
}
