import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ReportLayout } from '../../../main/station/config/devices.ts';
import { CodeReader, codeText, longestCode, nextReportWithinMs } from '../../../main/station/devices/code-reader.ts';
import { parsePosReport, posLayout } from '../../../main/station/devices/pos-report.ts';
import { posReport, posReports } from '../../support/pos-reports.ts';

/** After the example of Access-IS' LSR118 manual, appendix B.1.1: 60 bytes, of which the first report holds 56. */
const published = 'M1GATHERGOOD/MICHAEL YABCDEF LHRDURAK 3542 052Y003D23   0100';

describe('one report', () => {
  it('is read as the manuals lay it out', () => {
    const report = posReport('ABC-123', ']C0');
    expect(report).toHaveLength(64);
    expect(parsePosReport(report)).toEqual({
      ...{ kind: 'data', data: new TextEncoder().encode('ABC-123'), symbology: ']C0', goesOn: false },
    });
  });

  it.each([
    ['of another id', Uint8Array.of(3, 1, 0, 0, 0, 65), 'not-of-a-code'],
    ['that is empty', Uint8Array.of(), 'not-of-a-code'],
    ['of an id alone', Uint8Array.of(2), 'too-short'],
    ['that promises more than a report holds', Uint8Array.of(2, 57, ...new Array<number>(62).fill(65)), 'wrong-length'],
    ['that promises more than came', Uint8Array.of(2, 9, 93, 67, 48, 65), 'too-short'],
    ['of nothing that goes on', posReport('', ']C0', true), 'wrong-length'],
  ])('%s is garbage', (_, report, why) => {
    expect(parsePosReport(report)).toEqual({ kind: 'garbage', why });
  });

  it('may lack zeros at its end, which some systems cut off', () => {
    expect(parsePosReport(posReport('A1', ']C0').slice(0, 7))).toMatchObject({ kind: 'data', goesOn: false });
  });

  it('has no symbology where the scanner tells none', () => {
    expect(parsePosReport(posReport('A1', '\0\0\0'))).toMatchObject({ symbology: null });
  });

  it('is read by another layout where the configuration has one', () => {
    const layout: ReportLayout = {
      ...{ reportId: null, lengthAt: 0, symbologyAt: null, dataAt: 1, dataBytes: 7, continuedAt: 8 },
    };
    expect(parsePosReport(Uint8Array.of(2, 65, 66, 0, 0, 0, 0, 0, 1), layout)).toMatchObject({
      ...{ data: Uint8Array.of(65, 66), symbology: null, goesOn: true },
    });
  });
});

