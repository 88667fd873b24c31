import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { SceneName } from '../../support/fake-scenes.ts';
import { hasChromium, ScreenBench, text } from './screen.ts';

const sizes = [
  { width: 1920, height: 1080 },
  { width: 1280, height: 800 },
] as const;
const frames = [
  { width: 1130, height: 460 },
  { width: 1280, height: 1024 },
  { width: 640, height: 640 },
] as const;

describe.skipIf(!hasChromium)('every state of the live screen (skipped where /usr/bin/chromium is missing)', () => {
  let bench: ScreenBench;
  beforeAll(async () => {
    bench = await ScreenBench.start();
  });
  afterEach(() => bench.closeAll());
  afterAll(() => bench.stop());

  it('waits for the first part at the first start', async () => {
    const { page } = await bench.show({ startsFresh: true });
    await page.locator('.notice', { hasText: 'Waiting for the first part' }).waitFor();
    expect(await text(page, '.verdict-word')).toBe('Waiting');
    expect(await text(page, '[data-yield]')).toBe('no part yet');
    expect(await text(page, '.run-sum')).toContain('0 triggers');
  });

  it('says what a camera does that takes long to open', async () => {
    const { page, station } = await bench.show({ startsFresh: true, isBoards: true });
    station.show('camera-opening');
    await page.locator('.notice', { hasText: 'boards are rendered: 43 %' }).waitFor();
    expect(await page.locator('.banner').count()).toBe(0);
  });

  it('draws the shape of what will come while the station does not answer yet', async () => {
    const { page } = await bench.show({ isSilent: true });
    await page.locator('.notice', { hasText: 'Connecting to the station' }).waitFor();
    expect(await page.locator('.skeleton').count()).toBeGreaterThan(8);
  });

  const scenesWithWords: readonly (readonly [SceneName, string, string])[] = [
    ['camera-lost', 'camera', 'Camera away, next try in 4 s'],
    ['camera-fault', 'camera', 'Camera fault'],
    ['engine-restarting', 'engine', 'Engine restarts, parts go to review'],
    ['engine-fault', 'engine', 'Engine fault, parts go to review'],
    ['pictures-stopped', 'disk', 'Disk nearly full, no more pictures'],
    ['disk-reserve', 'disk', 'Disk full, records on the reserve'],
    ['disk-full', 'disk', 'Disk full, nothing can be recorded'],
    ['store-restarting', 'disk', 'Store restarts · 37 waiting, nothing lost'],
    ['mes-away', 'mes', 'MES away 2 h 14 min · 7\u202f412 waiting, nothing lost'],
  ];
  it('says in the header what is wrong, with a shape beside the words', async () => {
    const { page, station } = await bench.show({ isManual: true });
    await page.locator('.chip[data-chip="mes"]').waitFor();
    for (const [scene, chip, words] of scenesWithWords) {
      station.show(scene);
      const loud = page.locator(`.chip[data-chip="${chip}"]:not([data-level="normal"])`, { hasText: words });
      await loud.locator('svg.shape').waitFor();
      station.show('calm');
      await page.locator(`.chip[data-chip="${chip}"][data-level="normal"]`).waitFor();
    }
  });

  it('says what to do in a banner, keeps it until it is understood, and what goes on stays in the header', async () => {
    const { page, station } = await bench.show({ isManual: true });
    station.show('incidents');
    await page.locator('.banner', { hasText: 'The database was repaired' }).waitFor();
    expect(await text(page, '.banner-more')).toBe('and 1 more');
    await page.keyboard.press('a');
    await page.locator('.banner', { hasText: 'The station was not running for a while' }).waitFor();
    await page.getByRole('button', { name: 'Understood' }).click();
    await page.locator('.banner').waitFor({ state: 'detached' });
    station.show('disk-full');
    await page.locator('.banner', { hasText: 'parts can no longer be recorded' }).waitFor();
    await page.keyboard.press('a');
    await page.locator('[data-chip="incidents"]', { hasText: '1 open matter' }).click();
    await page.locator('.banner', { hasText: 'parts can no longer be recorded' }).waitFor();
    station.show('incidents');
    await page.locator('.banner').waitFor({ state: 'detached' });
    await page.reload();
    await page.locator('.chip[data-chip="mes"]').waitFor();
    expect(await page.locator('.banner').count()).toBe(0);
  });

  it('keeps what the recipe leaves uninspected within reach, quietly, in the language of the station', async () => {
    const { page, station } = await bench.show({ isManual: true, language: 'de' });
    await page.locator('.chip[data-chip="mes"]').waitFor();
    expect(await page.locator('[data-chip="recipe"]').count()).toBe(0);
    station.show('recipe-warnings');
    await page.locator('[data-chip="recipe"][data-level="normal"]', { hasText: '2 Hinweise zum Rezept' }).click();
    await page
      .locator('.facts', { hasText: '1296 Spalten und 1568 Zeilen an den Rändern werden nicht geprüft' })
      .waitFor();
    expect(await page.locator('.banner').count()).toBe(0);
  });

  it('never calls a part good while the camera is away', async () => {
    const { page, station } = await bench.show({ isManual: true });
    station.make('pass');
    await page.locator('.verdict[data-verdict="pass"]').waitFor();
    station.show('camera-lost');
    await page.locator('.verdict[data-verdict="none"]').waitFor();
    await page.locator('.stage .notice', { hasText: 'the camera is away' }).waitFor();
  });

  it('shows what is behind a chip when it is touched', async () => {
    const { page } = await bench.show({ isManual: true });
    await page.locator('.chip[data-chip="engine"]').click();
    await page.locator('.facts', { hasText: 'the only provider on this machine' }).waitFor();
  });

  it('has room for long German words and large numbers at both sizes', async () => {
    for (const size of sizes) {
      const { page, station } = await bench.show({ language: 'de', scene: 'long-words', isManual: true, size });
      await page.locator('.pareto-rows').waitFor();
      station.make('fail', [{ kind: 'defect', class: 'Oberflächenbeschädigungsverdacht', score: 0.93, limit: 0.62 }]);
      await page.locator('.verdict[data-verdict="fail"]').waitFor();
      const spilling = await page.evaluate(() =>
        [
          ...document.querySelectorAll(
            '.counters, .header, .verdict-now, .run-sum, .card-head, .banner-place, .live, .truth, .truth-rate',
          ),
        ]
          .filter((box) => box.scrollWidth > box.clientWidth + 1)
          .map((box) => box.className),
      );
      expect([size.width, spilling]).toEqual([size.width, []]);
      await bench.closeAll();
    }
  });

  it('has picture, verdict, counters and strip in sight without scrolling at both sizes, also with a banner', async () => {
    for (const { size, frame } of sizes.flatMap((size) => frames.map((frame) => ({ size, frame })))) {
      const { page, station } = await bench.show({ language: 'de', scene: 'disk-full', isManual: true, size, frame });
      await page.locator('.banner').waitFor();
      station.make('fail', [{ kind: 'defect', class: 'pitting', score: 0.93, limit: 0.62 }]);
      await page.locator('.slot-button').waitFor();
      const boxes = await page.evaluate(() =>
        ['.picture', '.verdict', '.counters', '.strip', '.yield', '.latency', '.pareto', '.truth'].map((selector) => {
          const box = document.querySelector(selector)?.getBoundingClientRect();
          return {
            selector,
            bottom: box?.bottom ?? Number.NaN,
            right: box?.right ?? Number.NaN,
            height: box?.height ?? 0,
          };
        }),
      );
      for (const box of boxes) {
        expect(box.bottom).toBeLessThanOrEqual(size.height);
        expect(box.right).toBeLessThanOrEqual(size.width);
        expect(box.height).toBeGreaterThan(box.selector === '.truth' ? 40 : 90);
      }
      const [strip, truth] = await Promise.all(
        ['.strip-slots', '.truth'].map((selector) => page.locator(selector).boundingBox()),
      );
      expect((strip?.y ?? 0) + (strip?.height ?? 0)).toBeLessThanOrEqual(truth?.y ?? 0);
      const touch = await page.evaluate(
        () =>
          [...document.querySelectorAll('main button, nav button, header button')]
            .map((button) => button.getBoundingClientRect())
            .filter((box) => box.width > 0 && (box.height < 47.5 || box.width < 44)).length,
      );
      expect(touch).toBe(0);
      await bench.closeAll();
    }
  });

  it('loads nothing from anywhere but the station', async () => {
    const { page, station } = await bench.show({ isManual: true });
    const hosts = new Set<string>();
    page.on('request', (request) => hosts.add(new URL(request.url()).host));
    await page.reload();
    await page.locator('.chip[data-chip="mes"]').waitFor();
    expect([...hosts]).toEqual([`127.0.0.1:${station.port}`]);
  });
});
