import { describe, expect, it } from 'vitest';
import { testMs } from '../../../main/station/devices/light-keeper.ts';
import { type DevicesBench, devicesBench } from './bench.ts';

const config = {
  stackLight: {
    ...{ vendor: '1a86', product: 'e429' },
    protocol: { kind: 'mask', report: '00 MM', bits: { red: 0, amber: 1, green: 2 } },
  },
};
const tower = { path: '/dev/hidraw9', vendorId: 0x1a86, productId: 0xe429, name: 'Tower', usages: [] };
const [red, amber, green] = [1, 2, 4];

async function lightBench(): Promise<DevicesBench> {
  const bench = await devicesBench(config);
  bench.bus.plug(tower);
  await bench.pass(2_000);
  return bench;
}

const masks = (bench: DevicesBench): readonly (number | undefined)[] =>
  bench.bus.sentTo(tower.path).map(({ report }) => report[1]);

describe('the stack light', () => {
  it('stands green, and is told again so that a lamp that lost its power comes back', async () => {
    const bench = await lightBench();
    expect(masks(bench)).toEqual([green]);
    await bench.pass(10_500);
    expect(masks(bench)).toEqual([green, green]);
  });

  it('blinks once a second until somebody has taken note, by a call or by a button', async () => {
    const bench = await lightBench();
    const { client } = bench.screen('operator');
    bench.waiting = 1;
    await bench.pass(4_000);
    const blinked = masks(bench).slice(1);
    expect(blinked.length).toBeGreaterThanOrEqual(7);
    expect(blinked.every((mask, index) => index === 0 || mask !== blinked[index - 1])).toBe(true);
    await client.call('devices.acknowledge', {});
    const told = masks(bench).length;
    await bench.pass(4_000);
    expect(masks(bench).at(-1)).toBe(amber);
    expect(masks(bench).length - told).toBeLessThanOrEqual(1);
  });

  it('shows what maintenance tries for a few seconds, then the state again', async () => {
    const bench = await lightBench();
    const { client } = bench.screen('maintenance');
    await client.call('devices.testLight', { lit: ['red', 'amber'] });
    await bench.pass(0);
    expect(masks(bench).at(-1)).toBe(red + amber);
    expect((await client.call('devices.state', {})).light).toMatchObject({ isTest: true, condition: 'running' });
    await bench.pass(testMs + 500);
    expect(masks(bench).at(-1)).toBe(green);
  });

  it('is dark when the station ends', async () => {
    const bench = await lightBench();
    await bench.devices.stop();
    expect(masks(bench).at(-1)).toBe(0);
  });

  it('that takes no report is told once, and shows the newest state when it does again', async () => {
    const bench = await lightBench();
    bench.bus.failWrites(tower.path, true);
    bench.health = { ...bench.health, engine: { ...bench.health.engine, state: 'fault' }, state: 'fault' };
    await bench.pass(5_000);
    expect(bench.logged.filter((line) => line.includes('takes no report'))).toHaveLength(1);
    bench.bus.failWrites(tower.path, false);
    await bench.pass(1_500);
    expect(masks(bench)).toContain(red);
    expect(bench.logged).toContain('the stack light takes reports again');
  });

  it('that is plugged in later shows the state at once', async () => {
    const bench = await lightBench();
    bench.bus.unplug(tower.path);
    await bench.pass(1_000);
    bench.bus.plugAgain(tower.path);
    await bench.pass(2_000);
    expect(masks(bench)).toEqual([green]);
  });

  it('cannot be tried where there is none', async () => {
    const bench = await devicesBench();
    const trial = bench.screen('maintenance').client.call('devices.testLight', { lit: ['red'] });
    await expect(trial).rejects.toMatchObject({ code: 'not-found' });
  });
});
