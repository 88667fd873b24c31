import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { StationError } from '../../../main/api/errors.ts';
import { say } from '../../../main/api/said/say.ts';
import type { ParsedInput } from '../../../main/api/slices/index.ts';
import { deskAnswers, waitingVersion, whatIfResult } from '../../support/fake-desk.ts';
import type { FakeAnswers } from '../../support/fake-station.ts';
import { hasChromium, type Screen, ScreenBench, type ScreenOptions, text } from './screen.ts';

const job = '0d5c0000-0000-4000-8000-0000000000aa';

describe.skipIf(!hasChromium)('the quality desk in Chromium (skipped where it is missing)', { timeout: 90_000 }, () => {
  let bench: ScreenBench;
  beforeAll(async () => {
    bench = await ScreenBench.start();
  });
  afterEach(() => bench.closeAll());
  afterAll(() => bench.stop());

  async function desk(tab: string, answers: FakeAnswers = {}, options: ScreenOptions = {}): Promise<Screen> {
    const screen = await bench.show({ isManual: true, ...options, answers: { ...deskAnswers(500), ...answers } });
    await screen.page.goto(`${screen.station.url}#/quality/${tab}`);
    await screen.page.locator(`.quality[data-tab="${tab}"]`).waitFor();
    return screen;
  }

  it('has a digit for every tab', async () => {
    const { page } = await desk('parts');
    for (const [key, tab] of [
      ['3', 'report'],
      ['5', 'reviewers'],
      ['2', 'what-if'],
    ] as const) {
      await page.keyboard.press(key);
      await page.locator(`.quality[data-tab="${tab}"]`).waitFor();
    }
  });

  it('tries limits before anybody can save them, and is loud about defective parts that would pass', async () => {
    const questions: ParsedInput<'quality.whatIf'>[] = [];
    const saved: ParsedInput<'quality.saveLimits'>[] = [];
    const { page, station } = await desk('what-if', {
      'quality.whatIf': (input) => {
        questions.push(input);
        return { job };
      },
      'quality.saveLimits': (input) => {
        saved.push(input);
        return waitingVersion;
      },
    });
    const strip = page.locator('.limit-strip[data-class="pitting"]');
    await strip.waitFor();
    expect(await page.getByRole('button', { name: 'Save limits' }).isDisabled()).toBe(true);
    await strip.locator('[data-limit="passBelow"]').focus();
    for (let step = 0; step < 4; step += 1) await page.keyboard.press('ArrowRight');
    await page.keyboard.press('t');
    await expect.poll(() => questions.length).toBe(1);
    expect(questions[0]?.change).toMatchObject({
      kind: 'limits',
      limits: { pitting: { passBelow: 0.25, failAbove: 0.62 } },
    });
    expect(questions[0]?.filter.recipes).toEqual(['Ball screw 32×10']);
    station.send('quality.whatIf', { job, result: whatIfResult({ progress: 0.3, examples: [] }) });
    await page.locator('.trial-progress', { hasText: '30' }).waitFor();
    expect(await page.getByRole('button', { name: 'Save limits' }).isDisabled()).toBe(true);
    station.send('quality.whatIf', { job, result: whatIfResult() });
    await page.locator('.misses[data-misses="3"]').waitFor();
    expect(await text(page, '.misses strong')).toBe('3 defective parts would pass');
    expect(await page.locator('.flip-cards .part-card').count()).toBe(24);
    await page.locator('.flip').nth(1).click();
    await expect.poll(() => page.locator('.flip-cards .part-card').count()).toBeLessThan(24);
    await page.keyboard.press('s');
    await page.locator('.field-trouble', { hasText: 'Say in a few words why.' }).waitFor();
    await page.keyboard.type('fewer needless reviews', { delay: 45 });
    await page.getByRole('button', { name: 'Save limits' }).click();
    await expect.poll(() => saved).toMatchObject([{ reason: 'fewer needless reviews' }]);
  });

  it('shows an estimate with its interval, and stops a trial', async () => {
    const cancelled: string[] = [];
    const { page, station } = await desk('what-if', {
      'quality.whatIf': () => ({ job }),
      'quality.whatIfCancel': (input) => {
        cancelled.push(input.job);
        return {};
      },
    });
    await page.getByRole('button', { name: 'surface-pitting 1.0.0' }).click();
    await page.keyboard.press('t');
    await page.getByRole('button', { name: 'Stop' }).waitFor();
    const flips = [{ from: 'review', to: 'pass', parts: 12, estimate: { value: 310, low: 240, high: 402 } } as const];
    station.send('quality.whatIf', { job, result: whatIfResult({ progress: 0.5, isExact: false, flips }) });
    await page.locator('.flip', { hasText: 'between 240 and 402' }).waitFor();
    await page.keyboard.press('k');
    await expect.poll(() => cancelled).toEqual([job]);
    await page.locator('.desk-notice', { hasText: 'The trial was stopped' }).waitFor();
  });

  it('shows limits that wait to somebody else, who approves them; whoever saved them is not led to try', async () => {
    const approved: ParsedInput<'quality.approveLimits'>[] = [];
    const answers: FakeAnswers = {
      'quality.approveLimits': (input) => {
        approved.push(input);
        throw new StationError('conflict', 'Somebody else was faster.');
      },
    };
    const { page } = await desk('what-if', answers);
    await page.locator('.waiting-version', { hasText: 'Chen Wei waits for a second person' }).waitFor();
    await page.keyboard.press('y');
    await expect.poll(() => approved).toMatchObject([{ id: waitingVersion.id, isApproved: true }]);
    await page.locator('.waiting-version .field-trouble', { hasText: 'Somebody else was faster.' }).waitFor();
    await bench.closeAll();
    const person = { id: '0d5c0000-0000-4000-8000-0000000000a3', name: 'Chen Wei' };
    const { page: own } = await desk('what-if', answers, { here: { person, role: 'quality' } });
    await own.locator('.waiting-version', { hasText: 'You have saved these' }).waitFor();
    expect(await own.locator('.waiting-version .judge-button').count()).toBe(0);
  });

  it('reports a shift on one page of A4, with what each rate rests on', async () => {
    const { page } = await desk('report');
    await page.locator('.report-page', { hasText: 'Shift early' }).waitFor();
    const rates = await text(page, '.report-rates');
    expect(rates).toContain('34.9 %, between 26.6 and 44.2 %');
    expect(rates).toContain('estimated from 200 audits of passed parts, 1 defective');
    const pdf = (await page.pdf({ format: 'A4', preferCSSPageSize: true })).toString('latin1');
    expect(pdf.match(/\/Type\s*\/Page\b(?!s)/g)).toHaveLength(1);
    await page.keyboard.press('ArrowLeft');
    await page.locator('.report-page', { hasText: 'Shift night' }).waitFor();
  });

  it('has the report written as a file in the language of the screen', async () => {
    const asked: ParsedInput<'quality.exportReport'>[] = [];
    const { page, expectErrors } = await desk(
      'report',
      {
        'quality.exportReport': (input) => {
          asked.push(input);
          return { address: '/exports/shift.pdf' };
        },
      },
      { language: 'de' },
    );
    expectErrors(/404/);
    await page.locator('.report-page').waitFor();
    await page.keyboard.press('p');
    await expect.poll(() => asked).toMatchObject([{ name: 'early', as: 'pdf', language: 'de' }]);
    await page.locator('[role="status"]', { hasText: 'Geschrieben' }).waitFor();
  });

  it('audits passed parts one after the other by two keys', async () => {
    const decided: ParsedInput<'quality.decide'>[] = [];
    const { page } = await desk('audit', {
      'quality.decide': (input) => {
        decided.push(input);
        return {};
      },
    });
    await page.locator('.audit-progress', { hasText: '0 of 37' }).waitFor();
    const first = await text(page, '.audit-part strong');
    await page.locator('.frame-laid img').waitFor();
    await page.keyboard.press('j');
    await page.locator('.audit-progress', { hasText: '1 of 37' }).waitFor();
    expect(await text(page, '.audit-part strong')).not.toBe(first);
    await page.keyboard.press('f');
    await page.locator('.class-buttons').waitFor();
    await page.keyboard.press('3');
    await page.locator('.audit-progress', { hasText: '1 defect so far' }).waitFor();
    expect(decided).toMatchObject([
      { kind: 'audit', decision: { decision: 'good' } },
      { kind: 'audit', decision: { decision: 'defect', class: 'crack' } },
    ]);
    expect(new Set(decided.map(({ id }) => id)).size).toBe(2);
  });

  it('lays nothing over anything else, whatever the screen', async () => {
    for (const size of [
      { width: 1920, height: 1080 },
      { width: 1280, height: 800 },
      { width: 800, height: 1280 },
    ]) {
      const { page, station } = await desk('what-if', { 'quality.whatIf': () => ({ job }) }, { size, language: 'de' });
      await page.locator('.limit-strip').first().waitFor();
      await page.keyboard.press('t');
      await page.locator('.trial-progress').waitFor();
      station.send('quality.whatIf', { job, result: whatIfResult() });
      await page.locator('.flip-cards .part-card').first().waitFor();
      const overlaps = await page.locator('.what-if-body > *').evaluateAll((columns) => {
        const boxes = columns.map((column) => column.getBoundingClientRect());
        return boxes.some((a, i) =>
          boxes.some((b, j) => j > i && a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom),
        );
      });
      expect([size.width, overlaps]).toEqual([size.width, false]);
      await bench.closeAll();
    }
  });

  it('shows the figures of people by their names, with grades in words', async () => {
    const { page } = await desk('reviewers');
    await page.locator('.reviewer-name').nth(1).waitFor();
    expect(await page.locator('.reviewer-name').allTextContents()).toEqual(['Amira Haddad', 'Chen Wei']);
    expect(await text(page, '.reviewer-cards')).toContain('Too few known parts');
  });

  it('sets how often known parts come among the real ones, and says why there can be none', async () => {
    const set: number[] = [];
    const { page } = await desk('reviewers', {
      'review.setKnownParts': ({ share }) => {
        set.push(share);
        return {};
      },
    });
    const shares = page.locator('.known-share .key-button');
    await shares.first().waitFor();
    expect(await page.locator('.known-share [aria-pressed="true"]').textContent()).toContain('2 in a hundred');
    await page.keyboard.press('v');
    await expect.poll(() => set).toEqual([0.05]);
    await shares.first().click();
    await expect.poll(() => set).toEqual([0.05, 0]);

    const why = say('knownOtherBoards');
    const { page: boards } = await desk('reviewers', { 'review.knownParts': () => ({ share: 0, available: 0, why }) });
    await boards.locator('.known-share', { hasText: why }).waitFor();
    expect(await boards.locator('.known-share .key-button:disabled').count()).toBe(3);
  });
});
