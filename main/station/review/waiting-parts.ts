/**
 * What waits, and what became of it: the queue with its claims, its deadlines and its pictures, kept in step with the
 * store. Decisions are made in `decisions.ts`.
 */
import { StationError } from '../../api/errors.ts';
import { partLabel } from '../../api/part-label.ts';
import { say } from '../../api/said/say.ts';
import type { Peer } from '../../api/server.ts';
import type { PartSummary } from '../../api/slices/live.ts';
import type { Queue } from '../../api/slices/review.ts';
import { reviewTerms } from '../config/review-terms.ts';
import type { FeatureParts } from '../feature.ts';
import type { OpenReview } from '../store/review-queries.ts';
import { Claims } from './claims.ts';
import { type Asked, advance, restored } from './escalation.ts';
import { Escalations } from './escalations.ts';
import { PicturesUnderWay } from './kept-pictures.ts';
import { ReviewQueue, type View } from './review-queue.ts';
import { type Now, severityOf, shownPart, type WaitingPart } from './waiting.ts';

/** Shown to a screen. */
const shownParts = 100;
const pageSize = 200;
/** So many move at once: nothing blocks the loop, however many ran out together. */
const mostMoves = 500;
/** An operator who decides this long after the time ran out is told so. */
const expiredForMs = 60_000;
const remembered = 1000;

export class WaitingParts {
  readonly queue = new ReviewQueue();
  readonly claims: Claims;
  private readonly parts: FeatureParts;
  private readonly escalations: Escalations;
  private readonly pictures: PicturesUnderWay;
  /** Somebody's decision is on its way to the store: nothing else happens to these. */
  private readonly deciding = new Set<string>();
  /** Decided by this station since it started: the last ones, by id of the part. */
  private readonly decided = new Set<string>();
  /** When the operator's time for a part ran out, monotonic. */
  private readonly expiredAt = new Map<string, number>();
  private readonly isKnown: (id: string) => boolean;
  private hasChanged = true;
  private reading: Promise<void> | null = null;

  constructor(parts: FeatureParts, isKnown: (id: string) => boolean) {
    this.parts = parts;
    this.isKnown = isKnown;
    this.claims = new Claims(() => parts.clock.monotonicMs());
    this.escalations = new Escalations(parts.store, parts.log);
    this.pictures = new PicturesUnderWay(parts.store);
  }

  now(): Now {
    const { clock } = this.parts;
    return { monotonicMs: clock.monotonicMs(), wallMs: clock.wallMs() };
  }

  /** Since the last call. */
  takeChange(): boolean {
    const had = this.claims.expire() || this.hasChanged;
    this.hasChanged = false;
    return had;
  }

  changed(): void {
    this.hasChanged = true;
  }

  put(part: WaitingPart): void {
    this.queue.put(part);
    if (part.picture !== null && !part.isPictureKept) this.pictures.expect(part.picture, part.id);
    this.hasChanged = true;
  }

  remove(id: string): void {
    this.queue.remove(id);
    this.claims.forget(id);
    this.hasChanged = true;
  }

  /** Parts that are on disk now. @returns those that a person is asked about and that are new here */
  committed(summaries: readonly PartSummary[]): readonly PartSummary[] {
    const { recipe } = this.parts;
    const now = this.now();
    return summaries.filter((summary) => {
      const terms = reviewTerms(recipe.review, summary.verdict);
      if (terms === null || this.isSettled(summary.id) || this.queue.get(summary.id)) return false;
      const { id, at, serial, workOrder, verdict, reasons, picture } = summary;
      const dueAt = terms.operatorMs === null ? null : at + terms.operatorMs;
      this.put({
        ...{
          id,
          at,
          serial,
          workOrder,
          recipe: recipe.name,
          verdict,
          reasons,
          openedAt: at,
          terms,
          picture,
          isPictureKept: false,
        },
        asked: restored('operator', dueAt, terms, now),
        severity: severityOf(verdict, reasons),
      });
      return true;
    });
  }

  /** From the store, at the start and whenever it and the queue may differ. One reading at a time. */
  read(): Promise<void> {
    this.reading ??= this.readAll().finally(() => {
      this.reading = null;
    });
    return this.reading;
  }

  /** What the store is told and asked; to be called often. */
  async tick(): Promise<void> {
    await this.escalations.send();
    for (const { part, isKept } of await this.pictures.look()) this.pictureIs(part, isKept);
  }

