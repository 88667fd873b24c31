/**
 * Known parts among the real ones: whoever decides cannot tell them apart, and learns afterwards.
 *
 *   (none) ──a real part came, and the share drew it──▶ wanted ──the line is quiet──▶ shown ──decided, too late──▶ (none)
 *                                                          ▲                             │
 *                                                          └──────a live deadline nears──┘   (unless somebody looks at it)
 *
 * One at a time. It is a picture and a truth in memory: no trigger, no part, no message, nothing at the line.
 */
import { v7 as uuidv7 } from 'uuid';
import type { Reason } from '../../api/words.ts';
import { reviewTerms } from '../config/review-terms.ts';
import type { FeatureParts } from '../feature.ts';
import { type Random, shuffled } from '../random.ts';
import { type GoldenPicture, type GoldenPictures, readGoldenPictures } from './golden-pictures.ts';
import { type KnownLook, knownLook, type Limits, serialLike } from './known-look.ts';
import { type Now, severityOf, type WaitingPart } from './waiting.ts';

export const shares = [0, 0.01, 0.02, 0.05] as const;

/** Only while no live deadline is nearer than this, and no more real parts wait. */
const quietMs = 30_000;
const mostWaiting = 5;
const picturesRemembered = 20;

export interface KnownPart {
  readonly picture: GoldenPicture;
  readonly look: KnownLook;
  readonly waiting: WaitingPart;
}

export interface Line {
  readonly now: Now;
  /** For the operator, real ones only. */
  readonly waiting: number;
  /** Until the next deadline of a real part; null: nothing ends. */
  readonly nextDueInMs: number | null;
  readonly isClaimed: (id: string) => boolean;
}

export interface Change {
  readonly show: WaitingPart | null;
  readonly hide: string | null;
}

type KnownFeature = Pick<FeatureParts, 'recipe' | 'bundle'>;

export class KnownParts {
  private readonly parts: KnownFeature;
  private readonly random: Random;
  private pictures: Promise<GoldenPictures> | null = null;
  private usable: Extract<GoldenPictures, { isUsable: true }> | null = null;
  private drawn: { good: GoldenPicture[]; defect: GoldenPicture[] } = { good: [], defect: [] };
  private isWanted = false;
  private shown: KnownPart | null = null;
  private lastSerial: string | null = null;
  private lastWorkOrder: string | null = null;
  private currentShare = 0;
  /** Of the last few pictures, by id. */
  private readonly files = new Map<string, string>();

  constructor(parts: KnownFeature, random: Random = Math.random) {
    this.parts = parts;
    this.random = random;
  }

  get share(): number {
    return this.currentShare;
  }

  set share(share: number) {
    this.currentShare = share;
    if (share === 0) this.isWanted = false;
    else void this.read();
  }

  get isShown(): boolean {
    return this.shown !== null;
  }

  /** How many pictures there are; or why none can be used. */
  async available(): Promise<{ readonly available: number; readonly why: string | null }> {
    const pictures = await this.read();
    if (!pictures.isUsable) return { available: 0, why: pictures.why };
    return { available: pictures.good.length + pictures.defect.length, why: null };
  }

  get(id: string): KnownPart | null {
    return this.shown?.waiting.id === id ? this.shown : null;
  }

  /** Also of those that were just decided: the screen still shows them. */
  pictureFile(id: string): string | null {
    return this.files.get(id) ?? null;
  }

  /** Of `share` parts that reviewers see, counted over all. */
  realCame({ serial, workOrder }: Pick<WaitingPart, 'serial' | 'workOrder'>): void {
    this.lastSerial = serial ?? this.lastSerial;
    this.lastWorkOrder = workOrder;
    if (this.usable && this.random() < this.currentShare / (1 - this.currentShare)) this.isWanted = true;
  }

  /** To be called often. */
  follow(line: Line): Change {
    const { shown } = this;
    if (shown) {
      if (line.isClaimed(shown.waiting.id)) return { show: null, hide: null };
      const isOver = isPast(shown.waiting, line.now);
      if (!isOver && this.currentShare > 0 && isQuiet(line)) return { show: null, hide: null };
      this.isWanted = !isOver && this.currentShare > 0;
      this.shown = null;
      return { show: null, hide: shown.waiting.id };
    }
    if (!this.isWanted || !this.usable || !isQuiet(line)) return { show: null, hide: null };
    this.isWanted = false;
    this.shown = this.make(this.usable, line.now);
    this.remember(this.shown);
    return { show: this.shown.waiting, hide: null };
  }

  decided(id: string): void {
    if (this.shown?.waiting.id === id) this.shown = null;
  }

  private remember({ waiting, picture }: KnownPart): void {
    if (waiting.picture !== null) this.files.set(waiting.picture, picture.file);
    const [oldest] = this.files.keys();
    if (this.files.size > picturesRemembered && oldest !== undefined) this.files.delete(oldest);
  }

  private async read(): Promise<GoldenPictures> {
    this.pictures ??= readGoldenPictures(this.parts.bundle, this.parts.recipe);
    const pictures = await this.pictures;
    if (pictures.isUsable) this.usable = pictures;
    return pictures;
  }

  private make(usable: Extract<GoldenPictures, { isUsable: true }>, now: Now): KnownPart {
    const { recipe } = this.parts;
    const picture = this.draw(usable, this.random() < 0.5 ? 'good' : 'defect');
    const others = usable.defect;
    const boxesFrom = picture.truth === 'defect' ? picture : others[Math.floor(this.random() * others.length)];
    const { classes } = this.parts.bundle.manifest;
    const look = knownLook(boxesFrom ?? picture, recipe, classes, (name) => this.limitsOf(name), this.random);
    const { passBelow, failAbove } = this.limitsOf(look.class);
    const reasons: Reason[] = [{ kind: 'unsure', class: look.class, score: look.score, passBelow, failAbove }];
    const terms = reviewTerms(recipe.review, 'review') ?? { operatorMs: null, qualityMs: null, overdue: 'hold' };
    // As old as a real one is when it reaches the queue.
    const at = Math.floor(now.wallMs - 50 - 150 * this.random());
    const waiting: WaitingPart = {
      ...{ id: uuidv7(), at, openedAt: at, serial: serialLike(this.lastSerial, this.random), recipe: recipe.name },
      workOrder: this.lastWorkOrder,
      ...{ verdict: 'review', reasons, severity: severityOf('review', reasons), terms },
      ...{ picture: uuidv7(), isPictureKept: true },
      asked: { stage: 'operator', dueMs: terms.operatorMs === null ? null : now.monotonicMs + terms.operatorMs },
    };
    return { picture, look, waiting };
  }

  /** Each once, in random order, before any comes again. */
  private draw(usable: Extract<GoldenPictures, { isUsable: true }>, truth: 'good' | 'defect'): GoldenPicture {
    if (this.drawn[truth].length === 0) this.drawn[truth] = shuffled(usable[truth], this.random);
    return this.drawn[truth].pop() as GoldenPicture;
  }

  private limitsOf(name: string): Limits {
    const { recipe, bundle } = this.parts;
    return recipe.limits[name] ?? bundle.manifest.limits[name] ?? { passBelow: 0, failAbove: 1 };
  }
}

function isQuiet({ waiting, nextDueInMs }: Line): boolean {
  return waiting <= mostWaiting && (nextDueInMs === null || nextDueInMs > quietMs);
}

/** Its own deadline passed: a real one would be with quality now, and quality need not decide on this. */
function isPast({ asked }: WaitingPart, now: Now): boolean {
  return asked.stage === 'operator' && asked.dueMs !== null && asked.dueMs <= now.monotonicMs;
}
