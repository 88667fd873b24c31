/** A study at the screen, in front of the real calls over a real database: prepared, appraised, read and printed. */
import { randomUUID } from 'node:crypto';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { Role } from '../../../main/api/who.ts';
import { pictured, StudyBench } from '../../support/study-bench.ts';
import { hasChromium, type Screen, ScreenBench, type ScreenOptions, text } from './screen.ts';

const kinds = ['good', 'defect', 'borderline'] as const;

interface Shown extends Screen {
  readonly studies: StudyBench;
  /** Somebody else is at the screen now. */
  readonly signIn: (name: string, role: Role) => void;
}

describe.skipIf(!hasChromium)('studies at the screen (skipped where /usr/bin/chromium is missing)', () => {
  let bench: ScreenBench;
  let studies: StudyBench | null = null;
  beforeAll(async () => {
    bench = await ScreenBench.start();
  });
  afterEach(async () => {
    await bench.closeAll();
    studies?.close();
    studies = null;
  });
  afterAll(() => bench.stop());

  /** Nine parts with pictures, three of each kind; Eve of quality is here. */
  async function show(options: ScreenOptions = {}): Promise<Shown> {
    const made = new StudyBench();
    studies = made;
    let who: { name: string; role: Role } = { name: 'Eve', role: 'quality' };
    const here = () => ({ person: { id: made.person(who.name, who.role), name: who.name }, role: who.role });
    const screen = await bench.show({
      ...{ isManual: true, partsPerSecond: 1, answers: made.answers(() => who), here: here() },
      ...options,
    });
    made.onChanged((id) => screen.station.send('study.changed', { id }));
    for (let part = 0; part < 9; part += 1) screen.station.make('fail');
    const pictures = screen.station.line.parts.flatMap(({ summary }) => (summary.picture ? [summary.picture] : []));
    made.make(...pictures.slice(-9).map((id, index) => pictured(index + 1, kinds[index % 3] ?? 'good', null, id)));
    const signIn = (name: string, role: Role): void => {
      who = { name, role };
      screen.station.nowHere(here());
    };
    return { ...screen, studies: made, signIn };
  }

  async function running(shown: Shown, people: readonly string[]): Promise<string> {
    const call = shown.studies.as('Eve', 'quality');
    const id = randomUUID();
    await call('study.create', { id, name: 'Autumn round', trials: 2, hasStation: true });
    const found = await call('study.suggest', { id, count: 9 });
    const { partList } = await call('study.addParts', { id, parts: found.map(({ part }) => part) });
    for (const { place, presentations } of partList) {
      const reference = presentations[0]?.verdict === 'fail' ? 'defect' : 'good';
      await call('study.setReference', { id, place, reference });
    }
    await call('study.setAppraisers', { id, people: people.map((name) => shown.studies.person(name)) });
    await call('study.start', { id });
    return id;
  }

  it('is made step by step, with the keyboard alone but for the choice of people', async () => {
    const shown = await show();
    const { page } = shown;
    for (const name of ['Ada', 'Ben']) shown.studies.person(name);
    await page.goto(`${shown.station.url}#/quality/studies`);
    await page.locator('.study-empty', { hasText: 'No study yet' }).waitFor();
    await page.keyboard.press('n');
    await page.locator('.study-new input').fill('Pitting, autumn');
    await page.keyboard.press('Enter');
    await page.locator('.study-title', { hasText: 'Being prepared' }).waitFor();
    await page.keyboard.press('s');
    await expect.poll(() => page.locator('.study-tile').count()).toBe(9);
    expect(await text(page, '.study-counts')).toContain('3 near the limits');
    await page.keyboard.press('PageDown');
    for (let part = 1; part <= 9; part += 1) {
      await page.locator('.study-decide:not([disabled])').first().waitFor();
      await page.locator('.study-reference-line', { hasText: `${part - 1} of 9 references` }).waitFor();
      await page.keyboard.press(part % 3 === 0 ? 'f' : 'j');
    }
    await page.locator('.study-reference-line', { hasText: '9 of 9 references' }).waitFor();
    await page.keyboard.press('PageDown');
    expect(await page.locator('.study-choose-person', { hasText: 'Eve' }).isDisabled()).toBe(true);
    for (const name of ['Ada', 'Ben']) {
      await page.locator('.study-choose-person', { hasText: name }).click();
      await page.locator(`.study-choose-person[aria-pressed="true"]`, { hasText: name }).waitFor();
    }
    await page.keyboard.press('PageDown');
    await page.locator('.study-start', { hasText: 'Nothing is missing' }).waitFor();
    await page.keyboard.press('g');
    await page.locator('.study-person', { hasText: 'Ada' }).waitFor();
    expect(await text(page, '.study-title')).toContain('Runs: 0 of 36 looks');
  });

  it('reaches an appraiser in the header, goes on where it was left, and tells nothing of any opinion', async () => {
    const shown = await show();
    const { page, station } = shown;
    const id = await running(shown, ['Ada']);
    shown.signIn('Ada', 'operator');
    await page.locator('.study-chip', { hasText: '0 of 18' }).click();
    for (let step = 0; step < 4; step += 1) {
      await page.locator('.appraisal-head', { hasText: `${step + 1} of 18` }).waitFor();
      await page.locator('.study-decide:not([disabled])').first().waitFor();
      await page.keyboard.press(step % 2 === 0 ? 'j' : 'f');
    }
    await page.locator('.appraisal-head', { hasText: '5 of 18' }).waitFor();
    const words = (await page.locator('main.appraisal').innerText()).replaceAll(/\s+/g, ' ');
    expect(words).toBe(
      'Is this part good? Autumn round · Round 1 of 2 · 5 of 18 Pause Esc Every pixel Z ' +
        'Answers are final. Nobody sees them before the study is closed. Defect F Good J',
    );
    await page.keyboard.press('Escape');
    await page.locator('.study-chip', { hasText: '4 of 18' }).waitFor();
    await page.goto(`${station.url}#/study/${id}`);
    await page.reload();
    for (let step = 4; step < 18; step += 1) {
      await page.locator('.appraisal-head', { hasText: `${step + 1} of 18` }).waitFor();
      await page.locator('.study-decide[data-decision="good"]:not([disabled])').click();
    }
    await page.locator('.appraisal-message', { hasText: 'All 18 answers are kept' }).waitFor();
    const answers = shown.studies.db.prepare('SELECT answer FROM study_answer ORDER BY step').pluck().all();
    expect(answers).toEqual(['good', 'defect', 'good', 'defect', ...Array(14).fill('good')]);
  });

  it('keeps an answer that could not be sent and sends it again, and is only for those whom it names', async () => {
    const shown = await show();
    const { page, station } = shown;
    const id = await running(shown, ['Ada']);
    shown.signIn('Cleo', 'operator');
    await page.goto(`${station.url}#/study/${id}`);
    await page.locator('.study-problem', { hasText: 'only those whom the study names appraise in it' }).waitFor();
    shown.signIn('Ada', 'operator');
    await page.locator('.study-decide:not([disabled])').first().waitFor();
    shown.expectErrors(/WebSocket|ERR_CONNECTION/);
    await station.goAway();
    await page.keyboard.press('j');
    await page.locator('.study-problem', { hasText: 'Your answer is not kept yet' }).waitFor();
    expect(shown.studies.db.prepare('SELECT count(*) FROM study_answer').pluck().get()).toBe(0);
    await station.comeBack();
    await page.locator('.appraisal-head', { hasText: '2 of 18' }).waitFor({ timeout: 20_000 });
    expect(shown.studies.db.prepare('SELECT count(*) FROM study_answer').pluck().get()).toBe(1);
  });

  it('shows what it came to in words and bars, on paper without what only a screen needs', async () => {
    for (const size of [
      { width: 1280, height: 800 },
      { width: 800, height: 1280 },
    ]) {
      const shown = await show({ language: 'de', size, scheme: 'light' });
      const { page, station } = shown;
      const id = await running(shown, ['Ada', 'Bertholdine Oberflächenbeschädigungsverdacht']);
      await shown.studies.appraise('Ada', id, () => 'good');
      await shown.studies.appraise('Bertholdine Oberflächenbeschädigungsverdacht', id, () => 'defect');
      await shown.studies.as('Eve', 'quality')('study.close', { id });
      await page.goto(`${station.url}#/quality/studies`);
      await page.locator('.study-row', { hasText: 'Autumn round' }).click();
      await page.locator('.study-verdict').nth(2).waitFor();
      expect(await text(page, '.study-verdict:last-child')).toContain('Wiederholbarkeit: nicht gemessen');
      expect(await page.locator('.interval', { hasText: 'nicht gemessen' }).count()).toBe(2);
      expect(await page.locator('.study-result').innerText()).not.toContain('NaN');
      expect(await page.locator('.study-differs').count()).toBe(9);
      const spilling = await page.evaluate(() =>
        [...document.querySelectorAll('.study-desk, .study-desk .card, .study-differs, .study-head')]
          .filter((box) => box.scrollWidth > box.clientWidth + 1)
          .map((box) => box.className),
      );
      expect([size.width, spilling]).toEqual([size.width, []]);
      await page.emulateMedia({ media: 'print' });
      expect(await page.locator('.rail').isVisible()).toBe(false);
      expect(await page.locator('.header').isVisible()).toBe(false);
      expect(await page.locator('.study-differs').last().isVisible()).toBe(true);
      await bench.closeAll();
      shown.studies.close();
      studies = null;
    }
  });

  it('says what to do when the station does not answer, and draws what will come meanwhile', async () => {
    let isAway = true;
    const shown = await show({
      answers: {
        'study.mine': () => [],
        'study.list': () => {
          if (isAway) throw new Error('the store is being started');
          return [];
        },
      },
    });
    const { page, station } = shown;
    await page.goto(`${station.url}#/quality/studies`);
    await page.locator('.study-problem', { hasText: 'the store is being started' }).waitFor();
    isAway = false;
    await page.keyboard.press('r');
    await page.locator('.study-empty', { hasText: 'No study yet' }).waitFor();
  });

  it('has targets for a glove: 48 px and more, 96 px for a decision', async () => {
    const shown = await show({ size: { width: 800, height: 1280 } });
    const { page, station } = shown;
    const id = await running(shown, ['Ada']);
    shown.signIn('Ada', 'operator');
    await page.goto(`${station.url}#/study/${id}`);
    await page.locator('.study-decide:not([disabled])').first().waitFor();
    const heights = await page.evaluate(() =>
      [...document.querySelectorAll('main button')].map((button) => ({
        isDecision: button.classList.contains('study-decide'),
        height: button.getBoundingClientRect().height,
      })),
    );
    expect(heights.length).toBe(4);
    for (const { isDecision, height } of heights) expect(height).toBeGreaterThanOrEqual(isDecision ? 96 : 47.5);
  });
});
