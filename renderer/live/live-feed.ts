/** Brings what the station says into the live store: hello, snapshot, events; keeps the link alive; minds the held verdict. */
import { StationError } from '../../main/api/errors.ts';
import type { LiveStatus, PartSummary } from '../../main/api/slices/live.ts';
import type { Here } from '../../main/api/slices/session.ts';
import { isStationRefusing, openConnection } from '../connection/open-connection.ts';
import { linkToStation, type StationClient } from '../connection/station-link.ts';
import { heldUntilMs, holdVerdict, isStopped, nothingHeld } from './hold-verdict.ts';
import type { Hello, LiveState, LiveStore } from './live-store.ts';
import { mergeParts } from './merge-parts.ts';

/** Status comes several times a second; after this long without one the connection is only seemingly open. */
const silentForMs = 6_000;

/** @returns the way to stop it. */
export function feedLiveStore(store: LiveStore, nowMs: () => number = () => performance.now()): () => void {
  const link = linkToStation({
    open: openConnection,
    isRefused: isStationRefusing,
    onState: (state) =>
      store.change((live) => ({ ...live, link: state, client: state.kind === 'connected' ? live.client : null })),
    onClient: (client) => {
      greet(store, client, nowMs).catch((thrown: unknown) => {
        tellUnlessGone(thrown);
        link.renew();
      });
    },
  });
  const watch = setInterval(() => {
    const { link: state, status, statusCameAtMs } = store.get();
    if (state.kind === 'connected' && status && Date.now() - statusCameAtMs > silentForMs) link.renew();
  }, 1_000);
  let release: ReturnType<typeof setTimeout> | undefined;
  const stopMinding = store.subscribe(() => {
    clearTimeout(release);
    const untilMs = heldUntilMs(store.get().held);
    if (untilMs === null) return;
    release = setTimeout(
      () => store.change((live) => withHeld(live, null, nowMs())),
      Math.max(0, untilMs - nowMs()) + 1,
    );
  });
  const retryWhenBack = (): void => link.retryNow();
  window.addEventListener('online', retryWhenBack);
  return () => {
    window.removeEventListener('online', retryWhenBack);
    stopMinding();
    clearTimeout(release);
    clearInterval(watch);
    link.close();
  };
}

async function greet(store: LiveStore, client: StationClient, nowMs: () => number): Promise<void> {
  client.on('live.status', (status) => store.change((live) => withStatus(live, status)));
  client.on('live.parts', ({ parts }) => store.change((live) => withParts(live, parts, nowMs())));
  // A desk sees nothing of the line before its sign-in, and nothing more after it.
  client.on('session.who', (here) => void meetLine(store, client, here).catch(tellUnlessGone));
  const hello = await client.call('session.hello', {});
  store.change((live) => withHello(live, hello));
  await meetLine(store, client, await client.call('session.who', {}));
}

async function meetLine(store: LiveStore, client: StationClient, { role }: Pick<Here, 'role'>): Promise<void> {
  if (role === null) {
    store.change((live) => ({ ...withoutLine(live), client }));
    return;
  }
  if (store.get().client === client && store.get().status) return;
  const snapshot = await client.call('live.snapshot', {});
  store.change((live) => ({ ...withStatus(withSnapshotParts(live, snapshot.parts), snapshot.status), client }));
}

/** What was seen of the line goes with the person who was allowed to see it. */
export function withoutLine(live: LiveState): LiveState {
  return { ...live, status: null, parts: [], held: nothingHeld, lastStopped: null };
}

/** A link that ended is told by its state. */
function tellUnlessGone(thrown: unknown): void {
  const isLinkGone = thrown instanceof StationError && thrown.code === 'connection-lost';
  if (!isLinkGone) console.error('the station could not be greeted', thrown);
}

/** A station that was started anew counts from 1 again: nothing of the run before may mix with it. */
export function withHello(live: LiveState, hello: Hello): LiveState {
  if (!live.hello || live.hello.runId === hello.runId) return { ...live, hello };
  return { ...live, hello, parts: [], held: nothingHeld, lastStopped: null };
}

export function withStatus(live: LiveState, status: LiveStatus): LiveState {
  return { ...live, status, statusCameAtMs: Date.now() };
}

/** Parts as they are committed: each goes past the verdict panel. */
export function withParts(live: LiveState, parts: readonly PartSummary[], nowMs: number): LiveState {
  const known = new Set(live.parts.map((part) => part.id));
  let next: LiveState = { ...live, parts: mergeParts(live.parts, parts) };
  for (const part of parts) if (!known.has(part.id)) next = withHeld(next, part, nowMs);
  return next;
}

/** Parts of the past fill the strip; only the newest is shown as the verdict, and nothing is held for what is over. */
export function withSnapshotParts(live: LiveState, parts: readonly PartSummary[]): LiveState {
  const merged = mergeParts(live.parts, parts);
  const newest = merged.at(-1) ?? null;
  const lastStopped = merged.findLast(isStopped) ?? live.lastStopped;
  const held = live.held.shown ? live.held : { ...nothingHeld, shown: newest, newest };
  return { ...live, parts: merged, lastStopped, held };
}

function withHeld(live: LiveState, part: PartSummary | null, nowMs: number): LiveState {
  const held = holdVerdict(live.held, part, nowMs);
  const lastStopped = isStopped(part) ? part : live.lastStopped;
  if (held === live.held && lastStopped === live.lastStopped) return live;
  return { ...live, held, lastStopped };
}
