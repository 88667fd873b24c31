/** A line that is played, not inspected: believable parts, counters and status for the screen's tests and development. */
import { v7 as uuidv7 } from 'uuid';
import type { DemoTruth, LiveStatus, PartSummary } from '../../main/api/slices/live.ts';
import { type Reason, type Region, reasonKey, type Verdict } from '../../main/api/words.ts';
import { TruthTally } from '../../main/station/live/truth-tally.ts';
import { boardFrame, boardPositions, shownFrame } from './fake-boards.ts';
import { type FakePicture, type FrameSize, fakeFrame } from './fake-pictures.ts';

export interface FakePart {
  readonly summary: PartSummary;
  readonly picture: FakePicture;
}

/** One part for each way in which a part can be stopped, in this order, so that a test meets them all. */
export const everyReason: readonly { readonly verdict: Verdict; readonly reasons: readonly Reason[] }[] = [
  { verdict: 'fail', reasons: [{ kind: 'defect', class: 'pitting', score: 0.93, limit: 0.62 }] },
  { verdict: 'review', reasons: [{ kind: 'unsure', class: 'pitting', score: 0.48, passBelow: 0.21, failAbove: 0.62 }] },
  { verdict: 'review', reasons: [{ kind: 'bad-picture', fault: 'too-dark', value: 31, limit: 60 }] },
  { verdict: 'review', reasons: [{ kind: 'bad-picture', fault: 'covered', value: 0.71, limit: 0.35 }] },
  { verdict: 'review', reasons: [{ kind: 'unknown-part', value: 41.3, limit: 22 }] },
  { verdict: 'review', reasons: [{ kind: 'not-registered', cause: 'unlike', score: 0.12 }] },
  { verdict: 'review', reasons: [{ kind: 'not-registered', cause: 'too-far', score: 0.93 }] },
  { verdict: 'review', reasons: [{ kind: 'incomplete-frame', detail: 'missing packets' }] },
  { verdict: 'review', reasons: [{ kind: 'frames-missing', got: 11, expected: 12 }] },
  { verdict: 'review', reasons: [{ kind: 'late', tookMs: 118.4, deadlineMs: 100 }] },
  { verdict: 'review', reasons: [{ kind: 'engine-fault', detail: 'engine is starting again' }] },
  { verdict: 'review', reasons: [{ kind: 'not-released', cause: 'refused', detail: 'blocked after soldering' }] },
  { verdict: 'review', reasons: [{ kind: 'not-released', cause: 'refused', detail: '' }] },
  { verdict: 'review', reasons: [{ kind: 'not-released', cause: 'other-recipe', detail: 'Ball screw 40×20' }] },
  { verdict: 'review', reasons: [{ kind: 'not-released', cause: 'no-answer', detail: 'no answer within 1000 ms' }] },
  { verdict: 'review', reasons: [{ kind: 'not-released', cause: 'no-serial', detail: '' }] },
  { verdict: 'missed', reasons: [{ kind: 'no-frame' }] },
  { verdict: 'missed', reasons: [{ kind: 'overrun' }] },
  { verdict: 'missed', reasons: [{ kind: 'camera-lost', detail: 'cable pulled' }] },
  { verdict: 'missed', reasons: [{ kind: 'station-stopped' }] },
  {
    verdict: 'fail',
    reasons: [
      { kind: 'defect', class: 'pitting', score: 0.81, limit: 0.62 },
      { kind: 'bad-picture', fault: 'blurred', value: 14, limit: 40 },
    ],
  },
];

export interface FakeProduct {
  readonly recipe: LiveStatus['recipe'];
  readonly frame: FrameSize;
  /** The frame of a part that every picture shows. */
  readonly shownFrame: number;
}

const recipeBase = { framesPerPart: 12, framesPerSecond: 60, millimetresPerPixel: null } as const;

