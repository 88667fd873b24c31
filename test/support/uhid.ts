/**
 * Devices of the kernel's own making, through /dev/uhid (Linux, `include/uapi/linux/uhid.h`): node-hid sees them as any
 * other device. Needs the module and the right to write there.
 */
import { accessSync, closeSync, constants, openSync, readSync, writeSync } from 'node:fs';
import { createNodeHidBus } from '../../main/station/devices/node-hid-bus.ts';
import type { BusUnderTest, DeviceToPlug } from '../contract/hid-bus.ts';
import { eventually } from './eventually.ts';

const device = '/dev/uhid';
const eventBytes = 4380;
const type = { destroy: 1, output: 6, create2: 11, input2: 12 } as const;
const usbBus = 0x03;

/** Null: it can be used. */
export function whyNoUhid(): string | null {
  try {
    accessSync(device, constants.R_OK | constants.W_OK);
    return null;
  } catch (thrown) {
    return `${device}: ${(thrown as NodeJS.ErrnoException).code ?? String(thrown)}`;
  }
}

export async function uhidBench(): Promise<BusUnderTest> {
  const bus = createNodeHidBus();
  const plugged = new Map<string, number>();
  const outputs = new Map<string, number[][]>();
  return {
    bus,
    plug: async (toPlug) => {
      const before = new Set((await bus.list()).map(({ path }) => path));
      const file = openSync(device, constants.O_RDWR | constants.O_NONBLOCK);
      writeSync(file, createEvent(toPlug));
      const fresh = await eventually(
        async () => (await bus.list()).filter(({ path }) => !before.has(path)),
        (found) => found.length > 0,
      );
      const path = fresh[0]?.path ?? '';
      plugged.set(path, file);
      outputs.set(path, []);
      return path;
    },
    unplug: async (path) => {
      const file = plugged.get(path);
      if (file === undefined) return;
      plugged.delete(path);
      writeSync(file, eventOf(type.destroy));
      closeSync(file);
    },
    report: (path, report) => {
      const file = plugged.get(path);
      if (file !== undefined) writeSync(file, inputEvent(report));
    },
    sentTo: async (path) => {
      const file = plugged.get(path);
      const sent = outputs.get(path) ?? [];
      if (file !== undefined) sent.push(...outputsOf(file));
      return sent;
    },
    end: async () => {
      for (const file of plugged.values()) closeSync(file);
    },
  };
}

/** One collection with input and output reports of three bytes behind report id 2. */
function descriptor({ usages }: DeviceToPlug): Buffer {
  const { page, usage } = usages[0] ?? { page: 0xff00, usage: 1 };
  return Buffer.from([
    ...[0x06, page & 0xff, page >> 8, 0x0a, usage & 0xff, usage >> 8, 0xa1, 0x01, 0x85, 0x02],
    ...[0x15, 0x00, 0x26, 0xff, 0x00, 0x75, 0x08, 0x95, 0x03],
    ...[0x09, 0x01, 0x81, 0x02, 0x09, 0x02, 0x91, 0x02, 0xc0],
  ]);
}

function eventOf(kind: number): Buffer {
  const event = Buffer.alloc(eventBytes);
  event.writeUInt32LE(kind, 0);
  return event;
}

function createEvent(toPlug: DeviceToPlug): Buffer {
  const event = eventOf(type.create2);
  const rd = descriptor(toPlug);
  event.write(toPlug.name, 4, 127, 'utf8');
  event.writeUInt16LE(rd.length, 4 + 256);
  event.writeUInt16LE(usbBus, 4 + 258);
  event.writeUInt32LE(toPlug.vendorId, 4 + 260);
  event.writeUInt32LE(toPlug.productId, 4 + 264);
  rd.copy(event, 4 + 276);
  return event;
}

function inputEvent(report: Uint8Array): Buffer {
  const event = eventOf(type.input2);
  event.writeUInt16LE(report.length, 4);
  event.set(report, 6);
  return event;
}

/** Of the events that the kernel has told so far. */
function outputsOf(file: number): number[][] {
  const sent: number[][] = [];
  const event = Buffer.alloc(eventBytes);
  for (;;) {
    try {
      if (readSync(file, event) === 0) return sent;
    } catch (thrown) {
      if ((thrown as NodeJS.ErrnoException).code === 'EAGAIN') return sent;
      throw thrown;
    }
    if (event.readUInt32LE(0) === type.output) sent.push([...event.subarray(4, 4 + event.readUInt16LE(4 + 4096))]);
  }
}
