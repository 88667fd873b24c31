/** A scanner that types: its keys reach the page one right after the other, as fast as the browser takes them. */
import type { Page } from 'playwright-core';

export async function scanByKeys(page: Page, code: string): Promise<void> {
  const session = await page.context().newCDPSession(page);
  const keys = [...[...code].map((key) => ({ key, text: key })), { key: 'Enter', text: '\r' }];
  // Sent without waiting for answers: a machine under load must not slow the scanner down to the pace of a person.
  await Promise.all(
    keys.flatMap(({ key, text }) => {
      const stroke = {
        key,
        code: codeOf(key),
        windowsVirtualKeyCode: key === 'Enter' ? 13 : key.toUpperCase().charCodeAt(0),
      };
      return [
        session.send('Input.dispatchKeyEvent', { type: 'keyDown', ...stroke, text }),
        session.send('Input.dispatchKeyEvent', { type: 'keyUp', ...stroke }),
      ];
    }),
  );
  await session.detach();
}

/** One key that Playwright does not know by name, such as F13. */
export async function pressKey(page: Page, name: string): Promise<void> {
  const session = await page.context().newCDPSession(page);
  await session.send('Input.dispatchKeyEvent', { type: 'rawKeyDown', key: name, code: name });
  await session.send('Input.dispatchKeyEvent', { type: 'keyUp', key: name, code: name });
  await session.detach();
}

function codeOf(key: string): string {
  if (key === 'Enter') return 'Enter';
  if (/\d/.test(key)) return `Digit${key}`;
  return /[a-z]/i.test(key) ? `Key${key.toUpperCase()}` : '';
}
