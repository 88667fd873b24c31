/** The golden picture of a board, and what a recipe that compares with it has to say. */
import { type Artwork, drawArtwork } from './artwork.ts';
import { Exposer } from './exposer.ts';
import type { Area, Point } from './field.ts';
import { grown } from './field.ts';
import { positions } from './gantry.ts';
import { nominalLook, nominalShot } from './look.ts';
import { boardHeight, boardWidth, serialArea } from './placement.ts';
import { goldenSerial, writeSerial } from './serial.ts';
import { makeTextures } from './textures.ts';

export interface GoldenBoard {
  /** Mono8, `width` × `height`. */
  readonly picture: Uint8Array;
  readonly width: number;
  readonly height: number;
  /** Where pixel (0, 0) of each frame of a part lies in the picture. */
  readonly positions: readonly Point[];
  /** x, y, width, height: the serial number, which differs from board to board. */
  readonly ignore: readonly (readonly [number, number, number, number])[];
}

/** Around the serial number, for what a frame may be off its place. */
const ignoreMargin = 8;

/** The clean board as drawn: nominal etching and light, no noise. */
export function goldenBoard(seed: number, art: Artwork = drawArtwork(seed)): GoldenBoard {
  writeSerial(art, goldenSerial);
  const picture = new Uint8Array(boardWidth * boardHeight);
  const all: Area = { x: 0, y: 0, width: boardWidth, height: boardHeight };
  new Exposer(art, makeTextures(seed)).expose(all, nominalLook, nominalShot, picture);
  const { x, y, width, height } = grown(serialArea, ignoreMargin);
  return { picture, width: boardWidth, height: boardHeight, positions, ignore: [[x, y, width, height]] };
}