export function ballScrews(frame: FrameSize = fakeFrame): FakeProduct {
  const recipe = { name: 'Ball screw 32×10', bundle: 'surface-pitting', version: '1.0.0', golden: null };
  return { recipe: { ...recipeBase, ...recipe, frame }, frame, shownFrame: 0 };
}

export const fakeGolden = '01a2042b-7a16-757c-a5ce-0864ca472999';

export function controlBoards(): FakeProduct {
  const golden = { picture: fakeGolden, positions: boardPositions.map(([x, y]): [number, number] => [x, y]) };
  const recipe = { name: 'Control board', bundle: 'pcb-reference', version: '1.0.0', golden };
  return { recipe: { ...recipeBase, ...recipe, frame: boardFrame }, frame: boardFrame, shownFrame };
}

export class FakeLine {
  readonly runId = uuidv7();
  readonly pictures: readonly FakePicture[];
  readonly frame: FrameSize;
  readonly parts: FakePart[] = [];
  private readonly decided = { pass: 0, fail: 0, review: 0, missed: 0 };
  private count = 0;
  /** The part that is on the line now; none before the first. */
  private readonly pending: number;
  private readonly shiftBefore = { pass: 41_087, fail: 61, review: 112, missed: 0 };
  private readonly reasons = new Map<string, number>([
    ['unsure:pitting', 78],
    ['defect:pitting', 61],
    ['bad-picture:too-dark', 24],
    ['unknown-part', 10],
  ]);
  private readonly startedAt = Date.now();
  private readonly truth = new TruthTally();
  private readonly truthBefore: DemoTruth = {
    since: Date.now() - 5 * 60_000,
    defective: { pass: 2, fail: 29, review: 13 },
    good: { pass: 1_433, fail: 0, review: 12 },
  };
  private readonly isFresh: boolean;
  private random = 7;

  private readonly recipe: LiveStatus['recipe'];
  private readonly shownFrame: number;

  constructor(pictures: readonly FakePicture[], startsFresh = false, product: FakeProduct = ballScrews()) {
    this.pictures = pictures;
    this.frame = product.frame;
    this.recipe = product.recipe;
    this.shownFrame = product.shownFrame;
    this.pending = startsFresh ? 0 : 1;
    this.isFresh = startsFresh;
    if (!startsFresh) return;
    this.shiftBefore = { pass: 0, fail: 0, review: 0, missed: 0 };
    this.reasons.clear();
  }

  /** The next part: a pass most of the time, unless the verdict is given. */
  next(given?: { readonly verdict: Verdict; readonly reasons: readonly Reason[] }, keepsPicture = true): FakePart {
    const { verdict, reasons: drawn } = given ?? this.draw();
    const isBad = verdict === 'fail' || drawn[0]?.kind === 'unsure';
    const suitable = this.pictures.filter((picture) => picture.isDefective === isBad);
    const picture = suitable[this.parts.length % suitable.length];
    if (!picture) throw new Error('the fake line has no pictures');
    const reasons = given ? drawn : drawn.map((reason) => ofClass(reason, picture.regions[0]?.class));
    this.count += 1;
    this.decided[verdict] += 1;
    for (const reason of reasons) this.reasons.set(reasonKey(reason), (this.reasons.get(reasonKey(reason)) ?? 0) + 1);
    const id = uuidv7();
    const score = reasons[0] && 'score' in reasons[0] ? reasons[0].score : 0.1;
    const regions: Region[] = isBad
      ? picture.regions.map((region, i) => (i === 0 ? { ...region, score } : region))
      : [];
    const summary: PartSummary = {
      id,
      trigger: this.count,
      at: Date.now(),
      verdict,
      reasons: [...reasons],
      regions,
      frameIndex: verdict === 'missed' ? null : this.shownFrame,
      placed: this.recipe.golden && verdict !== 'missed' ? { dx: 0, dy: 0, turnDegrees: 0 } : null,
      frame: this.frame,
      picture: keepsPicture && verdict !== 'missed' && verdict !== 'pass' ? id : null,
      latencyMs: 6.1,
      truth: verdict === 'missed' ? null : isBad ? 'defective' : 'good',
      serial: null,
      workOrder: null,
    };
    this.truth.add([summary]);
    const part = { summary, picture };
    this.parts.push(part);
    if (this.parts.length > 60) this.parts.shift();
    return part;
  }

