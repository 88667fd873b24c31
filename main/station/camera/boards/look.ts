/** How one board came out, and how one picture of it was taken: drawn with the seed about the nominal values. */
import type { Random } from '../../random.ts';

/** Grey values are those of a picture with gain 1 and even light. */
export interface Look {
  readonly maskedLaminate: number;
  readonly maskedCopper: number;
  readonly bareLaminate: number;
  readonly metal: number;
  readonly ink: number;
  /** Etched by so much more than drawn on each side, pixels; negative: less. */
  readonly etch: number;
  /** Where in the textures this board begins. */
  readonly textureX: number;
  readonly textureY: number;
  /** 1 on real boards; the golden picture has less, so that it stays small as a file. */
  readonly texture: number;
  /** Roughness of edges, pixels. */
  readonly roughness: number;
  /** Brightness of each pad, by its number, about 1. */
  readonly padGains: Float32Array;
}

/** Where the camera really was, and its light. */
export interface Shot {
  /** Off its place, pixels, and turned about its middle, as sine (the angles are small). */
  readonly dx: number;
  readonly dy: number;
  readonly turn: number;
  readonly gain: number;
  /** Change of the light from the middle to the right and to the lower border, shares. */
  readonly slopeX: number;
  readonly slopeY: number;
  /** Loss at the corners, share. */
  readonly falloff: number;
  /** Share that each neighbour takes of a pixel, along a row and along a column: soft focus. */
  readonly softness: number;
  /** Of the noise that grows with the light, grey values at white. */
  readonly noise: number;
}

export const nominalLook: Look = {
  maskedLaminate: 56,
  maskedCopper: 116,
  bareLaminate: 84,
  metal: 206,
  ink: 176,
  etch: 0,
  textureX: 0,
  textureY: 0,
  texture: 0.4,
  roughness: 0,
  padGains: new Float32Array(256).fill(1),
};

export const nominalShot: Shot = {
  dx: 0,
  dy: 0,
  turn: 0,
  gain: 1,
  slopeX: 0,
  slopeY: 0,
  falloff: 0,
  softness: 0.18,
  noise: 0,
};

/** Degrees that a picture may be turned, with all that adds up to it. */
export const greatestTurn = 0.5;
/** Pixels that a picture may be off its place before the play's own jitter. */
export const greatestShift = 2;
const radian = Math.PI / 180;

export function drawLook(random: Random): Look {
  const about = (middle: number, by: number): number => middle + by * (2 * random() - 1);
  return {
    maskedLaminate: about(nominalLook.maskedLaminate, 5),
    maskedCopper: about(nominalLook.maskedCopper, 8),
    bareLaminate: about(nominalLook.bareLaminate, 6),
    metal: about(nominalLook.metal, 9),
    ink: about(nominalLook.ink, 8),
    etch: about(0, 0.5),
    textureX: Math.floor(random() * 512),
    textureY: Math.floor(random() * 512),
    texture: 1,
    roughness: about(0.3, 0.12),
    padGains: Float32Array.from({ length: 256 }, () => about(1, 0.05)),
  };
}

/** @param boardTurn sine of how far the whole board lies turned, at most a half of `greatestTurn`. */
export function drawShot(random: Random, boardTurn: number): Shot {
  const about = (middle: number, by: number): number => middle + by * (2 * random() - 1);
  return {
    dx: about(0, greatestShift),
    dy: about(0, greatestShift),
    turn: boardTurn + about(0, (greatestTurn / 2) * radian),
    gain: about(1, 0.05),
    slopeX: about(0, 0.05),
    slopeY: about(0, 0.05),
    falloff: about(0.08, 0.05),
    softness: about(0.19, 0.06),
    noise: about(3.4, 1),
  };
}

export function drawBoardTurn(random: Random): number {
  return (random() - 0.5) * greatestTurn * radian;
}
