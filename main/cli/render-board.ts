/** `render-board`: the golden picture of the simulated board, and what a recipe has to say of it. */
import { mkdir, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import sharp from 'sharp';
import { StationError } from '../api/errors.ts';
import { type OptionSpec, readOptions } from '../host/options.ts';
import { goldenBoard } from '../station/camera/boards/golden.ts';
import type { Command } from './command.ts';

const options = {
  out: { type: 'string', value: 'DIR', about: 'writes golden.png and board.json there' },
  seed: { type: 'string', value: 'N', about: "the camera's seed (1)" },
} as const satisfies Record<string, OptionSpec>;

export const renderBoardCommand: Command = {
  name: 'render-board',
  about: 'write the golden picture of the simulated board (camera kind "boards"), with positions and ignored areas',
  options,
  run: async (args) => {
    const { out, seed = '1' } = readOptions(args, options);
    if (typeof out !== 'string') throw new StationError('bad-input', '--out DIR is missing');
    if (!/^\d{1,9}$/.test(String(seed))) {
      throw new StationError('bad-input', `--seed ${seed}: a whole number is needed, at most nine digits`);
    }
    const folder = resolve(out);
    const { picture, width, height, positions, ignore } = goldenBoard(Number(seed));
    const file = join(folder, 'golden.png');
    await mkdir(folder, { recursive: true });
    await sharp(picture, { raw: { width, height, channels: 1 } })
      .toColourspace('b-w')
      .png({ compressionLevel: 9 })
      .toFile(file);
    const board = { seed: Number(seed), width, height, positions, ignore };
    await writeFile(join(folder, 'board.json'), `${JSON.stringify(board)}\n`);
    console.log(`${file}: ${width} × ${height}; positions and ignored areas are in board.json beside it`);
  },
};
