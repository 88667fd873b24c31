import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { Reason } from '../../../main/api/words.ts';
import { hasChromium, ScreenBench, text } from './screen.ts';

const pitting: readonly Reason[] = [{ kind: 'defect', class: 'pitting', score: 0.93, limit: 0.62 }];

describe.skipIf(!hasChromium)('the truth of a demo on the screen (skipped where /usr/bin/chromium is missing)', () => {
  let bench: ScreenBench;
  beforeAll(async () => {
    bench = await ScreenBench.start();
  });
  afterEach(() => bench.closeAll());
  afterAll(() => bench.stop());

  it('tells escapes and false calls in counts with their range, named as a demo, since when and of how many', async () => {
    const { page } = await bench.show({ isManual: true });
    await page.getByRole('region', { name: 'Demo truth' }).waitFor();
    expect(await text(page, '.truth-head')).toContain('known only in a demo');
    expect(await text(page, '[data-rate="escapes"]')).toBe(
      'Escapes: defective, passed2 of 4495\u00a0%: 1.3–15.1\u00a0%',
    );
    expect(await text(page, '[data-rate="falseFails"] strong')).toBe('0 of 1\u202f445');
    expect(await text(page, '[data-rate="needlessReviews"] strong')).toBe('12 of 1\u202f445');
    expect(await text(page, '.truth-since')).toMatch(/^since \d\d:\d\d1\u202f489 parts$/);
  });

  it('says so in German', async () => {
    const { page } = await bench.show({ isManual: true, language: 'de' });
    await page.getByRole('region', { name: 'Wahrheit der Demo' }).waitFor();
    expect(await text(page, '[data-rate="escapes"]')).toContain('95\u00a0%: 1,3–15,1\u00a0%');
  });

  it('is grey while nothing has escaped', async () => {
    const { page, station } = await bench.show({ startsFresh: true, isManual: true });
    await page.locator('.run-sum').waitFor();
    expect(await page.locator('.truth').count()).toBe(0);
    station.make('pass');
    station.make('fail', pitting);
    await page.locator('[data-rate="escapes"]', { hasText: '0 of 1' }).waitFor();
    const colours = await page
      .locator('.truth-rate dd')
      .evaluateAll((figures) => figures.map((figure) => getComputedStyle(figure.firstElementChild ?? figure).color));
    expect(new Set(colours).size).toBe(1);
  });

  it('is never shown by a station that is no demo', async () => {
    const { page, station } = await bench.show({ isManual: true, demo: false });
    station.make('fail', pitting);
    await page.locator('.verdict[data-verdict="fail"]').waitFor();
    expect(await page.locator('.truth').count()).toBe(0);
    expect(await page.locator('.demo').count()).toBe(0);
  });
});
