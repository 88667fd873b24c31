/** WCAG 2.2 AA on every place, dark and light, as far as a machine can tell (axe); people have to look at the rest. */
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { deskAnswers } from '../../support/fake-desk.ts';
import { FakeReview } from '../../support/fake-review.ts';
import { type FakeAnswers, unnamedHere } from '../../support/fake-station.ts';
import { toldDevices, toldReport } from '../../support/told-devices.ts';
import { faultsOf } from './axe.ts';
import { hasChromium, ScreenBench } from './screen.ts';

interface Place {
  readonly name: string;
  readonly hash: string;
  readonly answers: () => FakeAnswers;
  /** There once the place is whole. */
  readonly sign: string;
}

const desk = (): FakeAnswers => deskAnswers(200);
const places: readonly Place[] = [
  { name: 'the line', hash: '#/live', answers: () => ({}), sign: 'main.live' },
  { name: 'review', hash: '#/review', answers: () => ({}), sign: 'main.review[data-seen="true"]' },
  ...['parts', 'what-if', 'report', 'audit', 'reviewers'].map((tab) => ({
    name: `quality, ${tab}`,
    hash: `#/quality/${tab}`,
    answers: desk,
    sign: '.quality',
  })),
  {
    name: 'devices',
    hash: '#/health',
    answers: (): FakeAnswers => ({
      'devices.state': () => toldDevices(),
      'devices.reports': () => [toldReport(1)],
    }),
    sign: 'main',
  },
];

describe.skipIf(!hasChromium)('the screen for everybody (skipped where /usr/bin/chromium is missing)', () => {
  let bench: ScreenBench;
  beforeAll(async () => {
    bench = await ScreenBench.start();
  });
  afterEach(() => bench.closeAll());
  afterAll(() => bench.stop());

  it.each(places)(
    'has no fault that axe finds: $name',
    async ({ hash, answers, sign }) => {
      for (const scheme of ['dark', 'light'] as const) {
        const review = new FakeReview();
        const { page, station } = await bench.show({
          isManual: true,
          scheme,
          answers: { ...review.answers, ...answers() },
        });
        review.attach(station);
        await page.evaluate((to) => {
          window.location.hash = to;
        }, hash);
        await page.locator(sign).first().waitFor();
        await page.waitForTimeout(600);
        expect(await faultsOf(page), scheme).toEqual([]);
      }
    },
    90_000,
  );

  it('has no fault that axe finds: the sign-in', async () => {
    const candidates = [{ id: '0199aa00-0000-7000-8000-00000000aaaa', name: 'Quinn', hasPin: true }];
    const { page } = await bench.show({
      ...{ isManual: true, here: unnamedHere },
      answers: { 'session.candidates': () => candidates },
    });
    await page.locator('.person-chip').click();
    await page.locator('dialog.sheet .candidate').waitFor();
    expect(await faultsOf(page)).toEqual([]);
    await page.locator('.candidate').click();
    await page.locator('.pad-key').first().waitFor();
    expect(await faultsOf(page)).toEqual([]);
  });
});
