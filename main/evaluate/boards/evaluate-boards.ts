/** A reference bundle over a folder of board pairs: what it finds, and what it calls on golden pictures. */
import { resolve } from 'node:path';
import { StationError } from '../../api/errors.ts';
import { type BothPrecisions, ofEach } from '../both-precisions.ts';
import { refuseUnlessSkipped } from '../data/bad-pictures.ts';
import { type BoardPair, boardData } from '../data/board-data.ts';
import { type Gathered, gather } from '../data/gather.ts';
import type { Labels } from '../data/labels-file.ts';
import type { EvaluateOptions } from '../options.ts';
import { headOf, limitsOf } from '../report-head.ts';
import { boardFigures, eachBoard } from './board-figures.ts';
import { readBoardPictures } from './board-pictures.ts';
import type { BoardReport } from './board-report.ts';
import { makePairComparer, type ReferenceBundle } from './compare-pair.ts';
import { type BoardRun, isMoved, judgePairs } from './judge-pairs.ts';
import { mistakeSheet, worstMistakes } from './mistake-sheet.ts';
import { tryGolden } from './try-golden.ts';

/** @throws StationError for data that cannot be measured on. */
export async function evaluateBoards(
  bundle: ReferenceBundle,
  labels: Labels,
  models: BothPrecisions,
  options: EvaluateOptions,
): Promise<BoardReport> {
  const { manifest } = bundle;
  const { classes } = manifest;
  const gathered = await gatherPairs(bundle, labels, options);
  const isRegistered = options.register || isMoved(options);
  const run: BoardRun = {
    options,
    copper: options.copper ?? copperOf(bundle, labels, options),
    compare: makePairComparer(bundle, models, isRegistered),
    judgement: { classes, limits: limitsOf(manifest) },
  };
  const { judged, pairs, corrupt, unregistered } = await judgePairs(run, gathered.items);
  refuseUnlessSkipped(corrupt, labels.file, options.skipCorrupt);
  if (pairs.length === 0) throw new StationError('bad-input', `${labels.file}: no picture could be decoded`);
  const latencyMs = models.latencyMs();
  const golden = await tryGolden(run, pairs);
  const worst = worstMistakes(pairs, judged.int8, run.judgement);
  if (options.sheet !== null) {
    const title = `${manifest.name} ${manifest.version}`;
    await mistakeSheet(options.sheet, title, worst, (pair) => readBoardPictures(options.dataDir, pair, run.copper));
  }
  return {
    task: 'reference',
    ...headOf(bundle, options, pairs.length, latencyMs),
    skipped: [...gathered.skipped, ...corrupt],
    warnings: [...gathered.warnings, ...missingClasses(classes, pairs)],
    displacement: options.displacement,
    isRegistered,
    copper: run.copper,
    unregistered,
    ...ofEach((precision) => ({
      ...boardFigures(judged[precision], run.judgement),
      boards: eachBoard(judged[precision], run.judgement),
      golden: golden[precision],
    })),
    worst: worst.map(({ caption }) => caption),
  };
}

function gatherPairs(bundle: ReferenceBundle, labels: Labels, options: EvaluateOptions): Promise<Gathered<BoardPair>> {
  const { width, height } = labels;
  const kind = {
    groupOf: ({ board }: BoardPair) => board,
    filesOf: ({ test, template }: BoardPair) => [
      { path: test, width, height, mayRepeat: false },
      { path: template, width, height, mayRepeat: true },
    ],
  };
  return gather(boardData(labels, bundle.manifest.classes), kind, labels, bundle.manifest, options);
}

/** The published format has copper dark; a bundle's own golden pictures have it as its model takes it. */
function copperOf(bundle: ReferenceBundle, labels: Labels, { dataDir }: EvaluateOptions): 'bright' | 'dark' {
  const isGoldenSet = resolve(bundle.dir, bundle.manifest.golden.labels) === resolve(dataDir, 'labels.json');
  return labels.copper ?? (isGoldenSet ? 'bright' : 'dark');
}

function missingClasses(classes: readonly string[], pairs: readonly BoardPair[]): string[] {
  const known = new Set(pairs.flatMap(({ boxes }) => boxes.map((box) => box.class)));
  const missing = classes.filter((_, i) => !known.has(i));
  return missing.length === 0 ? [] : [`no picture has ${missing.join(', ')}: left out of the mean`];
}