describe('a code', () => {
  it('of several reports is one, as in the published example', () => {
    const reader = new CodeReader();
    const [first, second] = posReports(published, ']Q0');
    expect([first, second].map((report) => [report?.[1], report?.[63]])).toEqual([
      [56, 1],
      [4, 0],
    ]);
    expect(reader.read(first as Uint8Array, 0)).toEqual({ as: 'part-of-code' });
    expect(reader.read(second as Uint8Array, 5)).toEqual({ as: 'code', code: published, symbology: ']Q0' });
  });

  it('comes out as it was put in, whatever its length and characters', () => {
    const text = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 400 }).map((word) => `x${word}x`);
    fc.assert(
      fc.property(fc.array(text, { minLength: 1, maxLength: 4 }), (codes) => {
        const reader = new CodeReader();
        const heard = codes.flatMap((code) => posReports(code, ']Q1').map((report) => reader.read(report, 0)));
        expect(heard.flatMap((one) => (one.as === 'code' ? [one.code] : []))).toEqual(codes);
        expect(heard.some(({ as }) => as === 'garbage')).toBe(false);
      }),
    );
  });

  it.each([
    ['CR', '123\r'],
    ['CR LF', '123\r\n'],
    ['Tab', '123\t'],
    ['STX and ETX', '\u0002123\u0003'],
    ['zeros', '123\0\0'],
    ['blanks', '  123 '],
  ])('loses %s around it', (_, raw) => {
    expect(codeText(new TextEncoder().encode(raw))).toBe('123');
  });

  it('keeps the separators inside it', () => {
    expect(codeText(new TextEncoder().encode('0109506000134352\u001d10ABC'))).toBe('0109506000134352\u001d10ABC');
  });

  it('of bytes that are no UTF-8 is Latin-1', () => {
    expect(codeText(Uint8Array.of(0x47, 0xf6, 0x74, 0x65))).toBe('Göte');
  });

  it('of nothing but terminators is garbage', () => {
    expect(new CodeReader().read(posReport('\r\n', ']C0'), 0)).toEqual({ as: 'garbage', why: 'empty-code' });
  });

  it('whose end never came does not become the beginning of the next one, and is counted', () => {
    const reader = new CodeReader();
    const [head] = posReports(published, ']Q0');
    reader.read(head as Uint8Array, 0);
    expect(reader.read(posReport('NEXT', ']Q0'), nextReportWithinMs + 1)).toMatchObject({ code: 'NEXT' });
    reader.read(head as Uint8Array, 1000);
    expect(reader.read(posReport('OTHER', ']C0'), 1001)).toMatchObject({ code: 'OTHER' });
    reader.read(head as Uint8Array, 2000);
    reader.read(Uint8Array.of(9, 9), 2001);
    reader.read(head as Uint8Array, 3000);
    reader.reset();
    expect(reader.read(posReport('LAST', ']Q0'), 3001)).toMatchObject({ code: 'LAST' });
    expect(reader.cutOff).toBe(4);
  });

  it('takes the symbology of its first report where later ones name none', () => {
    const reader = new CodeReader();
    const [first] = posReports(published, ']Q0');
    reader.read(first as Uint8Array, 0);
    expect(reader.read(posReport('end', '\0\0\0'), 1)).toMatchObject({ as: 'code', symbology: ']Q0' });
  });

  it('that never ends is given up, and the next one is read', () => {
    const reader = new CodeReader();
    const full = posReport('x'.repeat(56), ']Q0', true);
    const heard = Array.from({ length: Math.ceil(longestCode / 56) + 1 }, (_, at) => reader.read(full, at).as);
    expect(heard.filter((as) => as === 'garbage')).toHaveLength(1);
    reader.reset();
    expect(reader.read(posReport('OK', ']Q0'), 9_999)).toMatchObject({ code: 'OK' });
  });
});

describe('garbage', () => {
  const layout = fc.record({
    reportId: fc.option(fc.integer({ min: 1, max: 255 })),
    lengthAt: fc.nat(70),
    symbologyAt: fc.option(fc.nat(70)),
    dataAt: fc.nat(70),
    dataBytes: fc.integer({ min: 1, max: 255 }),
    continuedAt: fc.nat(70),
  });
  const bytes = fc.uint8Array({ maxLength: 80 });

  it('of any bytes, by any layout, is read without a throw and never holds more than the longest code', () => {
    fc.assert(
      fc.property(fc.option(layout, { nil: posLayout }), fc.array(bytes, { maxLength: 40 }), (itsLayout, reports) => {
        const reader = new CodeReader(itsLayout);
        for (const [at, report] of reports.entries()) {
          const heard = reader.read(report, at);
          expect(['code', 'part-of-code', 'garbage']).toContain(heard.as);
          if (heard.as === 'code') expect(heard.code.length).toBeLessThanOrEqual(longestCode);
        }
      }),
    );
  });

  it('before and after a code does not spoil it', () => {
    const noise = fc.array(
      bytes.filter(([first]) => first !== posLayout.reportId),
      { maxLength: 5 },
    );
    fc.assert(
      fc.property(noise, noise, (before, after) => {
        const reader = new CodeReader();
        const reports = [...before, ...posReports(published, ']Q0'), ...after];
        const codes = reports.map((report) => reader.read(report, 0)).filter(({ as }) => as === 'code');
        expect(codes).toEqual([{ as: 'code', code: published, symbology: ']Q0' }]);
      }),
    );
  });
});
