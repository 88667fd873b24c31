/** A unit that the MES has not released, as people see it: in the review, in the list and on its page. */
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { deskAnswers, foundPart } from '../../support/fake-desk.ts';
import { FakeReview } from '../../support/fake-review.ts';
import { unnamedHere } from '../../support/fake-station.ts';
import { hasChromium, ScreenBench, text } from './screen.ts';

const refused = { kind: 'not-released', cause: 'refused', detail: 'blocked after soldering' } as const;
const patient = { timeout: 25_000 } as const;

describe.skipIf(!hasChromium)(
  'a unit that the MES has not released (skipped where /usr/bin/chromium is missing)',
  () => {
    let bench: ScreenBench;
    beforeAll(async () => {
      bench = await ScreenBench.start();
    });
    afterEach(() => bench.closeAll());
    afterAll(() => bench.stop());

    it('says in the review what the MES said and what to do, with its work order, and is decided as always', async () => {
      const review = new FakeReview({
        count: 3,
        change: (part, index) =>
          index === 0
            ? { ...part, verdict: 'review', reasons: [refused], serial: 'SN-0042', workOrder: 'WO-77' }
            : part,
      });
      const here = { ...unnamedHere, signInToDecide: false };
      const { page, station } = await bench.show({ isManual: true, answers: review.answers, here });
      review.attach(station);
      const [first] = review.parts;
      await page.locator('.rail-place', { hasText: 'Review' }).waitFor();
      await page.keyboard.press('Alt+2');
      await page
        .locator('.opinion-other', { hasText: 'does not release this unit: blocked after soldering' })
        .waitFor();
      await page.locator('.opinion-other', { hasText: 'releases nothing there' }).waitFor();
      const row = `.queue-row[data-id="${first?.id}"]`;
      expect(await text(page, `${row} .queue-label`)).toContain('SN-0042 · WO-77');
      expect(await text(page, `${row} .queue-reason`)).toContain('not released');
      expect(await text(page, '.pane-caption')).toContain('SN-0042 · WO-77');
      await expect.poll(() => review.claims.has(first?.id ?? ''), patient).toBe(true);
      await page.locator('.decide-button[data-kind="good"]').click();
      await expect.poll(() => review.decided.map(({ id }) => id), patient).toEqual([first?.id]);
    });

    it('has its work order in the list and on its page at the quality desk', async () => {
      const { page, station } = await bench.show({ isManual: true, answers: deskAnswers(100) });
      const order = foundPart(5).workOrder ?? 'none';
      await page.goto(`${station.url}#/quality`);
      await page.locator('.part-row[data-index="5"] .work-order', { hasText: order }).waitFor();
      expect(await page.locator('.part-row[data-index="4"] .work-order').count()).toBe(0);
      await page.locator('.part-row[data-index="5"] .open-part').click();
      await page.locator('.part-facts div', { hasText: 'Work order' }).filter({ hasText: order }).waitFor();
    });
  },
);
