/** The Sync tab in front of a played station: every state of a target, rights, and what the MES is asked. */
import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { StationError } from '../../../main/api/errors.ts';
import type { SyncState } from '../../../main/api/slices/sync.ts';
import { everyState, type PlayedSync, playedSync, syncId, syncTarget } from '../../support/fake-sync.ts';
import { sizes, tooLow, tooWide } from './fits.ts';
import { hasChromium, type Screen, ScreenBench, type ScreenOptions } from './screen.ts';

interface SyncBench extends Screen {
  readonly played: PlayedSync;
}

/** A machine with other work. */
const patient = { timeout: 20_000 };

describe.skipIf(!hasChromium)('the Sync tab (skipped where /usr/bin/chromium is missing)', { timeout: 90_000 }, () => {
  let bench: ScreenBench;
  beforeAll(async () => {
    bench = await ScreenBench.start();
  });
  afterEach(() => bench.closeAll());
  afterAll(() => bench.stop());

  async function open(state: Partial<SyncState> = {}, options: ScreenOptions = {}): Promise<SyncBench> {
    let screen: Screen | null = null;
    const played = playedSync(state, () => screen?.station ?? null);
    screen = await bench.show({ isManual: true, ...options, answers: { ...played.answers, ...options.answers } });
    await screen.page.evaluate(() => {
      window.location.hash = '#/health/sync';
    });
    return { ...screen, played };
  }

  const card = (page: Page, name: string) => page.locator('li.target-card', { hasText: name });

  it('says of every target how it is, what waits, and who is needed; colour only where somebody is', async () => {
    const { page } = await open({ targets: [...everyState()] });
    await card(page, 'MES Karlsruhe').waitFor();
    expect(await page.locator('li.target-card h2').allTextContents()).toEqual([
      'Traceability of a customer with a very long name, line 3, gate 2',
      'MES Karlsruhe',
      'Plant broker (CFX)',
      'Records for the data lake of the group',
      'USB stick',
      'Dashboard',
    ]);
    expect(await page.locator('.target-state strong').allTextContents()).toEqual([
      'Needs somebody',
      'Everything has arrived',
      'Sending',
      'Waiting, tried again by itself',
      'Paused',
      'Connecting',
    ]);
    const coloured = page.locator('li.target-card:has(.target-head .shape-fail, .target-head .shape-review)');
    expect(await coloured.locator('h2').allTextContents()).toEqual([
      'Traceability of a customer with a very long name, line 3, gate 2',
    ]);
    const stopped = (await card(page, 'Traceability').textContent()) ?? '';
    expect(stopped).toContain('the certificate of mes.example has expired');
    expect(stopped).toContain('Have a new certificate put on the receiver');
    expect(stopped).toContain('What waits is older than 24 hours. Nothing is deleted.');
    expect(stopped).toContain('14 messages were set aside and need somebody.');
    expect(await card(page, 'Plant broker').textContent()).toContain(
      '3\u202f412 messages, oldest 2 h 10 min, about 5.2\u00a0MB',
    );
    expect(await card(page, 'Plant broker').textContent()).toContain('1\u202f180 messages/s');
    expect(await card(page, 'data lake').locator('.target-state').textContent()).toMatch(/Next try in 0:\d\d/);
  });

  it('counts down to the next try, and says once the backlog shrinks when it will have caught up', async () => {
    const sending = (waiting: number) => ({ ...syncTarget(1, { name: 'MES' }), state: 'sending' as const, waiting });
    const { page, station, played } = await open({ targets: [sending(10_000)] });
    await page.getByText('cannot be told yet').waitFor();
    for (let waiting = 9_900; waiting > 0; waiting -= 100) {
      station.send('sync.state', { ...played.state, targets: [sending(waiting)] });
      await page.waitForTimeout(250);
      if ((await page.locator('.target-facts').textContent())?.includes('about')) break;
    }
    expect(await page.locator('.target-facts').textContent()).toMatch(/about \d\d:\d\d, in \d+:\d\d/);
    const rests = {
      ...sending(500),
      state: 'waiting' as const,
      nextTryAt: Date.now() + 3_000,
      detail: 'nobody answers',
    };
    station.send('sync.state', { ...played.state, targets: [rests] });
    await page.getByText('Trying now').waitFor();
  });

  it('tries at once, pauses and goes on, at keys of the target that is chosen', async () => {
    const { page, played } = await open({
      targets: [
        syncTarget(1, { name: 'First', state: 'sending' }),
        syncTarget(2, { name: 'Second', state: 'sending' }),
      ],
    });
    await card(page, 'First').waitFor();
    expect(await card(page, 'First').locator('.target-deeds .key').allTextContents()).toEqual(['T', 'P', 'S', 'K']);
    await page.keyboard.press('t');
    await expect.poll(() => played.asked, patient).toEqual([['tryNow', { target: syncId(1) }]]);
    await page.keyboard.press('ArrowDown');
    await card(page, 'Second').locator('.target-deeds .key').first().waitFor();
    await page.keyboard.press('p');
    await card(page, 'Second').getByText('Go on').waitFor();
    expect(played.asked.at(-1)).toEqual(['pause', { target: syncId(2), isPaused: true }]);
    await card(page, 'Second').getByText('Go on').click();
    await card(page, 'Second').getByText('Pause').waitFor();
    expect(played.asked.at(-1)).toEqual(['pause', { target: syncId(2), isPaused: false }]);
  });

  it('says what the station refuses to do, and what to do about it', async () => {
    const { page } = await open(
      { targets: [syncTarget(1)] },
      {
        answers: {
          'sync.pause': () => {
            throw new StationError('unavailable', 'the store does not answer', { remedy: 'Try again in a minute.' });
          },
        },
      },
    );
    await page.getByRole('button', { name: 'Pause' }).click();
    await page.getByText('the store does not answer Try again in a minute.').waitFor();
  });

  it('without a target says what sync is for, and offers one', async () => {
    const { page, station } = await open({ targets: [] });
    await page.getByText('No receiver has been set up').waitFor();
    station.nowHere({ role: 'quality' });
    await page.getByText('Maintenance adds a target.').waitFor();
    station.nowHere({ role: 'maintenance' });
    await page.getByRole('button', { name: 'Add a target' }).waitFor();
    await page.keyboard.press('n');
    await page.getByText('What does the receiver speak?').waitFor();
  });

  it('says plainly when nothing is sent at all, and where secrets are kept', async () => {
    const { page } = await open({ trouble: 'The sync process ended five times within 60 s.', secretsKept: 'file' });
    const alert = page.getByRole('alert');
    await alert.waitFor();
    expect(await alert.textContent()).toContain('The sync process ended five times within 60 s.');
    expect(await alert.textContent()).toContain('Records are safe in the store and wait.');
    await page.getByText('they are kept in a file that only the station’s user may read').waitFor();
  });

  it('lets quality look and change nothing, and operators not even look', async () => {
    const { page, station } = await open({ targets: [syncTarget(1, { parked: 14 })] }, { here: { role: 'quality' } });
    await page.locator('li.target-card').waitFor();
    expect(await page.locator('.tab').allTextContents()).toEqual(['Sync1']);
    expect(await page.locator('.target-deeds button').allTextContents()).toEqual(['SettingsS', 'Parked (14)K']);
    expect(await page.getByRole('button', { name: 'Add a target' }).count()).toBe(0);
    await page.getByText('Maintenance changes this.').waitFor();
    station.nowHere({ role: 'operator' });
    await page.locator('.no-rights').waitFor();
  });

  it('asks the MES as maintenance sets it, and shows its last answer', async () => {
    const { page, played } = await open({
      targets: [syncTarget(1, { name: 'MES' }), syncTarget(2, { name: 'Broker' }, 'cfx')],
      lastAnswer: {
        at: Date.now() - 5_000,
        serial: 'SN-1',
        tookMs: 1_000,
        outcome: 'no-answer',
        text: 'nobody answered',
      },
    });
    await page.locator('.answer[data-outcome="no-answer"]').waitFor();
    expect(await page.locator('.answer').textContent()).toContain('nobody answered');
    expect(await page.locator('.questions option').allTextContents()).toEqual([
      'Nobody',
      'MES',
      'Broker (has no address for questions)',
    ]);
    await page.getByLabel('Who is asked').selectOption({ label: 'MES' });
    await page.getByLabel('Waits for an answer at most').fill('10');
    await page.getByText('At least 50.').waitFor();
    expect(await page.locator('.questions .key-button').isDisabled()).toBe(true);
    await page.getByLabel('Waits for an answer at most').fill('800');
    await page.getByText('The unit is inspected and held for a person').click();
    await page.locator('.questions .key-button').click();
    await expect
      .poll(() => played.asked, patient)
      .toEqual([['saveQuestions', { target: syncId(1), timeoutMs: 800, whenAway: 'hold' }]]);
  });

  it('names no other target where the one that is asked is not there any more', async () => {
    const questions = { target: syncId(9), timeoutMs: 800, whenAway: 'hold' } as const;
    const { page } = await open({ targets: [syncTarget(1, { name: 'MES' })], questions });
    const chosen = page.getByLabel('Who is asked').locator('option:checked');
    expect(await chosen.textContent()).toBe('A target that is not there any more');
  });

  it('waits with skeletons, says why nothing can be shown, and asks again', async () => {
    let isThere = false;
    const { page } = await open(
      {},
      {
        answers: {
          'sync.state': () => {
            if (!isThere) throw new StationError('timeout', 'the question took too long');
            return playedSync().state;
          },
        },
      },
    );
    await page.getByText('the question took too long').waitFor();
    isThere = true;
    await page.keyboard.press('r');
    await page.locator('li.target-card').waitFor();
  });

  it('is one touch from the chip of the header, for those who may see it', async () => {
    const { page, station } = await open({}, { scene: 'mes-away' });
    await page.locator('li.target-card').waitFor();
    await page.evaluate(() => {
      window.location.hash = '#/live';
    });
    await page.locator('main.live').waitFor();
    await page.locator('.chip[data-chip="mes"]').click();
    await page.getByRole('button', { name: 'Open Sync' }).click();
    await page.locator('li.target-card').waitFor();
    station.nowHere({ role: 'operator' });
    await page.locator('.no-rights').waitFor();
    await page.locator('.chip[data-chip="mes"]').click();
    await page.getByText('Waiting to be sent').waitFor();
    expect(await page.getByRole('button', { name: 'Open Sync' }).count()).toBe(0);
  });

  it.each(['de', 'zh', 'es'] as const)('fits every size in %s, with buttons for fingers', async (language) => {
    const { page } = await open({ targets: [...everyState()] }, { language });
    await page.locator('li.target-card').first().waitFor();
    for (const size of sizes) {
      await page.setViewportSize(size);
      const parts = '.sync, .target-card, .target-head, .target-facts dd, .key-button, .questions';
      expect(await tooWide(page, parts)).toEqual([]);
      expect(await tooLow(page, '.sync button, .sync select, .sync .sync-check')).toEqual([]);
    }
  });
});
