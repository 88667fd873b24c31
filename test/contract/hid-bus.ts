/** What every bus of HID devices must do, whatever it is made of. */
import { afterEach, describe, expect, it } from 'vitest';
import { type HidBus, type HidHandle, HidOpenError, type Usage } from '../../main/station/devices/hid-bus.ts';
import { eventually } from '../support/eventually.ts';

export interface DeviceToPlug {
  readonly vendorId: number;
  readonly productId: number;
  readonly name: string;
  readonly usages: readonly Usage[];
}

export interface BusUnderTest {
  readonly bus: HidBus;
  /** Resolves with its path once it is listed. */
  plug(device: DeviceToPlug): Promise<string>;
  unplug(path: string): Promise<void>;
  /** The device sends it. */
  report(path: string, report: Uint8Array): void;
  /** Output reports that arrived at the device. */
  sentTo(path: string): Promise<readonly (readonly number[])[]>;
  end?(): Promise<void>;
}

const scanner: DeviceToPlug = {
  vendorId: 0x05e0,
  productId: 0x1300,
  name: 'Example Scanner',
  usages: [{ page: 0x8c, usage: 0x02 }],
};

/** @param skipped why it cannot run here. */
export function describeHidBus(name: string, make: () => Promise<BusUnderTest>, skipped: string | null = null): void {
  const title = `HID bus: ${name}${skipped === null ? '' : ` (skipped: ${skipped})`}`;
  describe.skipIf(skipped !== null)(title, () => {
    const made: BusUnderTest[] = [];
    async function plugged(): Promise<BusUnderTest & { readonly path: string }> {
      const bench = await make();
      made.push(bench);
      return { ...bench, path: await bench.plug(scanner) };
    }
    async function opened(): Promise<BusUnderTest & OpenBench> {
      const bench = await plugged();
      const handle = await bench.bus.open(bench.path);
      const came: (readonly number[])[] = [];
      const lost: string[] = [];
      handle.onReport((report) => came.push([...report]));
      handle.onLost((why) => lost.push(why));
      return { ...bench, handle, came, lost };
    }
    afterEach(async () => {
      for (const { end } of made.splice(0)) await end?.();
    });

    it('lists what is plugged in with its numbers, name and usages, and no longer once it is unplugged', async () => {
      const { bus, path, unplug } = await plugged();
      const listed = (await bus.list()).find((info) => info.path === path);
      expect(listed).toMatchObject({ vendorId: scanner.vendorId, productId: scanner.productId });
      expect(listed?.name).toContain(scanner.name);
      expect(listed?.usages).toEqual(scanner.usages);
      await unplug(path);
      const after = await eventually(
        () => bus.list(),
        (all) => all.every((info) => info.path !== path),
      );
      expect(after.map((info) => info.path)).not.toContain(path);
    });

    it('brings reports whole and in their order', async () => {
      const { path, report, came } = await opened();
      for (let number = 0; number < 5; number += 1) report(path, Uint8Array.of(2, number, 255, 0));
      await eventually(
        () => came.length,
        (count) => count === 5,
      );
      expect(came).toEqual([0, 1, 2, 3, 4].map((number) => [2, number, 255, 0]));
    });

    it('sends a report to the device', async () => {
      const { path, handle, sentTo } = await opened();
      await handle.write(Uint8Array.of(2, 7, 9));
      const sent = await eventually(
        () => sentTo(path),
        (all) => all.length > 0,
      );
      expect(sent.at(-1)?.slice(0, 3)).toEqual([2, 7, 9]);
    });

    it('tells once that a device was unplugged, and takes no more reports for it', async () => {
      const { path, handle, unplug, lost } = await opened();
      await unplug(path);
      await eventually(
        () => lost.length,
        (count) => count > 0,
      );
      await expect(handle.write(Uint8Array.of(2, 1))).rejects.toThrow();
      await handle.close();
      expect(lost).toHaveLength(1);
    });

    it('tells nothing of a device that was closed here, however often', async () => {
      const { path, handle, report, unplug, came, lost } = await opened();
      await handle.close();
      await handle.close();
      report(path, Uint8Array.of(2, 1, 1, 1));
      await unplug(path);
      expect([came, lost]).toEqual([[], []]);
    });

    it('says that a device is gone to whoever opens it too late', async () => {
      const { bus, path, unplug } = await plugged();
      await unplug(path);
      const refusal = await bus.open(path).catch((thrown: unknown) => thrown);
      expect(refusal).toBeInstanceOf(HidOpenError);
      expect(refusal).toMatchObject({ failure: 'gone' });
    });

    it('opens a device that was plugged in again', async () => {
      const bench = await opened();
      await bench.unplug(bench.path);
      const again = await bench.plug(scanner);
      const handle = await bench.bus.open(again);
      const came: number[] = [];
      handle.onReport(([first]) => came.push(first ?? -1));
      bench.report(again, Uint8Array.of(2, 5, 0, 0));
      await eventually(
        () => came,
        (all) => all.length === 1,
      );
      expect(came).toEqual([2]);
      await handle.close();
    });
  });
}

interface OpenBench {
  readonly path: string;
  readonly handle: HidHandle;
  readonly came: readonly (readonly number[])[];
  readonly lost: readonly string[];
}
