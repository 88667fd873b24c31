import { describe, expect, test } from 'vitest';
import { chooseGroups, seenGroups } from '../../main/evaluate/choose-groups.ts';
import { manifestSchema } from '../../main/station/inference/manifest.ts';
import { tinyManifest } from '../support/tiny-bundle.ts';

const manifestOf = (provenance: Record<string, unknown>) =>
  manifestSchema.parse({ ...tinyManifest('0'.repeat(64), 1), provenance: { commit: 'abc', ...provenance } });
const manifest = manifestOf({ split: { train: ['a', 'b'], calibration: ['c'], golden: ['d'], test: ['e'] } });
const items = ['a', 'c', 'd', 'd', 'e', 'f'];
const itself = (item: string) => item;

describe('which places are measured', () => {
  test('what weights, probabilities or limits came from has been seen, and nothing else', () => {
    expect([...seenGroups(manifest)]).toEqual(['a', 'b', 'c']);
  });

  test('a kit may say other things of its split', () => {
    expect([...seenGroups(manifestOf({ split: { train: 'seed 1', calibration: ['x'] } }))]).toEqual(['x']);
    expect([...seenGroups(manifestOf({}))]).toEqual([]);
  });

  test('all, unless some are named; a name and "unseen" together are both', () => {
    expect(chooseGroups(items, itself, null, manifest).items).toEqual(items);
    expect(chooseGroups(items, itself, ['c'], manifest).items).toEqual(['c']);
    expect(chooseGroups(items, itself, ['unseen'], manifest)).toEqual({ items: ['d', 'd', 'e', 'f'], warnings: [] });
    expect(chooseGroups(items, itself, ['unseen', 'a'], manifest).warnings).toEqual([
      expect.stringMatching(/^the bundle was made from a:/),
    ]);
  });

  test('nothing left to measure on is refused', () => {
    expect(() => chooseGroups(['a', 'c'], itself, ['unseen'], manifest)).toThrow('no picture left');
  });
});
