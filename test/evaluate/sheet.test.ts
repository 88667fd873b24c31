import { join } from 'node:path';
import sharp from 'sharp';
import { describe, expect, test } from 'vitest';
import type { JudgedPair, Judgement } from '../../main/evaluate/boards/board-figures.ts';
import { mistakesOf } from '../../main/evaluate/boards/mistakes.ts';
import { evaluate } from '../../main/evaluate/evaluate.ts';
import { type Box, type Detection, matchBoxes } from '../../main/evaluate/metrics/match-boxes.ts';
import { boardFolder, surfaceFolder } from '../support/labelled-data.ts';
import { makeTinyBundle } from '../support/tiny-bundle.ts';
import { makeTinyReferenceBundle } from '../support/tiny-reference-bundle.ts';
import { ask } from './ask.ts';

describe('mistakes on boards', () => {
  const judgement: Judgement = {
    classes: ['open', 'short'],
    limits: [
      { passBelow: 0.4, failAbove: 0.8 },
      { passBelow: 0.4, failAbove: 0.8 },
    ],
  };
  const at = (x: number, name: number): Box => ({ x1: x, y1: 0, x2: x + 10, y2: 10, class: name });
  const seen = (x: number, name: number, score: number): Detection => ({ ...at(x, name), score });
  const captions = (truths: readonly Box[], detections: readonly Detection[]): string[] => {
    const pair = { id: 'p', board: 'b', test: 't', template: 't', boxes: truths };
    const { detections: matched } = matchBoxes(detections, truths);
    const judged: JudgedPair = { id: 'p', board: 'b', truths, ranked: matched, reported: matched };
    return mistakesOf(pair, judged, judgement).map(({ caption }) => caption);
  };

  test('what is right, or too weak to be called, is none', () => {
    expect(captions([at(0, 0)], [seen(1, 0, 0.9), seen(50, 1, 0.3)])).toEqual([]);
  });

  test('a defect under another name is one mistake, not two', () => {
    expect(captions([at(0, 0)], [seen(0, 1, 0.9)])).toEqual(['open called short 0.90: p']);
  });

  test('a miss says how close it came, a false call how sure it was', () => {
    expect(captions([at(0, 0)], [seen(0, 0, 0.3), seen(50, 1, 0.7)])).toEqual([
      'open missed, 0.30: p',
      'false short 0.70: p',
    ]);
  });
});

async function sizeOf(file: string): Promise<string> {
  const { format, width, height } = await sharp(file).metadata();
  return `${format} ${width > 100 && height > 100}`;
}

describe('a sheet of the worst mistakes', () => {
  test('of a surface: missed ones first, then false calls', async () => {
    const { dir } = await surfaceFolder([
      { image: 'fine.png', place: 'a', red: [{ row: 0, column: 5, strength: 0.3 }] },
      { image: 'weak.png', place: 'a', red: [{ row: 4, column: 4, strength: 0.1 }], labels: [{ row: 4, column: 4 }] },
      { image: 'strong.png', place: 'a', red: [{ row: 4, column: 4, strength: 0.9 }], labels: [{ row: 4, column: 4 }] },
    ]);
    const sheet = join(dir, 'sheets', 'worst.png');
    const { worst } = await evaluate(ask(await makeTinyBundle(), dir, { sheet }));
    expect(worst).toEqual([
      'defective, passes with 0.102: weak.png',
      'defective, fails with 0.902: strong.png',
      'good, to review with 0.302: fine.png',
    ]);
    expect(await sizeOf(sheet)).toBe('png true');
  });

  test('of boards: the surest mistake first', async () => {
    const dir = await boardFolder([
      { id: 'p1', board: 'a', labels: [{ row: 2, column: 3 }], missing: [{ row: 2, column: 3, strength: 0.05 }] },
      { id: 'p2', board: 'a', missing: [{ row: 6, column: 8, strength: 0.8 }] },
    ]);
    const sheet = join(dir, 'worst.png');
    const { worst } = await evaluate(ask(await makeTinyReferenceBundle(), dir, { sheet }));
    expect(worst).toEqual(['missing missed, 0.05: p1', 'false missing 0.80: p2']);
    expect(await sizeOf(sheet)).toBe('png true');
  });

  test('that cannot be written says so', async () => {
    const { dir } = await surfaceFolder([{ image: 'fine.png', place: 'a' }]);
    const sheet = join(dir, 'fine.png', 'worst.png');
    await expect(evaluate(ask(await makeTinyBundle(), dir, { sheet }))).rejects.toThrow(
      /the sheet .* cannot be written/,
    );
  });
});
