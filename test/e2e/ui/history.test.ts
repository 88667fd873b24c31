/** The history at the quality desk, in front of a played station. */
import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { StationError } from '../../../main/api/errors.ts';
import { say } from '../../../main/api/said/say.ts';
import type { CheckReport, HistoryWork, ListedEntry } from '../../../main/api/slices/history.ts';
import type { FakeAnswers } from '../../support/fake-station.ts';
import { hasChromium, type Screen, ScreenBench, type ScreenOptions } from './screen.ts';

const at = Date.UTC(2026, 4, 4, 12, 30);
const anna = { id: '01970000-0000-7000-8000-00000000000a', name: 'Anna Lindqvist' };
const head = { entry: 1240, hash: 'ab12'.repeat(16), at, segments: 40, key: 'cd'.repeat(32) };

const entries: readonly ListedEntry[] = [
  {
    entry: 1239,
    at: at - 60_000,
    kind: 'limits',
    by: anna,
    part: null,
    body: {
      recipe: 'Screws M6, stainless',
      old: { pitting: { passBelow: 0.3, failAbove: 0.8 } },
      new: { pitting: { passBelow: 0.35, failAbove: 0.8 } },
      why: 'Too many false alarms on polished screws since the new lamp.',
    },
  },
  {
    entry: 1207,
    at: at - 120_000,
    kind: 'disposition',
    by: anna,
    part: '01970000-0000-7000-8000-0000000000b7',
    body: { old: 'operator', new: { decision: 'defect', class: 'pitting' }, why: '' },
  },
  { entry: 1180, at: at - 240_000, kind: 'clock', by: null, part: null, body: { old: at, new: at - 240_000 } },
  {
    entry: 1,
    at: at - 900_000,
    kind: 'key',
    by: null,
    part: null,
    body: { old: null, new: 'cd'.repeat(32), why: say('historyKeyFirst') },
  },
];

const report: CheckReport = {
  isSound: false,
  ...{ entries: 1240, segments: 40, droppedSegments: 0, parts: 900, clearedParts: 0, messages: 940 },
  head: { entry: head.entry, hash: head.hash },
  anchoredAt: null,
  findings: [{ what: 'edited', entry: 812, text: say('checkEdited', { entry: 812 }) }],
  findingCount: 1,
  notes: [{ what: 'anchor', entry: null, text: say('noteNoAnchor') }],
  noteCount: 1,
  elapsedMs: 2345,
};

describe.skipIf(!hasChromium)('the history', () => {
  let bench: ScreenBench;
  beforeAll(async () => {
    bench = await ScreenBench.start();
  });
  afterEach(() => bench.closeAll());
  afterAll(() => bench.stop());

  interface HistoryBench extends Screen {
    readonly asked: readonly string[];
  }

  async function open(options: ScreenOptions = {}): Promise<HistoryBench> {
    const asked: string[] = [];
    let work: HistoryWork = { check: { state: 'none' }, export: { state: 'none' } };
    const answers: FakeAnswers = {
      'history.list': (input) => {
        asked.push(`list ${JSON.stringify(input)}`);
        return {
          entries: entries.filter(({ kind }) => input.kinds?.length === 0 || input.kinds?.includes(kind)),
          next: null,
        };
      },
      'history.head': () => head,
      'history.people': () => ({ people: [anna] }),
      'history.work': () => work,
      'history.check': ({ anchor }) => {
        asked.push(`check ${anchor ?? ''}`);
        work = { ...work, check: { state: 'done', at, result: report } };
        return {};
      },
      'history.export': ({ format }) => {
        asked.push(`export ${format}`);
        const result = { file: `history.${format}`, entries: 1240, bytes: 345_678, sha256: 'ef'.repeat(32) };
        work = { ...work, export: { state: 'done', at, result } };
        return {};
      },
      ...options.answers,
    };
    const screen = await bench.show({ ...options, answers });
    await screen.page.evaluate(() => {
      window.location.hash = '#/quality/history';
    });
    return { ...screen, asked };
  }

  const text = (page: Page, selector: string): Promise<string> => page.locator(selector).first().innerText();

  it('says who changed what from what to what, and why', async () => {
    const { page, asked } = await open();
    await page.waitForSelector('.entry-row');
    const row = await text(page, '.entry-row');
    expect(row).toContain('Anna Lindqvist');
    expect(row).toContain('pitting.passBelow 0.3 → 0.35');
    expect(row).not.toContain('failAbove');
    expect(row).toContain('Too many false alarms');

    await page.getByRole('button', { name: 'Decisions' }).click();
    await page.waitForFunction(() => document.querySelectorAll('.entry-row').length === 1);
    expect(asked.at(-1)).toContain('"disposition"');
  });

  it('checks at a key and says in plain words what is wrong and what nobody can know', async () => {
    const { page, asked } = await open();
    await page.waitForSelector('.entry-row');
    await page.keyboard.press('c');
    await page.waitForSelector('.history-verdict');
    expect(await text(page, '.history-result')).toMatch(/Something was changed\.\s+Entry 812 was changed/);
    expect(await text(page, '.history-result')).toContain('Without an anchor nobody can know');
    await page.getByLabel('Head noted earlier').fill('not a head');
    await page.getByRole('alert').waitFor();
    const before = asked.length;
    await page.locator('.history-check .accent').click();
    expect(asked.length).toBe(before);
  });

  it('offers the exported file, and no export to maintenance', async () => {
    const { page, station } = await open();
    await page.waitForSelector('.history-export');
    await page.keyboard.press('e');
    await page.waitForSelector('a.history-file[href="/exports/history.jsonl"]');
    station.nowHere({ role: 'maintenance' });
    await page.waitForSelector('.history-export', { state: 'detached' });
    station.nowHere({ role: 'operator' });
    await page.waitForSelector('.no-rights');
  });

  it('says why nothing can be shown, and asks again', async () => {
    let isThere = false;
    const { page } = await open({
      answers: {
        'history.list': () => {
          if (!isThere) throw new StationError('timeout', 'the question took too long');
          return { entries: [], next: null };
        },
      },
    });
    await page.waitForSelector('.history-failed');
    isThere = true;
    await page.keyboard.press('r');
    await page.waitForSelector('.history-nothing');
  });
});
