/** The frames of the simulated boards one after the other: each board once through the gantry, then the next. */
import { seededRandom } from '../../random.ts';
import type { Reel, StagedFrame } from '../replay/film.ts';
import { deck, defectiveParts } from '../replay/play-order.ts';
import type { Area } from './field.ts';
import { frameSize, framesPerBoard, playMargin, tileSize, visible } from './gantry.ts';
import { type BoardPool, type PooledBoard, type TruthBox, tileBytes } from './pool.ts';
import { normals } from './textures.ts';

export interface BoardFilmOptions {
  readonly pool: BoardPool;
  readonly seed: number;
  /** Share of the boards that are defective. */
  readonly share: number;
}

/** Of the sensor, grey values; new in every frame. */
const readNoise = 1.3;
const noiseLength = 2 ** 19;
/** The light flickers by so much from frame to frame, in 256ths. */
const flicker = 3;

export class BoardFilm implements Reel {
  private readonly pool: BoardPool;
  private readonly boards: Iterator<PooledBoard>;
  private readonly random: () => number;
  private readonly noise: Int8Array;
  private readonly picture = new Uint8Array(frameSize * frameSize);
  private readonly clamped = new Uint8ClampedArray(this.picture.buffer);
  private board: PooledBoard | null = null;
  private frame = 0;
  private frameId = 0;
  private staged: StagedFrame | null = null;

  constructor({ pool, seed, share }: BoardFilmOptions) {
    this.pool = pool;
    this.random = seededRandom(seed, 20);
    this.boards = boardOrder(pool, seed, share);
    this.noise = Int8Array.from(normals(seededRandom(seed, 21), noiseLength), (value) => Math.round(value * readNoise));
  }

  stage(): StagedFrame {
    this.staged ??= this.next();
    return this.staged;
  }

  advance(): void {
    this.staged = null;
  }

  private next(): StagedFrame {
    if (!this.board || this.frame === framesPerBoard) {
      this.board = this.boards.next().value as PooledBoard;
      this.frame = 0;
    }
    const { tiles, boxes, serial } = this.board;
    const at = { x: this.jitter(), y: this.jitter() };
    this.develop(tiles[this.frame] ?? 0, at.x, at.y);
    const truthBoxes = (boxes[this.frame] ?? []).flatMap((box) => inFrame(box, at));
    this.frame += 1;
    this.frameId += 1;
    const truth = truthBoxes.length > 0 ? 'defective' : 'good';
    return { frameId: this.frameId, picture: { bytes: this.picture, truth, truthBoxes, serial } };
  }

  private jitter(): number {
    return Math.floor(this.random() * (2 * playMargin + 1));
  }

  /** The kept picture from (x, y) on, with this frame's light and noise. */
  private develop(tile: number, x: number, y: number): void {
    const { clamped, noise } = this;
    const { tiles } = this.pool;
    const gain = 256 + Math.round((2 * this.random() - 1) * flicker);
    let noiseAt = Math.floor(this.random() * (noiseLength - clamped.length));
    let to = 0;
    for (let row = 0; row < frameSize; row += 1) {
      let from = tile * tileBytes + (y + row) * tileSize + x;
      for (const end = to + frameSize; to < end; to += 1) {
        clamped[to] = (((tiles[from] ?? 0) * gain) >> 8) + (noise[noiseAt] ?? 0);
        from += 1;
        noiseAt += 1;
      }
    }
  }
}

/** Boards without end: the share is defective, and each board of a kind comes once before any comes again. */
function* boardOrder(pool: BoardPool, seed: number, share: number): Generator<PooledBoard> {
  const good = deck(pool.good, seededRandom(seed, 22));
  const defective = deck(pool.defective, seededRandom(seed, 23));
  for (const isDefective of defectiveParts(share, seededRandom(seed, 24))) yield isDefective ? defective() : good();
}

function inFrame(box: TruthBox, at: { readonly x: number; readonly y: number }): TruthBox[] {
  const seen: Area | null = visible({ ...box, x: box.x - at.x, y: box.y - at.y }, frameSize);
  return seen ? [{ ...seen, class: box.class }] : [];
}
