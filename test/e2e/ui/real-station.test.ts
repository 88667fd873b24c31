/** The one test in which the real station meets a real browser, as on the first day: the printed address is opened. */
import { join } from 'node:path';
import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { buildScreenIfOld } from '../../../main/start/build.ts';
import { eventually } from '../../support/eventually.ts';
import { type StationProcess, startStationProcess } from '../../support/station-process.ts';
import { writeDemoConfig } from '../station/demo-config.ts';
import { addsUp, recordedParts, temporaryFolder, triggersOfRuns } from '../station/running-station.ts';
import { chromiumArguments, chromiumPath, framesDrawn, hasChromium } from './screen.ts';

/** Chromium, a station and whatever else runs share two cores, and previews come last. */
const patienceMs = 80_000;

interface Visit {
  readonly page: Page;
  /** What the browser complained of: console, uncaught errors, violations of the policy. */
  readonly complaints: readonly string[];
}

async function visit(context: BrowserContext, address: string): Promise<Visit> {
  // Chromium does not log every violation (a blocked `eval` only throws).
  await context.addInitScript(() => {
    document.addEventListener('securitypolicyviolation', (event) => {
      console.error(`policy violated: ${event.violatedDirective} by ${event.blockedURI}`);
    });
  });
  const complaints: string[] = [];
  const page = await context.newPage();
  page.on('console', (message) => {
    if (message.type() === 'error' || message.type() === 'warning') complaints.push(message.text());
  });
  page.on('pageerror', (error) => complaints.push(`uncaught: ${error.message}`));
  await page.goto(address, { timeout: patienceMs });
  return { page, complaints };
}

async function drawsNewFrames(page: Page): Promise<void> {
  await page.locator('canvas.frame-pixels').waitFor({ timeout: patienceMs });
  const before = await framesDrawn(page);
  await eventually(
    () => framesDrawn(page),
    (drawn) => drawn >= before + 5,
    patienceMs,
  );
}

async function countsOn(station: StationProcess): Promise<void> {
  const before = await station.healthz();
  const after = await eventually(
    () => station.healthz(),
    ({ triggers }) => triggers > before.triggers + 5,
    patienceMs,
  );
  expect(addsUp(after)).toBe(true);
  expect(after.verdicts.missed).toBe(0);
}

describe.skipIf(!hasChromium)('the real station in a browser (skipped where /usr/bin/chromium is missing)', () => {
  let browser: Browser;
  beforeAll(async () => {
    await buildScreenIfOld(() => undefined);
    browser = await chromium.launch({ executablePath: chromiumPath, args: chromiumArguments });
  });
  afterAll(() => browser.close());

  it('lets in whoever opens its printed address first, draws new frames, and does not notice when the page goes', async () => {
    const dir = temporaryFolder();
    const dataDir = join(dir, 'data');
    const config = writeDemoConfig(dir, { station: { demo: true } });
    const station = await startStationProcess({ config, dataDir, startWithinMs: 60_000 });
    onTestFinished(() => void station.process.kill('SIGKILL'));

    const context = await browser.newContext({ viewport: { width: 1920, height: 1080 } });
    const { page, complaints } = await visit(context, station.address);
    await drawsNewFrames(page);
    // A token in the address would be in the history, and in a photograph of the screen.
    expect(page.url()).toBe(`${station.origin}/`);

    const stranger = await browser.newContext();
    const second = await stranger.newPage();
    expect((await second.goto(station.address))?.status()).toBe(401);
    expect(await second.locator('h1').first().textContent()).toBe('Please open the address that the station printed');
    expect((await second.goto(station.origin))?.status()).toBe(401);
    await stranger.close();

    await page.reload();
    await drawsNewFrames(page);
    expect(complaints).toEqual([]);

    // In the middle of its pulls, without a word.
    await context.close();
    await countsOn(station);
    expect(await station.stop()).toBe(0);
    const [triggers = []] = triggersOfRuns(dataDir);
    expect(triggers).toEqual(triggers.map((_, index) => index + 1));
    expect(recordedParts(dataDir)).toHaveLength(triggers.length);
  }, 300_000);
});
