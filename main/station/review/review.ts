/**
 * Parts that wait for a person: the queue that every screen sees, claims, decisions, deadlines, known parts among them.
 *
 * Everything that is timed happens in one tick four times a second: a timer a part would not reach further than 24 days
 * (Node's limit), and thousands of them would be set again with every decision.
 */
import type { CallContext, Handlers } from '../../api/server.ts';
import type { PartSummary } from '../../api/slices/live.ts';
import type { ReviewerFigures, UnderReview } from '../../api/slices/review.ts';
import { isAllowed, may, type Who } from '../../api/who.ts';
import type { Feature, FeatureParts } from '../feature.ts';
import type { Random } from '../random.ts';
import { figuresOf } from './agreement.ts';
import { AlikeParts } from './alike.ts';
import { Decisions } from './decisions.ts';
import { KnownParts, shares } from './known-parts.ts';
import { lookAt, lookAtKnown } from './look.ts';
import type { View } from './review-queue.ts';
import * as refuse from './rights.ts';
import { shownPart } from './waiting.ts';
import { WaitingParts } from './waiting-parts.ts';

const tickEveryMs = 250;
/** While anything is due every screen hears the queue at least as often. */
const tellEveryMs = 1000;
const readEveryMs = 1000;
const shareSetting = 'review.knownShare';
const ownFiguresMs = 90 * 86_400_000;

export class Review implements Feature {
  readonly handlers: Partial<Handlers>;
  private readonly parts: FeatureParts;
  private readonly waiting: WaitingParts;
  private readonly alike: AlikeParts;
  private readonly known: KnownParts;
  private readonly decisions: Decisions;
  private readonly timer: NodeJS.Timeout;
  /** The store answers, and what it keeps is not read yet. */
  private isBehind = false;
  private lastReadMs = Number.NEGATIVE_INFINITY;
  private lastToldMs = Number.NEGATIVE_INFINITY;
  private ticking: Promise<void> = Promise.resolve();

  constructor(parts: FeatureParts, random?: Random) {
    this.parts = parts;
    this.known = new KnownParts(parts, random);
    this.waiting = new WaitingParts(parts, (id) => this.known.get(id) !== null);
    this.alike = new AlikeParts(parts.store);
    this.decisions = new Decisions(parts, this.waiting, this.alike, this.known);
    this.handlers = this.makeHandlers();
    this.timer = setInterval(() => void this.tick(), tickEveryMs);
    this.timer.unref();
  }

  /** Real ones: a known part changes nothing at the line. */
  get waitingParts(): number {
    return this.waiting.queue.size - (this.known.isShown ? 1 : 0);
  }

  async storeReady(): Promise<void> {
    this.isBehind = true;
    await this.catchUp();
  }

  committed(summaries: readonly PartSummary[]): void {
    for (const part of this.waiting.committed(summaries)) this.known.realCame(part);
  }

  pictureFile(id: string): string | null {
    return this.known.pictureFile(id);
  }

  async stop(): Promise<void> {
    clearInterval(this.timer);
    await this.ticking;
  }

  /** What is due now; the screens hear of it. Resolves when the store has heard of it, or is away. */
  tick(): Promise<void> {
    this.waiting.expire();
    const work = this.followStore().catch((thrown: unknown) => {
      // The store is away or slow: the next tick asks again.
      this.parts.log.debug('the review could not reach the store', { error: thrown });
    });
    this.ticking = work;
    this.followKnown();
    this.tell();
    return work;
  }

  /** With the store. @throws StationError when it is away or slow: asked again a second later */
  private async catchUp(): Promise<void> {
    this.lastReadMs = this.parts.clock.monotonicMs();
    const settings = await this.parts.store.settings({});
    this.known.share = shares.find((share) => share === settings[shareSetting]) ?? 0;
    await this.waiting.read();
    await this.alike.load();
    this.isBehind = false;
  }

  private async followStore(): Promise<void> {
    if (this.isBehind && this.parts.clock.monotonicMs() - this.lastReadMs >= readEveryMs) await this.catchUp();
    await this.waiting.tick();
  }

