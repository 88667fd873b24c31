/**
 * What people use at the station beside the line itself (sign-in, review, quality, history, studies, devices): each is a
 * feature, made by `features.ts` from the same parts, and none of them knows another.
 */
import type { EventHub, Handlers } from '../api/server.ts';
import type { Healthz, SyncStatus } from '../api/slices/health.ts';
import type { PartSummary } from '../api/slices/live.ts';
import type { Spawner } from '../process/spawn.ts';
import type { LoadedConfig } from './config/load.ts';
import type { Recipe } from './config/recipe.ts';
import type { UnitWord } from './flow.ts';
import type { Bundle } from './inference/bundle.ts';
import type { Endpoint } from './link/link.ts';
import type { Log } from './log/log.ts';
import type { Clock } from './ports.ts';
import type { StoreQueries } from './store/store-queries.ts';
import type { SecretLock } from './sync/secret-box.ts';

export interface Feature {
  /** The calls that it answers. */
  readonly handlers: Partial<Handlers>;
  /** Reads what parts are judged by: no frame is taken before. Called again when it throws, and after each restart of the store. */
  beforeFirstFrame?(): Promise<void>;
  /** The store answers (again, after it was started anew): what was kept can be read. */
  storeReady?(endpoint: Endpoint): Promise<void>;
  /** Parts that are decided, answered to the line and on disk. */
  committed?(parts: readonly PartSummary[]): void;
  /** The file of a picture that is none of a part (a known part, an export's picture), by its id; null: not one of ours. */
  pictureFile?(id: string): string | null;
  /** Idempotent; after it nothing of the feature runs. */
  stop?(): Promise<void>;
}

/** What features are made of. */
export interface FeatureParts {
  readonly store: StoreQueries;
  readonly events: EventHub;
  readonly clock: Clock;
  readonly log: Log;
  readonly config: LoadedConfig;
  readonly recipe: Recipe;
  readonly bundle: Bundle;
  readonly dataDir: string;
  /** IANA name. */
  readonly timeZone: string;
  /** For long work beside the line, in processes of its own. */
  readonly spawner: Spawner;
  readonly runId: string;
  /** Id of the recipe's golden picture (`GET /pictures/ID`); null for recipes without. */
  readonly goldenPicture: string | null;
  /** Limits by class, over the bundle's own, from the next frame on. */
  setLimits(limits: Recipe['limits']): void;
  /** What the pipeline is told of units: their serial numbers, and whether the MES releases them. */
  unitTold(word: UnitWord): void;
  healthz(): Healthz;
  readonly version: string;
  /** The operating system's lock for secrets; null: it has none that deserves the name. */
  readonly secretLock: SecretLock | null;
  /** How the way to the MES is, for the header of every screen. */
  syncIs(status: SyncStatus): void;
  /** Asks the machine to stop, with the reason. */
  stopLine(reason: string): void;
}
