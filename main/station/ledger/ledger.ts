/**
 * The ledger of a run: which part a frame belongs to, and the sum that always holds,
 * triggers = pass + fail + review + missed + pending.
 *
 *   opened ──frame or loss fills a place──▶ complete (all n places filled) ──close(verdict)──▶ counted, forgotten
 *
 * A part has `framesPerPart` places and they fill in the order of the camera's frame ids; an id that never came fills
 * its place as a loss. In free run and with hardware triggers the frames themselves open the parts; with software
 * triggers `openTrigger` does, and frames go to the oldest part that still waits.
 *
 * No I/O and no clock: times are given, in monotonic milliseconds. Only open parts are remembered.
 */
import type { CapturedFrame, Ledger, LostFrame, PartFrame, Reason, Verdict } from '../flow.ts';

/** Why a place stays without its frame. `timeout`: nothing ever told of it. */
export type LossCause = LostFrame['why'] | 'timeout' | 'camera-lost' | 'stopped';

export interface LedgerOptions {
  readonly mode: 'free-run' | 'software' | 'hardware';
  readonly framesPerPart: number;
  /** A part that waits longer than this for its next frame is complete without it. Not used in free run. */
  readonly frameTimeoutMs: number;
}

/** All places of a part are filled. `got + lost = framesPerPart`; nothing more will come for it. */
export interface PartComplete {
  readonly kind: 'part-complete';
  readonly trigger: number;
  readonly got: number;
  readonly lost: number;
  /** The cause that explains most of a loss (see `causeOrder`); null when nothing was lost. */
  readonly cause: LossCause | null;
}

export interface FrameTaken {
  /** Null when the frame belongs to no part: counted as `unexpected` or `late`, to be dropped. */
  readonly frame: PartFrame | null;
  /** Parts that this frame completed, or that the gap before it did; in trigger order. */
  readonly complete: readonly PartComplete[];
}

export interface LossTaken {
  /** Null when the id was counted before or no part waits for it. */
  readonly place: { readonly trigger: number; readonly frameIndex: number } | null;
  readonly complete: readonly PartComplete[];
}

export interface LedgerCounters {
  /** Frames that no part waited for, and ids that came twice or out of order. */
  readonly unexpected: number;
  /** Frames that came after their part had timed out. */
  readonly late: number;
  /** Jumps of the frame id too far to be frames that were lost; no triggers were made up for them. */
  readonly counterJumps: number;
}

/** Ten minutes at 60 frames/s: a counter that jumps further was reset or is damaged. */
const longestGap = 36_000;

/** The first one that occurs names the part's loss: what maintenance should look at first. */
const causeOrder: readonly LossCause[] = ['camera-lost', 'stopped', 'overrun', 'camera', 'timeout'];

interface OpenPart {
  readonly trigger: number;
  readonly openedMs: number;
  got: number;
  readonly losses: LossCause[];
}

export class TriggerLedger {
  private readonly options: LedgerOptions;
  /** Parts without a verdict by trigger; the incomplete ones among them also wait in `waiting`, oldest first. */
  private readonly open = new Map<number, OpenPart>();
  private readonly waiting: OpenPart[] = [];
  private readonly closed: Record<Verdict, number> = { pass: 0, fail: 0, review: 0, missed: 0 };
  private readonly count = { unexpected: 0, late: 0, counterJumps: 0 };
  private triggers = 0;
  private nextFrameId: number | null = null;
  private lastFillMs = Number.NEGATIVE_INFINITY;
  /**
   * Frames that timed-out parts are still owed. A frame that turns up while there is a debt may be theirs; giving it
   * to the next part would shift every later verdict by one, so it is dropped as `late`. Should the camera never have
   * exposed it, then the next part is one short, times out and is forgiven what was taken from it: books even again.
   */
  private debt = { frames: 0, untilMs: Number.NEGATIVE_INFINITY, taken: 0 };

  constructor(options: LedgerOptions) {
    this.options = options;
  }

  /**
   * Software trigger: expects one part. FIFO cannot tell whose frame was never exposed while several parts wait, so
   * fire the camera only while `isWaiting` is false where attribution must be certain.
   */
  openTrigger(nowMs: number): number {
    return this.openPart(nowMs).trigger;
  }

  get isWaiting(): boolean {
    return this.waiting.length > 0;
  }

  /** Complete or not, without a verdict; oldest first. */
  pending(): readonly number[] {
    return [...this.open.keys()];
  }

  frame(frame: CapturedFrame): FrameTaken {
    const nowMs = frame.completeMs;
    if (this.nextFrameId !== null && frame.frameId < this.nextFrameId) {
      this.count.unexpected += 1;
      return { frame: null, complete: [] };
    }
    const complete = this.fillGapBefore(frame.frameId, nowMs);
    this.nextFrameId = frame.frameId + 1;
    if (this.isLate(nowMs)) {
      this.count.late += 1;
      return { frame: null, complete };
    }
    const part = this.partToFill(nowMs);
    if (!part) {
      this.count.unexpected += 1;
      return { frame: null, complete };
    }
    const frameIndex = part.got + part.losses.length;
    part.got += 1;
    this.lastFillMs = nowMs;
    complete.push(...this.takeIfComplete(part));
    return { frame: { ...frame, trigger: part.trigger, frameIndex }, complete };
  }

