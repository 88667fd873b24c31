/** The live screen in a real Chromium: how many new frames a second it draws. */
import { existsSync } from 'node:fs';
import { chromium } from 'playwright-core';

const executablePath = '/usr/bin/chromium';

export interface Page {
  restart(): Promise<void>;
  framesPerSecond(): Promise<number>;
  close(): Promise<void>;
}

/** @throws Error without Chromium. */
export async function openPage(origin: string, cookie: string): Promise<Page> {
  if (!existsSync(executablePath)) throw new Error('--page needs Chromium: apt-get install chromium');
  const browser = await chromium.launch({
    executablePath,
    args: ['--headless=new', '--no-sandbox', '--disable-gpu', '--disable-background-networking', '--no-first-run'],
  });
  const [name = '', value = ''] = cookie.split(/=(.*)/s);
  const context = await browser.newContext({ viewport: { width: 1920, height: 1080 } });
  await context.addCookies([{ name, value, url: origin }]);
  const page = await context.newPage();
  await page.goto(origin);
  const canvas = page.locator('[data-frames-drawn]');
  const drawn = async (): Promise<number> => Number(await canvas.getAttribute('data-frames-drawn'));
  let first = await drawn();
  let startedMs = performance.now();
  return {
    restart: async () => {
      first = await drawn();
      startedMs = performance.now();
    },
    framesPerSecond: async () => (1000 * ((await drawn()) - first)) / (performance.now() - startedMs),
    close: () => browser.close(),
  };
}
