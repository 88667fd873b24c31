import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import sharp from 'sharp';
import { describe, expect, it, onTestFinished } from 'vitest';
import { recipeSchema } from '../../../main/station/config/recipe.ts';
import { checkGolden, loadGolden } from '../../../main/station/registration/golden-picture.ts';
import { drawBoard, fillRectangle } from './drawn-boards.ts';

const board = drawBoard(800, 600, 9);

async function folder(): Promise<string> {
  const dir = await mkdtemp(join(tmpdir(), 'sightline-golden-'));
  onTestFinished(() => rm(dir, { recursive: true, force: true }));
  return dir;
}

function recipe(reference: Record<string, unknown>) {
  const parsed = recipeSchema.parse({
    name: 'Board',
    bundle: 'models/x',
    camera: { kind: 'replay', source: 'x', width: 320, height: 240, pixelFormat: 'Mono8' },
    framesPerPart: 2,
    reference: { picture: 'golden.png', ...reference },
  });
  if (!parsed.reference) throw new Error('no reference');
  return { whole: parsed, reference: parsed.reference };
}

function check(reference: Record<string, unknown>, golden = board): string[] {
  const { whole, reference: parsed } = recipe(reference);
  return checkGolden(whole, parsed, golden).map(({ text }) => text);
}

describe('the golden picture', () => {
  const raw = { width: 800, height: 600, channels: 1 } as const;

  it('is read grey, and inverted where copper is dark', async () => {
    const picture = join(await folder(), 'golden.png');
    await sharp(board.bytes, { raw }).png().toFile(picture);
    const { reference } = recipe({});
    expect(await loadGolden({ ...reference, picture })).toEqual(board);
    const dark = await loadGolden({ ...reference, picture, copper: 'dark' });
    expect([...dark.bytes.subarray(0, 50)]).toEqual([...board.bytes.subarray(0, 50)].map((value) => 255 - value));
  });

  it('in colour with transparency becomes grey as well', async () => {
    const picture = join(await folder(), 'golden.png');
    await sharp(board.bytes, { raw }).toColourspace('srgb').ensureAlpha().png().toFile(picture);
    const { width, height, bytes } = await loadGolden({ ...recipe({}).reference, picture });
    expect([width, height, bytes.length]).toEqual([800, 600, 480_000]);
    expect(Math.abs((bytes[1234] ?? 0) - (board.bytes[1234] ?? 0))).toBeLessThanOrEqual(1);
  });

  it('that is missing or no picture is an error with its path and what to do', async () => {
    const dir = await folder();
    const { reference } = recipe({});
    await writeFile(join(dir, 'broken.png'), 'no picture');
    for (const file of ['missing.png', 'broken.png']) {
      await expect(loadGolden({ ...reference, picture: join(dir, file) })).rejects.toMatchObject({
        code: 'bad-input',
        message: expect.stringContaining(file),
        remedy: expect.stringContaining('reference.picture'),
      });
    }
  });
});

describe('positions', () => {
  it('inside with the search around them are fine', () => {
    expect(
      check({
        positions: [
          [24, 24],
          [456, 336],
        ],
      }),
    ).toEqual([]);
  });

  it('at the border are a warning that says how many', () => {
    expect(
      check({
        positions: [
          [24, 24],
          [470, 336],
        ],
      }),
    ).toEqual([expect.stringMatching(/^1 of 2 frames lie within 24 px/)]);
  });

  it('outside are refused, all at once', () => {
    expect(() =>
      check({
        positions: [
          [700, 0],
          [0, 500],
        ],
      }),
    ).toThrow(/positions\.0: \(700, 0\) .*outside the 800×600.*positions\.1/);
  });

  it('where the golden picture shows nothing are refused', () => {
    const empty = { ...board, bytes: board.bytes.slice() };
    fillRectangle(empty, 300, 200, 500, 400, 60);
    expect(() =>
      check(
        {
          positions: [
            [40, 30],
            [400, 300],
          ],
        },
        empty,
      ),
    ).toThrow(/positions\.1: .*too little structure/);
    const ignore = [[0, 0, 420, 340]];
    expect(() =>
      check(
        {
          positions: [
            [40, 30],
            [40, 30],
          ],
          ignore,
        },
        board,
      ),
    ).toThrow(/too little structure/);
  });
});
