/** WCAG 2.2 AA on each view of the Sync tab, dark and light, as far as a machine can tell (axe). */
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { everyState, playedSync, syncId } from '../../support/fake-sync.ts';
import { faultsOf, ofColours } from './axe.ts';
import { hasChromium, ScreenBench } from './screen.ts';

const views = [
  { name: 'every state', query: '', sign: '.target-card', trouble: 'The sync process has ended.' },
  { name: 'no target', query: '', sign: '.sync-empty', isEmpty: true },
  { name: 'kinds to choose from', query: '?view=new', sign: '.kind-choice' },
  { name: 'a new target with errors', query: '?view=new&kind=cfx', sign: '.sync-form', press: '.sync-head .accent' },
  {
    name: 'settings',
    query: `?view=settings&target=${syncId(2)}`,
    sign: '.sync-form',
    press: '.connection-test button',
  },
  { name: 'a mapping', query: `?view=messages&target=${syncId(1)}`, sign: '.preview .code pre' },
  { name: 'parked messages', query: `?view=parked&target=${syncId(4)}`, sign: '.parked-open', press: '.parked-open' },
] as const;

describe.skipIf(!hasChromium)('the Sync tab for everybody (skipped where /usr/bin/chromium is missing)', () => {
  let bench: ScreenBench;
  beforeAll(async () => {
    bench = await ScreenBench.start();
  });
  afterEach(() => bench.closeAll());
  afterAll(() => bench.stop());

  it.each(views)(
    'has no fault that axe finds: $name',
    async ({ query, sign, ...more }) => {
      const trouble = 'trouble' in more ? more.trouble : null;
      const { answers } = playedSync({ targets: 'isEmpty' in more ? [] : [...everyState()], trouble });
      const { page } = await bench.show({ isManual: true, scheme: 'dark', answers });
      await page.evaluate((hash) => {
        window.location.hash = hash;
      }, `#/health/sync${query}`);
      await page.locator(sign).first().waitFor();
      if ('press' in more) {
        await page.locator(more.press).first().click();
        await page.locator('.field-fault svg, .test-result, .parked-message .code').first().waitFor();
      }
      expect(await faultsOf(page), 'dark').toEqual([]);
      await page.evaluate(() => document.documentElement.setAttribute('data-mantine-color-scheme', 'light'));
      expect(await faultsOf(page, ofColours), 'light').toEqual([]);
    },
    90_000,
  );
});
