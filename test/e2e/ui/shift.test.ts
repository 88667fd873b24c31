/**
 * A shift's work at a real station in a real browser: the operator signs in on the keypad and decides by keys, somebody
 * else by touch beside them, quality finds the parts and hands the shift over; then the history is checked offline.
 */
import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import Database from 'better-sqlite3';
import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core';
import { v7 as uuidv7 } from 'uuid';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import type { Client } from '../../../main/api/client.ts';
import type { Role } from '../../../main/api/who.ts';
import { rootFolder } from '../../../main/host/paths.ts';
import { freshAddress } from '../../../main/http/fresh-address.ts';
import { eventually } from '../../support/eventually.ts';
import { writeDemoConfig } from '../station/demo-config.ts';
import { startWatched, temporaryFolder } from '../station/running-station.ts';
import { chromiumArguments, chromiumPath, hasChromium } from './screen.ts';

/** Two browsers, a station and whatever else runs share two cores. */
const patienceMs = 80_000;
const pins = { Olga: '274913', Quentin: '518206' } as const;

async function employ(client: Client, name: keyof typeof pins, role: Role): Promise<void> {
  const id = uuidv7();
  await client.call('people.save', { id, name, role, language: null });
  await client.call('people.setPin', { person: id, pin: pins[name] });
}

async function visit(context: BrowserContext, dataDir: string): Promise<Page> {
  const page = await context.newPage();
  const complaints: string[] = [];
  page.on('pageerror', (error) => complaints.push(error.message));
  onTestFinished(() => expect(complaints).toEqual([]));
  page.setDefaultTimeout(patienceMs);
  await page.goto((await freshAddress(dataDir)).address);
  await page.locator('.rail-place').first().waitFor();
  return page;
}

/** Slower than any scanner. */
async function signIn(page: Page, name: keyof typeof pins): Promise<void> {
  await page.keyboard.press('F2');
  await page.locator('.candidate', { hasText: name }).click();
  await page.keyboard.type(pins[name], { delay: 90 });
  await page.keyboard.press('Enter');
  await page.locator('.person-name', { hasText: name }).waitFor();
}

/** The part in front of the person, once its picture is there. */
async function shown(page: Page): Promise<string> {
  await page.locator('main.review[data-part][data-seen="true"]').waitFor();
  return (await page.locator('main.review').getAttribute('data-part')) ?? '';
}

/** Two people reach for the same part now and then: who comes second is told so, and goes on to the next. */
async function goOnIfTaken(page: Page): Promise<void> {
  const goOn = page.locator('.decide-button[data-kind="go-on"]');
  if (await goOn.isVisible()) await goOn.click();
}

async function decideBeside(page: Page, other: Page, decide: () => Promise<void>): Promise<void> {
  await goOnIfTaken(page);
  const part = await shown(page);
  expect(part).toMatch(/^[0-9a-f-]{36}$/);
  if (part === (await other.locator('main.review').getAttribute('data-part'))) return;
  await decide();
  await eventually(
    async () => {
      await goOnIfTaken(page);
      return page.locator('main.review').getAttribute('data-part');
    },
    (now) => now !== part,
    patienceMs,
  );
}

async function nextAfter(page: Page, part: string): Promise<void> {
  await page.locator(`main.review:not([data-part="${part}"])`).waitFor();
}

interface Decided {
  readonly part: string;
  readonly name: string | null;
  readonly decision: string;
  readonly withdrawn: number | null;
}

function decisionsIn(dataDir: string): readonly Decided[] {
  const db = new Database(join(dataDir, 'station.sqlite'), { readonly: true });
  try {
    return db
      .prepare<[], Decided>(
        `SELECT hex(part.uuid) AS part, person.name AS name, decision, withdrawn_at AS withdrawn
         FROM disposition JOIN part ON part.id = disposition.part LEFT JOIN person ON person.id = disposition.person`,
      )
      .all();
  } finally {
    db.close();
  }
}

/** Those that say something and were not taken back. */
function standing(dataDir: string): readonly Decided[] {
  return decisionsIn(dataDir).filter(({ withdrawn, decision }) => withdrawn === null && decision !== 'not-sure');
}

