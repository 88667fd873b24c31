/**
 * Takes pictures of a board: the artwork becomes grey values (`compose`), which the lens, the light and the sensor make
 * into a picture (`expose`). Its buffers are used again and again.
 */
import { type Artwork, copperSteps } from './artwork.ts';
import type { Area } from './field.ts';
import type { Look, Shot } from './look.ts';
import { type Textures, tileBits, tileMask } from './textures.ts';

/** What is seen beyond the board and through its holes. */
const beyond = 15;
/** Light from the upper left: on this side of a raised edge it is so much brighter, on the other darker. */
const relief = 7;
const reliefWidth = 3;
/** More of the board than the picture shows, for turning and shifting. */
const margin = 16;

export class Exposer {
  private readonly art: Artwork;
  private readonly textures: Textures;
  private ground = new Float32Array(0);
  private sharp = new Float32Array(0);
  private row = new Float32Array(0);

  constructor(artwork: Artwork, textures: Textures) {
    this.art = artwork;
    this.textures = textures;
  }

  /**
   * The picture of `frame` (board pixels), written to `out` row by row.
   * @param noiseAt where in the noise this picture begins.
   */
  expose(frame: Area, look: Look, shot: Shot, out: Uint8Array, noiseAt = 0): void {
    const size = frame.width * frame.height;
    const groundWidth = frame.width + 2 * margin;
    const groundSize = groundWidth * (frame.height + 2 * margin);
    if (this.ground.length < groundSize) this.ground = new Float32Array(groundSize);
    if (this.sharp.length < size) this.sharp = new Float32Array(size);
    if (this.row.length < frame.width) this.row = new Float32Array(frame.width);
    this.compose(frame.x - margin, frame.y - margin, groundWidth, frame.height + 2 * margin, look);
    this.place(frame.width, frame.height, groundWidth, shot);
    this.develop(frame.width, frame.height, shot, out, noiseAt);
  }

  /** Grey values of an area of the board, without lens and light. Beyond the artwork its border goes on. */
  private compose(left: number, top: number, width: number, height: number, look: Look): void {
    const { width: artWidth, height: artHeight } = this.art;
    for (let row = 0; row < height; row += 1) {
      const y = Math.max(1, Math.min(artHeight - 2, top + row));
      for (let column = 0; column < width; column += 1) {
        const x = Math.max(1, Math.min(artWidth - 2, left + column));
        this.ground[row * width + column] = this.grey(x, y, y * artWidth + x, look);
      }
    }
  }

  private grey(x: number, y: number, at: number, look: Look): number {
    const { copper, opening, silk, hole, pad, width } = this.art;
    const { weave, mottle, ripple, grain } = this.textures;
    const { texture, textureX, textureY } = look;
    const tile = (((y + textureY) & tileMask) << tileBits) | ((x + textureX) & tileMask);
    const distance = (copper[at] ?? 0) / copperSteps + look.etch + (ripple[tile] ?? 0) * (look.roughness / 127);
    const metal = distance < -0.5 ? 1 : distance > 0.5 ? 0 : 0.5 - distance;
    const rough = (grain[tile] ?? 0) * (texture / 127);
    const cloud = (mottle[tile] ?? 0) * (texture / 127);
    const glass = (weave[tile] ?? 0) * (texture / 127);
    let edge = 0;
    if (distance > -reliefWidth && distance < reliefWidth) {
      const slope = (copper[at + width + 1] ?? 0) - (copper[at - width - 1] ?? 0);
      edge = (slope / (2.8 * copperSteps)) * (1 - Math.abs(distance) / reliefWidth) * -relief;
    }
    const laminate = look.maskedLaminate + 4 * glass;
    let grey = laminate + (look.maskedCopper + 1.5 * glass + 2 * rough - laminate) * metal + 3 * cloud + edge;
    const open = opening[at] ?? 0;
    if (open > 0) {
      // A coat of tin or gold is a little domed: darker towards its edge.
      const dome = Math.min(0, 5 + distance) * 0.9;
      const bare = look.bareLaminate + 9 * glass;
      const bright = (look.metal + dome + 6 * rough + 5 * cloud) * (look.padGains[pad[at] ?? 0] ?? 1);
      grey += (bare + (bright - bare) * metal + edge - grey) * (open / 255);
    }
    const ink = silk[at] ?? 0;
    if (ink > 0) grey += (look.ink + 5 * rough + 6 * metal - grey) * (ink / 255) * 0.93;
    const gone = hole[at] ?? 0;
    if (gone > 0) grey += (beyond + 2 * cloud - grey) * (gone / 255);
    return grey;
  }

  /** The ground as the camera saw it: shifted and turned, between its pixels. */
  private place(width: number, height: number, groundWidth: number, { dx, dy, turn }: Shot): void {
    const { ground, sharp } = this;
    const cosine = Math.sqrt(1 - turn * turn);
    const [middleX, middleY] = [(width - 1) / 2, (height - 1) / 2];
    for (let row = 0; row < height; row += 1) {
      let x = middleX + margin + dx - cosine * middleX - turn * (row - middleY);
      let y = middleY + margin + dy - turn * middleX + cosine * (row - middleY);
      for (let column = 0; column < width; column += 1) {
        const left = x | 0;
        const top = y | 0;
        const u = x - left;
        const v = y - top;
        const at = top * groundWidth + left;
        const a = ground[at] ?? 0;
        const b = ground[at + groundWidth] ?? 0;
        const upper = a + ((ground[at + 1] ?? 0) - a) * u;
        const lower = b + ((ground[at + groundWidth + 1] ?? 0) - b) * u;
        sharp[row * width + column] = upper + (lower - upper) * v;
        x += cosine;
        y += turn;
      }
    }
  }

  /** Soft focus, light and the noise of light. */
  private develop(width: number, height: number, shot: Shot, out: Uint8Array, noiseAt: number): void {
    const { sharp, row: line } = this;
    const { normal } = this.textures;
    const normalMask = normal.length - 1;
    const { softness, gain, slopeX, slopeY, falloff } = shot;
    const keep = 1 - 2 * softness;
    const perGrey = (shot.noise * shot.noise) / 255;
    for (let row = 0; row < height; row += 1) {
      const up = Math.max(0, row - 1) * width;
      const down = Math.min(height - 1, row + 1) * width;
      const here = row * width;
      for (let x = 0; x < width; x += 1) {
        line[x] = keep * (sharp[here + x] ?? 0) + softness * ((sharp[up + x] ?? 0) + (sharp[down + x] ?? 0));
      }
      const v = (2 * row) / height - 1;
      for (let x = 0; x < width; x += 1) {
        const middle = line[x] ?? 0;
        const sides = (line[x > 0 ? x - 1 : 0] ?? 0) + (line[x < width - 1 ? x + 1 : x] ?? 0);
        const u = (2 * x) / width - 1;
        const light = gain * (1 + slopeX * u + slopeY * v - falloff * 0.5 * (u * u + v * v));
        const grey = (keep * middle + softness * sides) * light;
        const noise = Math.sqrt(Math.max(0, grey) * perGrey) * (normal[(noiseAt + here + x) & normalMask] ?? 0);
        const value = grey + noise + 0.5;
        out[here + x] = value < 0 ? 0 : value > 255 ? 255 : value;
      }
    }
  }
}
