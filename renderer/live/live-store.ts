/** What the screen knows of the line, and what the person at it has chosen to look at. */
import type { Output } from '../../main/api/slices/index.ts';
import type { LiveStatus, PartSummary } from '../../main/api/slices/live.ts';
import type { LinkState, StationClient } from '../connection/station-link.ts';
import { createStore, type Store } from '../ui/store.ts';
import { type HeldVerdict, nothingHeld } from './hold-verdict.ts';
import { readUnderstood } from './understood.ts';

export type Hello = Output<'session.hello'>;

export interface LiveState {
  readonly link: LinkState;
  readonly client: StationClient | null;
  readonly hello: Hello | null;
  /** Null until the first snapshot: the screen draws its skeleton. */
  readonly status: LiveStatus | null;
  /** This machine's clock when `status` came. */
  readonly statusCameAtMs: number;
  /** Oldest first, at most 30. */
  readonly parts: readonly PartSummary[];
  readonly held: HeldVerdict;
  /** The last part that was not a pass, of this run. */
  readonly lastStopped: PartSummary | null;
}

export type Looking =
  | { readonly at: 'live' }
  /** The picture stands still; `parts` as they were then. */
  | { readonly at: 'held'; readonly parts: readonly PartSummary[] }
  | { readonly at: 'part'; readonly part: PartSummary; readonly parts: readonly PartSummary[] };

export interface ViewState {
  readonly looking: Looking;
  readonly showRegions: boolean;
  /** The golden picture is laid over what is shown, for as long as a finger or key asks for it. */
  readonly isComparing: boolean;
  /** Troubles that the person has understood: quiet, yet still named in the header. */
  readonly understood: readonly string[];
}

export type LiveStore = Store<LiveState>;
export type ViewStore = Store<ViewState>;

export function createLiveStore(): LiveStore {
  return createStore<LiveState>({
    link: { kind: 'connecting' },
    client: null,
    hello: null,
    status: null,
    statusCameAtMs: 0,
    parts: [],
    held: nothingHeld,
    lastStopped: null,
  });
}

export function createViewStore(): ViewStore {
  return createStore<ViewState>({
    looking: { at: 'live' },
    showRegions: true,
    isComparing: false,
    understood: readUnderstood(),
  });
}

export function isConnected(state: LiveState): boolean {
  return state.link.kind === 'connected' || state.link.kind === 'connecting';
}

/** False while the camera is known to deliver nothing. */
export function picturesCome({ status }: LiveState): boolean {
  return status === null || status.camera.state === 'streaming' || status.camera.state === 'opening';
}
