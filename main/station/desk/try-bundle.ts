/**
 * Another bundle on the stored pictures: an estimate, because of clean passes only a random share of pictures is kept.
 *
 * A part of many frames passes only if all of them do; of a pass only some frames have a picture, so for passes frames are
 * counted: as defects are rare, a frame that flips is a part that flips. The bundle runs in a process of its own, at low
 * priority, and goes with it: ONNX Runtime does not give back what a session took.
 */
import { StationError } from '../../api/errors.ts';
import { say } from '../../api/said/say.ts';
import type { PartFilter, WhatIfResult } from '../../api/slices/quality.ts';
import type { Verdict } from '../../api/words.ts';
import type { FeatureParts } from '../feature.ts';
import { type JudgedPicture, type JudgeTask, taskMessageSchema } from '../inference/engine-tasks.ts';
import type { Manifest } from '../inference/manifest.ts';
import { picturePath } from '../store/picture-path.ts';
import type { QueryOutput } from '../store/query-table.ts';
import { findBundle } from './other-bundles.ts';
import { estimateCount } from './stratified.ts';
import { usualLookMs } from './try-limits.ts';
import type { Trial } from './what-if.ts';

/** Two minutes or so on two cores beside a running line. */
const perVerdict = 1_000;
const examplesShown = 60;

type ToTry = QueryOutput<'picturesToTry'>;
type Picture = ToTry['pictures'][number];

export function tryBundle(parts: FeatureParts): Trial {
  return async ({ recipe, filter, change }, tell, signal) => {
    if (change.kind !== 'bundle') throw new Error('not a trial of a bundle');
    if (recipe !== parts.recipe.name) throw new StationError('not-found', `the recipe ${recipe} does not run`);
    refuseOtherConditions(filter);
    const { dir, manifest } = await findBundle(parts.recipe.bundle, change.bundle, change.version);
    const lookMs = (await parts.store.medianLook({})) ?? usualLookMs;
    const toTry = await parts.store.picturesToTry({ recipe, filter, perVerdict, seed: 1 });
    const sums = new TrialSums(toTry, manifest, lookMs, parts.recipe.framesPerPart);
    tell(sums.result([], 0));
    const files = toTry.pictures.flatMap(({ picture, frameIndex }) => {
      const file = picturePath(parts.dataDir, picture);
      return file === null ? [] : [{ id: picture, file, frameIndex }];
    });
    let done = 0;
    await judge(parts, { kind: 'judge', bundleDir: dir, recipe: parts.recipe, pictures: files }, signal, (judged) => {
      done += judged.length;
      sums.judged(judged);
      tell(sums.result([], Math.min(0.99, done / Math.max(1, files.length))));
    });
    if (signal.aborted) return;
    const flipped = sums.flippedParts(examplesShown);
    const examples = flipped.size === 0 ? [] : await parts.store.foundParts({ ids: [...flipped.keys()] });
    tell(
      sums.result(
        examples.map((part) => ({ ...part, verdictThen: flipped.get(part.id) ?? part.verdict })),
        1,
      ),
    );
  };
}

/** The parts behind the drawn ones are counted by minute and shift; nothing else of them is known without reading them all. */
function refuseOtherConditions(filter: PartFilter): void {
  const { reasons, score, dispositions, people, serial, text } = filter;
  const others = [reasons, dispositions, people].some((list) => list !== undefined && list.length > 0);
  if (others || score !== undefined || serial || text) throw new StationError('bad-input', say('whatIfBundleFilter'));
}

function judge(
  { spawner }: FeatureParts,
  task: JudgeTask,
  signal: AbortSignal,
  onJudged: (judged: readonly JudgedPicture[]) => void,
): Promise<void> {
  const child = spawner('engine', { lowPriority: true });
  const finished = new Promise<void>((resolve, reject) => {
    signal.addEventListener('abort', () => resolve(), { once: true });
    child.onMessage((raw) => {
      const message = taskMessageSchema.parse(raw);
      if (message.kind === 'judged') onJudged(message.judged);
      if (message.kind === 'done') resolve();
      if (message.kind === 'fault') reject(new StationError('unavailable', message.message));
    });
    child.onExit((how) => reject(new StationError('unavailable', `the process of the trial ended (${how})`)));
    child.send({ start: { task } });
  });
  return finished.finally(() => child.kill());
}

