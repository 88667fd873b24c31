import { execFile } from 'node:child_process';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { describe, expect, test, vi } from 'vitest';
import { evaluateCommand } from '../../main/cli/evaluate.ts';
import { evaluateReportSchema } from '../../main/evaluate/evaluate.ts';
import { boardFolder, surfaceFolder } from '../support/labelled-data.ts';
import { makeTinyBundle } from '../support/tiny-bundle.ts';
import { makeTinyReferenceBundle } from '../support/tiny-reference-bundle.ts';

const run = promisify(execFile);
const startFile = new URL('../../main/start.mjs', import.meta.url).pathname;

/** What the command prints; in this process, because starting one for each case takes longer than all of them. */
async function evaluate(...args: string[]): Promise<string> {
  const printed = vi.spyOn(console, 'log').mockImplementation(() => undefined);
  try {
    await evaluateCommand.run(args);
    return printed.mock.calls.flat().join('\n');
  } finally {
    printed.mockRestore();
  }
}

async function reportIn(file: string) {
  return evaluateReportSchema.parse(JSON.parse(await readFile(file, 'utf8')));
}

const photographs = [
  { image: 'fine.png', place: 'a', red: [{ row: 0, column: 5, strength: 0.1 }] },
  { image: 'pit.png', place: 'a', red: [{ row: 4, column: 4, strength: 0.9 }], labels: [{ row: 4, column: 4 }] },
];

describe('the evaluate command', () => {
  test('tells people the figures and writes them for programs', async () => {
    const { dir } = await surfaceFolder(photographs);
    const json = join(dir, 'report.json');
    const args = ['--bundle', await makeTinyBundle(), '--data', dir, '--json', json];
    const { stdout, stderr } = await run(process.execPath, [startFile, '--cli', 'evaluate', ...args]);
    expect(stderr).toBe('');
    expect(stdout).toMatch(
      /tiny 1\.0\.0 on .*\n\nAll pictures: 2 pictures, 1 defective, 1 good\n +INT8 +FP32\n +AUROC +100\.0 %/,
    );
    expect(await reportIn(json)).toMatchObject({ task: 'surface', n: 2, int8: { auroc: 1 }, fp32: { auroc: 1 } });
  });

  test('takes a zone as corners, or from a recipe', async () => {
    const { dir } = await surfaceFolder(photographs);
    const bundle = await makeTinyBundle();
    const json = join(dir, 'report.json');
    const recipe = {
      name: 'Top',
      bundle,
      camera: { kind: 'replay', source: dir, width: 96, height: 72, pixelFormat: 'RGB8', framesPerSecond: 1 },
      trigger: { mode: 'free-run' },
      regions: [
        [
          [0, 0],
          [96, 0],
          [96, 16],
          [0, 16],
        ],
      ],
    };
    const config = join(dir, 'station.json');
    await writeFile(config, JSON.stringify({ station: { name: 'Line' }, recipe: 'Top', recipes: [recipe] }));
    for (const zone of ['0,0,96,0,96,16,0,16', `recipe:${config}`]) {
      const printed = await evaluate('--bundle', bundle, '--data', dir, '--zone', zone, '--json', json);
      expect(printed).toContain('All pictures, inside the zone');
      expect(await reportIn(json)).toMatchObject({ zones: recipe.regions, int8: { auroc: 0 } });
    }
  });

  test('compares boards, and draws the worst mistakes', async () => {
    const dir = await boardFolder([
      { id: 'p1', board: 'a', missing: [{ row: 2, column: 3, strength: 0.9 }], labels: [{ row: 2, column: 3 }] },
      { id: 'p2', board: 'b', missing: [{ row: 6, column: 8, strength: 0.8 }] },
    ]);
    const [json, sheet] = [join(dir, 'report.json'), join(dir, 'sheet.png')];
    const bundle = await makeTinyReferenceBundle();
    const printed = await evaluate('--bundle', bundle, '--data', dir, '--json', json, '--sheet', sheet);
    expect(printed).toMatch(/2 pairs, 1 defects; laid on each other as they are\n +INT8 +FP32\n +mAP +100\.0 %/);
    expect(printed).toMatch(/Worst mistakes, in the order of .*sheet\.png\n +1 {2}false missing 0\.80: p2/);
    expect(await reportIn(json)).toMatchObject({ task: 'reference', n: 2, int8: { mAP: 1 }, fp32: { mAP: 1 } });
  });

  test.each([
    [['--data', 'x'], '--bundle DIR is needed'],
    [['--bundle', 'nowhere', '--data', 'x'], 'the bundle has no manifest.json'],
    [['--bundle', 'x', '--data', 'x', '--zone', '1,2,3'], 'three corners or more are needed'],
    [['--bundle', 'x', '--data', 'x', '--copper', 'red'], 'one of bright, dark is needed'],
    [['--bundle', 'x', '--data', 'x', '--shift', 'far'], '--shift far: a number from'],
  ])('%j is refused with what is needed', async (args, message) => {
    await expect(evaluate(...args)).rejects.toThrow(message);
  });
});
