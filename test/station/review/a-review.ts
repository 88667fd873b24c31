/** The review of a station: a real store process, screens over the API, and a clock in the test's hands. */
import { onTestFinished } from 'vitest';
import { type Client, createClient } from '../../../main/api/client.ts';
import { connectionPair } from '../../../main/api/connection.ts';
import { StationError } from '../../../main/api/errors.ts';
import { createEventHub, serveApi } from '../../../main/api/server.ts';
import type { Queue } from '../../../main/api/slices/review.ts';
import { unnamedOperator, type Who } from '../../../main/api/who.ts';
import type { LoadedConfig } from '../../../main/station/config/load.ts';
import { stationConfigSchema } from '../../../main/station/config/station.ts';
import type { FeatureParts } from '../../../main/station/feature.ts';
import { readBundle } from '../../../main/station/inference/bundle.ts';
import { silentLog } from '../../../main/station/log/log.ts';
import { summaryOf } from '../../../main/station/record/build-record.ts';
import type { PartRecord } from '../../../main/station/record/record.ts';
import { Review } from '../../../main/station/review/review.ts';
import { createStoreQueries } from '../../../main/station/store/store-queries.ts';
import { databasePath, openDatabase } from '../../../main/storekeeper/database.ts';
import { addPerson } from '../../storekeeper/a-database.ts';
import { aWriter, nextCommitted } from '../../storekeeper/a-writer.ts';
import { isReady, type StoreChild, startStore, temporaryFolder } from '../../storekeeper/store-child.ts';
import { handlersWith } from '../../support/api.ts';
import { eventually } from '../../support/eventually.ts';
import { makeTinyBundle, tiny } from '../../support/tiny-bundle.ts';

const idOf = (letter: string): string => `01970000-0000-7000-8000-00000000000${letter}`;
const people = {
  ann: { person: { id: idOf('a'), name: 'Ann' }, role: 'operator' },
  bob: { person: { id: idOf('b'), name: 'Bob' }, role: 'operator' },
  quinn: { person: { id: idOf('c'), name: 'Quinn' }, role: 'quality' },
} as const satisfies Record<string, Who>;

export { people };

export interface Screen {
  readonly client: Client;
  /** Queues as they are told, newest last. */
  readonly told: readonly Queue[];
  who: Who;
}

export interface AReview {
  readonly dataDir: string;
  readonly store: StoreChild;
  readonly clock: { monotonicMs: number; wallMs: number };
  readonly stops: readonly string[];
  readonly review: Review;
  screen(who?: Who): Screen;
  /** Committed by the store and told to the review. */
  parts(records: readonly PartRecord[]): Promise<void>;
  /** So much time passes, with the ticks in it. */
  pass(ms: number): Promise<void>;
  /** The station's main process starts anew: its memory is gone. */
  restarted(): Promise<AReview>;
  /** The store process was killed and is started again. */
  newStore(): Promise<void>;
}

export interface AReviewOptions {
  readonly dataDir?: string;
  readonly bundleDir?: string;
  readonly recipe?: Readonly<Record<string, unknown>>;
  readonly signInToDecide?: boolean;
  readonly random?: () => number;
}

export async function aReview(options: AReviewOptions = {}): Promise<AReview> {
  const dataDir = options.dataDir ?? folderWithPeople();
  const bundleDir = options.bundleDir ?? (await makeTinyBundle());
  const config = configOf(bundleDir, options);
  const bundle = await readBundle(bundleDir);
  const [recipe] = config.recipes;
  if (!recipe) throw new Error('no recipe');
  const queries = createStoreQueries();
  onTestFinished(() => queries.close());
  const clock = { monotonicMs: 1_000_000, wallMs: Date.now() };
  const stops: string[] = [];
  const hub = createEventHub({ checkData: true });
  const parts = {
    ...{ store: queries, events: hub, log: silentLog, config, recipe, bundle, dataDir, goldenPicture: null },
    clock: { monotonicMs: () => clock.monotonicMs, wallMs: () => clock.wallMs },
    runId: idOf('1'),
    stopLine: (reason: string) => void stops.push(reason),
    setLimits: () => undefined,
    timeZone: 'UTC',
    unitTold: () => undefined,
  } satisfies Omit<FeatureParts, 'spawner' | 'healthz' | 'version' | 'secretLock' | 'syncIs'>;
  // The review starts no process of its own, and asks nobody how the station is.
  const review = new Review(parts as unknown as FeatureParts, options.random);
  onTestFinished(() => review.stop());
  let store = startStore({ dataDir });
  const attach = async (): Promise<void> => {
    await store.until(isReady);
    await queries.attach(store.endpoint);
    await eventually(() => review.storeReady().then(isTrue, isFalse), Boolean);
  };
  await attach();
  let screens = 0;
  const made: AReview = {
    ...{ dataDir, clock, stops, review },
    get store() {
      return store;
    },
    screen: (who = unnamedOperator) => {
      const [client, server] = connectionPair();
      screens += 1;
      const screen = { client: createClient(client), told: [] as Queue[], who };
      const peer = { key: `screen ${screens}`, who: () => screen.who, isLocal: true };
      serveApi(server, handlersWith(review.handlers), { peer, events: hub, checkOutputs: true });
      screen.client.on('review.queue', (queue) => screen.told.push(queue));
      return screen;
    },
    parts: async (records) => {
      const writer = aWriter();
      const committed = nextCommitted(writer, records.length);
      await writer.attach(store.endpoint);
      for (const record of records) writer.append(record);
      review.committed((await committed).map(summaryOf));
      writer.close();
    },
    pass: async (ms) => {
      const steps = Math.min(50, Math.ceil(ms / 250));
      for (let step = 0; step < steps; step++) {
        clock.monotonicMs += ms / steps;
        clock.wallMs += ms / steps;
        await review.tick();
      }
    },
    restarted: async () => {
      await review.stop();
      await store.stop();
      return aReview({ ...options, dataDir, bundleDir });
    },
    newStore: async () => {
      store = startStore({ dataDir });
      await attach();
    },
  };
  return made;
}

const isTrue = (): boolean => true;
/** On a busy machine the first question may take too long. */
const isFalse = (): boolean => false;

function folderWithPeople(): string {
  const dataDir = temporaryFolder();
  const db = openDatabase(databasePath(dataDir));
  for (const { person, role } of Object.values(people)) addPerson({ db }, person.id, person.name, role);
  db.close();
  return dataDir;
}

function configOf(bundleDir: string, { recipe, signInToDecide = true }: AReviewOptions): LoadedConfig {
  const camera = { kind: 'replay', source: bundleDir, width: tiny.width, height: tiny.height, pixelFormat: 'RGB8' };
  return stationConfigSchema.parse({
    station: { name: 'Test' },
    recipe: 'Test',
    recipes: [{ name: 'Test', bundle: bundleDir, camera, ...recipe }],
    people: { signInToDecide },
  }) as unknown as LoadedConfig;
}

/** What a call was refused with; a call that is not refused fails the test. */
export async function refusal(call: Promise<unknown>): Promise<StationError> {
  const outcome = await call.then(
    (output) => new Error(`it was not refused: ${JSON.stringify(output)}`),
    (thrown: unknown) => thrown,
  );
  if (outcome instanceof StationError) return outcome;
  throw outcome;
}
