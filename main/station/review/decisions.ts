/**
 * Decisions, one at a time and taken back: whoever is at the screen decides on what is in front of them, the store says
 * whether it was so, and only then does the queue move.
 */
import { v7 as uuidv7 } from 'uuid';
import { StationError } from '../../api/errors.ts';
import { say } from '../../api/said/say.ts';
import type { CallContext } from '../../api/server.ts';
import type { ParsedInput } from '../../api/slices/index.ts';
import type { Decided, Decision } from '../../api/slices/review.ts';
import type { Role, Who } from '../../api/who.ts';
import type { FeatureParts } from '../feature.ts';
import type { CommandInput } from '../store/command-table.ts';
import type { AlikeParts } from './alike.ts';
import { type Asked, advance } from './escalation.ts';
import type { KnownPart, KnownParts } from './known-parts.ts';
import * as refuse from './rights.ts';
import type { WaitingPart } from './waiting.ts';
import type { WaitingParts } from './waiting-parts.ts';

export const undoMs = 10_000;
const bulkAtOnce = 100;
const remembered = 200;

type DecideInput = ParsedInput<'review.decide'>;

/** A decision of the last seconds. */
interface Made {
  readonly answer: Decided;
  readonly before: WaitingPart;
  readonly screen: string;
  readonly person: string | null;
  readonly untilMs: number;
  readonly isWithdrawn: boolean;
}

export class Decisions {
  private readonly parts: FeatureParts;
  private readonly waiting: WaitingParts;
  private readonly alike: AlikeParts;
  private readonly known: KnownParts;
  private readonly made = new Map<string, Made>();
  /** On their way to the store, by decision. */
  private readonly running = new Map<string, { readonly id: string; readonly answer: Promise<Decided> }>();
  /** Answers about known parts, by decision: the same one again is the same decision. */
  private readonly revealed = new Map<string, Decided>();

  constructor(parts: FeatureParts, waiting: WaitingParts, alike: AlikeParts, known: KnownParts) {
    this.parts = parts;
    this.waiting = waiting;
    this.alike = alike;
    this.known = known;
  }

  async decide(input: DecideInput, { who, peer }: CallContext): Promise<Decided> {
    refuse.checkNamed(who, this.parts.config.people.signInToDecide);
    const again = this.running.get(input.decisionId);
    if (again?.id === input.id) return again.answer;
    const made = this.repeated(input);
    if (made) return made;
    const holder = this.waiting.claims.byOther(input.id, peer);
    if (holder !== null) throw refuse.claimed(holder);
    const deciding = this.waiting.whileDeciding(input.id, () => {
      const known = this.known.get(input.id);
      return known ? this.decideKnown(known, input, who) : this.decideReal(input, who, peer.key);
    });
    this.running.set(input.decisionId, { id: input.id, answer: deciding });
    try {
      return await deciding;
    } finally {
      this.running.delete(input.decisionId);
    }
  }

  async undo(decisionId: string, { who, peer }: CallContext): Promise<{ id: string }> {
    const made = this.made.get(decisionId);
    if (!made) throw refuse.undoTooLate();
    const isSame = made.person === null ? made.screen === peer.key : made.person === who.person?.id;
    if (!isSame) throw refuse.undoOther();
    const { id } = made.before;
    if (made.isWithdrawn) return { id };
    if (this.parts.clock.monotonicMs() > made.untilMs) throw refuse.undoTooLate();
    await this.waiting.whileDeciding(id, () =>
      this.parts.store.perform('withdrawReview', { by: made.person, decisionId, messageId: uuidv7() }),
    );
    this.made.set(decisionId, { ...made, isWithdrawn: true });
    this.alike.withdrawn(id);
    this.waiting.unsettle(made.before);
    return { id };
  }

  /** What somebody else looks at is left to them; known parts are no parts. */
  async decideAll(
    { ids, decision, reason }: ParsedInput<'review.decideAll'>,
    { who, peer }: CallContext,
  ): Promise<{ decided: number; skipped: number }> {
    refuse.checkNamed(who, true);
    const open = [...new Set(ids)].filter(
      (id) => this.waiting.queue.get(id) && !this.known.get(id) && this.waiting.claims.byOther(id, peer) === null,
    );
    let decided = 0;
    for (let from = 0; from < open.length; from += bulkAtOnce) {
      const chunk = open.slice(from, from + bulkAtOnce);
      const done = await this.parts.store.perform('decideReviews', {
        ...{ by: who.person?.id ?? null, role: roleOf(who), reason, decision: decision.decision },
        class: classOf(decision),
        parts: chunk.map((id) => ({ id, decisionId: uuidv7(), messageId: uuidv7() })),
      });
      for (const id of done.decided) this.settled(id);
      decided += done.decided.length;
    }
    return { decided, skipped: ids.length - decided };
  }

