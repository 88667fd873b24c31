import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { BoardReport } from '../../main/evaluate/boards/board-report.ts';
import { evaluate } from '../../main/evaluate/evaluate.ts';
import { boardFolder, type Pair } from '../support/labelled-data.ts';
import { makeTinyReferenceBundle } from '../support/tiny-reference-bundle.ts';
import { ask } from './ask.ts';

/** The tiny bundle passes at or below 0.1 and fails from 0.3 on. */
const pairs: readonly Pair[] = [
  { id: 'p1', board: 'a', missing: [{ row: 2, column: 3, strength: 0.9 }], labels: [{ row: 2, column: 3 }] },
  // Found, and something that is no defect.
  {
    id: 'p2',
    board: 'a',
    missing: [
      { row: 2, column: 3, strength: 0.7 },
      { row: 6, column: 8, strength: 0.8 },
    ],
    labels: [{ row: 2, column: 3 }],
  },
  // Seen too weakly to be called.
  { id: 'p3', board: 'b', missing: [{ row: 5, column: 5, strength: 0.08 }], labels: [{ row: 5, column: 5 }] },
  // Seen elsewhere.
  { id: 'p4', board: 'b', missing: [{ row: 1, column: 1, strength: 0.2 }], labels: [{ row: 6, column: 8 }] },
];

async function report(...[bundle, data, more]: Parameters<typeof ask>): Promise<BoardReport> {
  const found = await evaluate(ask(bundle, data, more));
  if (found.task !== 'reference') throw new Error(`a report of ${found.task}`);
  return found;
}

describe('a reference bundle on pairs of board pictures', () => {
  test('has the figures that its boxes have by hand, in both precisions', async () => {
    const { n, int8, fp32, warnings } = await report(await makeTinyReferenceBundle(), await boardFolder(pairs));
    expect(n).toBe(4);
    expect(int8).toMatchObject({ pairs: 4, defects: 4 });
    // 0.9 right, 0.8 wrong, 0.7 right, 0.2 wrong, 0.08 right: precision 1, 2/3, 3/5 at recall 1/4, 2/4, 3/4.
    expect(int8.ap['missing']).toBeCloseTo((1 + 2 / 3 + 3 / 5) / 4, 6);
    expect(int8.ap['extra']).toBeNull();
    expect(int8.mAP).toBe(int8.ap['missing']);
    expect(warnings).toEqual([expect.stringContaining('no picture has extra')]);
    // All five called: 2·3 / (5 + 4).
    expect(int8.bestF.f).toBeCloseTo(2 / 3, 6);
    expect(int8.atPassBelow).toMatchObject({ precision: 0.5, recall: 0.5, f: 0.5, found: { count: 2, of: 4 } });
    // Only p3 has no box above passBelow.
    expect(int8.atPassBelow.escapes).toMatchObject({ count: 1, of: 4 });
    expect(int8.atFailAbove).toMatchObject({ precision: 2 / 3, recall: 0.5 });
    expect(int8.boards.map(({ board, recall }) => [board, recall])).toEqual([
      ['a', 1],
      ['b', 0],
    ]);
    expect(fp32).toEqual(int8);
  });

  test('chosen boards only', async () => {
    const { n, int8 } = await report(await makeTinyReferenceBundle(), await boardFolder(pairs), { groups: ['a'] });
    expect([n, int8.defects, int8.atPassBelow.recall]).toEqual([2, 2, 1]);
  });

  test('which side copper is decides whether it is missing or too much', async () => {
    const { int8, copper } = await report(await makeTinyReferenceBundle(), await boardFolder(pairs), {
      copper: 'bright',
    });
    expect(copper).toBe('bright');
    expect(int8.mAP).toBe(0);
  });

  test('golden pictures against themselves: nothing as they are, and what a shift shows', async () => {
    const { int8 } = await report(await makeTinyReferenceBundle(), await boardFolder(pairs));
    const called = Object.fromEntries(int8.golden.map(({ name, called: { count, of } }) => [name, [count, of]]));
    expect(called['as it is']).toEqual([0, 4]);
    // The tiny model sees every difference of light, so these must show that the trial really altered the picture.
    expect(called['darker by a fifth']).toEqual([4, 4]);
    expect(called['brighter by 25 of 255']).toEqual([0, 4]);
    expect(Object.keys(called)).toHaveLength(7);
  });

  test('pictures that cannot be registered are told, and their defects count as not found', async () => {
    const { isRegistered, unregistered, int8 } = await report(
      await makeTinyReferenceBundle(),
      await boardFolder(pairs),
      {
        displacement: { shiftPx: 4, turnDegrees: 1 },
      },
    );
    // Nothing but one corner: there is nothing to lay the pictures on each other by.
    expect(isRegistered).toBe(true);
    expect(unregistered.map(({ id }) => id)).toEqual(['p1', 'p2', 'p3', 'p4']);
    expect(int8.atPassBelow).toMatchObject({ recall: 0, escapes: { count: 4, of: 4 } });
  });

  test('a shift that leaves nothing to compare is refused', async () => {
    const displacement = { shiftPx: 40, turnDegrees: 0 };
    const refused = evaluate(ask(await makeTinyReferenceBundle(), await boardFolder(pairs), { displacement }));
    await expect(refused).rejects.toThrow('--shift and --turn leave nothing of a 96×72 picture');
  });

  test('broken entries and a template that is not there are named', async () => {
    const dir = await boardFolder(pairs);
    const file = join(dir, 'labels.json');
    const labels = JSON.parse(await readFile(file, 'utf8')) as { items: Record<string, unknown>[] };
    Object.assign(labels.items[0] ?? {}, { boxes: [[10, 10, 10, 20, 'missing']] });
    Object.assign(labels.items[1] ?? {}, { boxes: [[10, 10, 97, 20, 'missing']] });
    Object.assign(labels.items[2] ?? {}, { template: 'gone.png' });
    await writeFile(file, JSON.stringify(labels));
    const bundle = await makeTinyReferenceBundle();
    const refused = evaluate(ask(bundle, dir));
    await expect(refused).rejects.toThrow('3 bad pictures (1 missing, 2 mislabelled)');
    await expect(refused).rejects.toThrow('p1_test.png: mislabelled, box (10, 10, 10, 20) has no area');
    await expect(refused).rejects.toThrow(
      'p2_test.png: mislabelled, box (10, 10, 97, 20) lies outside the 96×72 picture',
    );
    expect((await report(bundle, dir, { skipCorrupt: true })).n).toBe(1);
  });

  test('a zone is refused: it belongs to surfaces', async () => {
    const zones = [
      [
        [0, 0],
        [9, 0],
        [9, 9],
      ],
    ] as const;
    await expect(evaluate(ask(await makeTinyReferenceBundle(), await boardFolder(pairs), { zones }))).rejects.toThrow(
      '--zone',
    );
  });
});
