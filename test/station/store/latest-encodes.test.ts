import { describe, expect, it } from 'vitest';
import { LatestEncodes, tagLimit } from '../../../main/station/store/latest-encodes.ts';

const image = { width: 1, height: 1, channels: 1 as const, bytes: new Uint8Array(1) };
const jpeg = new Uint8Array([0xff]);

describe('encodes that are asked for', () => {
  it('replace the one of the same tag that waits, not the one under way', async () => {
    const encodes = new LatestEncodes();
    const first = encodes.ask('preview', image, 80);
    const [underWay] = encodes.next();
    const second = encodes.ask('preview', image, 80);
    const third = encodes.ask('preview', image, 80);
    expect(await second).toBeNull();
    encodes.answered(underWay?.call ?? 0, jpeg);
    expect(await first).toBe(jpeg);
    const [next] = encodes.next();
    encodes.answered(next?.call ?? 0, jpeg);
    expect(await third).toBe(jpeg);
  });

  it('take no room once they are answered, however many tags there were', async () => {
    const encodes = new LatestEncodes();
    for (let part = 0; part < 10_000; part++) {
      const asked = encodes.ask(`part ${part}`, image, 70);
      for (const { call } of encodes.next()) encodes.answered(call, jpeg);
      expect(await asked).toBe(jpeg);
    }
    expect(encodes.size).toBe(0);
  });

  it('are refused while too many others are under way', async () => {
    const encodes = new LatestEncodes();
    const asked = Array.from({ length: tagLimit }, (_, tag) => encodes.ask(String(tag), image, 70));
    expect(await encodes.ask('one more', image, 70)).toBeNull();
    for (const { call } of encodes.next()) encodes.answered(call, jpeg);
    expect(await Promise.all(asked)).toEqual(asked.map(() => jpeg));
    expect(encodes.size).toBe(0);
  });

  it('are settled when the process is away', async () => {
    const encodes = new LatestEncodes();
    const asked = encodes.ask('preview', image, 80);
    encodes.forget();
    expect(await asked).toBeNull();
    expect(encodes.size).toBe(0);
  });
});
