/** Parked messages in front of a played station: why, what was sent, mending the mapping, sending again, taking them along. */
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { StationError } from '../../../main/api/errors.ts';
import type { Parked } from '../../../main/api/slices/sync.ts';
import { type PlayedSync, parkedMessage, playedSync, syncId, syncTarget } from '../../support/fake-sync.ts';
import { smallSizes, tooLow, tooWide } from './fits.ts';
import { hasChromium, type Screen, ScreenBench, type ScreenOptions } from './screen.ts';

interface ParkedBench extends Screen {
  readonly played: PlayedSync;
}

/** A machine with other work. */
const patient = { timeout: 20_000 };

describe.skipIf(!hasChromium)(
  'parked messages (skipped where /usr/bin/chromium is missing)',
  { timeout: 90_000 },
  () => {
    let bench: ScreenBench;
    beforeAll(async () => {
      bench = await ScreenBench.start();
    });
    afterEach(() => bench.closeAll());
    afterAll(() => bench.stop());

    async function open(parked: readonly Parked[], options: ScreenOptions = {}): Promise<ParkedBench> {
      let screen: Screen | null = null;
      const targets = [syncTarget(1, { name: 'MES', parked: parked.length })];
      const played = playedSync({ targets }, () => screen?.station ?? null);
      played.parked = [...parked];
      screen = await bench.show({ isManual: true, ...options, answers: { ...played.answers, ...options.answers } });
      await screen.page.evaluate(
        (hash) => {
          window.location.hash = hash;
        },
        `#/health/sync?view=parked&target=${syncId(1)}`,
      );
      return { ...screen, played };
    }
    const many = (count: number): readonly Parked[] =>
      Array.from({ length: count }, (_, number) => parkedMessage(number));

    it('say why, for which part, and what was sent of what record', async () => {
      const { page } = await open(many(4));
      await page.locator('.parked-row').first().waitFor();
      expect(await page.locator('.parked-row').count()).toBe(4);
      expect(await page.locator('.parked-row').first().textContent()).toContain('SN-2026-880000');
      expect(await page.locator('.parked-row').nth(1).textContent()).toContain(
        'an earlier message about the same part is parked; this one waits behind it',
      );
      await page.getByText('Choose a message to see what was sent').waitFor();
      await page.keyboard.press('ArrowDown');
      await page.locator('.parked-message').getByText('field "serial" does not match').waitFor();
      await page.getByRole('region', { name: 'As it was sent' }).getByText('"result": "NOK"').waitFor();
      await page.getByRole('region', { name: 'What it was made of' }).getByText('"workOrder": "WO-5512"').waitFor();
      await page.locator('.parked-open').nth(3).click();
      await page.getByText('It could not be made, so nothing was sent.').waitFor();
    });

    it('are sent again: one, those chosen, all', async () => {
      const { page, played } = await open(many(4));
      await page.locator('.parked-open').nth(2).click();
      await page.getByRole('button', { name: 'Send again', exact: true }).click();
      await page.locator('.parked-row').nth(2).getByText('is sent again').waitFor();
      expect(await page.locator('.parked-message .key-button').first().isDisabled()).toBe(true);
      await page.getByLabel('Choose message 90000').check();
      await page.getByLabel('Choose message 89999').check();
      await page.getByRole('button', { name: 'Send 2 again' }).click();
      await page.getByText('2 messages are sent again.').waitFor();
      await page.keyboard.press('a');
      await page.getByText('4 messages are sent again.').waitFor();
      expect(played.asked).toEqual([
        ['resend', { target: syncId(1), sequences: [89_998] }],
        ['resend', { target: syncId(1), sequences: [90_000, 89_999] }],
        ['resend', { target: syncId(1), sequences: null }],
      ]);
    });

    it('are mended by their mapping, looked at on their own part, and sent again in one go', async () => {
      const looked: (string | null)[] = [];
      const { page, played } = await open(many(4), {
        answers: {
          'sync.preview': (input) => {
            looked.push(input.part);
            const preview = playedSync().answers['sync.preview'];
            if (!preview) throw new Error('a played station has previews');
            return preview(input);
          },
        },
      });
      await page.locator('.parked-open').first().click();
      await page.locator('.parked-message').waitFor();
      await page.keyboard.press('e');
      await page.getByText('The part of the parked message.').waitFor();
      await page.getByLabel('Own expression').check();
      await page.getByLabel('Expression (JSONata)').fill('{ "serial": "SN-" & part.serial }');
      await page.getByText('The expression works.').waitFor();
      expect(looked.every((part) => part === syncId(9_000))).toBe(true);
      await page.getByRole('button', { name: 'Save and send again' }).click();
      await page.locator('.parked-row').first().getByText('is sent again').waitFor();
      expect(played.asked.map(([call]) => call)).toEqual(['saveTarget', 'resend']);
      expect(played.asked.at(-1)).toEqual(['resend', { target: syncId(1), sequences: [90_000] }]);
    });

    it('come in pages, and are taken along as a file', async () => {
      const { page } = await open(many(240));
      await page.getByText('240 messages').waitFor();
      await page.keyboard.press('o');
      await page.getByText('Page 2').waitFor();
      await page.getByText('SN-2026-879900').waitFor();
      await page.keyboard.press('o');
      await page.getByText('Page 3').waitFor();
      await expect.poll(() => page.locator('.parked-row').count(), patient).toBe(40);
      expect(await page.getByRole('button', { name: 'Older' }).isDisabled()).toBe(true);
      await page.keyboard.press('w');
      await page.getByText('Page 2').waitFor();
      const [download] = await Promise.all([
        page.waitForEvent('download'),
        page.getByRole('button', { name: 'Export' }).click(),
      ]);
      expect(new URL(download.url()).pathname).toBe('/exports/parked-MES.jsonl');
      await page.getByText('parked-MES.jsonl was written.').waitFor();
    });

    it('are looked at by quality without being sent; none there says so, and so does an answer that did not come', async () => {
      const first = await open(many(2), { here: { role: 'quality' } });
      await first.page.locator('.parked-open').first().click();
      await first.page.getByText('Maintenance sends them again.').waitFor();
      expect(await first.page.locator('.parked-deeds button, .parked-mark').count()).toBe(0);
      const none = await open([]);
      await none.page.getByText('Nothing is parked here.').waitFor();
      expect(await none.page.locator('.parked-deeds button').count()).toBe(0);
      const failed = await open([], {
        answers: {
          'sync.parked': () => {
            throw new StationError('timeout', 'the store is busy');
          },
        },
      });
      await failed.page.getByText('the store is busy').waitFor();
    });

    it('fit a small screen with long reasons in German', async () => {
      const long = parkedMessage(0, { reason: `422: ${'unbegreiflichlangesWortohneEnde'.repeat(12)}` });
      const { page } = await open([long, ...many(12).slice(1)], { language: 'de' });
      await page.locator('.parked-open').first().click();
      await page.locator('.parked-message .code').first().waitFor();
      for (const size of smallSizes) {
        await page.setViewportSize(size);
        expect(
          await tooWide(page, '.sync, .parked-row, .parked-open, .parked-message, .sync-head, .key-button'),
        ).toEqual([]);
        expect(await tooLow(page, '.parked-page button, .parked-mark')).toEqual([]);
      }
    });
  },
);