  /** While it runs no deadline moves the part, and nobody else decides. @throws StationError `conflict` */
  async whileDeciding<T>(id: string, decide: () => Promise<T>): Promise<T> {
    if (this.deciding.has(id))
      throw new StationError('conflict', say('reviewDecided'), { remedy: say('reviewNextRemedy') });
    this.deciding.add(id);
    try {
      return await decide();
    } finally {
      this.deciding.delete(id);
    }
  }

  settle(id: string): void {
    this.remove(id);
    this.decided.add(id);
    const [oldest] = this.decided;
    if (this.decided.size > remembered && oldest !== undefined) this.decided.delete(oldest);
  }

  /** Taken back: it waits again. */
  unsettle(part: WaitingPart): void {
    this.decided.delete(part.id);
    this.put(part);
  }

  isSettled(id: string): boolean {
    return this.decided.has(id);
  }

  hasJustExpired(id: string): boolean {
    const at = this.expiredAt.get(id);
    return at !== undefined && this.parts.clock.monotonicMs() - at < expiredForMs;
  }

  /** What a screen is told. @param peer whose own claims are not somebody else's; null: of all claims */
  shown(view: View, peer: Pick<Peer, 'key'> | null): Queue {
    const now = this.now();
    const dueMs = this.queue.nextDueMs();
    return {
      at: now.wallMs,
      parts: this.queue.first(shownParts, view).map((part) => shownPart(part, now, this.claims.byOther(part.id, peer))),
      waiting: {
        operator: this.queue.count('operator'),
        quality: this.queue.count('quality'),
        overdue: this.queue.count('overdue'),
      },
      nextDueAt: dueMs === null ? null : now.wallMs + (dueMs - now.monotonicMs),
    };
  }

  /** Deadlines that have come; to be called often. */
  expire(): void {
    const { monotonicMs, wallMs } = this.now();
    const due = this.queue.due(monotonicMs).filter(({ id }) => !this.deciding.has(id) && !this.isKnown(id));
    for (const part of due.slice(0, mostMoves)) {
      const asked = advance(part.asked, { kind: 'expired', nowMs: monotonicMs }, part.terms);
      if (asked.stage !== 'decided') this.escalate(part, asked, wallMs, monotonicMs);
    }
    for (const [id, at] of this.expiredAt) if (monotonicMs - at >= expiredForMs) this.expiredAt.delete(id);
  }

  private escalate(part: WaitingPart, asked: Asked, wallMs: number, nowMs: number): void {
    const from = part.asked.stage;
    const to = asked.stage;
    if (to === 'operator' || (from !== 'operator' && from !== 'quality')) return;
    const { id } = part;
    const dueAt = asked.stage === 'quality' && asked.dueMs !== null ? wallMs + (asked.dueMs - nowMs) : null;
    this.escalations.add({ id, from, to, dueAt });
    this.put({ ...part, asked });
    if (from === 'operator') this.expiredAt.set(id, nowMs);
    if (to === 'stop') this.parts.stopLine(say('reviewOverdueStop', { part: partLabel(id) }));
  }

  private pictureIs(id: string, isKept: boolean): void {
    const part = this.queue.get(id);
    if (!part) return;
    this.queue.put({ ...part, picture: isKept ? part.picture : null, isPictureKept: isKept });
    this.hasChanged = true;
  }

  private async readAll(): Promise<void> {
    const before = this.queue.ids();
    const found = new Set<string>();
    for (let after = 0, isMore = true; isMore; ) {
      const page = await this.parts.store.openReviews({ after, limit: pageSize });
      for (const row of page) {
        found.add(row.id);
        this.readBack(row);
      }
      after = page.at(-1)?.place ?? after;
      isMore = page.length === pageSize;
    }
    // What was here before the reading began and is open nowhere was decided, or cleared away.
    for (const id of before) if (!found.has(id) && !this.isKnown(id) && !this.deciding.has(id)) this.remove(id);
  }

  private readBack({ place: _, stage, dueAt, ...row }: OpenReview): void {
    const known = this.queue.get(row.id);
    if (this.isSettled(row.id) || this.deciding.has(row.id)) return;
    // Its own deadline is better than one by the wall clock; the store may not know of a step that is on its way.
    if (known && (known.asked.stage === stage || this.escalations.underWay().has(row.id))) return;
    const asked = restored(stage, dueAt, row.terms, this.now());
    this.put({ ...row, asked, severity: severityOf(row.verdict, row.reasons) });
  }
}
