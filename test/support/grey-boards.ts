/** Boards of one grey each instead of rendered ones: 100, 110 and so on, those with a defect after the good ones. */
import { framesPerBoard } from '../../main/station/camera/boards/gantry.ts';
import { type BoardPool, type PooledBoard, tileBytes } from '../../main/station/camera/boards/pool.ts';

/** The defect in the third frame of every defective board. */
export const plainBox = { class: 'open', x: 100, y: 200, width: 20, height: 10 } as const;

export function greyPool(good = 2, defective = 3): BoardPool {
  const count = good + defective;
  const tiles = new Uint8Array(count * tileBytes);
  const boards = Array.from({ length: count }, (_, index): PooledBoard => {
    tiles.fill(100 + 10 * index, index * tileBytes, (index + 1) * tileBytes);
    return {
      serial: `SN${String(index).padStart(6, '0')}`,
      tiles: Array.from({ length: framesPerBoard }, () => index),
      boxes: Array.from({ length: framesPerBoard }, (_, frame) => (index >= good && frame === 2 ? [plainBox] : [])),
    };
  });
  return { good: boards.slice(0, good), defective: boards.slice(good), tiles };
}