interface TriedPart {
  readonly verdict: Verdict;
  readonly isDoubted: boolean;
  readonly isKnownDefect: boolean;
  /** What its pictures came to with the other bundle. */
  readonly verdicts: Verdict[];
}

class TrialSums {
  private readonly toTry: ToTry;
  private readonly manifest: Manifest;
  private readonly lookMs: number;
  private readonly framesPerPart: number;
  private readonly pictures: ReadonlyMap<string, Picture>;
  private readonly tried = new Map<string, TriedPart>();
  private problem: string | null = null;

  constructor(toTry: ToTry, manifest: Manifest, lookMs: number, framesPerPart: number) {
    this.toTry = toTry;
    this.manifest = manifest;
    this.lookMs = lookMs;
    this.framesPerPart = framesPerPart;
    this.pictures = new Map(toTry.pictures.map((picture) => [picture.picture, picture]));
  }

  judged(judged: readonly JudgedPicture[]): void {
    for (const answer of judged) {
      const picture = this.pictures.get(answer.id);
      if (answer.problem !== null) this.problem = answer.problem;
      if (!picture || answer.problem !== null) continue;
      const part = this.tried.get(picture.part) ?? { ...picture, verdicts: [] };
      this.tried.set(picture.part, part);
      part.verdicts.push(pictureVerdict(answer, this.manifest));
    }
  }

  /** Newest of each verdict first, as far as there are so many. */
  flippedParts(atMost: number): ReadonlyMap<string, Verdict> {
    const flipped = [...this.tried].flatMap(([id, part]): [string, Verdict][] => {
      const then = worst(part);
      return then === part.verdict ? [] : [[id, then]];
    });
    return new Map(flipped.slice(0, atMost));
  }

  result(examples: WhatIfResult['examples'], progress: number): WhatIfResult {
    const flips = (['pass', 'review', 'fail'] as const).flatMap((from) =>
      (['pass', 'review', 'fail'] as const).flatMap((to) => {
        const { hits, tried, of } = this.moved(from, to);
        const estimate = estimateCount(hits, tried, of);
        return estimate && hits > 0 ? [{ from, to, parts: Math.round(estimate.value), estimate }] : [];
      }),
    );
    const known = [...this.tried.values()].filter(({ isKnownDefect }) => isKnownDefect);
    const { pass, review, fail } = this.toTry.parts;
    const reviewsThen = flips
      .filter(({ to }) => to === 'review')
      .reduce((sum, { estimate }) => sum + estimate.value, 0);
    const minutes = (reviews: number): number => (reviews * this.lookMs) / 60_000 / Math.max(1, this.toTry.shifts);
    return {
      parts: pass + review + fail,
      progress,
      isExact: false,
      flips: flips.filter(({ from, to }) => from !== to),
      missesOfKnownDefects: known.filter((part) => worst(part) === 'pass').length,
      knownDefects: known.length,
      reviewMinutesPerShift: { now: minutes(review), after: minutes(reviewsThen) },
      examples,
      problem: this.problem,
    };
  }

  /** Of passes frames are counted, of others parts. */
  private moved(from: 'pass' | 'review' | 'fail', to: Verdict) {
    const parts = [...this.tried.values()].filter(({ verdict }) => verdict === from);
    if (from !== 'pass') {
      const hits = parts.filter((part) => worst(part) === to).length;
      return { hits, tried: parts.length, of: this.toTry.parts[from] };
    }
    const frames = parts.flatMap(({ verdicts }) => verdicts);
    const of = this.toTry.parts.pass * this.framesPerPart;
    return { hits: frames.filter((verdict) => verdict === to).length, tried: frames.length, of };
  }
}

function worst({ verdicts, isDoubted }: TriedPart): Verdict {
  if (verdicts.includes('fail')) return 'fail';
  return verdicts.includes('review') || isDoubted ? 'review' : 'pass';
}

/** By the other bundle's own limits. */
function pictureVerdict({ scores, isDoubted }: JudgedPicture, { classes, limits }: Manifest): Verdict {
  if (isDoubted || scores === null) return 'review';
  const isAbove = (edge: 'passBelow' | 'failAbove'): boolean =>
    scores.some((score, index) => {
      const limit = limits[classes[index] ?? '']?.[edge] ?? 1;
      return edge === 'failAbove' ? score >= limit : score > limit;
    });
  if (isAbove('failAbove')) return 'fail';
  return isAbove('passBelow') ? 'review' : 'pass';
}
