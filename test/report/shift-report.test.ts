/** The report as a file: one page in every language, and a table that a spreadsheet reads. */
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { expect, it, onTestFinished } from 'vitest';
import { languages } from '../../main/api/slices/session.ts';
import { workerUrl } from '../../main/process/entries.ts';
import { loadFonts } from '../../main/report/fonts.ts';
import type { FromReportThread, WriteReport } from '../../main/report/report-protocol.ts';
import { shiftCsv } from '../../main/report/shift-csv.ts';
import { shiftPdf } from '../../main/report/shift-pdf.ts';
import { reportLanguage } from '../../main/report/words/report-words.ts';
import { aReport } from './a-report.ts';

const asked: WriteReport = {
  report: aReport(),
  ...{ as: 'pdf', language: 'en', timeZone: 'Europe/Berlin', pictures: {}, file: '' },
  reasonWords: { 'unsure:pitting': 'perhaps pitting' },
};

function pagesOf(pdf: Buffer): number {
  return [...pdf.toString('latin1').matchAll(/\/Type \/Page\b/g)].length;
}

it.each(languages)('is one page in %s, with nothing in it that would need a second', async (language) => {
  const long = 'a very long name of a recipe that nobody should have chosen and somebody did all the same '.repeat(3);
  const many = aReport({
    station: long,
    recipes: Array.from({ length: 9 }, () => ({ recipe: long, bundle: long, pass: 1, fail: 1, review: 1, missed: 1 })),
    incidents: Array.from({ length: 20 }, (_, index) => ({ at: index, kind: 'disk-full', detail: long })),
    changes: Array.from({ length: 20 }, (_, index) => ({ at: index, kind: 'limits', by: long, text: long })),
    pareto: Array.from({ length: 8 }, (_, index) => ({ reason: long, count: index, pictures: [] })),
  });
  for (const report of [aReport(), many]) {
    const pdf = await shiftPdf({ ...asked, report, language });
    expect(pdf.subarray(0, 5).toString()).toBe('%PDF-');
    expect(pagesOf(pdf)).toBe(1);
  }
});

it('has every word in every language, with the same blanks', () => {
  const keys = ['shift', 'made', 'oldest', 'escapes', 'range', 'reinspectionText'] as const;
  const values = Object.fromEntries(
    ['name', 'time', 'count', 'from', 'to', 'parts', 'minutes', 'seconds'].map((name) => [name, `<${name}>`]),
  );
  const blanks = (text: string): readonly string[] => [...text.matchAll(/<\w+>/g)].map(([blank]) => blank).sort();
  for (const key of keys) {
    const english = blanks(reportLanguage('en', 'UTC').say(key, values));
    expect(english.length).toBeGreaterThan(0);
    for (const language of languages) expect(blanks(reportLanguage(language, 'UTC').say(key, values))).toEqual(english);
  }
});

it('finds a font for each character, Chinese in its pieces', async () => {
  const fonts = await loadFonts();
  const runs = fonts.runs('Schicht Ä – 班次报告 12 %');
  expect(runs.map(({ text }) => text).join('')).toBe('Schicht Ä – 班次报告 12 %');
  expect(runs[0]).toMatchObject({ font: 'latin', isThin: false });
  expect(runs.some(({ isThin }) => isThin)).toBe(true);
  for (const { font } of runs) {
    // TrueType: version 1.0, or OTTO.
    const magic = Buffer.from(await fonts.bytes(font)).readUInt32BE(0);
    expect([0x00010000, 0x4f54544f]).toContain(magic);
  }
});

it('is a table of numbers with their units, safe to open in a spreadsheet', () => {
  const csv = shiftCsv(aReport({ station: '=HYPERLINK("http://evil.example")' }));
  expect(csv.codePointAt(0)).toBe(0xfeff);
  const rows = csv.slice(1).trim().split('\n');
  expect(rows[0]).toBe('section,name,value,unit');
  expect(rows).toContain('output,pass,41087,parts');
  expect(rows).toContain('output,yield,0.99581,share');
  expect(rows).toContain('escapes,audited,200,parts');
  // A cell that begins like a formula is text.
  expect(csv).not.toMatch(/,"?=HYPERLINK/);
});

it('is written by a thread of its own, whole or not at all', async () => {
  const dir = await mkdtemp(join(tmpdir(), 'sightline-report-'));
  onTestFinished(() => rm(dir, { recursive: true, force: true }));
  const run = (file: string): Promise<FromReportThread> =>
    new Promise((resolve, reject) => {
      const worker = new Worker(workerUrl('report'), { workerData: { ...asked, file } });
      worker.on('message', resolve);
      worker.on('error', reject);
    });
  const file = join(dir, 'report.pdf');
  expect(await run(file)).toEqual({ kind: 'written' });
  expect(pagesOf(await readFile(file))).toBe(1);
  expect(await run(join(dir, 'nowhere', 'report.pdf'))).toMatchObject({ kind: 'failed' });
});
