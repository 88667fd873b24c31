/** Signing in at the screen: by touch, by keys, by a badge reader that types; waiting, going, first start. */
import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { StationError } from '../../../main/api/errors.ts';
import type { Here, SignInAnswer } from '../../../main/api/slices/session.ts';
import { administratorHere, type FakeAnswers, unnamedHere } from '../../support/fake-station.ts';
import { hasChromium, ScreenBench } from './screen.ts';

const quinn = { id: '0199a000-0000-7000-8000-000000000002', name: 'Quinn Quality' };
const candidates = [
  { id: administratorHere.person?.id ?? '', name: 'Ada Lindner', hasPin: true },
  { ...quinn, hasPin: true },
  { id: '0199a000-0000-7000-8000-000000000003', name: 'Only Badge', hasPin: false },
];
const quinnHere: Here = { ...unnamedHere, person: quinn, role: 'quality', returnsInMs: 300_000 };

/** What was asked, in order, beside the answers. */
function played(answer: (pin: string) => SignInAnswer = () => ({ answer: 'signed-in', here: quinnHere })) {
  const tried: { pins: string[]; badges: string[] } = { pins: [], badges: [] };
  const answers: FakeAnswers = {
    'session.candidates': () => candidates,
    'session.signIn': ({ pin }) => {
      tried.pins.push(pin);
      return answer(pin);
    },
    'session.signInByBadge': ({ badge }) => {
      tried.badges.push(badge);
      return { answer: 'signed-in', here: quinnHere };
    },
    'session.signOut': () => unnamedHere,
  };
  return { answers, tried };
}

/** As a reader types: all within a few milliseconds. */
async function typeFast(page: Page, text: string): Promise<void> {
  await page.evaluate((keys) => {
    for (const key of [...keys, 'Enter']) {
      (document.activeElement ?? document.body).dispatchEvent(
        new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true }),
      );
    }
  }, text);
}

const chip = (page: Page) => page.locator('.person-chip');
const sheet = (page: Page) => page.locator('dialog.sheet');

