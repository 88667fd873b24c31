import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { FakeReview, type FakeReviewOptions } from '../../support/fake-review.ts';
import { unnamedHere } from '../../support/fake-station.ts';
import { hasChromium, ScreenBench, type ScreenOptions, text } from './screen.ts';

/** Somebody at the station's own screen, without a name. */
const operatorHere = { ...unnamedHere, signInToDecide: false };
/** The machine may be busy with other things. */
const patient = { timeout: 25_000 } as const;
const hundred: FakeReviewOptions = { count: 100, firstDueMs: 600_000, dueStepMs: 1_000 };

describe.skipIf(!hasChromium)('the review screen (skipped where /usr/bin/chromium is missing)', () => {
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
    await screen.page.locator('.rail-place', { hasText: /Review|Prüfen/ }).waitFor();
    await screen.page.keyboard.press('Alt+2');
    await screen.page.locator('main.review').waitFor();
    return { ...screen, review: fake };
  }

  it('takes a hundred parts by keyboard alone, the next picture there within a blink', async () => {
    const { page, review } = await open(hundred);
    const inOrder = review.parts.map(({ id }) => id);
    const keys = ['j', 'f', 'k', 'j', 'J'];
    for (const [index, id] of inOrder.entries()) {
      await shownAndSeen(page, id);
      const key = keys[index % keys.length] ?? 'j';
      await page.keyboard.press(key);
      if (key !== 'f') continue;
      await page.locator('.decide.choosing').waitFor();
      await page.keyboard.press(index % 2 === 0 ? 'Enter' : '2');
    }
    await page.locator('.review-calm').waitFor();
    await expect.poll(() => review.decided.length, patient).toBe(100);
    expect(review.decided.map(({ id }) => id)).toEqual(inOrder);
    expect(review.decided[1]?.decision).toEqual({ decision: 'defect', class: 'scratch' });
    expect(review.decided[6]?.decision).toEqual({ decision: 'defect', class: 'pitting' });
    expect(review.decided[2]?.decision).toEqual({ decision: 'not-sure' });
    const measured = await nextPictureMs(page);
    expect(measured.length).toBeGreaterThan(90);
    if (process.env['SIGHTLINE_TELL']) console.log('next picture, ms', summary(measured));
  }, 120_000);

  it('takes a hundred parts by touch alone', async () => {
    const { page, review } = await open(hundred, { size: { width: 800, height: 1280 }, hasTouch: true });
    const inOrder = review.parts.map(({ id }) => id);
    for (const [index, id] of inOrder.entries()) {
      await shownAndSeen(page, id);
      if (index % 5 === 1) {
        await page.locator('.decide-button[data-kind="defect"]').tap();
        await page.locator('.decide-button[data-kind="class"]').nth(1).tap();
      } else {
        await page.locator(`.decide-button[data-kind="${index % 5 === 2 ? 'not-sure' : 'good'}"]`).tap();
      }
    }
    await expect.poll(() => review.decided.length, patient).toBe(100);
    expect(review.decided.map(({ id }) => id)).toEqual(inOrder);
    expect(review.decided[1]?.decision).toEqual({ decision: 'defect', class: 'scratch' });
  }, 120_000);

  it('has the parts that wait on the rail, whichever place is open', async () => {
    const { page, review } = await open();
    await page.keyboard.press('Alt+1');
    await page.locator('main.live').waitFor();
    expect(await text(page, '.rail-badge')).toBe('7');
    review.remove(review.parts[6]?.id ?? '');
    await page.locator('.rail-badge', { hasText: '6' }).waitFor();
  });

  it('claims what it shows, and gives it back when the person leaves', async () => {
    const { page, review } = await open();
    const [first] = review.parts;
    await expect.poll(() => [...review.claims.keys()], patient).toEqual([first?.id]);
    await page.keyboard.press('Alt+1');
    await expect.poll(() => review.released, patient).toEqual([first?.id]);
  });

  it('takes back the newest decision within ten seconds, and shows the part again', async () => {
    const { page, review } = await open();
    const [first, second, third] = review.parts;
    await decide(page, first?.id, 'j');
    await decide(page, second?.id, 'k');
    await shownAndSeen(page, third?.id);
    await page.keyboard.press('u');
    await shownAndSeen(page, second?.id);
    await page.keyboard.press('u');
    await shownAndSeen(page, first?.id);
    await expect.poll(() => review.decided.length, patient).toBe(0);
    await decide(page, first?.id, 'j');
    await expect.poll(() => review.decided.map(({ id }) => id), patient).toEqual([first?.id]);
  });

  it('never decides while somebody types a comment, and sends it with the decision', async () => {
    const { page, review } = await open();
    await shownAndSeen(page, review.parts[0]?.id);
    await page.keyboard.press('c');
    await page.locator('.comment input:focus').waitFor();
    await page.keyboard.type('just a jk: fine, 1 2 u');
    await page.keyboard.press('Escape');
    expect(review.decided).toEqual([]);
    await decide(page, review.parts[0]?.id, 'j');
    await expect.poll(() => review.decided[0]?.comment, patient).toBe('just a jk: fine, 1 2 u');
    expect(await page.locator('.comment input').inputValue()).toBe('');
  });

  it('is not decided upon by a scanner: its code is told, and shows the part with that serial number', async () => {
    const { page, review } = await open({ change: (part, i) => (i === 4 ? { ...part, serial: 'JFK-0042' } : part) });
    await shownAndSeen(page, review.parts[0]?.id);
    await scan(page, 'jj1f2kJ');
    await page.locator('.after-card[data-kind="scan"]', { hasText: 'jj1f2kJ' }).waitFor();
    expect(await page.locator('.decide.choosing').count()).toBe(0);
    await scan(page, 'fjjkk', 'without Enter');
    await page.locator('.after-card[data-kind="scan"]', { hasText: 'fjjkk' }).waitFor();
    await scan(page, 'JFK-0042');
    await shownAndSeen(page, review.parts[4]?.id);
    expect(review.decided).toEqual([]);
    await page.keyboard.press('Escape');
    await page.locator('.after-card').waitFor({ state: 'detached' });
    expect(await page.locator('html').getAttribute('lang')).toContain('en');
  });

  it('keeps decisions while the connection is away, and sends each once under its own id', async () => {
    const { page, review, station, expectErrors } = await open();
    expectErrors(/WebSocket|ERR_CONNECTION|Failed to (load|fetch)/);
    const [first, second] = review.parts;
    await shownAndSeen(page, first?.id);
    await page.waitForFunction(() => document.querySelectorAll('.queue-row').length === 7);
    await station.goAway();
    await page.locator('.chip[data-chip="link"]').waitFor();
    await decide(page, first?.id, 'j');
    await decide(page, second?.id, 'k');
    await page.locator('.link-note', { hasText: '2 decisions wait for the connection' }).waitFor();
    await page.goto('about:blank');
    await station.comeBack();
    await page.goto(station.url);
    await expect.poll(() => review.decided.map(({ id }) => id), patient).toEqual([first?.id, second?.id]);
    await page.keyboard.press('Alt+2');
    expect(await page.locator('.link-note').count()).toBe(0);
  });

  it('says calmly which part was not recorded, and shows it again', async () => {
    const { page, review } = await open();
    const { StationError } = await import('../../../main/api/errors.ts');
    const [first] = review.parts;
    review.refusal = new StationError('conflict', 'part is decided already');
    await decide(page, first?.id, 'j');
    const card = page.locator('.after-card[data-kind="refused"]');
    await card.waitFor();
    expect(await card.textContent()).toContain(`Part ${first?.label} was not recorded as “Good”`);
    expect(await page.locator(`.queue-row[data-id="${first?.id}"]`).count()).toBe(1);
    await page.keyboard.press('Escape');
    await card.waitFor({ state: 'detached' });
  });

  it('leaves a part that somebody else takes or decides where it is, until the person goes on', async () => {
    const { page, review } = await open();
    const [first, second] = review.parts;
    await shownAndSeen(page, first?.id);
    await expect.poll(() => review.claims.size, patient).toBe(1);
    review.remove(first?.id ?? '');
    await page.locator('.part-lost', { hasText: 'has been decided elsewhere' }).waitFor();
    await page.keyboard.press('j', { delay: 80 });
    expect(review.decided).toEqual([]);
    await page.keyboard.press('Enter');
    await shownAndSeen(page, second?.id);
  });

  it('asks nobody at operator level about what has gone to quality meanwhile', async () => {
    const { page, review } = await open();
    const [first] = review.parts;
    await shownAndSeen(page, first?.id);
    review.change(first?.id ?? '', (part) => ({ ...part, stage: 'quality' }));
    await page.locator('.part-lost', { hasText: 'quality has been asked' }).waitFor();
    expect(await page.locator('.queue-divider').count()).toBe(1);
    expect(await page.locator(`.queue-row[data-id="${first?.id}"]`).getAttribute('aria-disabled')).toBe('true');
  });

  it('reveals a known part only after the decision, with the truth and its place', async () => {
    const known = new Map([[1, { truth: 'defect' as const, class: 'pitting', isRight: false }]]);
    const { page, review } = await open({ known });
    await decide(page, review.parts[0]?.id, 'j');
    await shownAndSeen(page, review.parts[0]?.id);
    expect(await page.locator('.after-card').count()).toBe(0);
    await decide(page, review.parts[0]?.id, 'j');
    const card = page.locator('.after-card[data-kind="known"]');
    await card.waitFor();
    expect(await card.textContent()).toContain('The truth: pitting.');
    expect(await card.locator('.crop-spot').count()).toBe(1);
  });
});

