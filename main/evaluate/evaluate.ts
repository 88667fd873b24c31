/**
 * How good is a bundle on labelled pictures? INT8 and FP32 side by side, with what the numbers of pictures prove.
 *
 * Everything between a picture and its verdict is the station's own: preprocess, registration, ONNX session, interpreter.
 */
import { z } from 'zod';
import { StationError } from '../api/errors.ts';
import { readBundle } from '../station/inference/bundle.ts';
import { checkGoldenSet } from '../station/inference/golden-set.ts';
import type { Manifest } from '../station/inference/manifest.ts';
import { boardReportSchema } from './boards/board-report.ts';
import { evaluateBoards } from './boards/evaluate-boards.ts';
import { openBoth } from './both-precisions.ts';
import { type Labels, readLabels } from './data/labels-file.ts';
import type { EvaluateOptions } from './options.ts';
import { evaluateSurface } from './surface/evaluate-surface.ts';
import { surfaceReportSchema } from './surface/surface-report.ts';

/** The `--json` file. */
export const evaluateReportSchema = z.discriminatedUnion('task', [surfaceReportSchema, boardReportSchema]);
export type EvaluateReport = z.output<typeof evaluateReportSchema>;

/** @throws StationError that says what is wrong with the bundle, the data or the options. */
export async function evaluate(options: EvaluateOptions): Promise<EvaluateReport> {
  const bundle = await readBundle(options.bundleDir);
  await checkGoldenSet(bundle);
  const labels = await readLabels(options.dataDir);
  const { manifest } = bundle;
  checkFit(manifest, labels);
  checkOptions(manifest, options);
  const models = await openBoth(bundle, options.threads);
  try {
    if (manifest.task === 'surface') {
      return await evaluateSurface({ ...bundle, manifest }, labels, models, options);
    }
    return await evaluateBoards({ ...bundle, manifest }, labels, models, options);
  } finally {
    await models.close();
  }
}

/** @throws StationError when the data are of another task, or have classes that the bundle does not know. */
function checkFit({ name, task, classes }: Manifest, labels: Labels): void {
  if (labels.task !== task) {
    const kind = { surface: 'photographs of a surface', reference: 'pairs of board pictures' };
    throw new StationError('bad-input', `${labels.file} lists ${kind[labels.task]}, ${name} judges ${kind[task]}`, {
      remedy: 'Name the folder that belongs to the bundle with --data DIR.',
    });
  }
  const strangers = labels.classes.filter((one) => !classes.includes(one));
  if (strangers.length === 0) return;
  throw new StationError('bad-input', `${labels.file}: ${name} does not know the class ${strangers.join(', ')}`, {
    remedy: `The bundle's classes are: ${classes.join(', ')}.`,
  });
}

/** An option that changes nothing would make figures look like what they are not. */
function checkOptions({ task }: Manifest, options: EvaluateOptions): void {
  const { zones, displacement, register, copper } = options;
  const isMoved = displacement.shiftPx !== 0 || displacement.turnDegrees !== 0;
  const strange = task === 'surface' ? isMoved || register || copper !== null : zones.length > 0;
  if (!strange) return;
  const ofBoards = '--shift, --turn, --register and --copper are for bundles that compare boards';
  throw new StationError('bad-input', task === 'surface' ? ofBoards : '--zone is for surface bundles', {
    remedy: 'Leave them out: npm run station -- evaluate --help',
  });
}
