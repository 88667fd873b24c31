/** People over a real store's commands and queries, with a clock that tests turn. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { v7 as uuidv7 } from 'uuid';
import { onTestFinished } from 'vitest';
import { type Client, createClient } from '../../../main/api/client.ts';
import { connectionPair } from '../../../main/api/connection.ts';
import { fromWireError, StationError } from '../../../main/api/errors.ts';
import { createEventHub, type Handlers, serveApi } from '../../../main/api/server.ts';
import type { EventData } from '../../../main/api/slices/index.ts';
import type { Role } from '../../../main/api/who.ts';
import { silentLog } from '../../../main/station/log/log.ts';
import { badgeHash, badgeKey } from '../../../main/station/people/badge-key.ts';
import { People, type PeopleParts } from '../../../main/station/people/people.ts';
import { hashPin } from '../../../main/station/people/pin-hash.ts';
import type { CommandInput, CommandName } from '../../../main/station/store/command-table.ts';
import { storedPersonSchema } from '../../../main/station/store/people-queries.ts';
import { createCommitGroup, type Item } from '../../../main/storekeeper/commit-group.ts';
import { openDatabase } from '../../../main/storekeeper/database.ts';
import { people as allPeople } from '../../../main/storekeeper/queries/people.ts';

export interface ScreenInTest {
  readonly key: string;
  readonly client: Client;
  /** What `session.who` told it, oldest first. */
  readonly told: EventData<'session.who'>[];
  readonly badges: EventData<'session.badge'>[];
}

export interface PeopleStation {
  readonly people: People;
  readonly dataDir: string;
  screen(key: string, isLocal?: boolean): ScreenInTest;
  /** Goes by on both clocks. */
  pass(ms: number): void;
  setWallClock(ms: number): void;
  storeIsAway(isAway: boolean): void;
  /** The station ends and starts on the same data. */
  restart(): Promise<void>;
  enter(name: string, how: { role?: Role; pin?: string; badge?: string }): Promise<string>;
  entries(kind: string): readonly Record<string, unknown>[];
  /** Everything that is on disk, as text. */
  everythingKept(): string;
}

export interface PeopleOptions {
  readonly idleMinutes?: number;
}

export async function aPeopleStation({ idleMinutes = 5 }: PeopleOptions = {}): Promise<PeopleStation> {
  const dataDir = mkdtempSync(join(tmpdir(), 'sightline-people-'));
  const db = openDatabase(join(dataDir, 'station.sqlite'));
  let [monotonic, wall, isAway] = [1_000, 1_700_000_000_000, false];
  const commit = createCommitGroup(
    db,
    () => '2026-01-01T00:00:00+00:00',
    () => wall,
  );
  const perform = async <N extends CommandName>(name: N, input: CommandInput<N>): Promise<unknown> => {
    if (isAway) throw new StationError('unavailable', 'the store is being started');
    const item: Item = { kind: 'command', name, input, answered: () => undefined };
    const answer = commit([item]).answers.get(item);
    if (!answer?.ok) throw answer ? fromWireError(answer.error) : new Error('no answer');
    return answer.output;
  };
  const store = {
    perform,
    people: async () => {
      if (isAway) throw new StationError('unavailable', 'the store is being started');
      return storedPersonSchema.array().parse(allPeople(db));
    },
  } as unknown as PeopleParts['store'];
  const parts = (): PeopleParts => ({
    ...{ store, dataDir, log: silentLog, events: createEventHub({ checkData: true }) },
    clock: { monotonicMs: () => monotonic, wallMs: () => wall },
    config: { people: { signInToDecide: true, idleMinutes } } as PeopleParts['config'],
  });
  const station = { parts: parts(), people: new People(parts()) };
  const start = async (): Promise<void> => {
    station.parts = parts();
    station.people = new People(station.parts);
    await station.people.storeReady();
  };
  await station.people.stop();
  await start();
  onTestFinished(async () => {
    await station.people.stop();
    db.close();
    rmSync(dataDir, { recursive: true, force: true });
  });
  return {
    dataDir,
    get people() {
      return station.people;
    },
    screen: (key, isLocal = true) => {
      const [near, far] = connectionPair();
      const { people, parts: its } = station;
      serveApi(far, people.handlers as Handlers, {
        ...{ peer: people.peerOf({ key, isLocal }), events: its.events, checkOutputs: true },
      });
      const client = createClient(near);
      const screen: ScreenInTest = { key, client, told: [], badges: [] };
      client.on('session.who', (here) => void screen.told.push(here));
      client.on('session.badge', (answer) => void screen.badges.push(answer));
      return screen;
    },
    pass: (ms) => {
      monotonic += ms;
      wall += ms;
      station.people.tick();
    },
    setWallClock: (ms) => {
      wall = ms;
    },
    storeIsAway: (away) => {
      isAway = away;
    },
    restart: async () => {
      await station.people.stop();
      // Another process: its monotonic clock has nothing to do with this one's.
      monotonic += 123_456_789;
      await start();
    },
    enter: async (name, { role = 'operator', pin, badge }) => {
      const id = uuidv7();
      await perform('savePerson', { by: null, id, name, role, language: null });
      if (pin !== undefined) await perform('setPin', { by: null, person: id, pin: await hashPin(pin) });
      if (badge !== undefined) {
        const hash = badgeHash(await badgeKey(dataDir), badge);
        await perform('setBadge', { by: null, person: id, badge: hash });
      }
      await station.people.storeReady();
      return id;
    },
    entries: (kind) =>
      db
        .prepare<[string], string>('SELECT body FROM history WHERE kind = ? ORDER BY entry')
        .pluck()
        .all(kind)
        .map((body) => JSON.parse(body)),
    everythingKept: () =>
      JSON.stringify(
        ['person', 'history', 'sign_in_lock', 'setting'].map((table) => db.prepare(`SELECT * FROM ${table}`).all()),
      ),
  };
}