/** The part is in front of the person and its picture is there: what a person waits for before pressing anything. */
async function shownAndSeen(page: Page, id: string | undefined): Promise<void> {
  const selector = `main.review[data-part="${id}"][data-seen="true"]`;
  await page.waitForFunction((wanted) => document.querySelector(wanted) !== null, selector, { polling: 'raf' });
}

async function decide(page: Page, id: string | undefined, key: string): Promise<void> {
  await shownAndSeen(page, id);
  await page.keyboard.press(key);
  await page.locator(`main.review:not([data-part="${id}"])`).waitFor();
}

/** As fast as the browser takes keys, which is faster than any person. */
async function scan(page: Page, code: string, end: 'with Enter' | 'without Enter' = 'with Enter'): Promise<void> {
  await page.evaluate(
    (keys) => {
      for (const key of keys) {
        document.body.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true }));
      }
    },
    end === 'with Enter' ? [...code, 'Enter'] : [...code],
  );
}

function nextPictureMs(page: Page): Promise<readonly number[]> {
  return page.evaluate(() =>
    performance.getEntriesByName('sightline.review.next-picture').map(({ duration }) => duration),
  );
}

function summary(values: readonly number[]): string {
  const sorted = values.toSorted((a, b) => a - b);
  const at = (share: number): string => (sorted[Math.floor(share * (sorted.length - 1))] ?? Number.NaN).toFixed(1);
  return `median ${at(0.5)}, p90 ${at(0.9)}, p99 ${at(0.99)}, most ${at(1)} (${sorted.length})`;
}
