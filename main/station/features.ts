/** The features of this station, made and joined. A feature stands here with one line. */
import type { Handlers, Peer } from '../api/server.ts';
import { calls } from '../api/slices/index.ts';
import type { PartSummary } from '../api/slices/live.ts';
import { QualityDesk } from './desk/quality-desk.ts';
import { Devices } from './devices/devices.ts';
import type { Feature, FeatureParts } from './feature.ts';
import { HistoryDesk } from './history/history-desk.ts';
import type { Endpoint } from './link/link.ts';
import { People } from './people/people.ts';
import type { Screen } from './people/screen.ts';
import { Review } from './review/review.ts';
import { Studies } from './study/studies.ts';
import { SyncDesk } from './sync/sync-desk.ts';

export interface Features {
  readonly handlers: Handlers;
  /** Who is at this screen, now and later. */
  peerOf(screen: Screen): Peer;
  /** @throws StationError when what parts are judged by cannot be read. */
  beforeFirstFrame(): Promise<void>;
  storeReady(endpoint: Endpoint): void;
  /** Of processes that features keep, by name. */
  processes(): readonly { readonly name: string; readonly pid: number }[];
  committed(parts: readonly PartSummary[]): void;
  pictureFile(id: string): string | null;
  stop(): Promise<void>;
}

/** @param line the calls about the line itself. */
export function createFeatures(parts: FeatureParts, line: Partial<Handlers>): Features {
  const people = new People(parts);
  const review = new Review(parts);
  const sync = new SyncDesk(parts);
  const devices = new Devices({
    ...parts,
    nextSerial: (serial) => sync.unitScanned(serial),
    waiting: () => review.waitingParts,
    signInByBadge: (badge) => people.badgeRead(badge),
  });
  const features: readonly Feature[] = [
    people,
    devices,
    new QualityDesk(parts),
    review,
    new Studies(parts),
    new HistoryDesk(parts),
    sync,
  ];
  return {
    handlers: joined([line, ...features.map(({ handlers }) => handlers)]),
    peerOf: (screen) => people.peerOf(screen),
    beforeFirstFrame: async () => {
      for (const feature of features) await feature.beforeFirstFrame?.();
    },
    processes: () => (sync.pid === undefined ? [] : [{ name: 'sync', pid: sync.pid }]),
    storeReady: (endpoint) => {
      for (const feature of features) {
        feature
          .storeReady?.(endpoint)
          .catch((error: unknown) => parts.log.error('a feature cannot read the store', { error }));
      }
    },
    committed: (committed) => {
      for (const feature of features) feature.committed?.(committed);
    },
    pictureFile: (id) =>
      features.map((feature) => feature.pictureFile?.(id) ?? null).find((file) => file !== null) ?? null,
    stop: async () => {
      for (const feature of features.toReversed()) await feature.stop?.();
    },
  };
}

/** @throws Error for a call that nobody answers, or that two do: a fault of this program, told before anything starts. */
function joined(groups: readonly Partial<Handlers>[]): Handlers {
  const names = groups.flatMap((group) => Object.keys(group));
  const twice = names.filter((name, index) => names.indexOf(name) !== index);
  const nobody = Object.keys(calls).filter((name) => !names.includes(name));
  if (twice.length > 0) throw new Error(`two features answer ${twice.join(', ')}`);
  if (nobody.length > 0) throw new Error(`no feature answers ${nobody.join(', ')}`);
  return Object.assign({}, ...groups) as Handlers;
}
