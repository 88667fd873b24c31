import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { Reason } from '../../../main/api/words.ts';
import { everyReason } from '../../support/fake-line.ts';
import { framesDrawn, hasChromium, ScreenBench, text } from './screen.ts';

const pitting: readonly Reason[] = [{ kind: 'defect', class: 'pitting', score: 0.93, limit: 0.62 }];
const unsure: readonly Reason[] = [{ kind: 'unsure', class: 'pitting', score: 0.48, passBelow: 0.21, failAbove: 0.62 }];

// Chromium is part of the machine, not of the packages: without it there is nothing to show the screen in.
describe.skipIf(!hasChromium)('the live screen in Chromium (skipped where /usr/bin/chromium is missing)', () => {
  let bench: ScreenBench;
  beforeAll(async () => {
    bench = await ScreenBench.start();
  });
  afterEach(() => bench.closeAll());
  afterAll(() => bench.stop());

  it('shows a fail with its reason, its spot and its number, and counts it', async () => {
    const { page, station } = await bench.show({ isManual: true });
    await page.locator('[data-counter="fail"]', { hasText: '61' }).waitFor();
    const trigger = station.make('fail', pitting);
    await page.locator('.verdict[data-verdict="fail"]').waitFor();
    expect(await text(page, '.verdict-word')).toBe('Fail');
    expect(await text(page, '.verdict-reason')).toBe('pitting, sure (0.93, limit 0.62)');
    expect(await text(page, '.last-stopped-foot')).toContain(`Part ${trigger}`);
    await page.locator('[data-counter="fail"]', { hasText: '62' }).waitFor();
    await page.locator('.crop image').waitFor();
    expect(await text(page, '[role="status"]')).toBe('Fail: pitting, sure (0.93, limit 0.62). Part 1.');
  });

  it('writes the verdict at 90 px and more, in both languages, inside its panel, beside wide and tall pictures', async () => {
    const screens = (['en', 'de'] as const).flatMap((language) => [
      { language, isBoards: false },
      { language, isBoards: true },
    ]);
    for (const screen of screens) {
      const { page, station } = await bench.show({ isManual: true, ...screen });
      for (const verdict of ['pass', 'missed', 'review', 'fail'] as const) {
        station.make(verdict, verdict === 'pass' ? [] : pitting);
        await page.locator(`.verdict[data-verdict="${verdict}"]`).waitFor();
        const word = page.locator('.verdict-word');
        const size = await word.evaluate((element) => Number.parseFloat(getComputedStyle(element).fontSize));
        const spills = await word.evaluate(
          (element) => element.scrollWidth > element.clientWidth || element.clientWidth > 600,
        );
        expect([verdict, size >= 90, spills]).toEqual([verdict, true, false]);
      }
      await bench.closeAll();
    }
  }, 90_000);

  it('holds a fail while passes come, and then shows the pass again', async () => {
    const { page, station } = await bench.show({ isManual: true });
    await page.locator('.chip[data-chip="camera"]').waitFor();
    station.make('fail', pitting);
    for (let pass = 0; pass < 5; pass += 1) station.make('pass');
    await page.locator('.slot-button[data-part="6"]').waitFor();
    expect(await page.locator('.verdict').getAttribute('data-verdict')).toBe('fail');
    await page.locator('.verdict[data-verdict="pass"]').waitFor({ timeout: 8_000 });
    expect(await text(page, '.last-stopped')).toContain('pitting, sure (0.93, limit 0.62)');
  });

  it('says the sum of the run, and says it loudly when it does not add up', async () => {
    const { page, station } = await bench.show({ isManual: true });
    await page.locator('.run-sum[data-adds-up="true"]').waitFor();
    station.makeEveryKind();
    const made = everyReason.map(({ verdict }) => verdict);
    const [fail, review, missed] = (['fail', 'review', 'missed'] as const).map(
      (verdict) => made.filter((one) => one === verdict).length,
    );
    await page
      .locator('.run-sum', { hasText: `${made.length + 1} triggers = 0 + ${fail} + ${review} + ${missed} + 1 pending` })
      .waitFor();
    station.show('sum-wrong');
    await page.locator('.run-sum[data-adds-up="false"]', { hasText: '3 not accounted for' }).waitFor();
    await page.locator('.banner[data-trouble="sum"]').waitFor();
  });

  it('shows the last thirty parts, each in its place', async () => {
    const { page, station } = await bench.show({ isManual: true });
    await page.locator('.strip-empty').waitFor();
    for (let part = 0; part < 31; part += 1) station.make('pass');
    await page.locator('.slot-button[data-part="31"]').waitFor();
    expect(await page.locator('.slot-button').count()).toBe(30);
    expect(await page.locator('.slot-button').first().getAttribute('data-part')).toBe('31');
    expect(await page.locator('.slot-button').nth(1).getAttribute('data-part')).toBe('2');
  });

  it('draws new pictures without end', async () => {
    const { page } = await bench.show();
    await page.waitForFunction(() => Number(document.querySelector('canvas')?.dataset['framesDrawn']) > 30);
  });

  it('hides the regions with V and with a touch', async () => {
    const { page, station } = await bench.show({ isManual: true });
    station.make('fail', pitting);
    await page.locator('.slot-button[data-part="1"]').click();
    await page.locator('.layer:not([hidden]) .mark-label text', { hasText: 'pitting 0.93' }).first().waitFor();
    await page.keyboard.press('v');
    await page.locator('.layer:not([hidden]) .mark').first().waitFor({ state: 'detached' });
    await page.getByRole('button', { name: 'Regions off' }).click();
    await page.locator('.layer:not([hidden]) .mark').first().waitFor();
  });

  it('holds the picture and the strip with Space, and lets them go on', async () => {
    const { page } = await bench.show();
    await page.waitForFunction(() => Number(document.querySelector('canvas')?.dataset['framesDrawn']) > 5);
    await page.keyboard.press('Space');
    await page.locator('.picture[data-looking="held"]').waitFor();
    // One picture may have been on its way; after it nothing more is drawn, while the parts go on being counted.
    await page.locator('.picture-state', { hasText: /[2-9] parts since/ }).waitFor();
    const held = await framesDrawn(page);
    const newest = await page.locator('[data-newest="true"]').getAttribute('data-part');
    await page.locator('.picture-state', { hasText: /([6-9]|\d\d) parts since/ }).waitFor();
    expect(await framesDrawn(page)).toBe(held);
    expect(await page.locator('[data-newest="true"]').getAttribute('data-part')).toBe(newest);
    await page.keyboard.press('Space');
    await page.waitForFunction(
      (before) => Number(document.querySelector('canvas')?.dataset['framesDrawn']) > before,
      held,
    );
  });

  it('holds the picture with Space also after a button was touched', async () => {
    const { page } = await bench.show();
    await page.getByRole('button', { name: 'Regions on' }).click();
    await page.keyboard.press('Space');
    await page.locator('.picture[data-looking="held"]').waitFor();
    await page.getByRole('button', { name: 'Regions off' }).waitFor();
  });

  it('shows the kept picture of a part with all its reasons until it is let go', async () => {
    const { page, station } = await bench.show({ isManual: true });
    station.make('review', [...unsure, { kind: 'bad-picture', fault: 'blurred', value: 14, limit: 40 }]);
    station.make('pass');
    await page.locator('.slot-button[data-part="1"]').click();
    await page.locator('.picture img.frame-pixels').waitFor();
    const words = await text(page, '.part-words');
    expect(words).toContain('perhaps pitting (0.48, between 0.21 and 0.62)');
    expect(words).toContain('blurred (14, limit 40)');
    await page.keyboard.press('ArrowRight');
    await page.locator('.notice', { hasText: 'No picture was kept of this part' }).waitFor();
    await page.keyboard.press('Escape');
    await page.locator('.picture[data-looking="live"]').waitFor();
  });

  it('says so when the file of a picture is missing', async () => {
    const { page, station, expectErrors } = await bench.show({ isManual: true });
    expectErrors(/404/);
    station.make('fail', pitting);
    station.losePicture();
    await page.locator('.slot-button[data-part="1"]').click();
    await page.locator('.notice', { hasText: 'The picture cannot be loaded' }).waitFor();
    expect(await text(page, '.part-words')).toContain('pitting');
  });

  it('greys the last values while the connection is lost, and comes back by itself', async () => {
    const { page, station, expectErrors } = await bench.show();
    expectErrors(/ERR_CONNECTION_REFUSED/);
    await page.locator('.slot-button').first().waitFor();
    await station.goAway();
    await page.locator('.live[data-stale="true"]').waitFor();
    await page.locator('.banner[data-trouble="link"]', { hasText: /values are \d+ s old/ }).waitFor();
    expect(await text(page, '[data-counter="review"]')).toMatch(/^\d+$/);
    await station.comeBack();
    await page.locator('.live[data-stale="false"]').waitFor({ timeout: 15_000 });
    const before = await framesDrawn(page);
    await page.waitForFunction(
      (drawn) => Number(document.querySelector('canvas')?.dataset['framesDrawn']) > drawn,
      before,
    );
  });

  it('says what to do when this browser is not signed in', async () => {
    const { page, station, expectErrors } = await bench.show();
    expectErrors(/401|WebSocket/);
    await page.locator('.slot-button').first().waitFor();
    station.refuse(true);
    station.dropSockets();
    await page.locator('.banner', { hasText: 'Open the address that the station printed' }).waitFor();
    station.refuse(false);
    await page.locator('.banner').waitFor({ state: 'detached', timeout: 15_000 });
  });

  it('finds everything again when it is closed and opened, and the line never notices', async () => {
    const { page, station, context } = await bench.show();
    await page.locator('.slot-button').first().waitFor();
    await page.close();
    const made = station.line.parts.at(-1)?.summary.trigger ?? 0;
    const again = await context.newPage();
    await again.goto(station.url);
    await again.locator('.slot-button').nth(29).waitFor();
    const newest = Number(await again.locator('[data-newest="true"]').getAttribute('data-part'));
    expect(newest).toBeGreaterThan(made);
  });

  it('speaks German when the station does, and English when a person asks for it, also next time', async () => {
    const { page } = await bench.show({ language: 'de', isManual: true });
    await page.getByRole('button', { name: 'Bild anhalten' }).waitFor();
    expect(await page.locator('html').getAttribute('lang')).toBe('de-DE');
    await page.getByRole('button', { name: 'Einstellungen' }).click();
    await page.locator('label', { hasText: 'English' }).click();
    await page.locator('.key-button', { hasText: 'Hold picture' }).waitFor();
    await page.reload();
    await page.getByRole('button', { name: 'Hold picture' }).waitFor();
    expect(await page.locator('html').getAttribute('lang')).toBe('en-GB');
  });

  it('goes light and dark with a key, and remembers it', async () => {
    const { page } = await bench.show({ isManual: true });
    await page.getByRole('button', { name: 'Hold picture' }).waitFor();
    const background = () => page.evaluate(() => getComputedStyle(document.body).backgroundColor);
    const dark = await background();
    await page.keyboard.press('d');
    await page.locator('html[data-mantine-color-scheme="light"]').waitFor();
    expect(await background()).not.toBe(dark);
    await page.reload();
    await page.locator('html[data-mantine-color-scheme="light"]').waitFor();
  });

  it('draws nothing anew for a part that passes but the strip and the sums', async () => {
    const { page, station } = await bench.show({ isManual: true });
    station.make('pass');
    await page.locator('.verdict[data-verdict="pass"]').waitFor();
    await page.evaluate(() => {
      const seen = { count: 0 };
      const places = document.querySelectorAll('.verdict, .picture-bar, .pareto, .header-recipe');
      const observer = new MutationObserver((records) => {
        seen.count += records.length;
        document.body.dataset['changes'] = String(seen.count);
      });
      for (const place of places)
        observer.observe(place, { subtree: true, childList: true, attributes: true, characterData: true });
    });
    for (let part = 0; part < 10; part += 1) station.make('pass');
    await page.locator('.slot-button[data-part="11"]').waitFor();
    expect(await page.locator('body').getAttribute('data-changes')).toBeNull();
  });
});
