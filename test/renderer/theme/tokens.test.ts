import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';

const css = readFileSync(new URL('../../../renderer/theme/tokens.css', import.meta.url), 'utf8');

function tokens(scheme: 'dark' | 'light'): ReadonlyMap<string, string> {
  const block = css.slice(css.indexOf(`[data-mantine-color-scheme="${scheme}"] {`));
  const body = block.slice(0, block.indexOf('}'));
  return new Map(
    [...body.matchAll(/--([\w-]+): (#[0-9a-f]{6});/g)].map(([, name, colour]) => [name ?? '', colour ?? '']),
  );
}

/** Relative luminance and contrast as WCAG 2.2 defines them. */
function luminance(colour: string): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) => {
    const share = Number.parseInt(colour.slice(at, at + 2), 16) / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}
function contrast(one: string, other: string): number {
  const [light = 0, dark = 0] = [luminance(one), luminance(other)].sort((a, b) => b - a);
  return (light + 0.05) / (dark + 0.05);
}

const pairs: readonly (readonly [text: string, on: string])[] = [
  ...['background', 'surface', 'surface-raised', 'warning-surface', 'urgent-surface'].map(
    (on) => ['text', on] as const,
  ),
  ...['background', 'surface', 'surface-raised'].map((on) => ['muted', on] as const),
  ...['fail', 'review', 'missed'].map((word) => [word, 'surface'] as const),
  ['muted', 'warning-surface'],
  ['information', 'background'],
  ['information', 'surface'],
  ['on-stage', 'stage'],
  ['on-stage-muted', 'stage'],
  ['on-fail', 'fill-fail'],
  ['on-review', 'fill-review'],
  ['on-missed', 'fill-missed'],
];

describe.each(['dark', 'light'] as const)('the colours of the %s screen', (scheme) => {
  const colours = tokens(scheme);
  it.each(pairs)('let %s be read on %s at 7:1 and more', (text, on) => {
    const ratio = contrast(colours.get(text) ?? '#000000', colours.get(on) ?? '#000000');
    expect(ratio).toBeGreaterThanOrEqual(7);
  });
  it('name the same things as the other screen', () => {
    expect([...colours.keys()].sort()).toEqual([...tokens(scheme === 'dark' ? 'light' : 'dark').keys()].sort());
  });
});
