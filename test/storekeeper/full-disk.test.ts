import { execFileSync } from 'node:child_process';
import { closeSync, existsSync, fstatSync, mkdirSync, openSync, rmSync, statSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it, onTestFinished } from 'vitest';
import { storeWindow } from '../../main/station/store/store-protocol.ts';
import { canReserve, diskState, FreeSpaceTrend } from '../../main/storekeeper/disk-state.ts';
import { groupLimit } from '../../main/storekeeper/keeper.ts';
import { ReserveFile } from '../../main/storekeeper/reserve-file.ts';
import { aFail } from './a-record.ts';
import { allCommitted, aWriter } from './a-writer.ts';
import { incidentOf } from './incident-of.ts';
import { idsIn } from './rows-of.ts';
import { isReady, isStatus, startStore, temporaryFolder } from './store-child.ts';

const canMount = process.platform === 'linux' && process.getuid?.() === 0;

/** A disk of its own, so that filling it hurts nobody. */
function smallDisk(megabytes: number): string {
  const folder = temporaryFolder();
  execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${megabytes}m`, 'tmpfs', folder]);
  onTestFinished(() => {
    execFileSync('umount', ['-l', folder]);
  });
  return folder;
}

/** Takes all space that is left. Gives back how to free it. */
function fillUp(folder: string): () => void {
  const path = join(folder, 'somebody-elses.file');
  const file = openSync(path, 'w');
  for (let bytes = 1 << 20; bytes >= 1; ) {
    try {
      writeSync(file, Buffer.alloc(bytes));
    } catch (thrown) {
      if ((thrown as NodeJS.ErrnoException).code !== 'ENOSPC') throw thrown;
      bytes >>= 1;
    }
  }
  closeSync(file);
  return () => rmSync(path);
}

async function fileIsThere(path: string): Promise<void> {
  while (!existsSync(path)) await new Promise((resolve) => setTimeout(resolve, 10));
}

describe('a full disk', () => {
  it.skipIf(!canMount)(
    'stops pictures, lives on the reserve, holds records in memory, and recovers by itself (needs root for a mount)',
    async () => {
      const dataDir = smallDisk(16);
      const config = { reserveBytes: 3_000_000, picturesStopBelowBytes: 1_000_000 };
      const store = startStore({ dataDir, config });
      await store.until(isReady);
      const writer = aWriter();
      await writer.attach(store.endpoint);
      let last = 0;
      const append = (count: number): void => {
        for (let more = 0; more < count; more += 1) writer.append(aFail(++last));
      };
      append(10);
      await allCommitted(writer);
      while (!existsSync(join(dataDir, 'reserve.bin'))) await new Promise((resolve) => setTimeout(resolve, 10));

      const freeUp = fillUp(dataDir);
      await store.until(isStatus('pictures-stopped'));

      // Until the reserve is given up, and then until it is used up as well.
      const appending = setInterval(() => append(100), 20);
      onTestFinished(() => clearInterval(appending));
      await store.until(isStatus('reserve'));
      expect(existsSync(join(dataDir, 'reserve.bin'))).toBe(false);
      const full = await store.until(isStatus('full'));
      clearInterval(appending);
      expect(full.status.detail).toContain('Free some space now');
      expect(writer.waiting).toBeGreaterThan(0);
      expect(idsIn(dataDir)).toHaveLength(last - writer.waiting);

      // However many more come, they wait in one place, which is not the store.
      append(2 * storeWindow);
      const later = store.messages.length;
      const status = await store.until(
        (message): message is Extract<typeof message, { kind: 'status' }> =>
          message.kind === 'status' && store.messages.indexOf(message) > later,
      );
      expect(status.status.waiting).toBeGreaterThanOrEqual(storeWindow);
      expect(status.status.waiting).toBeLessThan(storeWindow + 2 * groupLimit);
      expect(writer.waiting).toBeGreaterThan(2 * storeWindow);

      freeUp();
      await allCommitted(writer);

      expect(idsIn(dataDir)).toHaveLength(last);
      const recovered = store.messages.length;
      await store.until(
        (message): message is Extract<typeof message, { kind: 'status' }> =>
          message.kind === 'status' && message.status.state === 'ready' && store.messages.indexOf(message) >= recovered,
      );
      await fileIsThere(join(dataDir, 'reserve.bin'));
      expect(statSync(join(dataDir, 'reserve.bin')).size).toBe(config.reserveBytes);
      for (const kind of ['pictures-stopped', 'disk-reserve', 'disk-full', 'disk-recovered']) {
        expect(await incidentOf(store.endpoint, kind)).toMatchObject({ kind });
      }
    },
    60_000,
  );

  it('is told the more severely, the less there is left', () => {
    const severity = ['ready', 'pictures-stopped', 'reserve', 'full'] as const;
    const facts = fc.record({
      was: fc.constantFrom(...severity),
      freeBytes: fc.integer({ min: 0, max: 1000 }),
      hasReserve: fc.boolean(),
      isCommitFailing: fc.boolean(),
    });
    const config = { picturesStopBelowBytes: 500 };
    const severityOf = (given: Parameters<typeof diskState>[0]): number => severity.indexOf(diskState(given, config));
    fc.assert(
      fc.property(facts, fc.integer({ min: 0, max: 1000 }), (given, less) => {
        const worse = { ...given, freeBytes: Math.max(0, given.freeBytes - less) };
        expect(severityOf(worse)).toBeGreaterThanOrEqual(severityOf(given));
        expect(severityOf({ ...given, hasReserve: false })).toBeGreaterThanOrEqual(severityOf(given));
        expect(severityOf({ ...given, isCommitFailing: true })).toBe(3);
      }),
    );
  });

  it('does not flutter around the limit of the pictures', () => {
    const at = (was: 'ready' | 'pictures-stopped', freeBytes: number): string =>
      diskState({ was, freeBytes, hasReserve: true, isCommitFailing: false }, { picturesStopBelowBytes: 1000 });
    expect([at('ready', 1000), at('ready', 999), at('pictures-stopped', 1000), at('pictures-stopped', 1051)]).toEqual([
      'ready',
      'pictures-stopped',
      'pictures-stopped',
      'ready',
    ]);
    expect(canReserve(1000, 1000)).toBe(false);
  });
});

describe('the days that the disk lasts', () => {
  const minuteMs = 60_000;

  it('follow from the trend of the free space, and are unknown before there is one', () => {
    const trend = new FreeSpaceTrend();
    for (let minute = 0; minute <= 9; minute += 1) trend.add(minute * minuteMs, 1440 * 100 - minute * 100);
    expect(trend.daysLeft()).toBeNull();
    for (let minute = 10; minute <= 90; minute += 1) trend.add(minute * minuteMs, 1440 * 100 - minute * 100);
    expect(trend.daysLeft()).toBeCloseTo((1440 - 90) / 1440, 5);
  });

  it('are unknown while the free space grows', () => {
    const trend = new FreeSpaceTrend();
    for (let minute = 0; minute <= 30; minute += 1) trend.add(minute * minuteMs, 1000 + minute);
    expect(trend.daysLeft()).toBeNull();
  });
});

describe('the reserve', () => {
  it('really takes its space, and gives it back at once', async () => {
    const folder = temporaryFolder();
    const reserve = new ReserveFile(folder, 9_000_000);
    await reserve.build();
    expect(reserve.isWhole).toBe(true);
    expect(statSync(join(folder, 'reserve.bin')).blocks * 512).toBeGreaterThanOrEqual(9_000_000);

    expect(reserve.release()).toBe(true);
    expect(existsSync(join(folder, 'reserve.bin'))).toBe(false);
    expect(reserve.release()).toBe(false);
  });

  it('is not there when it was released while it was being built', async () => {
    const folder = temporaryFolder();
    const reserve = new ReserveFile(folder, 20_000_000);
    const built = reserve.build();
    expect(reserve.release()).toBe(true);
    await built;
    expect(reserve.isWhole).toBe(false);
    expect(existsSync(join(folder, 'reserve.bin.part'))).toBe(false);
  });

  it('gives the space of a half built one back within the turn, once: whoever tries again at once comes to an end', async () => {
    const folder = temporaryFolder();
    const partPath = join(folder, 'reserve.bin.part');
    const reserve = new ReserveFile(folder, 60_000_000);
    const built = reserve.build();
    await fileIsThere(partPath);
    const part = openSync(partPath, 'r');
    onTestFinished(() => closeSync(part));
    const bytesOnDisk = (): number => fstatSync(part).blocks * 512;
    while (bytesOnDisk() < 16_000_000) await new Promise((resolve) => setImmediate(resolve));

    const answers = [reserve.release(), reserve.release(), reserve.release()];

    // One step may be on its way.
    expect(bytesOnDisk()).toBeLessThan(10_000_000);
    expect(answers).toEqual([true, false, false]);
    expect(reserve.isBuilding).toBe(false);
    await built;
    await reserve.build();
    expect(reserve.isWhole).toBe(true);
  });

  it('says why when the disk does not take it back, and that it gave nothing up', () => {
    const folder = temporaryFolder();
    // Not a file: it cannot be removed as one.
    mkdirSync(join(folder, 'reserve.bin'));
    const reserve = new ReserveFile(folder, 1000);

    expect(reserve.release()).toBe(false);
    expect(reserve.problem).toContain('cannot be given up');
    rmSync(join(folder, 'reserve.bin'), { recursive: true });
    reserve.release();
    expect(reserve.problem).toBeNull();
  });
});
