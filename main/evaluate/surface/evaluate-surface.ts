/** A surface bundle over a folder of labelled photographs, the station's own way from pixels to scores. */
import { StationError } from '../../api/errors.ts';
import type { Limits } from '../../station/config/recipe.ts';
import { type BothPrecisions, ofEach } from '../both-precisions.ts';
import { refuseUnlessSkipped } from '../data/bad-pictures.ts';
import { eachDecoded } from '../data/each-decoded.ts';
import { gather } from '../data/gather.ts';
import type { Labels } from '../data/labels-file.ts';
import { type SurfacePicture, surfaceData } from '../data/surface-data.ts';
import type { EvaluateOptions } from '../options.ts';
import { headOf, limitsOf } from '../report-head.ts';
import { makeSurfaceJudge, type SurfaceBundle } from './judge-surface.ts';
import type { JudgedPicture } from './judged-picture.ts';
import { equalFormat, placeFigures, surfaceFigures } from './surface-figures.ts';
import type { SurfacePrecision, SurfaceReport } from './surface-report.ts';
import { surfaceSheet, worstPictures } from './surface-sheet.ts';

const kind = {
  groupOf: ({ place }: SurfacePicture) => place,
  filesOf: ({ image, width, height }: SurfacePicture) => [{ path: image, width, height, mayRepeat: false }],
};

/** @throws StationError for data that cannot be measured on. */
export async function evaluateSurface(
  bundle: SurfaceBundle,
  labels: Labels,
  models: BothPrecisions,
  options: EvaluateOptions,
): Promise<SurfaceReport> {
  const { manifest } = bundle;
  const gathered = await gather(surfaceData(labels), kind, labels, manifest, options);
  const judge = await makeSurfaceJudge(bundle, models, options);
  const judged: Record<'int8' | 'fp32', JudgedPicture[]> = { int8: [], fp32: [] };
  const pictures: SurfacePicture[] = [];
  const progress = options.progress('judging', gathered.items.length);
  const corrupt = await eachDecoded(
    gathered.items,
    judge.decode,
    ({ image }) => image,
    options.skipCorrupt,
    async (picture, photograph) => {
      const { int8, fp32 } = await judge.judge(picture, photograph);
      judged.int8.push(int8);
      judged.fp32.push(fp32);
      pictures.push(picture);
      progress.advance();
    },
  );
  progress.end();
  refuseUnlessSkipped(corrupt, labels.file, options.skipCorrupt);
  if (pictures.length === 0) throw new StationError('bad-input', `${labels.file}: no picture could be decoded`);
  const limits = limitsOf(manifest);
  const latencyMs = models.latencyMs();
  const worst = worstPictures(pictures, judged.int8, limits);
  if (options.sheet !== null) {
    await surfaceSheet(options.sheet, `${manifest.name} ${manifest.version}`, worst, judge);
  }
  return {
    task: 'surface',
    ...headOf(bundle, options, pictures.length, latencyMs),
    skipped: [...gathered.skipped, ...corrupt],
    warnings: [...gathered.warnings],
    zones: options.zones.map((zone) => zone.map(([x, y]): [number, number] => [x, y])),
    ...ofEach((precision) => precisionFigures(judged[precision], limits)),
    worst: worst.map(({ caption }) => caption),
  };
}

function precisionFigures(pictures: readonly JudgedPicture[], limits: readonly Limits[]): SurfacePrecision {
  const equal = equalFormat(pictures);
  return {
    ...surfaceFigures(pictures, limits),
    equalFormat: equal && { sizes: equal.sizes, ...surfaceFigures(equal.pictures, limits) },
    places: placeFigures(pictures, limits),
  };
}
