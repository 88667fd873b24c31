import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { Reason } from '../../../main/api/words.ts';
import { hasChromium, ScreenBench, text } from './screen.ts';

const several: readonly Reason[] = [
  { kind: 'defect', class: 'open', score: 0.98, limit: 0.62 },
  { kind: 'defect', class: 'copper', score: 0.9, limit: 0.7 },
];
const sizes = [
  { width: 1920, height: 1080 },
  { width: 1280, height: 800 },
] as const;

describe.skipIf(!hasChromium)('boards on the screen (skipped where /usr/bin/chromium is missing)', () => {
  let bench: ScreenBench;
  beforeAll(async () => {
    bench = await ScreenBench.start();
  });
  afterEach(() => bench.closeAll());
  afterAll(() => bench.stop());

  it('have every defect named in words, no two of them upon each other, at both sizes', async () => {
    const { page, station } = await bench.show({ isBoards: true, isManual: true, language: 'de' });
    for (let part = 0; part < 4; part += 1) station.make('fail', several);
    await page.locator('.slot-button[data-part="4"]').click();
    await page.locator('.layer:not([hidden]) .mark').nth(15).waitFor();
    const said = await page.locator('.layer:has(img) .mark-label text').allTextContents();
    for (const word of ['Unterbrechung', 'Kurzschluss', 'Mausbiss', 'Sporn', 'überflüssiges Kupfer', 'Nadelloch']) {
      expect(said.join(', ')).toContain(word);
    }
    for (const size of sizes) {
      await page.setViewportSize(size);
      // A frame to lay out, one to draw the marks anew.
      for (let frame = 0; frame < 2; frame += 1) {
        await page.evaluate(() => new Promise((resolve) => requestAnimationFrame(() => resolve(null))));
      }
      expect([size, await wordsUponEachOther(page)]).toEqual([size, []]);
    }
  });

  it('are compared with the golden picture while the key is held, in the place of the frame, marks above it', async () => {
    const { page, station } = await bench.show({ isBoards: true, isManual: true });
    station.make('fail', several);
    await page.locator('.slot-button[data-part="1"]').click();
    await page.locator('.layer:has(img) .mark').first().waitFor();
    await page.keyboard.down('g');
    await page.getByRole('img', { name: 'Golden picture' }).waitFor();
    const place = await page.locator('.layer:has(img) .golden-pixels image').getAttribute('transform');
    expect(place).toContain('translate(-1680 0)');
    expect(await goldenWidth(page)).toBe(2320);
    expect(await page.locator('.layer:has(img) .mark').count()).toBe(1);
    await page.keyboard.up('g');
    await page.locator('.golden').waitFor({ state: 'detached' });
  });

  it('stand still to be compared, and stay so until they are let go', async () => {
    const { page } = await bench.show({ isBoards: true, isManual: true });
    await page.waitForFunction(() => Number(document.querySelector('canvas')?.dataset['framesDrawn']) > 3);
    const button = page.getByRole('button', { name: 'Compare with golden' });
    await button.hover();
    await page.mouse.down();
    await page.locator('.golden').waitFor();
    await page.mouse.up();
    await page.locator('.golden').waitFor({ state: 'detached' });
    expect(await page.locator('.picture').getAttribute('data-looking')).toBe('held');
    await page.keyboard.press('Space');
    await page.locator('.picture[data-looking="live"]').waitFor();
  });

  it('have their buttons inside the bar of the picture at both sizes, live, held and looked at', async () => {
    const { page, station } = await bench.show({ isBoards: true, isManual: true, language: 'de' });
    station.make('fail', several);
    await page.locator('.slot-button').first().waitFor();
    for (const size of sizes) {
      await page.setViewportSize(size);
      expect(await spilling(page)).toEqual([]);
      await page.keyboard.press('Space');
      await page.locator('.picture[data-looking="held"]').waitFor();
      expect(await spilling(page)).toEqual([]);
      await page.locator('.slot-button').first().click();
      await page.locator('.part-words').waitFor();
      expect(await spilling(page)).toEqual([]);
      expect(await text(page, '.picture-keys')).toContain('Esc');
      await page.keyboard.press('Escape');
      await page.locator('.picture[data-looking="live"]').waitFor();
    }
  });

  it('are all that has a golden picture', async () => {
    const { page } = await bench.show({ isManual: true });
    await page.locator('.chip[data-chip="mes"]').waitFor();
    expect(await page.locator('.hold-button').count()).toBe(0);
  });
});

/** In pixels of the golden picture: what the browser has really loaded. */
function goldenWidth(page: Page): Promise<number> {
  return page.locator('.layer:has(img) .golden-pixels image').evaluate(async (image) => {
    const until = performance.now() + 5_000;
    while (image instanceof SVGGraphicsElement && performance.now() < until) {
      const { width } = image.getBBox();
      if (width > 0) return width;
      await new Promise((resolve) => requestAnimationFrame(resolve));
    }
    return 0;
  });
}

/** What of the bar lies upon its neighbour or outside of the panel. */
function spilling(page: Page): Promise<readonly string[]> {
  return page.evaluate(() => {
    const bar = document.querySelector('.picture-bar')?.getBoundingClientRect();
    const words = document.querySelector('.picture-state strong, .part-words strong')?.getBoundingClientRect();
    const keys = [...document.querySelectorAll('.picture-keys button')];
    return keys
      .filter((key) => {
        const { left, right, top } = key.getBoundingClientRect();
        const isUpon = words !== undefined && left < words.right && top < words.bottom && words.top < top;
        return !bar || right > bar.right || left < bar.left || isUpon;
      })
      .map((key) => key.textContent ?? '');
  });
}

/** Labels of the part that is looked at, in pairs that cover each other. */
function wordsUponEachOther(page: Page): Promise<readonly string[]> {
  return page.locator('.layer:has(img) .mark-label').evaluateAll((labels) => {
    const plates = labels.map((label) => ({ text: label.textContent ?? '', box: label.querySelector('rect') }));
    const boxes = plates.map(({ text, box }) => ({ text, rect: box?.getBoundingClientRect() ?? new DOMRect() }));
    return boxes.flatMap(({ text, rect: a }, i) =>
      boxes
        .slice(i + 1)
        .filter(({ rect: b }) => a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom)
        .map((other) => `${text} and ${other.text}`),
    );
  });
}