describe.skipIf(!hasChromium)('signing in (skipped where /usr/bin/chromium is missing)', () => {
  let bench: ScreenBench;
  beforeAll(async () => {
    bench = await ScreenBench.start();
  });
  afterEach(() => bench.closeAll());
  afterAll(() => bench.stop());

  it('by touch alone: name, digits, done; the chip says who is here', async () => {
    const { answers, tried } = played();
    const { page } = await bench.show({ isManual: true, here: unnamedHere, answers });
    await chip(page).filter({ hasText: 'Operator' }).click();
    await page.getByRole('button', { name: 'Quinn Quality' }).click();
    for (const digit of ['4', '7', '1', '2', '1']) await page.locator('.pad-key', { hasText: digit }).click();
    await page.getByRole('button', { name: 'Erase the last digit' }).click();
    expect(await page.locator('.pin-dot[data-filled="true"]').count()).toBe(4);
    await page.locator('.pad-key', { hasText: 'Sign in' }).click();
    await chip(page).filter({ hasText: 'Quinn Quality' }).waitFor();
    await sheet(page).waitFor({ state: 'detached' });
    expect(tried.pins).toEqual(['4712']);
  });

  it('by keys alone, and nothing behind the sheet hears them', async () => {
    const { answers, tried } = played();
    const { page, station } = await bench.show({ isManual: true, here: unnamedHere, answers });
    await chip(page).waitFor();
    await page.keyboard.press('F2');
    await page.getByRole('button', { name: 'Quinn Quality' }).waitFor();
    await page.keyboard.type('qu', { delay: 80 });
    await page.locator('.typed-name', { hasText: '1 name' }).waitFor();
    await page.keyboard.press('Enter');
    await page.keyboard.type('d471v2', { delay: 80 });
    expect(await page.evaluate(() => document.documentElement.dataset['mantineColorScheme'])).toBe('dark');
    await page.keyboard.press('Enter');
    await chip(page).filter({ hasText: 'Quinn Quality' }).waitFor();
    expect(tried.pins).toEqual(['4712']);
    expect(station.asked.get('session.active')).toBeGreaterThan(0);
  });

  it('by a badge reader that types, also in the middle of a PIN', async () => {
    const { answers, tried } = played();
    const { page } = await bench.show({ isManual: true, here: unnamedHere, answers });
    await chip(page).click();
    await page.getByRole('button', { name: 'Quinn Quality' }).click();
    await page.keyboard.type('47', { delay: 80 });
    await page.waitForTimeout(100);
    await typeFast(page, '0048151623');
    await chip(page).filter({ hasText: 'Quinn Quality' }).waitFor();
    expect(tried).toEqual({ pins: [], badges: ['0048151623'] });
  });

  it('has keys of 64 px and more, and names of 48 px and more, at every size', async () => {
    const sizes = [
      { width: 1920, height: 1080 },
      { width: 1280, height: 800 },
      { width: 800, height: 1280 },
    ];
    for (const size of sizes) {
      const { page } = await bench.show({ isManual: true, here: unnamedHere, answers: played().answers, size });
      await chip(page).click();
      for (const name of await page.locator('.candidate').all()) {
        expect((await name.boundingBox())?.height).toBeGreaterThanOrEqual(64);
      }
      await page.getByRole('button', { name: 'Quinn Quality' }).click();
      for (const key of await page.locator('.pad-key').all()) {
        const box = await key.boundingBox();
        expect(Math.min(box?.width ?? 0, box?.height ?? 0)).toBeGreaterThanOrEqual(64);
        expect((box?.y ?? 0) + (box?.height ?? 0)).toBeLessThanOrEqual(size.height);
      }
      await bench.closeAll();
    }
  });

  it('says calmly that it was wrong and when the next try is; the pad rests meanwhile', async () => {
    const { answers, tried } = played((pin) =>
      pin === '1111' ? { answer: 'wrong', pauseMs: 1_500 } : { answer: 'signed-in', here: quinnHere },
    );
    const { page } = await bench.show({ isManual: true, here: unnamedHere, answers });
    await chip(page).click();
    await page.getByRole('button', { name: 'Quinn Quality' }).click();
    await page.keyboard.type('1111', { delay: 80 });
    await page.keyboard.press('Enter');
    await page.locator('.pin-says', { hasText: 'That was not right. Next try in 0:0' }).waitFor();
    expect(await page.locator('.pad-key:disabled').count()).toBe(12);
    await page.keyboard.type('22', { delay: 80 });
    expect(await page.locator('.pin-dot[data-filled="true"]').count()).toBe(0);
    await page.locator('.keypad[data-closed="false"]').waitFor();
    await page.keyboard.type('4712', { delay: 80 });
    await page.keyboard.press('Enter');
    await chip(page).filter({ hasText: 'Quinn Quality' }).waitFor();
    expect(tried.pins).toEqual(['1111', '4712']);
  });

  it('tells what the station says when it cannot, and what to do', async () => {
    const answers: FakeAnswers = {
      'session.candidates': () => {
        throw new StationError('unavailable', 'the store is being started', { remedy: 'try again in a few seconds' });
      },
    };
    const { page } = await bench.show({ isManual: true, here: unnamedHere, answers, language: 'de' });
    await chip(page).click();
    await page.locator('.sheet-note', { hasText: 'Versuchen Sie es in einigen Sekunden wieder' }).waitFor();
  });

  it('out again, by one key in the sheet', async () => {
    const { page } = await bench.show({ isManual: true, here: quinnHere, answers: played().answers });
    await chip(page).filter({ hasText: 'Quinn Quality' }).waitFor();
    await page.keyboard.press('F2');
    await page.getByRole('button', { name: 'Sign out' }).waitFor();
    await page.keyboard.press('1');
    await chip(page).filter({ hasText: 'Operator' }).waitFor();
    await sheet(page).waitFor({ state: 'detached' });
  });

  it('by the reader of the station: the sheet goes by itself, a strange badge opens it with the reason', async () => {
    const { page, station } = await bench.show({ isManual: true, here: unnamedHere, answers: played().answers });
    await chip(page).waitFor();
    station.send('session.badge', { answer: 'wrong', pauseMs: 0 });
    await page.locator('.sheet-note', { hasText: 'This badge is not known here.' }).waitFor();
    station.nowHere(quinnHere);
    await sheet(page).waitFor({ state: 'detached' });
    await chip(page).filter({ hasText: 'Quinn Quality' }).waitFor();
  });

  it('says shortly before that the screen returns to operator level, and then it has', async () => {
    const { page, station } = await bench.show({ isManual: true, here: { ...quinnHere, returnsInMs: 100_000 } });
    await chip(page).filter({ hasText: 'Quality' }).waitFor();
    expect(await page.locator('[data-soon]').count()).toBe(0);
    station.nowHere({ returnsInMs: 9_000 });
    await page.locator('[data-soon]', { hasText: /Operator level in [789] s/ }).waitFor();
    station.nowHere(unnamedHere);
    await chip(page).filter({ hasText: 'Operator' }).waitFor();
  });

  it('changes one’s own PIN: the present one, the new one twice', async () => {
    const asked: unknown[] = [];
    const answers: FakeAnswers = {
      ...played().answers,
      'people.setOwnPin': (input) => {
        asked.push(input);
        return { answer: 'changed' };
      },
    };
    const { page } = await bench.show({ isManual: true, here: quinnHere, answers });
    await chip(page).click();
    await page.getByRole('button', { name: 'Change PIN' }).click();
    const enter = async (pin: string): Promise<void> => {
      await page.keyboard.type(pin, { delay: 60 });
      await page.keyboard.press('Enter');
    };
    await enter('4712');
    await page.getByRole('heading', { name: 'New PIN' }).waitFor();
    await enter('1234');
    await page.locator('.pin-says', { hasText: 'count up or down' }).waitFor();
    await enter('8520');
    await page.locator('.pin-says', { hasText: 'Once more' }).waitFor();
    await enter('8521');
    await page.locator('.pin-says', { hasText: 'not the same' }).waitFor();
    await enter('8520');
    await page.locator('.pin-says', { hasText: 'Once more' }).waitFor();
    await enter('8520');
    await page.locator('.sheet-note', { hasText: 'Your PIN is changed.' }).waitFor();
    expect(asked).toEqual([{ current: '4712', pin: '8520' }]);
  });

  it('at the first start somebody becomes the administrator; it can wait', async () => {
    const asked: { name: string; pin: string }[] = [];
    const answers: FakeAnswers = {
      'session.firstAdministrator': ({ name, pin }) => {
        asked.push({ name, pin });
        return administratorHere;
      },
    };
    const first = { ...unnamedHere, isFirstStart: true };
    const { page } = await bench.show({ isManual: true, here: first, answers, demo: false });
    await page.getByRole('heading', { name: 'Who administers this station?' }).waitFor();
    await page.keyboard.press('Escape');
    await sheet(page).waitFor({ state: 'detached' });
    await page.reload();
    await chip(page).click();
    await page.getByLabel('Your name').fill('  Ada   Lindner ');
    await page.keyboard.press('Enter');
    for (const pin of ['8520', '8520']) {
      await page.keyboard.type(pin, { delay: 60 });
      await page.keyboard.press('Enter');
    }
    await chip(page).filter({ hasText: 'Ada Lindner' }).waitFor();
    expect(asked).toEqual([{ name: 'Ada Lindner', pin: '8520' }]);
  });

  it('a demo asks nobody by itself', async () => {
    const first = { ...unnamedHere, isFirstStart: true };
    const { page } = await bench.show({ isManual: true, here: first, demo: true });
    await chip(page).waitFor();
    await page.locator('.chip[data-chip="mes"]').waitFor();
    expect(await sheet(page).count()).toBe(0);
  });

  it('a desk where nobody is yet shows nothing but the sign-in, and the line after it', async () => {
    const { answers } = played();
    const nobodyHere = { ...unnamedHere, isLocal: false, role: null };
    const { page, station } = await bench.show({ isManual: true, here: nobodyHere, answers });
    await page.getByRole('heading', { name: 'Who are you?' }).waitFor();
    expect(station.asked.get('live.snapshot')).toBeUndefined();
    expect(await page.locator('.rail').count()).toBe(0);
    await page.getByRole('button', { name: 'Quinn Quality' }).click();
    await page.keyboard.type('4712', { delay: 60 });
    await page.keyboard.press('Enter');
    station.nowHere({ ...quinnHere, isLocal: false });
    await page.locator('.chip[data-chip="mes"]').waitFor();
    await page.locator('.rail-place', { hasText: 'Quality' }).waitFor();
    station.nowHere(nobodyHere);
    await page.getByRole('heading', { name: 'Who are you?' }).waitFor();
    expect(await page.locator('.verdict').count()).toBe(0);
  });

  it('shows whose a place is to whoever may not go there, and the way there', async () => {
    const { answers } = played();
    const { page } = await bench.show({ isManual: true, here: unnamedHere, answers });
    await chip(page).waitFor();
    expect(await page.locator('.rail-place').allTextContents()).not.toContain('Quality');
    await page.evaluate(() => {
      window.location.hash = '#/quality';
    });
    await page.locator('.no-rights', { hasText: 'sign in as Quality or Administrator' }).waitFor();
    await page.locator('.no-rights').getByRole('button', { name: 'Sign in' }).click();
    await page.getByRole('button', { name: 'Quinn Quality' }).click();
    await page.keyboard.type('4712', { delay: 60 });
    await page.keyboard.press('Enter');
    await page.locator('main.quality').waitFor();
  });

  it('speaks the language of whoever has signed in, and that of the screen afterwards', async () => {
    const { page, station } = await bench.show({ isManual: true, here: unnamedHere, language: 'en' });
    await chip(page).filter({ hasText: 'Operator' }).waitFor();
    station.nowHere({ ...quinnHere, language: 'de' });
    await chip(page).filter({ hasText: 'Qualität' }).waitFor();
    station.nowHere(unnamedHere);
    await chip(page).filter({ hasText: 'Operator' }).waitFor();
  });
});
