import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { StationError } from '../../../main/api/errors.ts';
import type { ParsedInput } from '../../../main/api/slices/index.ts';
import type { PartFilter } from '../../../main/api/slices/quality.ts';
import { deskAnswers, deskId, disputedPage, foundPart } from '../../support/fake-desk.ts';
import type { FakeAnswers } from '../../support/fake-station.ts';
import { hasChromium, type Screen, ScreenBench, type ScreenOptions, text } from './screen.ts';

/** Keys at a scanner's pace, which a busy machine could not keep from outside; into a field they are typed. */
async function scan(page: Page, code: string): Promise<void> {
  await page.evaluate(
    (keys) => {
      for (const key of keys) {
        const target = document.activeElement ?? document.body;
        const isFree = target.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true }));
        if (isFree && key.length === 1 && target instanceof HTMLInputElement)
          document.execCommand('insertText', false, key);
      }
    },
    [...code, 'Enter'],
  );
}

describe.skipIf(!hasChromium)(
  'parts at the quality desk in Chromium (skipped where it is missing)',
  { timeout: 90_000 },
  () => {
    let bench: ScreenBench;
    beforeAll(async () => {
      bench = await ScreenBench.start();
    });
    afterEach(() => bench.closeAll());
    afterAll(() => bench.stop());

    async function desk(hash: string, answers: FakeAnswers, options: ScreenOptions = {}): Promise<Screen> {
      const screen = await bench.show({ isManual: true, ...options, answers: { ...deskAnswers(25_000), ...answers } });
      await screen.page.goto(`${screen.station.url}${hash}`);
      await screen.page.locator('.quality').waitFor();
      return screen;
    }
    /** What the station was asked to look for, newest last. */
    function recorded(count = 25_000): { readonly asked: PartFilter[]; readonly answers: FakeAnswers } {
      const asked: PartFilter[] = [];
      const { 'quality.search': search } = deskAnswers(count);
      const answers: FakeAnswers = {
        'quality.search': (input) => {
          asked.push(input.filter);
          return search?.(input) ?? expect.fail('the desk searches');
        },
      };
      return { asked, answers };
    }
    const row = (page: Page, index: number) => page.locator(`.part-row[data-index="${index}"]`);

    it('are walked and opened by keys, and Escape leads back to the same place', async () => {
      const { page } = await desk('#/quality', {});
      await row(page, 0).waitFor();
      expect(await text(page, '.part-count')).toBe('10\u202f000+ parts');
      for (let step = 0; step < 3; step += 1) await page.keyboard.press('ArrowDown');
      await page.locator('.part-row[data-index="3"][aria-current="true"]').waitFor();
      await page.keyboard.press('Enter');
      await page.locator('.part-title', { hasText: 'SN-2026-879997' }).waitFor();
      expect(page.url()).toContain(`part=${deskId(3)}`);
      await page.keyboard.press('n');
      await page.locator('.part-title', { hasText: 'SN-2026-879996' }).waitFor();
      await page.keyboard.press('Escape');
      await page.locator('.part-page').waitFor({ state: 'detached' });
      await page.locator('.part-row[data-index="4"][aria-current="true"]').waitFor();
      expect(page.url()).not.toContain('part=');
    });

    it('scroll by tens of thousands with few of them drawn, the next pages there before somebody is', async () => {
      const { page, station } = await desk('#/quality', {});
      await row(page, 0).waitFor();
      const list = page.locator('.part-list');
      for (let turn = 0; turn < 6; turn += 1) {
        await list.evaluate((element) => element.scrollTo(0, element.scrollHeight));
        await page.waitForFunction(
          (rows) => (document.querySelector('.part-list-all')?.clientHeight ?? 0) > rows * 72,
          (turn + 2) * 100,
        );
      }
      expect(await page.locator('.part-row').count()).toBeLessThan(60);
      expect(station.asked.get('quality.search')).toBeGreaterThanOrEqual(6);
      await page.keyboard.press('End');
      const last = page.locator('.part-row[aria-current="true"]');
      await last.waitFor();
      expect(Number(await last.getAttribute('data-index'))).toBeGreaterThan(600);
    });

    it('are filtered by the value that is touched; each condition is a chip, and a reload finds them all', async () => {
      const { asked, answers } = recorded();
      const { page } = await desk('#/quality', answers);
      await row(page, 3).locator('.value[data-name="verdict"]').click();
      await row(page, 1).locator('.value[data-name="person"]').click();
      await page.locator('.condition-chip', { hasText: 'Fail' }).waitFor();
      await page.locator('.condition-chip', { hasText: 'Bernd Schröder' }).waitFor();
      await page.reload();
      await page.locator('.condition-chip', { hasText: 'Bernd Schröder' }).waitFor();
      expect(asked.at(-1)).toEqual({ verdicts: ['fail'], people: ['0d5c0000-0000-4000-8000-0000000000a2'] });
      await page.locator('.condition-chip', { hasText: 'Fail' }).click();
      await page.locator('.condition-chip', { hasText: 'Fail' }).waitFor({ state: 'detached' });
      await expect.poll(() => asked.at(-1)?.verdicts).toBeUndefined();
      await page.keyboard.press('x');
      await page.locator('.condition-chips').waitFor({ state: 'detached' });
      await page.goBack();
      await page.locator('.condition-chip', { hasText: 'Bernd Schröder' }).waitFor();
    });

    it('are filtered by time, class and confidence in the panel', async () => {
      const { asked, answers } = recorded();
      const { page } = await desk('#/quality', answers);
      await page.locator('.filter-panel [data-value="shift"]').click();
      await page.locator('.filter-panel section', { hasText: 'Highest score' }).locator('[data-value="crack"]').click();
      await page.getByLabel('At least').fill('0.35');
      await page.getByLabel('At least').press('Enter');
      await page.locator('.condition-chip', { hasText: 'crack 0.35 to 1.00' }).waitFor();
      await expect.poll(() => asked.at(-1)?.score).toEqual({ class: 'crack', min: 0.35, max: 1 });
      expect(asked.at(-1)?.from).toBeLessThanOrEqual(Date.now());
      expect(asked.at(-1)?.until).toBeUndefined();
    });

    it('hear a scanner wherever the focus is: the code is the filter, no field keeps it and no key acts', async () => {
      const { page } = await desk('#/quality', {});
      await row(page, 0).waitFor();
      // M, L and D are keys of the screen, 3 one of the desk.
      await scan(page, 'MLD-3300');
      await page.locator('.condition-chip[data-condition="serial"]', { hasText: 'MLD-3300' }).waitFor();
      expect(await page.locator('.quality').getAttribute('data-tab')).toBe('parts');
      expect(await page.locator('.settings').count()).toBe(0);
      await page.keyboard.press('/');
      await page.locator('[data-name="text"] input:focus').waitFor();
      await page.keyboard.type('oil', { delay: 90 });
      await page.waitForTimeout(100);
      await scan(page, 'SN-2026-1');
      await page.locator('.condition-chip[data-condition="serial"]', { hasText: 'SN-2026-1' }).waitFor();
      expect(await page.locator('[data-name="serial"] input').inputValue()).toBe('SN-2026-1');
      expect(await page.locator('[data-name="text"] input').inputValue()).not.toContain('SN-');
    });

    it('say how far back was searched, and go on when a person says so', async () => {
      const searchedUntil = foundPart(40).at;
      const { page } = await desk('#/quality', {
        'quality.search': ({ after }) => ({
          parts: after === null ? [foundPart(0)] : [foundPart(50)],
          next: after === null ? 'further' : null,
          searchedUntil: after === null ? searchedUntil : null,
        }),
      });
      await page.locator('.tail', { hasText: 'Searched back to 27 Nov, 10:27:20.' }).waitFor();
      await page.keyboard.press('o');
      await row(page, 1).waitFor();
      await page.locator('.tail', { hasText: 'That is all.' }).waitFor();
    });

    it('say that none meets the conditions, and take those away', async () => {
      const { page } = await desk('#/quality/parts?verdict=missed', {
        'quality.search': ({ filter }) => ({
          parts: filter.verdicts ? [] : [foundPart(0)],
          next: null,
          searchedUntil: null,
        }),
      });
      await page.locator('[data-notice="nothing-found"]', { hasText: 'No part meets all conditions' }).waitFor();
      await page.keyboard.press('x');
      await row(page, 0).waitFor();
    });

    it('say what is wrong when the station cannot answer, and ask again', async () => {
      let isBroken = true;
      const { page } = await desk('#/quality', {
        'quality.search': () => {
          if (isBroken) throw new StationError('unavailable', 'the store is starting', { remedy: 'wait a moment' });
          return { parts: [foundPart(0)], next: null, searchedUntil: null };
        },
      });
      await page.locator('.ask-trouble', { hasText: 'the store is starting' }).waitFor();
      isBroken = false;
      await page.keyboard.press('r');
      await row(page, 0).waitFor();
    });

    it('are not for operators: the screen says whose they are', async () => {
      const { page } = await bench.show({ isManual: true, here: { person: null, role: 'operator' } });
      await page.evaluate(() => window.location.assign('#/quality'));
      await page.locator('.no-rights').waitFor();
      expect(await page.locator('.rail-place').allTextContents()).not.toContain('Quality');
    });

    it('stand as pictures too, and a touch opens one', async () => {
      const { page } = await desk('#/quality', {}, { size: { width: 1280, height: 800 } });
      await row(page, 0).waitFor();
      await page.keyboard.press('g');
      await page.locator('.part-card').first().waitFor();
      await page.locator('.part-card img').first().waitFor();
      await page.keyboard.press('ArrowRight');
      await page.keyboard.press('ArrowDown');
      const chosen = await page.locator('.part-card[aria-current="true"] .open-part').getAttribute('data-part');
      expect([deskId(4), deskId(5)]).toContain(chosen);
      await page.locator('.part-card').nth(2).click();
      await page.locator('.part-page').waitFor();
      await page.goBack();
      await page.locator('.part-page').waitFor({ state: 'detached' });
      expect(page.url()).toContain('look=grid');
    });

    it('whose people differ are shown so, and a third person has the last word by keys', async () => {
      const decided: ParsedInput<'quality.decide'>[] = [];
      const { page } = await desk(`#/quality/parts?part=${deskId(1)}`, {
        'quality.part': () => disputedPage(1),
        'quality.decide': (input) => {
          decided.push(input);
          return {};
        },
      });
      const dispute = page.locator('[data-dispute]');
      await dispute.waitFor();
      expect(await dispute.textContent()).toContain('Good: Amira Haddad');
      expect(await dispute.textContent()).toContain('Defect: Bernd Schröder');
      expect(await page.locator('.said li[data-withdrawn="true"]').count()).toBe(1);
      await page.keyboard.press('f');
      await page.locator('.class-buttons').waitFor();
      await page.keyboard.press('2');
      await expect
        .poll(() => decided)
        .toMatchObject([{ id: deskId(1), kind: 'arbitration', decision: { decision: 'defect', class: 'scratch' } }]);
    });

    it('are drawn on by finger and by keys, and what was drawn is saved', async () => {
      const saved: ParsedInput<'quality.relabel'>[] = [];
      const { page } = await desk(`#/quality/parts?part=${deskId(1)}`, {
        'quality.relabel': (input) => {
          saved.push(input);
          return {};
        },
      });
      await page.locator('.part-title').waitFor();
      await page.keyboard.press('e');
      await page.locator('.shape-mark-group').waitFor();
      await page.keyboard.press('.');
      await page.keyboard.press('ArrowRight');
      await page.keyboard.press('Shift+ArrowDown');
      await page.keyboard.press('3');
      await page.keyboard.press('b');
      // A key counts only once it is no scanner's; whoever reaches for the picture has seen the tool change.
      await page.locator('.relabel [aria-keyshortcuts="B"][aria-pressed="true"]').waitFor();
      const view = (await page.locator('.frame-view').boundingBox()) ?? expect.fail('the picture is there');
      const at = (across: number, down: number): [number, number] => [
        view.x + view.width * across,
        view.y + view.height * down,
      ];
      await page.mouse.move(...at(0.2, 0.4));
      await page.mouse.down();
      await page.mouse.move(...at(0.3, 0.5), { steps: 4 });
      await page.mouse.up();
      await page.locator('.shape-choice').nth(1).waitFor();
      await page.keyboard.press('u');
      await page.locator('.shape-choice').nth(1).waitFor({ state: 'detached' });
      await page.keyboard.press('y');
      await page.locator('.shape-choice').nth(1).waitFor();
      await page.keyboard.press('s');
      await expect.poll(() => saved.length).toBe(1);
      await page.locator('.relabel').waitFor({ state: 'detached' });
      const [moved, drawn] = saved[0]?.shapes ?? [];
      expect(moved).toEqual({ kind: 'box', class: 'crack', x: 513, y: 190, width: 74, height: 62 });
      expect(drawn).toMatchObject({ kind: 'box', class: 'crack' });
      expect(saved[0]?.frameIndex).toBe(0);
    });

    it('fit every screen in German, without anything beside its edges', async () => {
      for (const size of [
        { width: 1920, height: 1080 },
        { width: 1280, height: 800 },
        { width: 800, height: 1280 },
      ]) {
        const { page } = await desk('#/quality/parts?verdict=fail&time=week', {}, { size, language: 'de' });
        await row(page, 0).waitFor();
        const spills = await page.evaluate(() => document.documentElement.scrollWidth > window.innerWidth);
        const small = await page.locator('.quality button:visible').evaluateAll((buttons) =>
          buttons
            .map((button) => ({ box: button.getBoundingClientRect(), name: button.textContent }))
            .filter(({ box }) => box.height < 47.5)
            .map(({ name }) => name),
        );
        expect([size.width, spills, small]).toEqual([size.width, false, []]);
        await bench.closeAll();
      }
    });
  },
);
