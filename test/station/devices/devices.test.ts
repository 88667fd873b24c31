import { describe, expect, it } from 'vitest';
import { deviceActions } from '../../../main/api/slices/devices.ts';
import { learnMs } from '../../../main/station/devices/learning.ts';
import { posReport, posReports } from '../../support/pos-reports.ts';
import { devicesBench, pedalInfo, scannerInfo } from './bench.ts';

const good = { device: '0c45:7403', signal: '0004', action: 'good' } as const;
const press = Uint8Array.of(0, 4);
const rest = Uint8Array.of(0, 0);

describe('a scanner', () => {
  it('gives the next part its serial and tells the screens of the station, and no other desk', async () => {
    const bench = await devicesBench();
    bench.bus.plug(scannerInfo);
    await bench.pass(1_000);
    const here = bench.screen('operator');
    const elsewhere = bench.screen('quality', false);
    for (const report of posReports('SN-0042', ']C0')) bench.bus.report(scannerInfo.path, report);
    await bench.pass(0);
    expect(bench.serials).toEqual(['SN-0042']);
    expect(here.heard('devices.scanned')).toMatchObject([{ code: 'SN-0042', symbology: ']C0' }]);
    expect(elsewhere.heard('devices.scanned')).toEqual([]);
  });

  it('that is pulled in the middle of a code and plugged in again reads the next one whole', async () => {
    const bench = await devicesBench();
    bench.bus.plug(scannerInfo);
    await bench.pass(1_000);
    bench.bus.report(scannerInfo.path, posReport('x'.repeat(56), ']C0', true));
    bench.bus.unplug(scannerInfo.path);
    await bench.pass(1_000);
    bench.bus.plugAgain(scannerInfo.path);
    await bench.pass(1_000);
    bench.bus.report(scannerInfo.path, posReport('WHOLE', ']C0'));
    expect(bench.serials).toEqual(['WHOLE']);
  });

  it('that sends garbage is counted and shown, and its codes still count', async () => {
    const bench = await devicesBench();
    bench.bus.plug(scannerInfo);
    await bench.pass(1_000);
    const maintenance = bench.screen('maintenance');
    for (let byte = 0; byte < 100; byte += 1) bench.bus.report(scannerInfo.path, Uint8Array.of(byte, 255, byte));
    bench.bus.report(scannerInfo.path, posReport('GOOD', ']C0'));
    await bench.pass(300);
    const state = await maintenance.client.call('devices.state', {});
    expect(state.devices).toMatchObject([{ reports: 101, garbage: 100, state: 'open' }]);
    expect(bench.serials).toEqual(['GOOD']);
    const told = maintenance.heard('devices.reports').flat();
    expect(told).toHaveLength(101);
    expect(told.at(-1)).toMatchObject({ understood: { as: 'code', code: 'GOOD' }, bytes: 64 });
  });

  it('that somebody tries gives its code to nobody else, and to no part', async () => {
    const bench = await devicesBench();
    bench.bus.plug(scannerInfo);
    await bench.pass(1_000);
    const maintenance = bench.screen('maintenance');
    const operator = bench.screen('operator');
    await maintenance.client.call('devices.learn', { isOn: true });
    bench.bus.report(scannerInfo.path, posReport('TRIED'));
    await bench.pass(0);
    expect(bench.serials).toEqual([]);
    expect(operator.heard('devices.scanned')).toEqual([]);
    expect(maintenance.heard('devices.scanned')).toMatchObject([{ code: 'TRIED' }]);
  });

  it('that types is one too, from a screen of the station only', async () => {
    const bench = await devicesBench();
    await bench.screen('operator').client.call('devices.typed', { code: 'TYPED' });
    const refusal = bench.screen('operator', false).client.call('devices.typed', { code: 'NO' });
    await expect(refusal).rejects.toMatchObject({ code: 'not-allowed' });
    expect(bench.serials).toEqual(['TYPED']);
  });
});

