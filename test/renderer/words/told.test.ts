import { beforeAll, describe, expect, it } from 'vitest';
import { type SaidCode, say, sentences, understand } from '../../../main/api/said/say.ts';
import { told } from '../../../renderer/words/told.ts';
import { type SpokenWords, speak } from '../../support/words.ts';

const codes = Object.keys(sentences) as SaidCode[];
/** Every blank filled with a text of its own. */
function filled(code: SaidCode): { readonly text: string; readonly values: Readonly<Record<string, string>> } {
  const names = [...sentences[code].matchAll(/\{\{(\w+)\}\}/g)].map(([, name]) => name ?? '');
  const values = Object.fromEntries(names.map((name, index) => [name, `/x/${name}${index}`]));
  const text = names.reduce((sentence, name) => sentence.replace(`{{${name}}}`, values[name] ?? ''), sentences[code]);
  return { text, values };
}

let german: SpokenWords;
let english: SpokenWords;
let chinese: SpokenWords;
let spanish: SpokenWords;
const inGerman = (text: string): string => told(german.t, german.numbers, text);

beforeAll(async () => {
  [german, english, chinese, spanish] = await Promise.all([speak('de'), speak('en'), speak('zh'), speak('es')]);
});

describe('a sentence of the station', () => {
  it('is made of its code and values', () => {
    expect(say('engineNoAnswer', { ms: 600 })).toBe('the engine gave no answer for 600 ms');
    expect(say('noEngine')).toBe('no engine is running');
  });

  it.each(codes)('is understood again: %s', (code) => {
    const { text, values } = filled(code);
    expect(understand(text)).toEqual({ code, values });
  });

  it.each(codes)('has enough words of its own to be told from others: %s', (code) => {
    expect(sentences[code].replaceAll(/\{\{\w+\}\}/g, '').length).toBeGreaterThanOrEqual(6);
  });

  it.each(codes)('has no English left on the screen of another language: %s', (code) => {
    const { text, values } = filled(code);
    for (const { t, numbers } of [german, chinese, spanish]) {
      const said = told(t, numbers, text);
      expect(said).not.toBe(text);
      for (const value of Object.values(values)) expect(said).toContain(value);
    }
  });

  it.each(codes)('is the same on an English screen: %s', (code) => {
    const { text } = filled(code);
    expect(told(english.t, english.numbers, text)).toBe(text);
  });
});

describe('in German', () => {
  it('a sentence within a sentence is said too', () => {
    const why = say('itDoesNotAnswer');
    expect(inGerman(say('cameraNotOpened', { name: say('firstGenicam'), why }))).toBe(
      'die erste GenICam-Kamera lässt sich nicht öffnen: sie antwortet nicht',
    );
  });

  it('what is wrong and what to do are both said', () => {
    const text = `${say('bundleTruncated', { file: 'm.onnx', expected: 9, found: 3 })}. ${say('bundleCopyAgain')}`;
    expect(inGerman(text)).toBe(
      'm.onnx ist abgeschnitten: Das Manifest sagt 9 Bytes, es sind 3. Den ganzen Bundle-Ordner noch einmal von dort kopieren, wo er gemacht oder geladen wurde.',
    );
  });

  it('a report of several sentences is said whole', () => {
    const report = [
      say('mendedParts', { parts: 7 }),
      say('mendedLost', { parts: 2 }),
      say('mendedUnreadable', { rows: 3 }),
      say('mendedRestored', { rows: 1 }),
      say('mendedStray', { rows: 4 }),
      say('mendedTables', { tables: 'part, run' }),
      say('mendedOpen', { rows: 5 }),
      say('mendedOldFile', { file: 'damaged-2026.sqlite' }),
    ];
    expect(inGerman(report.join(' '))).toBe(report.map(inGerman).join(' '));
  });

  it('numbers have their comma, and versions, addresses and times stay', () => {
    expect(inGerman(say('providerSlower', { ms: '9.04' }))).toBe('langsamer (9,04 ms)');
    expect(inGerman(say('cameraTaken', { device: '10.0.0.7' }))).toContain('10.0.0.7');
    expect(
      inGerman(say('stoppedUncleanly', { from: '2026-02-03T04:05:06.789Z', to: '2026-02-03T04:06:06.789Z' })),
    ).toContain('2026-02-03T04:05:06.789Z');
  });

  it('why a provider runs the model is said for each that was tried', () => {
    const tried = [`webgpu: ${say('noGraphics')}`, `cuda: ${say('providerSlower', { ms: '9.0' })}`];
    const text = [say('providerTook', { provider: 'cpu', precision: 'int8', ms: '7.4' }), ...tried].join('; ');
    expect(inGerman(text)).toBe('cpu mit int8: 7,4 ms; webgpu: kein Grafikgerät; cuda: langsamer (9,0 ms)');
  });

  it("the words of a driver or another release stay, with the station's sentence around them", () => {
    expect(inGerman('arv: read timeout')).toBe('arv: read timeout');
    expect(inGerman(say('cameraDisobeyed', { why: 'arv: read timeout' }))).toBe(
      'die Kamera hat nicht getan, was ihr gesagt wurde: arv: read timeout',
    );
  });

  it('a long text that nobody knows costs little', () => {
    const text = 'at Object.run (/opt/sightline/main.js:10:20): what: is (this); and '.repeat(30);
    const before = process.cpuUsage();
    expect(inGerman(text)).toBe(text);
    const { user, system } = process.cpuUsage(before);
    // It takes some ten; a pattern that goes back over the text again and again would take minutes.
    expect((user + system) / 1000).toBeLessThan(1000);
  });
});

describe('in Chinese', () => {
  const inChinese = (text: string): string => told(chinese.t, chinese.numbers, text);

  it('sentences follow each other without a space, with a full stop of their own', () => {
    const text = `${say('bundleTruncated', { file: 'm.onnx', expected: 9, found: 3 })}. ${say('bundleCopyAgain')}`;
    expect(inChinese(text)).toBe(
      'm.onnx 被截断：清单写明 9 字节，实际 3。请从制作或下载之处重新复制整个模型包文件夹。',
    );
  });

  it('why a provider runs the model is said for each that was tried', () => {
    const took = say('providerTook', { provider: 'cpu', precision: 'int8', ms: '7.4' });
    expect(inChinese(`${took}; webgpu: ${say('noGraphics')}`)).toBe('cpu，int8：7.4 毫秒；webgpu: 没有图形设备');
  });
});