  lost(lost: LostFrame, nowMs: number): LossTaken {
    if (this.nextFrameId !== null && lost.frameId < this.nextFrameId) return { place: null, complete: [] };
    const complete = this.fillGapBefore(lost.frameId, nowMs);
    this.nextFrameId = lost.frameId + 1;
    return { place: this.fillLoss(lost.why, nowMs, complete), complete };
  }

  /** Parts whose frames are overdue are complete without them. In free run nothing is overdue: see `end`. */
  expired(nowMs: number): readonly PartComplete[] {
    const complete: PartComplete[] = [];
    for (let part = this.waiting[0]; part && this.expiryOf(part) <= nowMs; part = this.waiting[0]) {
      const missing = this.options.framesPerPart - part.got - part.losses.length;
      const owed = Math.max(0, missing - this.debt.taken);
      this.debt = { frames: this.debt.frames + owed, untilMs: nowMs + this.options.frameTimeoutMs, taken: 0 };
      complete.push(this.fillUp(part, 'timeout'));
    }
    return complete;
  }

  /** When `expired` is worth calling next; null while nothing waits. */
  nextExpiryMs(): number | null {
    const oldest = this.waiting[0];
    const expiry = oldest ? this.expiryOf(oldest) : Number.POSITIVE_INFINITY;
    return Number.isFinite(expiry) ? expiry : null;
  }

  /** The camera is gone (`camera-lost`) or the station stops: no part gets another frame; the next frame opens a new one. */
  end(cause: 'camera-lost' | 'stopped'): readonly PartComplete[] {
    this.debt = { frames: 0, untilMs: Number.NEGATIVE_INFINITY, taken: 0 };
    return [...this.waiting].map((part) => this.fillUp(part, cause));
  }

  /** @throws Error when the part is not open or still waits for frames: a fault of the caller. */
  close(trigger: number, verdict: Verdict): void {
    const part = this.open.get(trigger);
    if (!part) throw new Error(`trigger ${trigger} is not open: it was closed before or never came`);
    if (this.waiting.includes(part)) throw new Error(`trigger ${trigger} still waits for frames`);
    this.open.delete(trigger);
    this.closed[verdict] += 1;
  }

  sum(): Ledger {
    return { triggers: this.triggers, ...this.closed, pending: this.open.size };
  }

  counters(): LedgerCounters {
    return { ...this.count };
  }

  private openPart(nowMs: number): OpenPart {
    this.triggers += 1;
    const part = { trigger: this.triggers, openedMs: nowMs, got: 0, losses: [] };
    this.open.set(part.trigger, part);
    this.waiting.push(part);
    return part;
  }

  private partToFill(nowMs: number): OpenPart | null {
    return this.waiting[0] ?? (this.options.mode === 'software' ? null : this.openPart(nowMs));
  }

  private fillGapBefore(frameId: number, nowMs: number): PartComplete[] {
    const complete: PartComplete[] = [];
    const gap = this.nextFrameId === null ? 0 : frameId - this.nextFrameId;
    if (gap > longestGap) {
      this.count.counterJumps += 1;
      return [...this.waiting].map((part) => this.fillUp(part, 'camera'));
    }
    for (let i = 0; i < gap; i++) this.fillLoss('camera', nowMs, complete);
    return complete;
  }

  private fillLoss(cause: LossCause, nowMs: number, complete: PartComplete[]): LossTaken['place'] {
    if (this.payDebt(nowMs)) return null;
    const part = this.partToFill(nowMs);
    if (!part) return null;
    const place = { trigger: part.trigger, frameIndex: part.got + part.losses.length };
    part.losses.push(cause);
    this.lastFillMs = nowMs;
    complete.push(...this.takeIfComplete(part));
    return place;
  }

  private payDebt(nowMs: number): boolean {
    if (this.debt.frames === 0 || nowMs > this.debt.untilMs) return false;
    this.debt.frames -= 1;
    return true;
  }

  private isLate(nowMs: number): boolean {
    if (!this.payDebt(nowMs)) return false;
    this.debt.taken += 1;
    return true;
  }

  private takeIfComplete(part: OpenPart): PartComplete[] {
    if (part.got + part.losses.length < this.options.framesPerPart) return [];
    this.debt.taken = 0;
    this.waiting.splice(this.waiting.indexOf(part), 1);
    return [asComplete(part)];
  }

  private fillUp(part: OpenPart, cause: LossCause): PartComplete {
    while (part.got + part.losses.length < this.options.framesPerPart) part.losses.push(cause);
    this.waiting.splice(this.waiting.indexOf(part), 1);
    return asComplete(part);
  }

  private expiryOf(part: OpenPart): number {
    if (this.options.mode === 'free-run') return Number.POSITIVE_INFINITY;
    return Math.max(part.openedMs, this.lastFillMs) + this.options.frameTimeoutMs;
  }
}

function asComplete(part: OpenPart): PartComplete {
  const cause = causeOrder.find((candidate) => part.losses.includes(candidate)) ?? null;
  return { kind: 'part-complete', trigger: part.trigger, got: part.got, lost: part.losses.length, cause };
}

/** The reason of a part that got no frame at all. `detail` is what the camera said when it was lost. */
export function missedReason(cause: LossCause | null, detail: string): Reason {
  switch (cause) {
    case 'camera-lost':
      return { kind: 'camera-lost', detail };
    case 'stopped':
      return { kind: 'station-stopped' };
    case 'overrun':
      return { kind: 'overrun' };
    case 'camera':
    case 'timeout':
    case null:
      return { kind: 'no-frame' };
  }
}
