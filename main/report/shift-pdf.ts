/** The shift report on one page A4: what the next shift must know, at a glance and in numbers. */
import { existsSync } from 'node:fs';
import type { ShiftReport } from '../api/slices/quality.ts';
import { loadFonts } from './fonts.ts';
import { contentWidth, margin, Page, pageHeight } from './page.ts';
import type { WriteReport } from './report-protocol.ts';
import { type ReportLanguage, reportLanguage } from './words/report-words.ts';

const columnGap = 20;
const columnWidth = (contentWidth - columnGap) / 2;
const rightColumn = margin + columnWidth + columnGap;
const rowHeight = 15;
const listRows = 6;
const reasonRows = 6;

export async function shiftPdf(asked: WriteReport): Promise<Buffer> {
  const { report, language, timeZone } = asked;
  const words = reportLanguage(language, timeZone);
  const page = new Page(await loadFonts(), words.say('title'));
  const sheet = new Sheet(page, words, asked);
  // Drawn twice: first to learn which fonts the texts need, which are read only then.
  await page.prepare(sheet.texts(report));
  sheet.draw(report);
  return page.bytes();
}

/** A line of the page: what it says on the left, and its number on the right. */
interface Line {
  readonly label: string;
  readonly value: string;
  readonly note?: string;
}

class Sheet {
  private readonly page: Page;
  private readonly words: ReportLanguage;
  private readonly asked: WriteReport;

  constructor(page: Page, words: ReportLanguage, asked: WriteReport) {
    this.page = page;
    this.words = words;
    this.asked = asked;
  }

  /** Everything that `draw` will write, for its characters. */
  texts(report: ShiftReport): readonly string[] {
    const lines = [this.output(report), this.recipes(report), this.open(report), this.rates(report)].flat();
    const lists = [
      ...this.incidents(report),
      ...this.changes(report),
      ...this.reasons(report).map(({ label }) => label),
    ];
    return [
      ...lines.flatMap(({ label, value, note = '' }) => [label, value, note]),
      ...lists,
      ...this.heads(report),
      ...['…–0123456789.,% '],
    ];
  }

  draw(report: ShiftReport): void {
    const { page, words } = this;
    const [title, shift, span, station, made] = this.heads(report);
    page.text(`${title}`, margin, 36, { size: 20, isBold: true });
    page.text(`${shift} · ${span}`, margin, 64, { size: 11 });
    page.text(`${station}`, margin, 36, { size: 11, align: 'right' });
    page.text(`${made}`, margin, 52, { isMuted: true, align: 'right' });
    page.rule(84);
    let left = this.section(words.say('output'), margin, 94, this.output(report));
    left = this.section(words.say('recipe'), margin, left, this.recipes(report));
    let right = this.section(words.say('open'), rightColumn, 94, this.open(report));
    right = this.section(words.say('rates'), rightColumn, right, this.rates(report));
    let y = Math.max(left, right);
    y = this.pareto(report, y);
    y = this.list(words.say('alarms'), y, this.incidents(report));
    this.list(words.say('changes'), y, this.changes(report));
    this.foot(report);
  }

  private heads({ shift, station, madeAt }: ShiftReport): readonly string[] {
    const { say, time } = this.words;
    return [
      say('title'),
      say('shift', { name: shift.name }),
      `${time(shift.from)} – ${time(shift.until)}`,
      station,
      say('made', { time: time(madeAt) }),
      ...(['output', 'recipe', 'open', 'rates', 'pareto', 'alarms', 'changes', 'none', 'head', 'page'] as const).map(
        (key) => say(key),
      ),
    ];
  }

  private output({ output }: ShiftReport): readonly Line[] {
    const { say, number, percent } = this.words;
    const rows = (['parts', 'pass', 'fail', 'review', 'missed'] as const).map((key) => ({
      label: say(key),
      value: number(output[key]),
    }));
    return [...rows, { label: say('yield'), value: output.yield === null ? '–' : percent(output.yield) }];
  }

  private recipes({ recipes }: ShiftReport): readonly Line[] {
    const { number } = this.words;
    return recipes.slice(0, 4).map(({ recipe, bundle, pass, fail, review, missed }) => ({
      label: recipe,
      value: number(pass + fail + review + missed),
      note: bundle,
    }));
  }