describe.skipIf(!hasChromium)('a shift at the station (skipped where /usr/bin/chromium is missing)', () => {
  let browser: Browser;
  beforeAll(async () => {
    browser = await chromium.launch({ executablePath: chromiumPath, args: chromiumArguments });
  });
  afterAll(() => browser.close());

  it('is decided by keys and by touch, never a part twice, found by quality, handed over, and its history holds', async () => {
    // Every part is one that the model is unsure of, and a few come each second.
    const config = writeDemoConfig(temporaryFolder(), {
      camera: { framesPerSecond: 4 },
      recipe: {
        framesPerPart: 1,
        limits: { pitting: { passBelow: 0, failAbove: 1 } },
        review: { operatorSeconds: 3600 },
      },
    });
    const dataDir = temporaryFolder();
    const { station, client, parts } = await startWatched(config, dataDir);
    await eventually(
      () => parts.length,
      (count) => count >= 40,
      patienceMs,
    );
    await client.call('session.firstAdministrator', { id: uuidv7(), name: 'Ada', pin: '660218' });
    await employ(client, 'Olga', 'operator');
    await employ(client, 'Quentin', 'quality');

    const desk = await browser.newContext({ viewport: { width: 1920, height: 1080 } });
    const page = await visit(desk, dataDir);
    await signIn(page, 'Olga');
    await page.keyboard.press('Alt+2');
    for (let part = 0; part < 12; part += 1) {
      const id = await shown(page);
      await page.keyboard.press(part % 4 === 1 ? 'f' : part % 4 === 2 ? 'k' : 'j');
      if (part % 4 === 1) await page.keyboard.press('Enter');
      await nextAfter(page, id);
    }
    const last = await shown(page);
    await page.keyboard.press('u');
    await nextAfter(page, last);

    // A second screen beside it, by touch, while the first goes on.
    const tablet = await browser.newContext({ viewport: { width: 800, height: 1280 }, hasTouch: true });
    const touched = await visit(tablet, dataDir);
    await touched.locator('.rail-place').nth(1).tap();
    await touched.keyboard.press('F2');
    await touched.locator('.candidate', { hasText: 'Quentin' }).tap();
    for (const digit of pins.Quentin) await touched.locator('.pad-key', { hasText: digit }).first().tap();
    await touched.keyboard.press('Enter');
    await touched.locator('.person-name', { hasText: 'Quentin' }).waitFor();
    await shown(touched);
    await goOnIfTaken(touched);
    for (let part = 0; part < 8; part += 1) {
      await Promise.all([
        decideBeside(page, touched, () => page.keyboard.press('j')),
        decideBeside(touched, page, () => touched.locator('.decide-button[data-kind="good"]').tap()),
      ]);
    }

    const decided = await eventually(
      () => standing(dataDir),
      (all) => all.length >= 12 && all.some(({ name }) => name === 'Quentin'),
      patienceMs,
    );
    expect(new Set(decided.map(({ part }) => part)).size).toBe(decided.length);
    expect(new Set(decided.map(({ name }) => name))).toEqual(new Set(['Olga', 'Quentin']));
    expect(decisionsIn(dataDir).filter(({ withdrawn }) => withdrawn !== null)).toHaveLength(1);

    // Quality finds them, and hands the shift over.
    await touched.evaluate(() => {
      window.location.hash = '#/quality';
    });
    await touched.locator('main, section').first().waitFor();
    const found = await eventually(
      () => client.call('quality.count', { filter: { dispositions: ['good', 'defect'] } }),
      ({ parts }) => parts === standing(dataDir).length,
      patienceMs,
    );
    const [shift] = await client.call('quality.shifts', { limit: 1 });
    if (!shift) throw new Error('a station without a shift');
    const report = await client.call('quality.shiftReport', shift);
    expect(report.falseCalls.of).toBe(found.parts);
    expect(report.openParts.operator).toBeGreaterThan(0);
    const anchor = report.historyHead;

    await desk.close();
    await tablet.close();
    expect(await station.stop()).toBe(0);
    const check = promisify(execFile)(process.execPath, [
      ...[join(rootFolder, 'main', 'start.mjs'), '--cli', 'verify-log', '--data', dataDir, '--anchor', anchor ?? ''],
    ]);
    expect((await check).stdout).not.toBe('');

    // One decision changed behind everybody's back is found.
    const db = new Database(join(dataDir, 'station.sqlite'));
    db.prepare(`UPDATE disposition SET decision = 'defect' WHERE decision = 'good' AND withdrawn_at IS NULL`).run();
    db.close();
    const again = promisify(execFile)(process.execPath, [
      ...[join(rootFolder, 'main', 'start.mjs'), '--cli', 'verify-log', '--data', dataDir],
    ]);
    await expect(again).rejects.toMatchObject({ code: 1 });
  }, 400_000);
});
