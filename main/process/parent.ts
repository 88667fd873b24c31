/**
 * A child process's side of the channel to its host, the same under Node and under Electron's utilityProcess.
 *
 * The channel carries little: the start message, readiness, status. Pictures and records go over `station/link`.
 * When the channel closes the host is gone, however it went: the child exits within the same second.
 */
import { z } from 'zod';

interface ElectronParentPort {
  postMessage(message: unknown): void;
  on(event: 'message', listener: (event: { readonly data: unknown }) => void): void;
}

export interface ParentChannel {
  send(message: unknown): void;
  onMessage(listener: (message: unknown) => void): void;
}

/** The first message that a child gets; `options` is for the child's own schema. */
export const startMessageSchema = z.object({ start: z.unknown() });

/** @throws Error when the process was started by hand, without a host. */
export function parentChannel(onHostGone: () => void): ParentChannel {
  // A terminal's Ctrl-C and a service manager's SIGTERM reach the whole group. The host ends its children in the order
  // of the flow; one that went by itself would take the last records with it.
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => undefined);
  const electronPort = (process as { parentPort?: ElectronParentPort }).parentPort;
  if (electronPort) {
    // Electron ends a utility process together with its host; there is no event for it.
    return {
      send: (message) => electronPort.postMessage(message),
      onMessage: (listener) => electronPort.on('message', (event) => listener(event.data)),
    };
  }
  if (!process.send) throw new Error('this is a child process of the station; start the station itself instead');
  process.on('disconnect', onHostGone);
  return {
    send: (message) => {
      if (process.connected) process.send?.(message);
    },
    onMessage: (listener) => {
      process.on('message', listener);
    },
  };
}