  private makeHandlers(): Partial<Handlers> {
    const { store } = this.parts;
    return {
      'review.queue': async (_, { who, peer }) => this.waiting.shown(viewOf(who), peer),
      'review.look': ({ id }, { peer }) => this.look(id, peer),
      'review.claim': async ({ id }, context) => this.claim(id, context),
      'review.release': async ({ id }, { peer }) => {
        this.waiting.claims.release(id, peer);
        this.waiting.changed();
        return {};
      },
      'review.decide': (input, context) => this.decisions.decide(input, context),
      'review.undo': ({ decisionId }, context) => this.decisions.undo(decisionId, context),
      'review.decideAll': (input, context) => this.decisions.decideAll(input, context),
      'review.myFigures': (_, { who }) => this.figuresOf(who),
      'review.figures': async ({ since }) => {
        const counts = await store.reviewerCounts({ since, person: null });
        return counts.map((each) => figuresOf(each, since));
      },
      'review.knownParts': async () => ({ share: this.known.share, ...(await this.known.available()) }),
      'review.setKnownParts': async ({ share }, { who }) => {
        await store.perform('saveSetting', { by: who.person?.id ?? null, name: shareSetting, value: share });
        this.known.share = share;
        return {};
      },
    };
  }

  private async look(id: string, peer: CallContext['peer']): Promise<UnderReview> {
    const waiting = this.waiting.queue.get(id);
    if (!waiting) throw this.absent(id);
    const queued = shownPart(waiting, this.waiting.now(), this.waiting.claims.byOther(id, peer));
    const known = this.known.get(id);
    if (known) return lookAtKnown(this.parts, this.alike, known, queued);
    const shown = await lookAt(this.parts, this.alike, queued);
    if (!shown) throw refuse.notThere();
    return shown;
  }

  private claim(id: string, { who, peer }: CallContext): { until: number } {
    const waiting = this.waiting.queue.get(id);
    if (!waiting) throw this.absent(id);
    if (!refuse.mayDecideAt(waiting.asked.stage, who.role)) throw refuse.onlyQuality();
    const forMs = this.waiting.claims.take(id, peer);
    if (forMs === null) throw refuse.claimed(this.waiting.claims.byOther(id, peer) ?? '');
    this.waiting.changed();
    return { until: this.parts.clock.wallMs() + forMs };
  }

  private absent(id: string): Error {
    return this.waiting.isSettled(id) ? refuse.decided() : refuse.notThere();
  }

  private async figuresOf({ person }: Who): Promise<ReviewerFigures | null> {
    if (!person) return null;
    const since = this.parts.clock.wallMs() - ownFiguresMs;
    const [counts] = await this.parts.store.reviewerCounts({ since, person: person.id });
    return counts ? figuresOf(counts, since) : null;
  }

  private followKnown(): void {
    const { queue, claims } = this.waiting;
    const now = this.waiting.now();
    const dueMs = queue.nextDueMs(({ id }) => this.known.get(id) === null);
    const { show, hide } = this.known.follow({
      now,
      waiting: queue.count('operator') - (this.known.isShown ? 1 : 0),
      nextDueInMs: dueMs === null ? null : dueMs - now.monotonicMs,
      isClaimed: (id) => claims.isClaimed(id),
    });
    if (show) this.waiting.put(show);
    if (hide !== null) this.waiting.remove(hide);
  }

  private tell(): void {
    const { events, clock } = this.parts;
    const nowMs = clock.monotonicMs();
    const isDue = nowMs - this.lastToldMs >= tellEveryMs && this.waiting.queue.nextDueMs() !== null;
    if (events.size === 0 || !(this.waiting.takeChange() || isDue)) return;
    this.lastToldMs = nowMs;
    const holders = this.waiting.claims.holders();
    const keys = new Set(holders.map(({ key }) => key));
    for (const view of ['operator', 'quality'] as const) {
      const isOf = (who: Who): boolean => who.role !== null && viewOf(who) === view;
      events.emit('review.queue', this.waiting.shown(view, null), (peer) => isOf(peer.who()) && !keys.has(peer.key));
    }
    for (const holder of holders) {
      const who = holder.who();
      if (who.role === null) continue;
      const queue = this.waiting.shown(viewOf(who), holder);
      events.emit('review.queue', queue, (peer) => peer.key === holder.key);
    }
  }
}

function viewOf({ role }: Who): View {
  return isAllowed(may.judge, role) ? 'quality' : 'operator';
}
