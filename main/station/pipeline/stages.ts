/** The stages of one recipe, each made by its own folder: what judges a frame, from its bytes to its decision. */
import { systemClock } from '../clock.ts';
import type { Recipe } from '../config/recipe.ts';
import { type DecisionRules, decisionRules } from '../decision/rules.ts';
import type { FrameGeometry, InferenceAnswer, NotRegistered, Placed, QualityResult } from '../flow.ts';
import { type Bundle, describeBundle } from '../inference/bundle.ts';
import { type AttachableEngineClient, createEngineClient } from '../inference/engine-client.ts';
import { type Interpretation, makeInterpreter } from '../inference/interpret.ts';
import { makeBoxInterpreter } from '../inference/interpret-boxes.ts';
import type { Manifest, ReferenceManifest, SurfaceManifest } from '../inference/manifest.ts';
import { type MapGeometry, makeZoneMask } from '../inference/zone-mask.ts';
import type { EngineAnswer } from '../ports.ts';
import { makePreprocessor } from '../preprocess/preprocess.ts';
import { makePairPreprocessor } from '../preprocess/preprocess-pair.ts';
import { makeQualityGate } from '../quality/gate.ts';
import { makeRegistration } from '../registration/registration.ts';
import type { PipelineOptions } from './pipeline-protocol.ts';

type Answered = Extract<EngineAnswer, { ok: true }>;

/** What differs between the tasks of bundles. */
export interface TaskStages {
  /** Says why when there is nothing to ask the engine. */
  readonly preprocess: (frame: Uint8Array, into: Uint8Array, frameIndex: number) => NotRegistered | null;
  /** Where the frame that was preprocessed last lies on the golden picture; null without one. */
  readonly placed: () => Placed | null;
  /** @param regionAbove by class, the score above which a spot is a region. */
  readonly interpreter: (regionAbove: readonly number[]) => (answer: Answered) => Interpretation;
  readonly close: () => void;
}

export interface JudgingStages {
  readonly preprocess: TaskStages['preprocess'];
  readonly placed: TaskStages['placed'];
  readonly engine: AttachableEngineClient;
  readonly interpret: (answer: Answered) => InferenceAnswer;
  /** In force now. */
  readonly rules: () => DecisionRules;
  /** Other limits, from the next frame on. @throws StationError for a class that the bundle does not know. */
  readonly limit: (limits: PipelineOptions['recipe']['limits']) => void;
  readonly gate: (frame: Uint8Array) => QualityResult;
  /** Nothing may be asked afterwards. */
  readonly close: () => void;
}

export interface StageListeners {
  readonly onProblem: (problem: string) => void;
  /** Milliseconds that laying the golden picture on a frame took, whether it could be laid or not. */
  readonly onRegistered: (tookMs: number) => void;
}

export function makeJudgingStages(options: PipelineOptions, listeners: StageListeners): JudgingStages {
  const { recipe, manifest } = options;
  const rulesFor = (limits: PipelineOptions['recipe']['limits']): DecisionRules =>
    decisionRules(
      manifest.classes.map((name) => ({ name, limits: limitsOf(manifest, name) })),
      limits,
      manifest.unknownPart?.limit ?? null,
    );
  const bundle = describeBundle('', manifest);
  const task = makeTaskStages(options, bundle, listeners.onRegistered);
  const interpreterFor = ({ classes }: DecisionRules) => task.interpreter(classes.map((rule) => rule.passBelow));
  let rules = rulesFor(recipe.limits);
  let interpret = interpreterFor(rules);
  const engine = createEngineClient({
    inputBytes: bundle.inputBytes,
    mapLength: bundle.mapLength,
    boxesLength: bundle.boxesLength,
    featuresLength: manifest.unknownPart?.mean.length ?? 0,
    hangMs: options.hangMs,
    onProblem: listeners.onProblem,
  });
  return {
    preprocess: task.preprocess,
    placed: task.placed,
    engine,
    interpret: (answer) => ({
      ...interpret(answer),
      features: answer.features && Array.from(answer.features),
      runMs: answer.runMs,
    }),
    rules: () => rules,
    limit: (limits) => {
      rules = rulesFor(limits);
      interpret = interpreterFor(rules);
    },
    gate: makeQualityGate(recipe.camera, recipe.quality, options.reference),
    close: () => {
      engine.close();
      task.close();
    },
  };
}

