/** The built screen in a real Chromium, in front of a played station. Every console error fails its test. */
import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core';
import { build } from 'vite';
import { expect } from 'vitest';
import { FakeStation, type FakeStationOptions } from '../../support/fake-station.ts';

export const chromiumPath = '/usr/bin/chromium';
export const hasChromium = existsSync(chromiumPath);

export const chromiumArguments = [
  '--headless=new',
  '--no-sandbox',
  '--disable-gpu',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--no-first-run',
];

export interface Screen {
  readonly page: Page;
  readonly station: FakeStation;
  readonly context: BrowserContext;
  /** Errors that this test brings about on purpose, as the browser words them. */
  expectErrors(...patterns: readonly RegExp[]): void;
}

export interface ScreenOptions extends FakeStationOptions {
  readonly size?: { readonly width: number; readonly height: number };
  readonly scheme?: 'dark' | 'light';
  /** Fingers instead of a mouse. */
  readonly hasTouch?: boolean;
}

export class ScreenBench {
  private readonly browser: Browser;
  private readonly built: string;
  private readonly open: (() => Promise<void>)[] = [];

  private constructor(browser: Browser, built: string) {
    this.browser = browser;
    this.built = built;
  }

  static async start(): Promise<ScreenBench> {
    const built = await mkdtemp(join(tmpdir(), 'sightline-screen-'));
    await build({
      configFile: fileURLToPath(new URL('../../../renderer/vite.config.ts', import.meta.url)),
      logLevel: 'error',
      build: { outDir: built, emptyOutDir: true, sourcemap: false },
    });
    return new ScreenBench(await chromium.launch({ executablePath: chromiumPath, args: chromiumArguments }), built);
  }

  /** A station with a screen in front of it, until `closeAll`. */
  async show(options: ScreenOptions = {}): Promise<Screen> {
    const station = await FakeStation.start({ screen: this.built, ...options });
    const context = await this.browser.newContext({
      viewport: options.size ?? { width: 1920, height: 1080 },
      hasTouch: options.hasTouch ?? false,
    });
    if (options.scheme) {
      await context.addInitScript((scheme) => localStorage.setItem('sightline.appearance', scheme), options.scheme);
    }
    // Chromium does not log every violation (a blocked `eval` only throws): let each be an error of the page.
    await context.addInitScript(() => {
      document.addEventListener('securitypolicyviolation', (event) => {
        console.error(`policy violated: ${event.violatedDirective} by ${event.blockedURI}`);
      });
    });
    const expected: RegExp[] = [];
    const errors: string[] = [];
    const page = await context.newPage();
    page.on('console', (message) => {
      if (message.type() === 'error' || message.type() === 'warning') errors.push(message.text());
    });
    page.on('pageerror', (error) => errors.push(`uncaught: ${error.message}`));
    this.open.push(async () => {
      await context.close();
      await station.close();
      expect(errors.filter((error) => !expected.some((pattern) => pattern.test(error)))).toEqual([]);
    });
    await page.goto(station.url);
    return { page, station, context, expectErrors: (...patterns) => void expected.push(...patterns) };
  }

  /** Ends all that `show` began. @throws when a page has logged an error that its test did not expect. */
  async closeAll(): Promise<void> {
    for (const close of this.open.splice(0)) await close();
  }

  async stop(): Promise<void> {
    await this.browser.close();
    await rm(this.built, { recursive: true, force: true });
  }
}

export async function text(page: Page, selector: string): Promise<string> {
  return (await page.locator(selector).first().textContent()) ?? '';
}

export async function framesDrawn(page: Page): Promise<number> {
  return Number(await page.locator('canvas.frame-pixels').getAttribute('data-frames-drawn'));
}
