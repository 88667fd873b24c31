/**
 * The screen's lasting link to the station: opens a connection, notices its end, opens the next one.
 *
 *   connecting ──▶ connected ──▶ lost ──(pause)──▶ connected ...
 *        └───────────────────────▲ └─▶ refused (this browser is not signed in; goes on trying)
 */
import { createClient } from '../../main/api/client.ts';
import type { Connection } from '../../main/api/connection.ts';
import { retryPauseMs } from './retry-pause.ts';

export type StationClient = ReturnType<typeof createClient>;

export type LinkState =
  | { readonly kind: 'connecting' }
  | { readonly kind: 'connected' }
  | { readonly kind: 'lost'; readonly sinceMs: number; readonly retryAtMs: number }
  | { readonly kind: 'refused'; readonly sinceMs: number; readonly retryAtMs: number };

export interface StationLinkOptions {
  readonly open: () => Promise<Connection>;
  readonly isRefused: () => Promise<boolean>;
  readonly onState: (state: LinkState) => void;
  /** A fresh client; everything that was subscribed on the one before is gone with it. */
  readonly onClient: (client: StationClient) => void;
  readonly random?: () => number;
}

export interface StationLink {
  /** Gives the present connection up and opens a new one (nothing has come over it for too long). */
  renew(): void;
  /** Tries now instead of after the pause. */
  retryNow(): void;
  close(): void;
}

export function linkToStation(options: StationLinkOptions): StationLink {
  const random = options.random ?? Math.random;
  let connection: Connection | null = null;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let attempt = 0;
  let lostSinceMs: number | null = null;
  let isClosed = false;

  const connect = async (): Promise<void> => {
    clearTimeout(timer);
    timer = undefined;
    try {
      const opened = await options.open();
      if (isClosed) return opened.close();
      let isOver = false;
      opened.onClose(() => {
        isOver = true;
        lost(opened);
      });
      // In Electron the page has one connection; once that is over the page itself begins anew.
      if (isOver) return await waitForNextTry('lost');
      connection = opened;
      attempt = 0;
      lostSinceMs = null;
      options.onState({ kind: 'connected' });
      options.onClient(createClient(opened));
    } catch {
      // Why it failed makes no difference here: the state says since when, and the next try follows.
      await waitForNextTry((await options.isRefused()) ? 'refused' : 'lost');
    }
  };
  const lost = (closed: Connection): void => {
    if (closed !== connection || isClosed) return;
    connection = null;
    void waitForNextTry('lost');
  };
  const waitForNextTry = async (kind: 'lost' | 'refused'): Promise<void> => {
    if (isClosed) return;
    attempt += 1;
    lostSinceMs ??= Date.now();
    const pauseMs = retryPauseMs(attempt, random());
    options.onState({ kind, sinceMs: lostSinceMs, retryAtMs: Date.now() + pauseMs });
    timer = setTimeout(() => void connect(), pauseMs);
  };

  options.onState({ kind: 'connecting' });
  void connect();
  return {
    renew: () => {
      const old = connection;
      if (!old) return;
      lost(old);
      old.close();
    },
    retryNow: () => {
      if (timer !== undefined) void connect();
    },
    close: () => {
      isClosed = true;
      clearTimeout(timer);
      connection?.close();
    },
  };
}
