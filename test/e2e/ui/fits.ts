/** Whether everything fits, and can be met by a finger. */
import type { Page } from 'playwright-core';

export const smallSizes = [
  { width: 1280, height: 800 },
  { width: 800, height: 1280 },
] as const;
export const sizes = [{ width: 1920, height: 1080 }, ...smallSizes] as const;

/** WCAG 2.2 asks for 24, gloves for more. */
const leastTouchPx = 44;

/** What has more in it than it shows. */
export function tooWide(page: Page, selector: string): Promise<readonly string[]> {
  return page
    .locator(selector)
    .evaluateAll((parts) =>
      parts
        .filter((part) => part.scrollWidth > part.clientWidth + 1)
        .map((part) => `${part.className}: ${part.textContent?.slice(0, 60)}`),
    );
}

/** What is lower than a finger needs; what is not drawn does not count. */
export function tooLow(page: Page, selector: string): Promise<readonly string[]> {
  return page.locator(selector).evaluateAll(
    (parts, least) =>
      parts
        .map((part) => ({ part, height: part.getBoundingClientRect().height }))
        .filter(({ height }) => height > 0 && height < least)
        .map(({ part, height }) => `${part.className}: ${height} px`),
    leastTouchPx,
  );
}