  private open({ openParts }: ShiftReport): readonly Line[] {
    const { say, number, time } = this.words;
    const { oldestAt } = openParts;
    return [
      { label: say('forOperator'), value: number(openParts.operator) },
      { label: say('forQuality'), value: number(openParts.quality) },
      {
        label: say('overdue'),
        value: number(openParts.overdue),
        ...(oldestAt === null ? {} : { note: say('oldest', { time: time(oldestAt) }) }),
      },
    ];
  }

  private rates({ falseCalls, escapes, reinspection }: ShiftReport): readonly Line[] {
    const { say, number, percent } = this.words;
    const range = (rate: ShiftReport['escapes']['rate']): string =>
      rate ? say('range', { from: number(rate.low * 100, 2), to: number(rate.high * 100, 2) }) : '';
    const value = (rate: ShiftReport['escapes']['rate']): string => (rate ? percent(rate.value) : say('notMeasured'));
    return [
      { label: say('falseCalls'), value: value(falseCalls.rate), note: range(falseCalls.rate) },
      {
        label: say('escapes', { count: number(escapes.audited) }),
        value: value(escapes.rate),
        note: range(escapes.rate),
      },
      {
        label: say('reinspection'),
        value: `${number(reinspection.minutes, 1)} min`,
        note: say('reinspectionText', {
          parts: number(reinspection.parts),
          minutes: number(reinspection.minutes, 1),
          seconds: reinspection.medianS === null ? '–' : number(reinspection.medianS, 1),
        }),
      },
    ];
  }

  private reasons({ pareto }: ShiftReport) {
    const { reasonWords } = this.asked;
    return pareto
      .slice(0, reasonRows)
      .map(({ reason, count, pictures }) => ({ label: reasonWords[reason] ?? reason, count, pictures }));
  }

  private incidents({ incidents }: ShiftReport): readonly string[] {
    return incidents.slice(0, listRows).map(({ at, detail }) => `${this.words.time(at)}  ${detail}`);
  }

  private changes({ changes }: ShiftReport): readonly string[] {
    return changes.slice(0, listRows).map(({ at, by, text }) => `${this.words.time(at)}  ${by ?? '–'}  ${text}`);
  }

  /** @returns where the next thing may begin. */
  private section(title: string, x: number, y: number, lines: readonly Line[]): number {
    this.page.text(title, x, y, { isBold: true, size: 10 });
    let at = y + 18;
    for (const { label, value, note } of lines) {
      this.page.text(label, x, at, { width: columnWidth - 80 });
      this.page.text(value, x, at, { width: columnWidth, align: 'right' });
      at += rowHeight;
      if (!note) continue;
      this.page.text(note, x, at - 3, { width: columnWidth, isMuted: true, size: 7.5 });
      at += 10;
    }
    return at + 10;
  }

  private pareto(report: ShiftReport, y: number): number {
    const { page, words } = this;
    page.text(words.say('pareto'), margin, y, { isBold: true, size: 10 });
    const reasons = this.reasons(report);
    const most = Math.max(1, ...reasons.map(({ count }) => count));
    let at = y + 18;
    if (reasons.length === 0) page.text(words.say('none'), margin, at, { isMuted: true });
    for (const { label, count, pictures } of reasons) {
      page.text(label, margin, at + 8, { width: 150 });
      page.bar(margin + 160, at + 10, 130, count / most);
      page.text(words.number(count), margin + 295, at + 8, { width: 40, align: 'right' });
      for (const [index, picture] of pictures.entries()) this.picture(picture, margin + 350 + index * 56, at);
      at += 30;
    }
    return (reasons.length === 0 ? at + rowHeight : at) + 10;
  }

  /** A picture that retention has taken meanwhile leaves its place empty. */
  private picture(id: string, x: number, y: number): void {
    const file = this.asked.pictures[id];
    if (file !== undefined && existsSync(file)) this.page.picture(file, x, y, 52, 27);
  }

  private list(title: string, y: number, lines: readonly string[]): number {
    this.page.text(title, margin, y, { isBold: true, size: 10 });
    let at = y + 18;
    for (const line of lines.length === 0 ? [this.words.say('none')] : lines) {
      this.page.text(line, margin, at, { size: 8, isMuted: lines.length === 0 });
      at += 12;
    }
    return at + 10;
  }

  private foot({ historyHead }: ShiftReport): void {
    const { page, words } = this;
    page.rule(pageHeight - 46);
    page.text(words.say('page'), margin, pageHeight - 38, { isMuted: true, size: 7.5 });
    if (historyHead === null) return;
    page.text(`${words.say('head')}: ${historyHead}`, margin, pageHeight - 27, { isMuted: true, size: 7.5 });
  }
}
