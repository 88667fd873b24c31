import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  type Burst,
  fewestCharacters,
  hear,
  isCode,
  longestCode,
  paceMs,
  type Stroke,
} from '../../../renderer/devices/wedge.ts';

type Key = Partial<Stroke> & { readonly key: string; readonly afterMs: number };

/** Codes that were heard among these keys. */
function codesOf(keys: readonly Key[]): readonly string[] {
  let burst: Burst | null = null;
  let atMs = 0;
  const codes: string[] = [];
  for (const { afterMs, ...key } of keys) {
    atMs += afterMs;
    const heard = hear(burst, { isRepeat: false, isChord: false, ...key, atMs });
    burst = heard.kind === 'burst' || heard.kind === 'nothing' ? heard.burst : null;
    if (heard.kind === 'code') codes.push(heard.code);
  }
  return codes;
}

const typedAt = (text: string, afterMs: number): readonly Key[] =>
  [...[...text], 'Enter'].map((key, index) => ({ key, afterMs: index === 0 ? 1000 : afterMs }));

const character = fc.string({ unit: 'grapheme-ascii', minLength: 1, maxLength: 1 });
const code = fc.array(character, { minLength: fewestCharacters, maxLength: 60 }).map((letters) => letters.join(''));
const scannerPace = fc.integer({ min: 0, max: paceMs - 1 });
const humanPace = fc.integer({ min: paceMs, max: 400 });

describe('a scanner that types', () => {
  it('is heard, whatever its code and pace', () => {
    fc.assert(
      fc.property(code, scannerPace, (text, pace) => {
        expect(codesOf(typedAt(text, pace))).toEqual([text]);
      }),
    );
  });

  it('is heard behind whatever a person has typed before', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(character, humanPace), { maxLength: 10 }), code, (before, text) => {
        const byHand = before.map(([key, afterMs]) => ({ key, afterMs }));
        expect(codesOf([...byHand, ...typedAt(text, 5)])).toEqual([text]);
      }),
    );
  });

  it('may send no Enter: what came at its pace is a code when it is longer than hands that roll over keys', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme-ascii' }), (characters) => {
        expect(isCode({ characters, lastMs: 0 })).toBe(characters.length >= fewestCharacters);
      }),
    );
  });

  it('may press Shift for its capitals', () => {
    const keys = [...'SN42'].flatMap((key) => [
      { key: 'Shift', afterMs: 2 },
      { key, afterMs: 2 },
    ]);
    expect(codesOf([...keys, { key: 'Enter', afterMs: 2 }])).toEqual(['SN42']);
  });
});

describe('a person who types', () => {
  it('never counts as a scan, whatever is typed, as long as no two keys follow each other at once', () => {
    const key = fc.oneof(character, fc.constantFrom('Enter', 'Shift', 'Backspace', 'Tab', 'ArrowLeft'));
    fc.assert(
      fc.property(fc.array(fc.tuple(key, humanPace), { maxLength: 60 }), (keys) => {
        expect(codesOf(keys.map(([name, afterMs]) => ({ key: name, afterMs })))).toEqual([]);
      }),
    );
  });

  it('never counts as a scan with hands that roll over two or three keys', () => {
    const roll = fc.tuple(fc.array(fc.tuple(character, scannerPace), { minLength: 1, maxLength: 3 }), humanPace);
    fc.assert(
      fc.property(fc.array(roll, { maxLength: 20 }), humanPace, (rolls, last) => {
        const keys = rolls.flatMap(([keysOfRoll, pause]) =>
          keysOfRoll.map(([key, pace], index) => ({ key, afterMs: index === 0 ? pause : pace })),
        );
        expect(codesOf([...keys, { key: 'Enter', afterMs: last }])).toEqual([]);
      }),
    );
  });

  it('never counts as a scan while a key is held and repeats', () => {
    const keys = Array.from({ length: 50 }, (_, index) => ({ key: 'a', afterMs: 30, isRepeat: index > 0 }));
    expect(codesOf([...keys, { key: 'Enter', afterMs: 30 }])).toEqual([]);
  });

  it('never counts as a scan with Ctrl, Alt or Meta', () => {
    const keys = [...'abcdef'].map((key) => ({ key, afterMs: 5, isChord: true }));
    expect(codesOf([...keys, { key: 'Enter', afterMs: 5 }])).toEqual([]);
  });

  it.each([
    ['three characters', 'abc', 5],
    ['a code at the pace of a person', 'SN-0042', paceMs],
    ['nothing', '', 5],
  ])('%s and Enter are typed', (_, text, pace) => {
    expect(codesOf(typedAt(text, pace))).toEqual([]);
  });
});

it('keeps no stream that never ends, and hears the next code', () => {
  const stream = Array.from({ length: longestCode + 10 }, () => ({ key: 'x', afterMs: 1 }));
  expect(codesOf([...stream, ...typedAt('SN-1', 5)])).toEqual(['SN-1']);
});

it('holds no more than the longest code, whatever comes', () => {
  const key = fc.oneof(character, fc.constantFrom('Enter', 'Shift', 'Dead', 'Process', 'Unidentified'));
  const stroke = fc.record({ key, afterMs: fc.nat(60), isRepeat: fc.boolean(), isChord: fc.boolean() });
  fc.assert(
    fc.property(fc.array(stroke, { maxLength: 100 }), (keys) => {
      for (const heard of codesOf(keys)) expect([...heard].length).toBeGreaterThanOrEqual(fewestCharacters);
    }),
  );
});