/** What the bundle's task needs to know of a recipe. */
export interface TaskOptions {
  readonly recipe: Pick<Recipe, 'name' | 'regions' | 'reference' | 'millimetresPerPixel'> & {
    readonly camera: FrameGeometry;
  };
  readonly golden: PipelineOptions['golden'];
}

/** What the bundle's task asks of a frame, and reads from its answer. @throws Error for a recipe that does not fit it. */
export function makeTaskStages(
  options: TaskOptions,
  bundle: Bundle,
  onRegistered: StageListeners['onRegistered'] = () => undefined,
): TaskStages {
  const { manifest } = bundle;
  return manifest.task === 'reference'
    ? referenceStages(options, manifest, bundle, onRegistered)
    : surfaceStages(options, manifest, bundle);
}

function surfaceStages({ recipe }: TaskOptions, manifest: SurfaceManifest, bundle: Bundle): TaskStages {
  const preprocessor = makePreprocessor(recipe.camera, manifest.input);
  const map = mapGeometry(recipe.camera, bundle, preprocessor.offset);
  const mask = makeZoneMask(map, recipe.regions);
  return {
    preprocess: (frame, into) => {
      preprocessor.run(frame, into);
      return null;
    },
    placed: () => null,
    interpreter: (regionAbove) => {
      const interpret = makeInterpreter({
        ...{ map, mask, regionAbove },
        classes: manifest.classes,
        unknownPart: manifest.unknownPart,
        millimetresPerPixel: recipe.millimetresPerPixel,
      });
      return (answer) => interpret(answer.map, answer.features);
    },
    close: () => undefined,
  };
}

function referenceStages(
  { recipe, golden }: TaskOptions,
  manifest: ReferenceManifest,
  bundle: Bundle,
  onRegistered: StageListeners['onRegistered'],
): TaskStages {
  if (!recipe.reference || !golden) throw new Error(`recipe ${recipe.name} has no golden picture`);
  const { positions, ignore, searchPx, copper } = recipe.reference;
  const { width, height } = recipe.camera;
  const registration = makeRegistration({ golden, frame: { width, height }, positions, ignore, searchPx });
  let placed: Placed | null = null;
  const register: typeof registration.register = (live, frameIndex) => {
    const startedMs = systemClock.monotonicMs();
    const found = registration.register(live, frameIndex);
    onRegistered(systemClock.monotonicMs() - startedMs);
    placed = found.ok ? { dx: found.dx, dy: found.dy, turnDegrees: found.turnDegrees } : null;
    return found;
  };
  const preprocessor = makePairPreprocessor(recipe.camera, manifest.input, copper, register);
  const map = mapGeometry(recipe.camera, bundle, preprocessor.offset);
  return {
    preprocess: preprocessor.run,
    placed: () => placed,
    interpreter: (regionAbove) => {
      const interpret = makeBoxInterpreter({
        ...{ map, regionAbove },
        classes: manifest.classes,
        decode: manifest.output.decode,
        zones: recipe.regions,
        unknownPart: manifest.unknownPart,
        millimetresPerPixel: recipe.millimetresPerPixel,
      });
      return ({ map: scores, boxes, features }) =>
        boxes ? interpret(scores, boxes, features) : { scores: [], regions: [], unknownPart: null };
    },
    close: registration.close,
  };
}

function mapGeometry(
  { width, height }: FrameGeometry,
  { rows, columns, manifest }: Bundle,
  offset: MapGeometry['offset'],
): MapGeometry {
  return { rows, columns, cell: manifest.output.cell, frame: { width, height }, offset };
}

function limitsOf(manifest: Manifest, name: string): { passBelow: number; failAbove: number } {
  const limits = manifest.limits[name];
  if (!limits) throw new Error(`the manifest has no limits for its class ${name}`);
  return limits;
}
