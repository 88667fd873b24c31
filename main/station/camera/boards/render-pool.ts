/**
 * The boards that the camera plays, rendered before the run: good ones, and defective ones that share most pictures with
 * a good one. All that is random comes from the seed.
 */
import { type Random, seededRandom, shuffled } from '../../random.ts';
import { type Artwork, drawArtwork } from './artwork.ts';
import { apply, takeBack } from './brush.ts';
import { type Defect, makeDefect } from './defects.ts';
import { Exposer } from './exposer.ts';
import { grown, overlap } from './field.ts';
import { inTile, positions, tileArea, tileSize, visible } from './gantry.ts';
import { drawBoardTurn, drawLook, drawShot, type Look, type Shot } from './look.ts';
import { serialArea } from './placement.ts';
import {
  type BoardPool,
  type DefectClass,
  defectClasses,
  type PooledBoard,
  type PoolOptions,
  type TruthBox,
  tileBytes,
} from './pool.ts';
import { drawSerial, writeSerial } from './serial.ts';
import { makeTextures } from './textures.ts';

const defectivePerGood = 2;

/** A picture to take: of which board, from which place, with which defects in it. */
interface PlannedTile {
  readonly frame: number;
  readonly look: Look;
  readonly shot: Shot;
  readonly serial: string;
  readonly defects: readonly Defect[];
}

interface Base {
  readonly look: Look;
  readonly turn: number;
  readonly board: PooledBoard;
}

export interface RenderOptions {
  /** Share of the work that is done, 0..1. */
  readonly onProgress?: (share: number) => void;
  /** Memory for the pictures. */
  readonly allocate?: (bytes: number) => Uint8Array;
  /** The seed's artwork, where it is drawn already. It is the same again afterwards, but for the serial number. */
  readonly art?: Artwork;
}

/** Some seconds of work. */
export function renderPool({ seed, boards }: PoolOptions, render: RenderOptions = {}): BoardPool {
  const { onProgress = () => undefined, allocate = (bytes) => new Uint8Array(bytes) } = render;
  onProgress(0);
  const art = render.art ?? drawArtwork(seed);
  const planner = new Planner(art, seed);
  const bases = Array.from({ length: boards }, (_, index) => planner.good(index));
  const defective = bases.flatMap((base, index) =>
    Array.from({ length: defectivePerGood }, (_, one) => planner.defective(base, index * defectivePerGood + one)),
  );
  const tiles = allocate(planner.planned.length * tileBytes);
  const exposer = new Exposer(art, makeTextures(seed));
  for (const [index, tile] of planner.planned.entries()) {
    onProgress((index + 1) / (planner.planned.length + 1));
    if (tile.serial !== planner.planned[index - 1]?.serial) writeSerial(art, tile.serial);
    for (const { edit } of tile.defects) apply(art, edit);
    const out = tiles.subarray(index * tileBytes, (index + 1) * tileBytes);
    exposer.expose(tileArea(tile.frame), tile.look, tile.shot, out, index * 7919);
    for (const { edit } of tile.defects.toReversed()) takeBack(art, edit);
  }
  return { good: bases.map(({ board }) => board), defective, tiles };
}

class Planner {
  readonly planned: PlannedTile[] = [];
  private readonly art: Artwork;
  private readonly seed: number;
  private classes: DefectClass[] = [];
  private readonly classOrder: Random;

  constructor(art: Artwork, seed: number) {
    this.art = art;
    this.seed = seed;
    this.classOrder = seededRandom(seed, 2);
  }

  good(index: number): Base {
    const random = seededRandom(this.seed, 1000 + index);
    const [look, turn, serial] = [drawLook(random), drawBoardTurn(random), drawSerial(random)];
    const tiles = positions.map((_, frame) => {
      return this.plan({ frame, look, shot: drawShot(random, turn), serial, defects: [] });
    });
    return { look, turn, board: { serial, tiles, boxes: positions.map(() => []) } };
  }

  /** A board like `base` but for its serial number and one or two defects. */
  defective(base: Base, index: number): PooledBoard {
    const random = seededRandom(this.seed, 5000 + index);
    const serial = drawSerial(random);
    const defects: Defect[] = [];
    const count = random() < 0.65 ? 1 : 2;
    while (defects.length < count) {
      defects.push(
        makeDefect(
          this.art,
          this.nextClass(),
          random,
          defects.map(({ box }) => box),
        ),
      );
    }
    const boxes: TruthBox[][] = positions.map(() => []);
    const tiles = positions.map((_, frame) => {
      const area = grown(tileArea(frame), 16);
      const seen = defects.filter(({ edit }) => overlap(area, edit.area));
      if (seen.length === 0 && !overlap(area, serialArea)) return base.board.tiles[frame] ?? 0;
      const shot = drawShot(random, base.turn);
      boxes[frame] = seen.flatMap((defect) => {
        const box = visible(inTile(defect.box, frame, shot), tileSize);
        return box ? [{ ...box, class: defect.class }] : [];
      });
      return this.plan({ frame, look: base.look, shot, serial, defects: seen });
    });
    return { serial, tiles, boxes };
  }

  private plan(tile: PlannedTile): number {
    this.planned.push(tile);
    return this.planned.length - 1;
  }

  /** All six classes come equally often. */
  private nextClass(): DefectClass {
    if (this.classes.length === 0) this.classes = shuffled(defectClasses, this.classOrder);
    return this.classes.pop() ?? 'open';
  }
}