  status(change: (status: LiveStatus) => LiveStatus = (status) => status): LiveStatus {
    const { pass, fail, review, missed } = this.decided;
    const before = this.shiftBefore;
    const minutes = before.pass === 0 ? 0 : 340;
    return change({
      at: Date.now(),
      recipe: this.recipe,
      warnings: [],
      shift: { name: 'B', startedAt: this.startedAt - minutes * 60_000 },
      run: { triggers: this.count + this.pending, ...this.decided, pending: this.pending },
      shiftCounts: {
        pass: before.pass + pass,
        fail: before.fail + fail,
        review: before.review + review,
        missed: before.missed + missed,
      },
      yieldPerMinute: Array.from({ length: minutes }, (_, minute) =>
        minute > 210 && minute < 222 ? null : 0.9958 + 0.003 * Math.sin(minute / 5) - (minute % 61 === 0 ? 0.012 : 0),
      ),
      pareto: [...this.reasons].map(([reason, count]) => ({ reason, count })).sort((a, b) => b.count - a.count),
      latency: {
        p50: this.count === 0 ? null : 4.9,
        p99: this.count === 0 ? null : 7.1,
        budgetMs: 1000 / 60,
        recent: Array.from(
          { length: this.count === 0 ? 0 : 120 },
          (_, index) => 4.6 + 1.1 * Math.abs(Math.sin(index * 1.7 + this.parts.length)) ** 6 * 3,
        ),
      },
      camera: {
        state: 'streaming',
        kind: 'replay',
        name: 'Demo line',
        fps: 60,
        detail: null,
        remedy: null,
        retryInS: null,
        frames: { complete: this.count * 12, incomplete: 0, lost: 0, overwritten: 0 },
      },
      engine: {
        state: 'ready',
        provider: 'CPU',
        providerReason: 'the only provider on this machine whose outputs match the reference',
        threads: 1,
        runMsP50: 4.2,
        restarts: 0,
        detail: null,
      },
      store: { state: 'ready', waiting: 0, diskFreeBytes: 412e9, daysLeft: 41.7, picturesSkipped: 0, detail: null },
      sync: { state: 'not-configured', waiting: 0 },
      demoTruth: this.demoTruth(),
      incidents: [],
    });
  }

  private demoTruth(): DemoTruth | null {
    const made = this.truth.read();
    if (this.isFresh || !made) return this.isFresh ? made : this.truthBefore;
    const { since, defective, good } = this.truthBefore;
    return { since, defective: added(defective, made.defective), good: added(good, made.good) };
  }

  /** A good line: about one part in forty is stopped. Always the same sequence. */
  private draw(): { readonly verdict: Verdict; readonly reasons: readonly Reason[] } {
    this.random = (this.random * 1_103_515_245 + 12_345) % 2_147_483_648;
    const drawn = this.random / 2_147_483_648;
    const stopped = drawn < 0.012 ? everyReason[0] : drawn < 0.03 ? everyReason[1] : undefined;
    return stopped ?? { verdict: 'pass', reasons: [] };
  }
}

type TruthCounts = DemoTruth['good'];

function added(a: TruthCounts, b: TruthCounts): TruthCounts {
  return { pass: a.pass + b.pass, fail: a.fail + b.fail, review: a.review + b.review };
}

function ofClass(reason: Reason, name: string | undefined): Reason {
  return (reason.kind === 'defect' || reason.kind === 'unsure') && name !== undefined
    ? { ...reason, class: name }
    : reason;
}
