/** Boards drawn for these tests, and pictures of them: shifted, turned, in another light, noisy, soft. */
import { type Random, seededRandom } from '../../../main/station/random.ts';
import { type Grey, newGrey } from '../../../main/station/registration/grey.ts';
import { type Similarity, toGolden } from '../../../main/station/registration/similarity.ts';

const laminate = 60;
const copper = 190;

/** Tracks with a bend, pads and holes; the same for the same seed. */
export function drawBoard(width: number, height: number, seed: number): Grey {
  const random = seededRandom(seed);
  const board = newGrey(width, height);
  board.bytes.fill(laminate);
  const within = (low: number, high: number): number => low + random() * (high - low);
  const amount = (width * height) / 10_000;
  for (let i = 0; i < amount; i++) drawTrack(board, within(0, width), within(0, height), within(3, 9), random);
  for (let i = 0; i < amount; i++) {
    const [x, y, radius] = [within(0, width), within(0, height), within(7, 16)];
    fillDisc(board, x, y, radius, copper + 30);
    fillDisc(board, x, y, radius * 0.4, 20);
  }
  return board;
}

/** Rows and columns of pads, all alike, a pitch apart. */
export function drawPads(width: number, height: number, pitch: number): Grey {
  const board = newGrey(width, height);
  board.bytes.fill(laminate);
  for (let y = pitch / 2; y < height; y += pitch) {
    for (let x = pitch / 2; x < width; x += pitch) fillDisc(board, x, y, pitch * 0.3, copper);
  }
  return board;
}

export function drawStripes(width: number, height: number, pitch: number): Grey {
  const board = newGrey(width, height);
  for (let i = 0; i < board.bytes.length; i++) {
    board.bytes[i] = ((i % width) + 3 * Math.floor((i % width) / 90)) % pitch < pitch / 2 ? copper : laminate;
  }
  return board;
}

export function fillRectangle(board: Grey, x: number, y: number, width: number, height: number, value: number): void {
  for (let row = Math.max(0, y); row < Math.min(board.height, y + height); row++) {
    board.bytes.fill(value, row * board.width + Math.max(0, x), row * board.width + Math.min(board.width, x + width));
  }
}

export function fillDisc(board: Grey, x: number, y: number, radius: number, value: number): void {
  for (let row = Math.max(0, Math.ceil(y - radius)); row <= Math.min(board.height - 1, y + radius); row++) {
    const half = Math.sqrt(Math.max(0, radius * radius - (row - y) ** 2));
    const from = Math.max(0, Math.ceil(x - half));
    const to = Math.min(board.width - 1, Math.floor(x + half));
    if (from <= to) board.bytes.fill(value, row * board.width + from, row * board.width + to + 1);
  }
}

function drawTrack(board: Grey, x: number, y: number, radius: number, random: Random): void {
  let [atX, atY] = [x, y];
  for (let leg = 0; leg < 3; leg++) {
    const direction = Math.floor(random() * 8) * (Math.PI / 4);
    const length = 20 + random() * 80;
    for (let along = 0; along < length; along += 2) {
      fillDisc(board, atX + Math.cos(direction) * along, atY + Math.sin(direction) * along, radius, copper);
    }
    atX += Math.cos(direction) * length;
    atY += Math.sin(direction) * length;
  }
}

/** Where the camera really is, about the middle of a frame at (x, y) of the board. */
export interface Pose {
  readonly dx: number;
  readonly dy: number;
  readonly turnDegrees: number;
}

export function poseOf(
  frame: { readonly width: number; readonly height: number },
  x: number,
  y: number,
  pose: Pose,
): Similarity {
  const turn = (pose.turnDegrees * Math.PI) / 180;
  const [a, b] = [Math.cos(turn), Math.sin(turn)];
  const [middleX, middleY] = [(frame.width - 1) / 2, (frame.height - 1) / 2];
  const [goldenX, goldenY] = [x + middleX + pose.dx, y + middleY + pose.dy];
  return { a, b, tx: goldenX - a * middleX + b * middleY, ty: goldenY - b * middleX - a * middleY };
}

export interface Light {
  readonly gain: number;
  readonly offset: number;
  /** Share of the light that is missing at the right border. */
  readonly falloff: number;
  /** Standard deviation in grey values. */
  readonly noise: number;
}

export const evenLight: Light = { gain: 1, offset: 0, falloff: 0, noise: 0 };

/** What a camera of `width` × `height` sees, interpolated; `laminate` beyond the board. */
export function photograph(board: Grey, width: number, height: number, pose: Similarity, light: Light, seed = 1): Grey {
  const random = seededRandom(seed, 7);
  const picture = newGrey(width, height);
  for (let y = 0, i = 0; y < height; y++) {
    for (let x = 0; x < width; x++, i++) {
      const [goldenX, goldenY] = toGolden(pose, x, y);
      const grey = sample(board, goldenX, goldenY) * light.gain + light.offset;
      const noise = light.noise === 0 ? 0 : (random() + random() + random() + random() - 2) * 1.73 * light.noise;
      picture.bytes[i] = Math.max(0, Math.min(255, Math.round(grey * (1 - (light.falloff * x) / width) + noise)));
    }
  }
  return picture;
}

function sample({ width, height, bytes }: Grey, x: number, y: number): number {
  const [left, top] = [Math.floor(x), Math.floor(y)];
  if (left < 0 || top < 0 || left >= width - 1 || top >= height - 1) return laminate;
  const [fx, fy] = [x - left, y - top];
  const i = top * width + left;
  const upper = (bytes[i] as number) * (1 - fx) + (bytes[i + 1] as number) * fx;
  const lower = (bytes[i + width] as number) * (1 - fx) + (bytes[i + width + 1] as number) * fx;
  return upper * (1 - fy) + lower * fy;
}

/** Mean of 3×3, `times` over. */
export function softened({ width, height, bytes }: Grey, times: number): Grey {
  const soft = { width, height, bytes: bytes.slice() };
  for (let round = 0; round < times; round++) {
    const from = soft.bytes.slice();
    for (let y = 1; y < height - 1; y++) {
      for (let x = 1; x < width - 1; x++) {
        let sum = 0;
        for (let i = (y - 1) * width + x; i <= (y + 1) * width + x; i += width) {
          sum += (from[i - 1] as number) + (from[i] as number) + (from[i + 1] as number);
        }
        soft.bytes[y * width + x] = Math.round(sum / 9);
      }
    }
  }
  return soft;
}
