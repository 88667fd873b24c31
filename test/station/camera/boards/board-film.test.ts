import { mkdtemp, readFile, rm, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterEach, describe, expect, it } from 'vitest';
import { BoardFilm } from '../../../../main/station/camera/boards/board-film.ts';
import { framesPerBoard, inTile, playMargin, tileArea } from '../../../../main/station/camera/boards/gantry.ts';
import { nominalShot } from '../../../../main/station/camera/boards/look.ts';
import { poolFile, readPool, writePool } from '../../../../main/station/camera/boards/pool-cache.ts';
import { plainBox as box, greyPool as pool } from '../../../support/grey-boards.ts';

function play(film: BoardFilm, frames: number) {
  return Array.from({ length: frames }, () => {
    const { frameId, picture } = film.stage();
    film.advance();
    if (!picture) throw new Error('a frame without a picture');
    // The film writes every frame into the same bytes.
    const { bytes, ...rest } = picture;
    return { ...rest, frameId, someBytes: Array.from({ length: 500 }, (_, index) => bytes[index * 811] ?? 0) };
  });
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

describe('the boards under the gantry', () => {
  it('come whole, one after the other, each picture with the serial number of its board', () => {
    const frames = play(new BoardFilm({ pool: pool(), seed: 1, share: 0.5 }), 4 * framesPerBoard);
    expect(frames.map(({ frameId }) => frameId)).toEqual(frames.map((_, index) => index + 1));
    for (const [index, { serial, someBytes }] of frames.entries()) {
      const first = frames[index - (index % framesPerBoard)];
      expect(serial).toBe(first?.serial);
      expect(Math.abs(mean(someBytes) - (100 + 10 * Number(serial?.slice(2))))).toBeLessThan(3);
    }
  });

  it('are defective in the stated share, and say where', () => {
    const film = new BoardFilm({ pool: pool(), seed: 3, share: 0.2 });
    const boards = Array.from({ length: 20 }, () => play(film, framesPerBoard));
    const defective = boards.filter((frames) => frames.some(({ truth }) => truth === 'defective'));
    expect(defective.length).toBe(4);
    for (const frames of defective) {
      expect(frames.map(({ truth }) => truth).indexOf('defective')).toBe(2);
      const [seen] = frames[2]?.truthBoxes ?? [];
      expect(seen).toMatchObject({ class: 'open', width: 20, height: 10 });
      expect(Math.abs((seen?.x ?? 0) + playMargin - box.x)).toBeLessThanOrEqual(playMargin);
    }
  });

  it('never look twice alike, and are the same again with the same seed', () => {
    const [first, again] = [1, 1].map((seed) => play(new BoardFilm({ pool: pool(1, 1), seed, share: 0 }), 13));
    expect(first?.[0]?.someBytes).toEqual(again?.[0]?.someBytes);
    expect(first?.[12]?.someBytes).toEqual(again?.[12]?.someBytes);
    expect(first?.[12]?.someBytes).not.toEqual(first?.[0]?.someBytes);
  });

  it('keep the staged frame until it is taken', () => {
    const film = new BoardFilm({ pool: pool(), seed: 1, share: 0 });
    expect(film.stage()).toBe(film.stage());
  });
});

describe('a box on the board', () => {
  it('is found in a picture however it was taken: shifted by so much, turned about the middle', () => {
    const frame = 4;
    const at = tileArea(frame);
    const area = { x: at.x + 100, y: at.y + 200, width: 20, height: 10 };
    expect(inTile(area, frame, nominalShot)).toEqual({ x: 100, y: 200, width: 20, height: 10 });
    expect(inTile(area, frame, { ...nominalShot, dx: 2, dy: -3 })).toEqual({ x: 98, y: 203, width: 20, height: 10 });
    fc.assert(
      fc.property(fc.double({ min: -0.009, max: 0.009, noNaN: true }), (turn) => {
        const seen = inTile(area, frame, { ...nominalShot, turn });
        expect(Math.abs(seen.x - 100 - turn * (205 - 323.5))).toBeLessThan(2);
        expect(Math.abs(seen.y - 200 + turn * (110 - 323.5))).toBeLessThan(2);
      }),
    );
  });
});

describe('the kept pool', () => {
  const folders: string[] = [];
  afterEach(async () => {
    for (const folder of folders.splice(0)) await rm(folder, { recursive: true });
  });
  async function file(): Promise<string> {
    const folder = await mkdtemp(join(tmpdir(), 'sightline-pool-'));
    folders.push(folder);
    return poolFile(folder, { seed: 1, boards: 2 });
  }

  it('is read as it was written', async () => {
    const path = await file();
    await writePool(path, pool());
    expect(await readPool(path)).toEqual(pool());
  });

  it('is not there, cut short or damaged: then the boards are rendered again', async () => {
    const path = await file();
    expect(await readPool(path)).toBeNull();
    await writePool(path, pool());
    const whole = await readFile(path);
    const damaged = Uint8Array.from(whole);
    damaged[whole.length - 1000] = 0;
    await writeFile(path, damaged);
    expect(await readPool(path)).toBeNull();
    await writeFile(path, whole);
    await truncate(path, whole.length - 1);
    expect(await readPool(path)).toBeNull();
    await truncate(path, 3);
    expect(await readPool(path)).toBeNull();
  });

  it('has another name for every seed and number of boards', async () => {
    const names = [1, 2].flatMap((seed) => [1, 2].map((boards) => poolFile('cache', { seed, boards })));
    expect(new Set(names).size).toBe(4);
  });
});
