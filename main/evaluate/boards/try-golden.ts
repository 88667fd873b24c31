/** Golden pictures against their own alterations, through both models. */
import { precisions } from '../../station/inference/manifest.ts';
import { ofEach, type PerPrecision } from '../both-precisions.ts';
import type { BoardPair } from '../data/board-data.ts';
import { eachDecoded } from '../data/each-decoded.ts';
import { rateOf } from '../metrics/rate.ts';
import { alterations, spread } from './alterations.ts';
import { isCalled } from './board-figures.ts';
import { type BoardPictures, readBoardPictures } from './board-pictures.ts';
import type { GoldenTrial } from './board-report.ts';
import type { Marked } from './compare-pair.ts';
import type { BoardRun } from './judge-pairs.ts';

/** More golden pictures than these tell little more and take as long as all pairs. */
const mostGolden = 120;

export async function tryGolden(run: BoardRun, pairs: readonly BoardPair[]): Promise<PerPrecision<GoldenTrial[]>> {
  const { options, copper, compare, judgement } = run;
  const templates = [...new Map(pairs.map((pair) => [pair.template, pair])).values()];
  const chosen = spread(templates, mostGolden);
  const marked = ofEach(() => alterations.map((): Marked[] => []));
  const unregistered = alterations.map(() => 0);
  const progress = options.progress('golden pictures', chosen.length);
  const decode = (pair: BoardPair): Promise<BoardPictures> =>
    readBoardPictures(options.dataDir, { ...pair, test: pair.template }, copper);
  let seed = 0;
  const work = async (_: BoardPair, { golden }: BoardPictures): Promise<void> => {
    seed += 1;
    for (const [i, { alter }] of alterations.entries()) {
      const comparison = await compare(golden, await alter(golden, seed));
      if (!comparison.ok) unregistered[i] = (unregistered[i] ?? 0) + 1;
      else for (const precision of precisions) marked[precision][i]?.push(comparison.marked[precision]);
    }
    progress.advance();
  };
  await eachDecoded(chosen, decode, ({ template }) => template, true, work);
  progress.end();
  return ofEach((precision) =>
    alterations.map(({ name }, i) => {
      const of = marked[precision][i] ?? [];
      return {
        name,
        called: rateOf(of, ({ reported }) => isCalled(reported, judgement, 'passBelow')),
        failed: rateOf(of, ({ reported }) => isCalled(reported, judgement, 'failAbove')),
        unregistered: unregistered[i] ?? 0,
      };
    }),
  );
}
