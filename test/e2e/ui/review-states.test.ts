import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { FakeReview, type FakeReviewOptions } from '../../support/fake-review.ts';
import { administratorHere, unnamedHere } from '../../support/fake-station.ts';
import { hasChromium, ScreenBench, type ScreenOptions } from './screen.ts';

const sizes = [
  { width: 1920, height: 1080 },
  { width: 1280, height: 800 },
  { width: 800, height: 1280 },
] as const;
const operatorHere = { ...unnamedHere, signInToDecide: false };
const longWords: FakeReviewOptions = {
  classes: [
    'Oberflächenbeschädigungsverdacht',
    'scratch',
    'dent',
    'stain',
    'crack',
    'rust',
    'open',
    'short',
    'spur',
    'x',
  ],
  frames: 12,
  change: (part, index) => ({
    ...part,
    serial: 'S'.repeat(10_000),
    claimedBy: index === 2 ? 'Anna-Katharina Berger-Wittgenstein zu Hohenlohe' : null,
  }),
};

describe.skipIf(!hasChromium)('every state of the review screen (skipped where /usr/bin/chromium is missing)', () => {
  let bench: ScreenBench;
  beforeAll(async () => {
    bench = await ScreenBench.start();
  });
  afterEach(() => bench.closeAll());
  afterAll(() => bench.stop());

  async function open(review: FakeReviewOptions = {}, options: ScreenOptions = {}) {
    const fake = new FakeReview(review);
    const screen = await bench.show({ isManual: true, answers: fake.answers, here: operatorHere, ...options });
    fake.attach(screen.station);
    await screen.page.locator('.chip[data-chip="mes"]').waitFor();
    await screen.page.keyboard.press('Alt+2');
    await screen.page.locator('main.review').waitFor();
    return { ...screen, review: fake };
  }

  it('has picture and answers in sight, for gloves and in long German words, at every size', async () => {
    for (const size of sizes) {
      const { page } = await open(longWords, { language: 'de', size });
      await page.locator('main.review[data-seen="true"]').waitFor();
      await page.keyboard.press('f');
      await page.locator('.decide.choosing').waitFor();
      const found = await page.evaluate(() => {
        const boxes = (selector: string): readonly DOMRect[] =>
          [...document.querySelectorAll(selector)].map((element) => element.getBoundingClientRect());
        const isOut = ({ right, bottom }: DOMRect): boolean => right > innerWidth + 1 || bottom > innerHeight + 1;
        const shown = boxes('main.review button').filter(({ width }) => width > 0);
        return {
          out: boxes('.review-stage, .review-context, .decide, .queue').filter(isOut).length,
          small: shown.filter(({ width, height }) => width < 47.5 || height < 47.5).length,
          smallAnswers: boxes('.decide-button').filter(({ height }) => height < 95.5).length,
          picture: boxes('.pane-window')[0]?.height ?? 0,
          wide: [
            ...document.querySelectorAll('.review-context, .queue-head, .picture-tools, .decide-button, .undo-none'),
          ]
            .filter((box) => box.scrollWidth > box.clientWidth + 1)
            .map((box) => box.className),
        };
      });
      expect([size.width, found]).toEqual([
        size.width,
        { out: 0, small: 0, smallAnswers: 0, picture: expect.any(Number), wide: [] },
      ]);
      expect(found.picture).toBeGreaterThan(180);
      await bench.closeAll();
    }
  }, 120_000);

  it('is calm when nothing waits, with the live picture one key away', async () => {
    const { page } = await open({ count: 0 });
    await page.locator('.review-calm', { hasText: 'Nothing waits for you' }).waitFor();
    await page.keyboard.press('Enter');
    await page.locator('main.live').waitFor();
  });

  it('says how many wait beyond the most urgent ones, and draws only what is in sight', async () => {
    const waiting = { operator: 1_000, quality: 20, overdue: 0 };
    const { page } = await open({ count: 100, waiting });
    await page.locator('.queue-head', { hasText: '1\u202f000 parts wait' }).waitFor();
    await page.locator('.queue-head', { hasText: 'the 100 most urgent' }).waitFor();
    expect(await page.locator('.queue-row').count()).toBeLessThan(25);
    expect(await page.locator('.rail-badge').first().textContent()).toBe('1\u202f000');
  });

  it('can be decided without a picture, and says that none was kept', async () => {
    const { page, review } = await open({ change: (part) => ({ ...part, picture: null }) });
    await page.locator('.pane-window', { hasText: 'No picture was kept' }).waitFor();
    await page.locator('main.review[data-seen="true"]').waitFor();
    await page.keyboard.press('k');
    await expect.poll(() => review.decided.length, { timeout: 20_000 }).toBe(1);
  });

  it('leads to signing in where a decision needs a name', async () => {
    const { page, review } = await open({}, { here: unnamedHere });
    await page.locator('.part-lost', { hasText: 'Sign in to decide' }).waitFor();
    await page.keyboard.press('j');
    expect(review.decided).toEqual([]);
  });

  it('gives quality what is overdue too, and marks all only with a reason', async () => {
    const change: FakeReviewOptions['change'] = (part, index) =>
      index === 5 ? { ...part, stage: 'hold', dueAt: null } : part;
    const { page, review } = await open({ change }, { here: administratorHere });
    await page.locator('.queue-left[data-haste="over"]').waitFor();
    await page.keyboard.press('x');
    const now = page.locator('.mark-all .key-button.accent');
    await now.waitFor();
    expect(await now.isDisabled()).toBe(true);
    await page.locator('.mark-all textarea').fill('camera lens was dirty, all looked at by hand');
    await now.click();
    await page.locator('.mark-all', { hasText: '7 parts are marked' }).waitFor();
    await page.keyboard.press('Escape');
    await page.locator('.review-calm').waitFor();
    expect(review.parts).toEqual([]);
  });

  it('never shows the figures of a person unless that person asks', async () => {
    const { page } = await open();
    await page.locator('main.review[data-seen="true"]').waitFor();
    expect(await page.locator('main.review', { hasText: 'Kappa' }).count()).toBe(0);
    await page.keyboard.press('i');
    await page.locator('.figures-dialog', { hasText: '29 of 31' }).waitFor();
    await page.keyboard.press('Escape');
    await page.locator('.figures-dialog').waitFor({ state: 'detached' });
  });

  it('zooms and pans part and golden picture as one', async () => {
    const { page } = await open({}, { isBoards: true });
    await page.locator('main.review[data-seen="true"]').waitFor();
    await page.keyboard.press('g');
    await page.locator('.pane[data-kind="golden"]').waitFor();
    await page.keyboard.press('1');
    const golden = page.locator('.pane[data-kind="golden"] .pane-window');
    const box = await golden.boundingBox();
    if (!box) throw new Error('the golden picture has no window');
    await page.mouse.move(box.x + box.width / 3, box.y + box.height / 3);
    await page.mouse.wheel(0, -400);
    await page.mouse.down();
    await page.mouse.move(box.x + box.width / 3 + 40, box.y + box.height / 3 + 30, { steps: 3 });
    await page.mouse.up();
    const places = await page
      .locator('.pane-frame')
      .evaluateAll((frames) =>
        frames.map((frame) => (frame instanceof HTMLElement ? [frame.style.width, frame.style.transform] : [])),
      );
    expect(places).toHaveLength(2);
    expect(places[0]).toEqual(places[1]);
    expect(Number(await golden.getAttribute('data-scale'))).toBeGreaterThan(1.5);
    await page.keyboard.press('0', { delay: 60 });
    await page.keyboard.press('v', { delay: 60 });
    await page.locator('.review-stage .marks').waitFor({ state: 'detached' });
  });
});
