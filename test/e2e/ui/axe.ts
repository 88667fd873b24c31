/** What axe finds on a page, for WCAG 2.2 AA. */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { AxeResults } from 'axe-core';
import type { Page } from 'playwright-core';

const axeSource = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const rules = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];

/** What alone differs between dark and light. */
export const ofColours = ['cat.color'];

/** One line a fault: the rule, how bad, and where. */
export async function faultsOf(page: Page, runOnly: readonly string[] = rules): Promise<readonly string[]> {
  await page.evaluate(axeSource);
  const results = await page.evaluate(
    (tags) =>
      (window as unknown as { axe: { run(at: Document, options: object): Promise<AxeResults> } }).axe.run(document, {
        runOnly: tags,
      }),
    [...runOnly],
  );
  return results.violations.flatMap(({ id, impact, nodes }) =>
    nodes.map(({ target, failureSummary }) => `${id} (${impact}): ${target.join(' ')}: ${failureSummary ?? ''}`),
  );
}