describe('a button', () => {
  it('is learned while it does nothing, then does what it was given, here and not at another desk', async () => {
    const bench = await devicesBench();
    bench.bus.plug(pedalInfo);
    await bench.pass(1_000);
    expect(bench.bus.isOpen(pedalInfo.path)).toBe(false);
    const maintenance = bench.screen('maintenance');
    const operator = bench.screen('operator');
    const elsewhere = bench.screen('operator', false);
    await maintenance.client.call('devices.learn', { isOn: true });
    await bench.pass(0);
    bench.bus.report(pedalInfo.path, press);
    bench.bus.report(pedalInfo.path, rest);
    await bench.pass(0);
    expect(maintenance.heard('devices.learned')).toEqual([{ ...good, action: null, name: 'Pedal' }]);
    await maintenance.client.call('devices.bind', good);
    await maintenance.client.call('devices.learn', { isOn: false });
    await bench.pass(0);
    bench.bus.report(pedalInfo.path, press);
    await bench.pass(0);
    expect(operator.heard('devices.pressed')).toEqual([{ action: 'good' }]);
    expect([elsewhere.heard('devices.pressed'), operator.heard('devices.learned')]).toEqual([[], []]);
  });

  it('does nothing while somebody learns, and everything again after a minute', async () => {
    const bench = await devicesBench();
    bench.bus.plug(pedalInfo);
    const maintenance = bench.screen('maintenance');
    await maintenance.client.call('devices.bind', good);
    await bench.pass(1_000);
    await maintenance.client.call('devices.learn', { isOn: true });
    bench.bus.report(pedalInfo.path, press);
    bench.bus.report(pedalInfo.path, rest);
    await bench.pass(0);
    expect(maintenance.heard('devices.pressed')).toEqual([]);
    expect(maintenance.heard('devices.learned')).toMatchObject([{ action: 'good' }]);
    await bench.pass(learnMs);
    bench.bus.report(pedalInfo.path, press);
    await bench.pass(0);
    expect(maintenance.heard('devices.pressed')).toEqual([{ action: 'good' }]);
  });

  it('cannot be given two actions; the refusal says what to do', async () => {
    const bench = await devicesBench();
    const { client } = bench.screen('administrator');
    await client.call('devices.bind', good);
    await client.call('devices.bind', good);
    const refusal = await client.call('devices.bind', { ...good, action: 'defect' }).catch((thrown: unknown) => thrown);
    expect(refusal).toMatchObject({ code: 'conflict', remedy: expect.stringContaining('Take that away first') });
    expect((await client.call('devices.state', {})).bindings).toEqual([good]);
  });

  it('is written into the history, given and taken away, once each', async () => {
    const bench = await devicesBench();
    const { client } = bench.screen('maintenance');
    for (const _ of [1, 2]) await client.call('devices.bind', good);
    for (const _ of [1, 2]) await client.call('devices.unbind', good);
    const entries = bench.db.prepare("SELECT body FROM history WHERE kind = 'device' ORDER BY entry").pluck().all();
    expect(entries.map((body) => JSON.parse(String(body)))).toEqual([
      { by: null, device: good.device, signal: good.signal, old: null, new: 'good' },
      { by: null, device: good.device, signal: good.signal, old: 'good', new: null },
    ]);
  });

  it('is still known after a restart', async () => {
    const bench = await devicesBench();
    await bench.screen('maintenance').client.call('devices.bind', good);
    await bench.devices.stop();
    const again = bench.restart();
    await again.storeReady();
    bench.bus.plug(pedalInfo);
    await bench.pass(1_000);
    const screen = bench.screen('operator');
    bench.bus.report(pedalInfo.path, press);
    await bench.pass(0);
    expect(screen.heard('devices.pressed')).toEqual([{ action: 'good' }]);
  });

  it.each(deviceActions)('may do %s, from a key as well; keys are told to screens of the station', async (action) => {
    const bench = await devicesBench();
    const here = bench.screen('operator');
    const binding = { device: 'keys', signal: 'F13', action } as const;
    await bench.screen('maintenance').client.call('devices.bind', binding);
    await bench.pass(0);
    expect(here.heard('devices.keys').at(-1)).toEqual([binding]);
    expect(await here.client.call('devices.keys', {})).toEqual([binding]);
    expect(await bench.screen('operator', false).client.call('devices.keys', {})).toEqual([]);
  });
});

