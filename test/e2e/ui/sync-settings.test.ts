/** Entering and changing a target of the MES: fields and their errors, secrets, the test, and mappings with their preview. */
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { targetKinds, targetSettingsSchema } from '../../../main/api/slices/sync-target.ts';
import { type PlayedSync, playedSync, syncId, syncTarget } from '../../support/fake-sync.ts';
import { smallSizes, tooLow, tooWide } from './fits.ts';
import { hasChromium, type Screen, ScreenBench, type ScreenOptions } from './screen.ts';

interface SettingsBench extends Screen {
  readonly played: PlayedSync;
}

const pem = '-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----\n';

/** A machine with other work. */
const patient = { timeout: 20_000 };

describe.skipIf(!hasChromium)(
  'the settings of a target (skipped where /usr/bin/chromium is missing)',
  { timeout: 90_000 },
  () => {
    let bench: ScreenBench;
    beforeAll(async () => {
      bench = await ScreenBench.start();
    });
    afterEach(() => bench.closeAll());
    afterAll(() => bench.stop());

    async function open(query: string, options: ScreenOptions = {}): Promise<SettingsBench> {
      let screen: Screen | null = null;
      const targets = [
        syncTarget(1, { name: 'MES', secrets: ['token'], waiting: 7 }),
        syncTarget(2, { name: 'Broker', secrets: ['password'] }, 'cfx'),
      ];
      const played = playedSync({ targets }, () => screen?.station ?? null);
      screen = await bench.show({ isManual: true, ...options, answers: { ...played.answers, ...options.answers } });
      await screen.page.evaluate((hash) => {
        window.location.hash = hash;
      }, `#/health/sync?${query}`);
      return { ...screen, played };
    }

    it('of a new one say at each field what is missing, go to the first, and save what is there', async () => {
      const { page, played } = await open('view=new');
      await page.getByText('What does the receiver speak?').waitFor();
      await page.keyboard.press('c');
      await page.getByText('New target: IPC-CFX (AMQP)').waitFor();
      await page.getByRole('button', { name: 'Save' }).click();
      await page.getByText('4 fields need a look.').waitFor();
      await expect
        .poll(() => page.evaluate(() => document.activeElement?.getAttribute('aria-invalid')), patient)
        .toBe('true');
      await page.getByLabel('Name', { exact: true }).fill('Plant broker');
      await page.getByLabel('Host').fill('broker.plant.example');
      await page.getByLabel('Name of the exchange or queue').fill('cfx');
      await page.getByLabel('CFX handle of the station').fill('one two');
      await page.getByText('Three names with full stops between them, without spaces.').waitFor();
      await page.getByText('1 field needs a look.').waitFor();
      await page.getByLabel('CFX handle of the station').fill('Sightline.Station.7');
      await page.getByText('needs a look').waitFor({ state: 'detached' });
      await page.getByLabel('Messages go to').selectOption('queue');
      await page.getByLabel('Routing key').waitFor({ state: 'detached' });
      await page.getByLabel('UnitsDeparted').check();
      await page.getByLabel('Codes of defects').fill('pitting = D-100');
      await page.getByLabel('Encrypted (TLS)').check();
      await page
        .locator('.certificate input[type="file"]')
        .first()
        .setInputFiles({ name: 'ca.pem', mimeType: 'application/x-pem-file', buffer: Buffer.from(pem) });
      await expect
        .poll(() => page.getByLabel('Certificates of the receiver’s authority').inputValue(), patient)
        .toBe(pem);
      await page.getByLabel('Password').fill('not shown');
      await page.getByLabel('The oldest record that is still there').check();
      await page.getByRole('button', { name: 'Save' }).click();
      await page.locator('li.target-card', { hasText: 'Plant broker' }).waitFor();
      expect(played.asked).toEqual([
        [
          'saveTarget',
          {
            id: expect.any(String),
            name: 'Plant broker',
            settings: targetSettingsSchema.parse({
              connection: {
                ...{ kind: 'cfx', host: 'broker.plant.example', handle: 'Sightline.Station.7', useTls: true },
                ...{ to: { is: 'queue', name: 'cfx' }, tls: { ca: pem.trim() }, defectCodes: { pitting: 'D-100' } },
                unitMessages: ['WorkStarted', 'UnitsInspected', 'WorkCompleted', 'UnitsDeparted'],
              },
            }),
            secrets: { password: 'not shown' },
            startsFrom: 'oldest',
          },
        ],
      ]);
    });

    it('have a form for every kind, with all of its fields named', async () => {
      const { page } = await open('view=new', { language: 'de' });
      for (const [place, kind] of targetKinds.entries()) {
        await page.locator('.kind-choice').nth(place).click();
        await page.locator('.sync-form').waitFor();
        const inputs = page.locator('.sync-form :is(input, select, textarea)');
        expect(await inputs.count(), kind).toBeGreaterThan(5);
        const unnamed = await inputs.evaluateAll(
          (all) => all.filter((each) => !('labels' in each && each.labels)).length,
        );
        expect(unnamed, kind).toBe(0);
        for (const size of smallSizes) {
          await page.setViewportSize(size);
          expect(await tooWide(page, '.sync, .form-section, .sync-field, .sync-head, .key-button'), kind).toEqual([]);
          expect(
            await tooLow(page, '.sync button, .sync-field :is(input:not([type="file"]), select), .sync-check'),
            kind,
          ).toEqual([]);
        }
        await page.goBack();
      }
    });

    it('never get a secret back: it is kept, replaced or forgotten', async () => {
      const { page, played } = await open(`view=settings&target=${syncId(1)}`);
      const token = page.getByRole('group', { name: 'Token' });
      await token.getByText('Kept. It is never shown again.').waitFor();
      await token.getByRole('button', { name: 'Forget' }).click();
      await token.getByText('It is forgotten when you save.').waitFor();
      await token.getByRole('button', { name: 'Keep it' }).click();
      await token.getByRole('button', { name: 'Replace' }).click();
      await page.getByLabel('Token').fill('fresh');
      expect(await page.getByLabel('Token').getAttribute('type')).toBe('password');
      await page.getByRole('button', { name: 'Save' }).click();
      await page.locator('li.target-card').first().waitFor();
      expect(played.asked).toEqual([['saveTarget', expect.objectContaining({ secrets: { token: 'fresh' } })]]);
    });

    it('are tried before they are saved, with what came of it', async () => {
      const { page, played } = await open(`view=settings&target=${syncId(1)}`);
      await page.getByText('Test the connection').waitFor();
      await page.keyboard.press('t');
      await page.locator('.test-result[data-ok="true"]', { hasText: '204 No Content' }).waitFor();
      expect(await page.locator('.test-result').textContent()).toContain('It took 0.3 s.');
      await page.getByLabel('Address', { exact: true }).fill('https://other.example/');
      await page.getByText('Test the connection').click();
      const bad = page.locator('.test-result[data-ok="false"]');
      await bad.waitFor();
      expect(await bad.textContent()).toContain('See whether the receiver is running');
      await page.getByLabel('Address', { exact: true }).fill('other');
      await page.getByText('Test the connection').click();
      await page.getByText('An address that begins with http:// or https://, please.').waitFor();
      expect(played.asked.filter(([call]) => call === 'test')).toHaveLength(2);
      expect(played.asked.some(([call]) => call === 'saveTarget')).toBe(false);
    });

    it('say what the station refuses, and keep what was typed; a key does not throw it away', async () => {
      const { page } = await open(`view=settings&target=${syncId(2)}`);
      await page.getByLabel('Name', { exact: true }).fill('MES');
      await page.getByRole('button', { name: 'Save' }).click();
      await page.getByText('there is a target named "MES" already').waitFor();
      await page.getByLabel('Name', { exact: true }).focus();
      await page.keyboard.press('Escape');
      await expect.poll(() => page.evaluate(() => document.activeElement?.tagName), patient).toBe('BODY');
      await page.keyboard.press('Escape');
      await page.getByRole('button', { name: 'Discard changes' }).waitFor();
      expect(await page.getByLabel('Name', { exact: true }).inputValue()).toBe('MES');
      await page.getByRole('button', { name: 'Discard changes' }).click();
      await page.locator('li.target-card', { hasText: 'Broker' }).waitFor();
    });

    it('can be looked at by quality, and removed by the administrator alone, with a reason', async () => {
      const { page, station, played } = await open(`view=settings&target=${syncId(1)}`, { here: { role: 'quality' } });
      await page.getByText('Maintenance changes this. You can look at everything.').waitFor();
      expect(await page.getByLabel('Address', { exact: true }).isDisabled()).toBe(true);
      expect(await page.getByRole('button', { name: 'Save' }).count()).toBe(0);
      station.nowHere({ role: 'maintenance' });
      await page.getByText('Only the administrator removes a target.').waitFor();
      station.nowHere({ role: 'administrator' });
      await page.getByRole('button', { name: 'Remove …' }).click();
      const sheet = page.locator('dialog.sheet');
      await sheet.getByText('7 messages that still wait will never be sent there.').waitFor();
      expect(await sheet.getByRole('button', { name: 'Remove for good' }).isDisabled()).toBe(true);
      await sheet.getByLabel('Why? The history keeps it.').fill('The MES was replaced.');
      await sheet.getByRole('button', { name: 'Remove for good' }).click();
      await page.locator('li.target-card', { hasText: 'Broker' }).waitFor();
      expect(await page.locator('li.target-card').count()).toBe(1);
      expect(played.asked).toEqual([['removeTarget', { target: syncId(1), reason: 'The MES was replaced.' }]]);
    });

    it('show each kind of message on a real record: as usual, by an own expression, or not sent', async () => {
      const { page, played } = await open(`view=messages&target=${syncId(1)}`);
      const result = page.locator('.preview-side').nth(1);
      await result.getByText('"result": "NOK"').waitFor();
      await page.locator('.preview-side').first().getByText('"serial": "SN-2026-880000"').waitFor();
      const expression = page.getByLabel('Expression (JSONata)');
      expect(await expression.inputValue()).toContain('"serial": part.serial');
      expect(await expression.getAttribute('readonly')).not.toBeNull();

      await page.getByLabel('Own expression').check();
      expect(await expression.inputValue()).toContain('"serial": part.serial');
      await expression.fill('{ "serial": $formatSerial(part.serial) }');
      await page.getByText('Attempted to invoke a non-function: $formatSerial').waitFor();
      await result.getByText('Nothing, until the expression works.').waitFor();
      await expression.fill('{ "serial": part.serial }');
      await page.getByText('The expression works.').waitFor();
      await result.getByText('"own": true').waitFor();

      await page.locator('.mapping-kind', { hasText: 'Seal of the history' }).click();
      await page.getByText('There is no such record yet. The expression is checked all the same.').first().waitFor();
      await page.locator('.mapping-kind', { hasText: /^Station/ }).click();
      await page.getByLabel('Not sent').check();
      await page.getByText('Messages of this kind are not sent to this target.').waitFor();
      expect(await page.locator('.mapping-how').allTextContents()).toEqual([
        'own expression',
        'usual',
        'usual',
        'usual',
        'not sent',
      ]);
      await page.getByRole('button', { name: 'Save' }).click();
      await page.locator('li.target-card').first().waitFor();
      expect(played.asked).toEqual([
        [
          'saveTarget',
          expect.objectContaining({
            settings: expect.objectContaining({ mapping: { part: '{ "serial": part.serial }', event: null } }),
          }),
        ],
      ]);
    });

    it('refuse an empty expression, and say so at its kind', async () => {
      const { page, played } = await open(`view=messages&target=${syncId(1)}`);
      await page.getByLabel('Own expression').check();
      await page.getByLabel('Expression (JSONata)').fill('');
      await page.getByText('Write an expression, or choose another way.').waitFor();
      await page.getByRole('button', { name: 'Save' }).click();
      await page.getByText('1 field needs a look.').waitFor();
      await page.locator('.mapping-kind[data-fault="true"]', { hasText: 'Part' }).waitFor();
      expect(played.asked).toEqual([]);
    });

    it('show a target that somebody else has removed as gone', async () => {
      const { page } = await open(`view=settings&target=${syncId(77)}`);
      await page.getByText('This target is no longer there.').waitFor();
      await page.keyboard.press('Escape');
      await page.locator('li.target-card').first().waitFor();
    });
  },
);
