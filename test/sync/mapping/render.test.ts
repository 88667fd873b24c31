import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { targetSettingsSchema } from '../../../main/api/slices/sync-target.ts';
import { MappingError } from '../../../main/sync/mapping/mapping-error.ts';
import { createRender, type Defaults } from '../../../main/sync/mapping/render.ts';
import { aDisposition, aPartMessage, idOf } from '../../support/messages.ts';

const station = { id: idOf('station'), name: 'Line 3', version: '0.1.0' };
const defaults: Defaults = { defaultMapping: (_, kind) => (kind === 'part' ? '{"serial": part.serial}' : null) };

function render(mapping: Readonly<Record<string, string | null>> = {}) {
  const connection = { kind: 'https', url: 'https://mes.example/v1' };
  return createRender(targetSettingsSchema.parse({ connection, mapping }), defaults, station);
}
const made = async (expression: string, message = aPartMessage(1)) =>
  (await render({ [message.kind]: expression })(message))?.map((body) => JSON.parse(body));

describe('a mapping', () => {
  it('makes a body of a message, by the target’s default or by the factory’s own expression', async () => {
    expect(await render()(aPartMessage(7))).toEqual(['{"serial":"SN-7"}']);
    expect(await render({ part: '{"id": messageId}' })(aPartMessage(7))).toEqual([`{"id":"${idOf('message 7')}"}`]);
  });

  it('makes several bodies where the expression gives an array', async () => {
    expect(await made('[{"a": 1}, {"b": 2}]')).toEqual([{ a: 1 }, { b: 2 }]);
  });

  it('sends nothing of a kind that has none, that is switched off, or for which the expression gives nothing', async () => {
    expect(await render()(aDisposition(1, 'a'))).toBeNull();
    expect(await render({ part: null })(aPartMessage(1))).toBeNull();
    expect(await made('part.verdict = "fail" ? {"bad": true}')).toBeUndefined();
    expect(await made('[]')).toBeUndefined();
  });

  it('sees the station and the target’s settings beside the record', async () => {
    expect(await made('{"by": $station.name, "to": $settings.url}')).toEqual([
      { by: 'Line 3', to: 'https://mes.example/v1' },
    ]);
  });

  it('pads and searches texts as JSONata does', async () => {
    const expression = `{
      "right": $pad("ab", 4), "left": $pad("7", -2, "0"), "two": $pad("x", 6, "-+"), "none": $pad("abc", 2),
      "parts": $split("a1b22c", /[0-9]+/), "all": $match("a1b22", /([a-z])([0-9]+)/).groups[1],
      "other": $replace("SN-7", /SN-([0-9])/, "no $1"), "any": $contains("xAy", /a/i)
    }`;
    expect(await made(expression)).toEqual([
      {
        ...{ right: 'ab  ', left: '07', two: 'x-+-+-', none: 'abc' },
        ...{ parts: ['a', 'b', 'c'], all: ['1', '22'], other: 'no 7', any: true },
      },
    ]);
  });

  it('has ids that stay, durations as ISO 8601, and the time of the message for now', async () => {
    const [first] = (await made('{"id": $uuid("unit"), "for": $duration(1234), "at": $now(), "ms": $millis()}')) ?? [];
    const [second] = (await made('{"id": $uuid("unit")}')) ?? [];
    expect(first).toMatchObject({ id: second.id, for: 'PT1.234S', at: '2026-11-27T11:00:00.000+01:00' });
    expect(first.ms).toBe(Date.parse('2026-11-27T10:00:00Z'));
  });

  it('gives the same bytes each time it is asked', async () => {
    await fc.assert(
      fc.asyncProperty(fc.nat({ max: 10_000 }), fc.string(), async (sequence, name) => {
        const message = aPartMessage(sequence, name);
        const one = render({ part: '{"id": $uuid(part.id), "at": $now(), "all": $}' });
        expect(await one(message)).toEqual(await one(structuredClone(message)));
      }),
      { numRuns: 50 },
    );
  });

  it.each([
    ['a slip in it', '{"a": part.serial', /\d+/],
    ['a function that is none', '{"a": $}(', /\d+/],
  ])('is refused when it is entered for %s, with the place', (_, expression, words) => {
    expect(() => render({ part: expression })).toThrow(MappingError);
    expect(() => render({ part: expression })).toThrow(words);
  });

  it.each([
    ['a function that does not exist', '{"a": $colour(part)}'],
    ['a value that is no object', '"text"'],
    ['an array of values', '[1, 2]'],
    ['chance, which no retry could repeat', '{"a": $random()}'],
    ['a random order', '{"a": $shuffle([1, 2, 3])}'],
    ['chance inside an expression that it makes', '{"a": $eval("$shuffle([1, 2])")}'],
    ['a text that fills the memory', '{"a": $pad("x", 500000000)}'],
    ['a pattern that takes years', '{"a": $match("aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa!", /(a+)+$/)}'],
    ['such a pattern in a replacement', '{"a": $replace("aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa!", /(a+)+$/, "")}'],
    ['more messages than anybody could want', '[1..101].{"n": $}'],
    ['a loop without an end', '($f := function() { $f() }; {"a": $f()})'],
    ['a recursion without an end', '($f := function($n) { 1 + $f($n + 1) }; {"a": $f(0)})'],
  ])('fails on %s, on that record alone', async (_, expression) => {
    await expect(render({ part: expression })(aPartMessage(1))).rejects.toBeInstanceOf(MappingError);
  });

  it('finds its own errors for expressions of any kind: nothing else is thrown', async () => {
    const piece = fc.constantFrom(
      ...['part', '.', 'serial', '{', '}', '"a"', ':', '$', '(', ')', '[', ']', '0', '+', '*', '%'],
    );
    await fc.assert(
      fc.asyncProperty(fc.array(piece, { minLength: 1, maxLength: 8 }), async (pieces) => {
        try {
          const bodies = await render({ part: pieces.join('') })(aPartMessage(1));
          for (const body of bodies ?? []) expect(typeof JSON.parse(body)).toBe('object');
        } catch (thrown) {
          expect(thrown).toBeInstanceOf(MappingError);
        }
      }),
      { numRuns: 300 },
    );
  });
});