describe('a badge', () => {
  const config = { badgeReaders: [{ vendor: '0c27', product: '3bfa', usagePage: 'ff00' }] };
  const reader = { path: '/dev/hidraw5', vendorId: 0x0c27, productId: 0x3bfa, name: 'Badges' };

  it('goes to the sign-in, once, and its bytes to nobody else', async () => {
    const bench = await devicesBench(config);
    bench.bus.plug({ ...reader, usages: [{ page: 0xff00, usage: 1 }] });
    await bench.pass(1_000);
    const maintenance = bench.screen('maintenance');
    const badge = Uint8Array.of(1, 0xde, 0xad, 0xbe, 0xef);
    bench.bus.report(reader.path, badge);
    bench.bus.report(reader.path, badge);
    await bench.pass(300);
    expect(bench.badges).toEqual(['deadbeef']);
    expect(maintenance.heard('devices.reports').flat()).toMatchObject([
      { hex: '', understood: { as: 'badge' } },
      { hex: '', understood: { as: 'badge' } },
    ]);
    expect(bench.logged.join()).not.toContain('deadbeef');
  });

  it('is not read by another part of the same device', async () => {
    const bench = await devicesBench(config);
    bench.bus.plug({ ...reader, usages: [{ page: 0x0c, usage: 1 }] });
    await bench.pass(1_000);
    expect(bench.bus.isOpen(reader.path)).toBe(false);
    expect(bench.logged.join()).toContain('not the part of it that is meant');
  });
});

describe('what is wrong with a device', () => {
  it.each([
    ['busy', 'Another program uses the device'],
    ['no-permission', 'may not open /dev/hidraw0'],
    ['fault', 'does not answer'],
  ] as const)('(%s) is said once, with what to do, and is over by itself', async (failure, words) => {
    const bench = await devicesBench();
    const { client } = bench.screen('maintenance');
    bench.bus.plug(scannerInfo);
    bench.bus.refuseToOpen(scannerInfo.path, failure);
    await bench.pass(20_000);
    const [device] = (await client.call('devices.state', {})).devices;
    expect(device).toMatchObject({ state: failure, detail: expect.stringContaining(words) });
    expect(device?.remedy).not.toBe('');
    expect(bench.logged.filter((line) => line.includes(words))).toHaveLength(1);
    bench.bus.refuseToOpen(scannerInfo.path, null);
    await bench.pass(6_000);
    bench.bus.report(scannerInfo.path, posReport('BACK'));
    expect(bench.serials).toEqual(['BACK']);
  });

  it('names the udev rule where Linux does not let the station open it', async () => {
    const bench = await devicesBench();
    bench.bus.plug(scannerInfo);
    bench.bus.refuseToOpen(scannerInfo.path, 'no-permission');
    await bench.pass(1_000);
    const { devices } = await bench.screen('maintenance').client.call('devices.state', {});
    expect(devices[0]?.remedy).toContain('/etc/udev/rules.d/70-sightline.rules');
  });

  it('does not hold up the others: a bus that cannot be listed is told once and comes back', async () => {
    const bench = await devicesBench();
    bench.bus.plug(scannerInfo);
    bench.bus.failToList('udev is away');
    await bench.pass(10_000);
    const { client } = bench.screen('maintenance');
    expect((await client.call('devices.state', {})).trouble).toMatchObject({ detail: 'udev is away' });
    expect(bench.logged.filter((line) => line.includes('udev is away'))).toHaveLength(1);
    bench.bus.failToList(null);
    await bench.pass(1_000);
    expect(await client.call('devices.state', {})).toMatchObject({ trouble: null, devices: [{ state: 'open' }] });
  });

  it('leaves the keyboard and the mouse to the system, also while somebody learns', async () => {
    const bench = await devicesBench();
    bench.bus.plug({ ...pedalInfo, usages: [{ page: 1, usage: 6 }] });
    await bench.screen('maintenance').client.call('devices.learn', { isOn: true });
    await bench.pass(2_000);
    expect(bench.bus.isOpen(pedalInfo.path)).toBe(false);
  });
});

describe('rights', () => {
  it('raw reports and the list are told to maintenance and administrators only', async () => {
    const bench = await devicesBench();
    const screens = (['operator', 'quality', 'maintenance', 'administrator', null] as const).map((role) => ({
      role,
      screen: bench.screen(role),
    }));
    bench.bus.plug(scannerInfo);
    await bench.pass(1_000);
    bench.bus.report(scannerInfo.path, posReport('A1'));
    await bench.pass(300);
    const told = screens.filter(({ screen }) => screen.heard('devices.reports').length > 0).map(({ role }) => role);
    expect(told).toEqual(['maintenance', 'administrator']);
    expect(screens.filter(({ screen }) => screen.heard('devices.state').length > 0)).toHaveLength(2);
  });
});