  private repeated({ id, decisionId }: DecideInput): Decided | null {
    const revealed = this.revealed.get(decisionId);
    if (revealed) return revealed;
    const made = this.made.get(decisionId);
    return made && made.before.id === id && !made.isWithdrawn ? made.answer : null;
  }

  private async decideReal(input: DecideInput, who: Who, screen: string): Promise<Decided> {
    const { id, decisionId, decision, comment, lookedMs } = input;
    const part = this.waiting.queue.get(id);
    if (part && !refuse.mayDecideAt(part.asked.stage, who.role)) {
      throw this.waiting.hasJustExpired(id) ? refuse.expired() : refuse.onlyQuality();
    }
    const by = who.person?.id ?? null;
    // Also for a part that is not here: it may be decided by this very decision, whose answer was lost.
    await this.perform({
      ...{ by, role: roleOf(who), id, decisionId, messageId: uuidv7(), decision: decision.decision },
      ...{ class: classOf(decision), lookedMs, isTooFast: this.isTooFast(lookedMs), comment },
      stages: [...refuse.stagesOf(who.role)],
    });
    const { wallMs, monotonicMs } = this.waiting.now();
    if (decision.decision !== 'not-sure') this.settled(id);
    else if (part) this.handedOn(part, monotonicMs);
    if (!part) return { decisionId, undoUntil: null, known: null };
    const answer: Decided = { decisionId, undoUntil: wallMs + undoMs, known: null };
    const untilMs = monotonicMs + undoMs;
    remember(this.made, decisionId, { answer, before: part, screen, person: by, untilMs, isWithdrawn: false });
    return answer;
  }

  private async perform(input: CommandInput<'decideReview'>): Promise<void> {
    try {
      await this.parts.store.perform('decideReview', input);
    } catch (thrown) {
      // The store knows better what is open than the queue: the two are brought together again.
      const isStale = thrown instanceof StationError && (thrown.code === 'conflict' || thrown.code === 'not-found');
      if (isStale && this.waiting.queue.get(input.id)) this.logged(this.waiting.read());
      throw thrown;
    }
  }

  private handedOn(part: WaitingPart, nowMs: number): void {
    const asked = advance(part.asked, { kind: 'not-sure', nowMs }, part.terms);
    if (asked.stage === 'decided') return;
    this.waiting.remove(part.id);
    this.waiting.put({ ...part, asked: asked satisfies Asked });
  }

  private settled(id: string): void {
    this.waiting.settle(id);
    this.logged(this.alike.decided(id));
  }

  private async decideKnown(known: KnownPart, input: DecideInput, who: Who): Promise<Decided> {
    const { decisionId, decision, lookedMs, comment } = input;
    const { classes, name, version } = this.parts.bundle.manifest;
    const made = classOf(decision);
    if (made !== null && !classes.includes(made)) {
      throw new StationError('bad-input', say('reviewNoSuchClass', { class: made }), {
        remedy: say('reviewNoSuchClassRemedy', { classes: classes.join(', ') }),
      });
    }
    const { truth, boxes } = known.picture;
    const truthClass = boxes[0]?.class ?? null;
    await this.parts.store.perform('decideKnownPart', {
      ...{ by: who.person?.id ?? null, decisionId, bundle: `${name}@${version}`, picture: known.picture.name, truth },
      ...{
        truthClass,
        decision: decision.decision,
        class: made,
        lookedMs,
        isTooFast: this.isTooFast(lookedMs),
        comment,
      },
    });
    this.known.decided(input.id);
    this.waiting.settle(input.id);
    const isRight = decision.decision === truth;
    const answer = { decisionId, undoUntil: null, known: { truth, class: truthClass, isRight } };
    remember(this.revealed, decisionId, answer);
    return answer;
  }

  private isTooFast(lookedMs: number): boolean {
    return lookedMs < this.parts.recipe.review.fastestLookMs;
  }

  private logged(work: Promise<void>): void {
    work.catch((thrown: unknown) => this.parts.log.warn('the review could not read the store', { error: thrown }));
  }
}

function classOf(decision: Decision): string | null {
  return decision.decision === 'defect' ? decision.class : null;
}

/** The server lets nobody without a role this far. */
function roleOf({ role }: Who): Role {
  if (role === null) throw refuse.onlyQuality();
  return role;
}

function remember<T>(map: Map<string, T>, key: string, value: T): void {
  map.set(key, value);
  const [oldest] = map.keys();
  if (map.size > remembered && oldest !== undefined) map.delete(oldest);
}
