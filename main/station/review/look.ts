/** All that the screen shows of one part, put together. */
import type { Queued, UnderReview } from '../../api/slices/review.ts';
import type { FeatureParts } from '../feature.ts';
import type { ReviewedPart } from '../store/review-queries.ts';
import { type AlikeParts, featuresOf } from './alike.ts';
import type { KnownPart } from './known-parts.ts';
import { suspectOf } from './suspect.ts';

type LookParts = Pick<FeatureParts, 'store' | 'recipe' | 'config' | 'bundle' | 'goldenPicture'>;
interface Limits {
  readonly passBelow: number;
  readonly failAbove: number;
}
type LimitsByClass = Readonly<Record<string, Limits>>;

/** @returns null when the part is no longer there. */
export async function lookAt(parts: LookParts, alike: AlikeParts, queued: Queued): Promise<UnderReview | null> {
  const [part, saved] = await Promise.all([
    parts.store.reviewedPart({ id: queued.id }),
    parts.store.limitsInForce({ recipe: queued.recipe }),
  ]);
  if (!part) return null;
  const suspect = suspectOf(queued.reasons, part.scores);
  const sought = { id: queued.id, bundle: part.bundle, suspect, features: featuresOf(part.features) };
  return {
    ...queued,
    frame: part.frame,
    frames: part.frames,
    opinion: opinionOf(part, queued, limitsOf(parts, part, saved)),
    golden: goldenOf(parts, queued.recipe),
    alike: await alike.of(sought),
    classes: suspectedFirst(part.classes, suspect?.class),
  };
}

/** A known part, shown as a real one of this recipe. */
export async function lookAtKnown(
  parts: LookParts,
  alike: AlikeParts,
  { look }: KnownPart,
  queued: Queued,
): Promise<UnderReview> {
  const { recipe, bundle } = parts;
  const { name, version, classes } = bundle.manifest;
  const suspect = { class: look.class, score: look.score };
  const worst = { verdict: 'review' as const, picture: queued.picture, regions: [...look.regions], placed: null };
  const clean = { verdict: 'pass' as const, picture: null, regions: [], placed: null };
  const frames = Array.from({ length: recipe.framesPerPart }, (_, frameIndex) => frameIndex)
    .filter((frameIndex) => frameIndex !== look.frameIndex)
    .map((frameIndex) => ({ ...clean, frameIndex }));
  return {
    ...queued,
    frame: { width: recipe.camera.width, height: recipe.camera.height },
    frames: [{ ...worst, frameIndex: look.frameIndex }, ...frames],
    opinion: look.opinion,
    golden: goldenOf(parts, recipe.name),
    alike: await alike.of({ id: queued.id, bundle: `${name}@${version}`, suspect, features: null }),
    classes: suspectedFirst(classes, look.class),
  };
}

function goldenOf({ recipe, goldenPicture }: LookParts, ofRecipe: string): UnderReview['golden'] {
  if (goldenPicture === null || !recipe.reference || recipe.name !== ofRecipe) return null;
  return { picture: goldenPicture, positions: recipe.reference.positions };
}

function suspectedFirst(classes: readonly string[], suspect: string | undefined): string[] {
  return suspect === undefined ? [...classes] : [suspect, ...classes.filter((name) => name !== suspect)];
}

/** In force now, for what a part's reasons do not say: saved at the screen, else the recipe's, else the bundle's. */
function limitsOf(parts: LookParts, part: ReviewedPart, saved: LimitsByClass | null): LimitsByClass {
  const { name, version, limits } = parts.bundle.manifest;
  const recipe = parts.config.recipes.find((each) => each.name === part.recipe);
  const ofBundle = part.bundle === `${name}@${version}` ? limits : {};
  return { ...ofBundle, ...recipe?.limits, ...saved };
}

/** A class whose limits nobody knows any more (a bundle of the past) is left out. */
function opinionOf(part: ReviewedPart, { reasons }: Queued, limits: LimitsByClass): UnderReview['opinion'] {
  return part.scores.flatMap(({ class: name, score }) => {
    const known = limits[name];
    const reason = reasons.find((each) => (each.kind === 'unsure' || each.kind === 'defect') && each.class === name);
    if (reason?.kind === 'unsure') {
      return [{ class: name, score, passBelow: reason.passBelow, failAbove: reason.failAbove }];
    }
    if (reason?.kind === 'defect') {
      const passBelow = Math.min(known?.passBelow ?? reason.limit, reason.limit);
      return [{ class: name, score, passBelow, failAbove: reason.limit }];
    }
    return known ? [{ class: name, score, passBelow: known.passBelow, failAbove: known.failAbove }] : [];
  });
}
