/** Stored pictures judged by another bundle, the station's way, beside the line: decode, preprocess, run, interpret. */
import sharp from 'sharp';
import { toWireError } from '../api/errors.ts';
import { type Recipe, recipeSchema } from '../station/config/recipe.ts';
import type { FrameGeometry } from '../station/flow.ts';
import { readArtifact, readBundle } from '../station/inference/bundle.ts';
import type { JudgedPicture, JudgeTask } from '../station/inference/engine-tasks.ts';
import { makeTaskStages, type TaskStages } from '../station/pipeline/stages.ts';
import { loadGolden } from '../station/registration/golden-picture.ts';
import { openSession } from './session.ts';

/** Told in groups: a message each would cost more than the picture. */
const groupOf = 16;

/**
 * @param tell what each picture came to, in groups, in the order asked.
 * @throws StationError when the bundle cannot be read or run. A picture that cannot be read has its problem in its answer.
 */
export async function judgePictures(task: JudgeTask, tell: (judged: readonly JudgedPicture[]) => void): Promise<void> {
  const recipe = recipeSchema.parse(task.recipe);
  const bundle = await readBundle(task.bundleDir);
  const { artifact, model } = await cpuModel(bundle);
  const session = await openSession(bundle, model, { provider: 'cpu', threads: 1 });
  const golden = recipe.reference ? await loadGolden(recipe.reference) : null;
  const stages = new StagesByFormat((camera) => makeTaskStages({ recipe: { ...recipe, camera }, golden }, bundle));
  const { width, height } = recipe.camera;
  const into = new Uint8Array(bundle.inputBytes);
  const judge = async (picture: JudgeTask['pictures'][number]): Promise<JudgedPicture> => {
    const { pixels, pixelFormat } = await decode(picture.file, recipe);
    const { preprocess, interpret } = stages.of({ width, height, pixelFormat });
    if (preprocess(pixels, into, picture.frameIndex))
      return { id: picture.id, scores: null, isDoubted: true, problem: null };
    const { map, boxes, features } = await session.run(into);
    const found = interpret({
      ...{ ok: true, map, runMs: 0 },
      boxes: boxes.length === 0 ? null : boxes,
      features: features.length === 0 ? null : features,
    });
    const limit = bundle.manifest.unknownPart?.limit;
    const isDoubted = limit !== undefined && found.unknownPart !== null && found.unknownPart > limit;
    return { id: picture.id, scores: [...found.scores], isDoubted, problem: null };
  };
  try {
    for (let from = 0; from < task.pictures.length; from += groupOf) {
      const judged: JudgedPicture[] = [];
      for (const picture of task.pictures.slice(from, from + groupOf)) {
        judged.push(
          await judge(picture).catch((thrown: unknown) => ({
            ...{ id: picture.id, scores: null, isDoubted: false },
            problem: `${artifact}: ${toWireError(thrown).message}`,
          })),
        );
      }
      tell(judged);
    }
  } finally {
    stages.close();
    await session.close();
  }
}

type Stages = Pick<TaskStages, 'preprocess' | 'close'> & { readonly interpret: ReturnType<TaskStages['interpreter']> };

/** A grey camera's pictures are grey, another's are colour, and old ones may be either. */
class StagesByFormat {
  private readonly make: (camera: FrameGeometry) => TaskStages;
  private readonly known = new Map<string, Stages>();

  constructor(make: (camera: FrameGeometry) => TaskStages) {
    this.make = make;
  }

  of(camera: FrameGeometry): Stages {
    const known = this.known.get(camera.pixelFormat);
    if (known) return known;
    const stages = this.make(camera);
    // Scores only: no region is above a score that none can reach.
    const made = { preprocess: stages.preprocess, interpret: stages.interpreter(noRegions), close: stages.close };
    this.known.set(camera.pixelFormat, made);
    return made;
  }

  close(): void {
    for (const { close } of this.known.values()) close();
  }
}

const noRegions: readonly number[] = new Array<number>(256).fill(2);

async function cpuModel(bundle: Awaited<ReturnType<typeof readBundle>>) {
  const runsHere = bundle.manifest.artifacts.filter(({ providers }) => providers.includes('cpu'));
  const chosen = runsHere.find(({ precision }) => precision === 'int8') ?? runsHere[0];
  if (!chosen) throw new Error('a bundle without a model for the CPU');
  return { artifact: chosen.file, model: await readArtifact(bundle, chosen) };
}

async function decode(
  file: string,
  { camera }: Recipe,
): Promise<{ pixels: Uint8Array; pixelFormat: 'Mono8' | 'RGB8' }> {
  const { data, info } = await sharp(file).raw().toBuffer({ resolveWithObject: true });
  if (info.width !== camera.width || info.height !== camera.height) {
    throw new Error(`the picture has ${info.width}×${info.height} pixels, the recipe ${camera.width}×${camera.height}`);
  }
  return { pixels: data, pixelFormat: info.channels === 1 ? 'Mono8' : 'RGB8' };
}
