/** Every pair through both models, and which of its boxes are right. */
import { StationError } from '../../api/errors.ts';
import { type Precision, precisions } from '../../station/inference/manifest.ts';
import type { Grey } from '../../station/registration/grey.ts';
import type { BadPicture } from '../data/bad-pictures.ts';
import type { BoardPair } from '../data/board-data.ts';
import { eachDecoded } from '../data/each-decoded.ts';
import { matchBoxes } from '../metrics/match-boxes.ts';
import type { EvaluateOptions } from '../options.ts';
import type { JudgedPair, Judgement } from './board-figures.ts';
import { type BoardPictures, readBoardPictures } from './board-pictures.ts';
import type { Marked, PairComparer } from './compare-pair.ts';
import { displace, displacementOf, madeUpEdge, withoutEdge } from './displace.ts';

/** What judging needs besides the pairs. */
export interface BoardRun {
  readonly options: EvaluateOptions;
  readonly copper: 'bright' | 'dark';
  readonly compare: PairComparer;
  readonly judgement: Judgement;
}

export function isMoved({ displacement }: EvaluateOptions): boolean {
  return displacement.shiftPx !== 0 || displacement.turnDegrees !== 0;
}

export interface JudgedPairs {
  readonly judged: Record<Precision, JudgedPair[]>;
  readonly pairs: BoardPair[];
  readonly corrupt: readonly BadPicture[];
  readonly unregistered: { id: string; why: string }[];
}

/** Pairs that cannot be registered are told; nothing of them is found. */
export async function judgePairs(run: BoardRun, items: readonly BoardPair[]): Promise<JudgedPairs> {
  const { options, copper, compare } = run;
  const judged: Record<Precision, JudgedPair[]> = { int8: [], fp32: [] };
  const pairs: BoardPair[] = [];
  const unregistered: { id: string; why: string }[] = [];
  const progress = options.progress('judging', items.length);
  const work = async (pair: BoardPair, { golden, live }: BoardPictures): Promise<void> => {
    const { picture, edge } = isMoved(options) ? moved(golden, pairs.length, options) : { picture: golden, edge: 0 };
    const comparison = await compare(picture, live, edge);
    if (!comparison.ok) unregistered.push({ id: pair.id, why: comparison.why });
    for (const precision of precisions) {
      judged[precision].push(judgedPair(pair, comparison.ok ? comparison.marked[precision] : nothing));
    }
    pairs.push(pair);
    progress.advance();
  };
  const decode = (pair: BoardPair): Promise<BoardPictures> => readBoardPictures(options.dataDir, pair, copper);
  const corrupt = await eachDecoded(items, decode, ({ test }) => test, options.skipCorrupt, work);
  progress.end();
  return { judged, pairs, corrupt, unregistered };
}

/** What lies beyond the moved picture's edge is not known: there the station compares nothing. */
function moved(golden: Grey, position: number, { displacement }: EvaluateOptions): { picture: Grey; edge: number } {
  const edge = madeUpEdge(golden, displacement);
  if (2 * edge >= Math.min(golden.width, golden.height)) {
    throw new StationError(
      'bad-input',
      `--shift and --turn leave nothing of a ${golden.width}×${golden.height} picture`,
    );
  }
  return { picture: withoutEdge(displace(golden, displacementOf(position, displacement)), edge), edge };
}

const nothing: Marked = { ranked: [], reported: [] };

function judgedPair({ id, board, boxes }: BoardPair, { ranked, reported }: Marked): JudgedPair {
  return {
    id,
    board,
    truths: boxes,
    ranked: matchBoxes(ranked, boxes).detections,
    reported: matchBoxes(reported, boxes).detections,
  };
}
