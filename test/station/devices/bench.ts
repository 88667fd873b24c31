/** The devices of a station with a real store and real connections, on a virtual bus; time passes when the test says so. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished, vi } from 'vitest';
import { type Client, createClient } from '../../../main/api/client.ts';
import { connectionPair } from '../../../main/api/connection.ts';
import { fromWireError } from '../../../main/api/errors.ts';
import { createEventHub, type Handlers, type Peer, serveApi } from '../../../main/api/server.ts';
import type { Healthz } from '../../../main/api/slices/health.ts';
import type { EventData, EventName } from '../../../main/api/slices/index.ts';
import type { Role } from '../../../main/api/who.ts';
import { systemClock } from '../../../main/station/clock.ts';
import { devicesConfigSchema } from '../../../main/station/config/devices.ts';
import { Devices, type DevicesParts } from '../../../main/station/devices/devices.ts';
import type { HidBus } from '../../../main/station/devices/hid-bus.ts';
import { VirtualBus } from '../../../main/station/devices/virtual-bus.ts';
import type { Log } from '../../../main/station/log/log.ts';
import { createCommitGroup, type Item } from '../../../main/storekeeper/commit-group.ts';
import { type Db, openDatabase } from '../../../main/storekeeper/database.ts';
import { answerQuery } from '../../../main/storekeeper/queries/answer.ts';

export const scannerInfo = {
  ...{ path: '/dev/hidraw0', vendorId: 0x05e0, productId: 0x1300, name: 'Scanner' },
  usages: [{ page: 0x8c, usage: 0x02 }],
};
export const pedalInfo = {
  ...{ path: '/dev/hidraw1', vendorId: 0x0c45, productId: 0x7403, name: 'Pedal' },
  usages: [{ page: 0x01, usage: 0x05 }],
};

export interface DevicesBench {
  readonly devices: Devices;
  readonly bus: VirtualBus;
  readonly serials: readonly string[];
  readonly badges: readonly string[];
  readonly logged: readonly string[];
  readonly db: Db;
  health: Pick<Healthz, 'state' | 'camera' | 'engine' | 'store'>;
  waiting: number;
  screen(role: Role | null, isLocal?: boolean): TestScreen;
  /** The devices anew, as after a restart of the station. */
  restart(): Devices;
  pass(ms: number): Promise<void>;
}

export interface TestScreen {
  readonly client: Client;
  heard<N extends EventName>(name: N): readonly EventData<N>[];
}

export async function devicesBench(config: object = {}, bus: HidBus = new VirtualBus()): Promise<DevicesBench> {
  vi.useFakeTimers();
  onTestFinished(() => void vi.useRealTimers());
  const serials: string[] = [];
  const badges: string[] = [];
  const logged: string[] = [];
  const hub = createEventHub({ checkData: true });
  const db = newDatabase();
  const note = (message: string): void => void logged.push(message);
  const log: Log = { debug: note, info: note, warn: note, error: note, of: () => log };
  const well = {
    state: 'running',
    camera: { state: 'streaming' },
    engine: { state: 'ready' },
    store: { state: 'ready' },
  };
  const parts: DevicesParts = {
    ...{ bus, events: hub, log, clock: systemClock, store: storeOver(db) },
    config: { devices: devicesConfigSchema.parse(config) },
    healthz: () => bench.health as Healthz,
    nextSerial: (serial) => void serials.push(serial),
    waiting: () => bench.waiting,
    signInByBadge: async (badge) => void badges.push(badge),
  };
  const make = (): Devices => {
    const devices = new Devices(parts);
    onTestFinished(() => devices.stop());
    return devices;
  };
  const bench: DevicesBench = {
    ...{ devices: make(), bus: bus as VirtualBus, serials, badges, logged, db, waiting: 0 },
    health: well as DevicesBench['health'],
    screen: (role, isLocal = true) => {
      const peer: Peer = { key: `screen-${Math.random()}`, isLocal, who: () => ({ person: null, role }) };
      const [screen, station] = connectionPair();
      serveApi(station, bench.devices.handlers as Handlers, { peer, events: hub, checkOutputs: true });
      return screenOver(createClient(screen));
    },
    restart: make,
    pass: async (ms) => void (await vi.advanceTimersByTimeAsync(ms)),
  };
  await bench.devices.storeReady();
  await bench.pass(0);
  return bench;
}

function screenOver(client: Client): TestScreen {
  const heard = new Map<string, unknown[]>();
  const names = [
    'devices.state',
    'devices.reports',
    'devices.learned',
    'devices.pressed',
    'devices.scanned',
    'devices.keys',
  ] as const;
  for (const name of names) {
    heard.set(name, []);
    client.on(name, (data) => heard.get(name)?.push(data));
  }
  return { client, heard: <N extends EventName>(name: N) => (heard.get(name) ?? []) as EventData<N>[] };
}

function newDatabase(): Db {
  const dir = mkdtempSync(join(tmpdir(), 'sightline-devices-'));
  const db = openDatabase(join(dir, 'station.sqlite'));
  onTestFinished(() => {
    db.close();
    rmSync(dir, { recursive: true, force: true });
  });
  return db;
}

/** The store's own code, without its process. */
function storeOver(db: Db): DevicesParts['store'] {
  const commit = createCommitGroup(
    db,
    () => '2026-01-01T00:00:00+00:00',
    () => 1_000,
  );
  const perform = async (name: string, input: unknown): Promise<unknown> => {
    const item: Item = { kind: 'command', name, input, answered: () => undefined };
    const answer = commit([item]).answers.get(item);
    if (answer?.ok) return answer.output;
    throw answer ? fromWireError(answer.error) : new Error(`${name} was not answered`);
  };
  const deviceBindings = async (): Promise<unknown> => answerQuery(db, '', 'deviceBindings', {});
  return { perform, deviceBindings } as unknown as DevicesParts['store'];
}
