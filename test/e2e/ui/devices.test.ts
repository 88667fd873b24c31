import { setTimeout as sleep } from 'node:timers/promises';
import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { StationError } from '../../../main/api/errors.ts';
import { say } from '../../../main/api/said/say.ts';
import type { Binding, DevicesState } from '../../../main/api/slices/devices.ts';
import { eventually } from '../../support/eventually.ts';
import type { FakeAnswers } from '../../support/fake-station.ts';
import { toldDevices, toldPedal, toldReport, toldScanner } from '../../support/told-devices.ts';
import { pressKey, scanByKeys } from '../../support/typing-scanner.ts';
import { hasChromium, type Screen, ScreenBench, type ScreenOptions } from './screen.ts';

describe.skipIf(!hasChromium)('devices', () => {
  let bench: ScreenBench;
  beforeAll(async () => {
    bench = await ScreenBench.start();
  });
  afterEach(() => bench.closeAll());
  afterAll(() => bench.stop());

  /** A station whose devices follow what the screen asks of it, as the real one's do. */
  async function devicesScreen(
    changes: Partial<DevicesState> = {},
    options: ScreenOptions = {},
  ): Promise<DevicesBench> {
    let state = toldDevices(changes);
    const asked: string[] = [];
    let screen: Screen | null = null;
    const tell = (next: Partial<DevicesState>): void => {
      state = { ...state, ...next };
      screen?.station.send('devices.state', state);
    };
    const answers: FakeAnswers = {
      'devices.state': () => state,
      'devices.reports': () => [
        toldReport(1),
        toldReport(2, { id: toldScanner.id, understood: { as: 'garbage', why: 'too-short' } }),
      ],
      'devices.learn': ({ isOn }) => {
        const until = isOn ? Date.now() + 60_000 : null;
        tell({ learnsUntil: until });
        return { until };
      },
      'devices.bind': (binding) => {
        const same = state.bindings.find(
          ({ device, signal }) => device === binding.device && signal === binding.signal,
        );
        if (same) throw new StationError('conflict', say('buttonTaken'), { remedy: say('buttonTakenRemedy') });
        tell({ bindings: [...state.bindings, binding] });
        return {};
      },
      'devices.unbind': (binding) => {
        tell({ bindings: state.bindings.filter(({ signal }) => signal !== binding.signal) });
        return {};
      },
      'devices.testLight': ({ lit }) => {
        asked.push(`light ${lit.join()}`);
        return {};
      },
      'devices.typed': ({ code }) => {
        asked.push(`typed ${code}`);
        return {};
      },
      ...options.answers,
    };
    screen = await bench.show({ ...options, answers });
    return { ...screen, asked, bindings: () => state.bindings };
  }

  interface DevicesBench extends Screen {
    readonly asked: readonly string[];
    readonly bindings: () => readonly Binding[];
  }

  const open = async (page: Page): Promise<void> => {
    await page.locator('.rail-place', { hasText: 'Health' }).click();
    await page.waitForSelector('.device-rows');
  };

  describe('the tab of maintenance', () => {
    it('shows what is plugged in, what is wrong and what to do, and what comes in', async () => {
      const { page, station } = await devicesScreen();
      await open(page);
      expect(await page.locator('.device-row').count()).toBe(3);
      const troubled = page.locator('.device-row[data-state="no-permission"]');
      expect(await troubled.textContent()).toContain('70-sightline.rules');
      expect(await troubled.locator('.shape').count()).toBe(1);
      expect(await page.locator('.report-row').first().textContent()).toContain('not understood: too short');
      station.send('devices.reports', [toldReport(3, { hex: '', bytes: 8, understood: { as: 'badge' } })]);
      await page.locator('.report-row', { hasText: 'not shown (8 bytes)' }).waitFor();
      await page.locator('.device-button').first().click();
      expect(await page.locator('.report-row').count()).toBe(1);
    });

    it('stands still while it is paused', async () => {
      const { page, station } = await devicesScreen();
      await open(page);
      await page.keyboard.press('p');
      await page.locator('.device-paused').waitFor();
      station.send('devices.reports', [toldReport(7)]);
      station.send('devices.state', toldDevices({ devices: [] }));
      await page.locator('.device-list .device-nothing').waitFor();
      expect(await page.locator('.report-row').count()).toBe(2);
    });

    it('learns a pedal by its report and a key by its name, by keyboard alone', async () => {
      const { page, station, bindings } = await devicesScreen();
      await open(page);
      await page.keyboard.press('t');
      await page.locator('.learn-listening').waitFor();
      station.send('devices.learned', { device: toldPedal.device, signal: '0104', action: null, name: 'FootSwitch' });
      await page.locator('.learn-heard', { hasText: 'FootSwitch' }).waitFor();
      await page.keyboard.press('g');
      await page.locator('.learn-listening').waitFor();
      await pressKey(page, 'F13');
      await page.locator('.learn-heard', { hasText: 'F13' }).waitFor();
      await page.keyboard.press('u');
      await eventually(bindings, (all) => all.length === 2);
      expect(bindings()).toEqual([
        { device: toldPedal.device, signal: '0104', action: 'good' },
        { device: 'keys', signal: 'F13', action: 'undo' },
      ]);
      expect(await page.locator('.binding-row').count()).toBe(2);
    });

    it('shows what a button does already, and gives it another action only once that is taken away', async () => {
      const first: Binding = { device: toldPedal.device, signal: '0104', action: 'good' };
      const { page, station, bindings } = await devicesScreen({ bindings: [first] });
      await open(page);
      await page.keyboard.press('t');
      await page.locator('.learn-listening').waitFor();
      station.send('devices.learned', { ...first, name: 'FootSwitch' });
      await page.locator('.learn-heard', { hasText: 'It does this already: Good' }).waitFor();
      expect(await page.locator('.learn-actions button', { hasText: 'Defect' }).count()).toBe(0);
      await page.keyboard.press('w');
      await page.locator('.learn-heard', { hasText: 'What shall it do?' }).waitFor();
      await page.keyboard.press('f');
      await eventually(bindings, (all) => all[0]?.action === 'defect');
      expect(bindings()).toHaveLength(1);
    });

    it('says why something was refused', async () => {
      const refuse = (): never => {
        throw new StationError('conflict', say('buttonTaken'), { remedy: say('buttonTakenRemedy') });
      };
      const { page, station } = await devicesScreen({}, { answers: { 'devices.bind': refuse } });
      await open(page);
      await page.keyboard.press('t');
      await page.locator('.learn-listening').waitFor();
      station.send('devices.learned', { device: toldPedal.device, signal: '0104', action: null, name: 'x' });
      await page.locator('.learn-heard').waitFor();
      await page.keyboard.press('g');
      await page.locator('.device-refusal', { hasText: 'Take that away first' }).waitFor();
    });

    it('says the state of the light in words and tries its lamps', async () => {
      const { page, asked } = await devicesScreen();
      await open(page);
      const light = page.locator('.device-light');
      expect(await light.textContent()).toContain('Somebody is needed');
      expect(await light.textContent()).toContain('Amber: blinks until somebody acknowledges it');
      const askedTimes = (count: number) =>
        eventually(
          () => asked,
          (all) => all.length === count,
        );
      // A key waits until it is known to be no scanner's: a click right behind it would overtake it.
      await page.keyboard.press('r');
      await askedTimes(1);
      await page.locator('.light-tests button', { hasText: 'All' }).click();
      await askedTimes(2);
      expect(asked).toEqual(['light red', 'light red,amber,green']);
    });

    it('says that devices cannot be reached, that there are none, and who may look at them', async () => {
      const trouble = { detail: say('hidMissing', { why: 'libudev is missing' }), remedy: say('hidMissingRemedy') };
      const { page } = await devicesScreen({ trouble, devices: [], light: null });
      await page.locator('.rail-place', { hasText: 'Health' }).click();
      await page.locator('.device-trouble', { hasText: 'everything else runs on' }).waitFor();
      expect(await page.locator('.device-list').textContent()).toContain('No device is plugged in.');
      const refuse = (): never => {
        throw new StationError('not-allowed', 'devices.state is not allowed', { remedy: 'sign in' });
      };
      const other = await devicesScreen({}, { answers: { 'devices.state': refuse } });
      await other.page.locator('.rail-place', { hasText: 'Health' }).click();
      await other.page.locator('.devices-failed', { hasText: 'devices.state is not allowed' }).waitFor();
    });

    it.each([
      [1920, 1080],
      [1280, 800],
      [800, 1280],
    ])(
      'has everything in reach at %i×%i with ten thousand characters of names and touch targets of 48 px',
      async (width, height) => {
        const long = 'Handscanner mit einem sehr langen Namen '.repeat(5);
        const devices = Array.from({ length: 40 }, (_, index) => ({
          ...toldScanner,
          id: `/dev/hidraw${index}`,
          name: long,
        }));
        const bindings = Array.from(
          { length: 60 },
          (_, index): Binding => ({ device: 'keys', signal: `F${index}`, action: 'hold-picture' }),
        );
        const { page } = await devicesScreen({ devices, bindings }, { size: { width, height }, language: 'de' });
        await page.locator('.rail-place', { hasText: 'Zustand' }).click();
        await page.waitForSelector('.device-rows');
        expect(await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)).toBeLessThanOrEqual(
          0,
        );
        const heights = await page
          .locator('.devices button')
          .evaluateAll((all) => all.map((one) => one.getBoundingClientRect().height));
        expect(Math.min(...heights)).toBeGreaterThanOrEqual(48);
      },
    );
  });

  describe('a button', () => {
    it('of the station holds the picture of the live screen', async () => {
      const { page, station } = await devicesScreen();
      await page.waitForSelector('.picture-panel, .live-grid');
      const isHeld = (): Promise<boolean> =>
        page.locator('[aria-keyshortcuts="Space"][aria-pressed="true"]').isVisible();
      expect(await isHeld()).toBe(false);
      station.send('devices.pressed', { action: 'hold-picture' });
      await eventually(isHeld, Boolean);
    });

    it('that types does what its key is bound to, on any screen, and a key that is none does not', async () => {
      const keys: readonly Binding[] = [{ device: 'keys', signal: 'F13', action: 'hold-picture' }];
      const { page } = await devicesScreen({}, { answers: { 'devices.keys': () => [...keys] } });
      const held = page.locator('[aria-keyshortcuts="Space"][aria-pressed="true"]');
      await eventually(async () => {
        await pressKey(page, 'F14');
        await pressKey(page, 'F13');
        return held.isVisible();
      }, Boolean);
    });
  });

  describe('a scanner that types', () => {
    it('presses none of the keys that its code is made of, and its code becomes the serial of the next part', async () => {
      const { page, asked } = await devicesScreen();
      await page.waitForSelector('.live-grid');
      const schemeBefore = await page.evaluate(() => document.documentElement.dataset['mantineColorScheme']);
      await scanByKeys(page, 'DMLV-0042');
      await eventually(
        () => asked,
        (all) => all.length === 1,
      );
      expect(asked).toEqual(['typed DMLV-0042']);
      expect(await page.evaluate(() => document.documentElement.dataset['mantineColorScheme'])).toBe(schemeBefore);
      expect(await page.locator('.settings-choice').count()).toBe(0);
    });

    it('does not destroy what stands in a field: the text is put back, the code is offered instead', async () => {
      const { page, asked } = await devicesScreen();
      await withField(page);
      await page.locator('#field').pressSequentially('half a comm', { delay: 60 });
      await scanByKeys(page, 'SN-0042');
      await page.locator('.scan-note', { hasText: 'has its text back' }).waitFor();
      expect(await page.locator('#field').inputValue()).toBe('half a comm');
      expect(asked).toEqual(['typed SN-0042']);
      await page.locator('#field').pressSequentially('ent', { delay: 60 });
      expect(await page.locator('#field').inputValue()).toBe('half a comment');
    });

    it('types into a field that wants codes', async () => {
      const { page, asked } = await devicesScreen();
      await withField(page, 'data-takes-codes');
      await scanByKeys(page, 'SN-0042');
      await eventually(
        () => page.locator('#field').inputValue(),
        (value) => value === 'SN-0042\n',
      );
      expect(asked).toEqual([]);
    });

    it('is told from a person, whose keys work as ever', async () => {
      const { page, asked } = await devicesScreen();
      await page.waitForSelector('.live-grid');
      const scheme = (): Promise<string | undefined> =>
        page.evaluate(() => document.documentElement.dataset['mantineColorScheme']);
      const before = await scheme();
      await page.keyboard.press('d');
      await eventually(scheme, (now) => now !== before);
      await sleep(60);
      await page.keyboard.press('d');
      await eventually(scheme, (now) => now === before);
      expect(asked).toEqual([]);
    });

    it('is shown to whoever tries it, and nothing else becomes of its code', async () => {
      const { page, asked } = await devicesScreen();
      await open(page);
      await scanByKeys(page, 'TRY-4711');
      await page.locator('.scanner-code', { hasText: 'TRY-4711' }).waitFor();
      expect(await page.locator('.device-scanner').textContent()).toContain('It is shown here only.');
      expect(asked).toEqual([]);
    });
  });
});

async function withField(page: Page, attribute = 'data-plain'): Promise<void> {
  await page.waitForSelector('.live-grid');
  await page.evaluate((name) => {
    const field = document.createElement('textarea');
    field.id = 'field';
    field.setAttribute(name, '');
    document.body.prepend(field);
    field.focus();
  }, attribute);
}
