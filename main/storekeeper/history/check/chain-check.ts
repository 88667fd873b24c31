/**
 * The chain and its seals, entry by entry: whether each follows from the one before it, and whether each segment's head is
 * the one that was signed, with the key that the history names.
 */
import { say } from '../../../api/said/say.ts';
import type { HistoryBody } from '../entry.ts';
import { hex, isSameHour, isSigned, type Segment } from '../segment.ts';
import type { Anchor } from './anchor.ts';
import { diagnose, follows, type HashedEntry } from './diagnose.ts';
import { type FindingKind, type Findings, timeText } from './findings.ts';

export interface Link {
  readonly entry: number;
  readonly hash: Uint8Array;
}

export interface ChainStart extends Link {
  /** Number of the segment that ends there; null where that is not known. */
  readonly segment: number | null;
}

export class ChainCheck {
  entries = 0;
  segments = 0;
  /** Entry of the anchor; null while it was not met. */
  anchoredAt: number | null = null;
  private readonly wrong: Findings;
  private readonly notes: Findings;
  private readonly anchor: string | null;
  private last: { readonly entry: number; readonly hash: Uint8Array; readonly at: number };
  /** What is added to the number of an entry to get the one that it had. */
  private shift = 0;
  /** So many entries were put in here: what follows goes on from the one before them. */
  private putIn = 0;
  private lastSegment: Pick<Segment, 'number' | 'last' | 'head'> | null;
  /** First and last `at` of what no segment covers yet. */
  private open: { readonly entry: number; readonly at: number } | null = null;
  private key: string | null = null;
  /** Something was found since the last segment: then its head says nothing new. */
  private isSegmentWrong = false;

  constructor(wrong: Findings, notes: Findings, start: ChainStart, anchor: Anchor | null) {
    this.wrong = wrong;
    this.notes = notes;
    const { entry, hash, segment } = start;
    this.last = { entry, hash, at: Number.NEGATIVE_INFINITY };
    this.lastSegment = segment === null ? null : { number: segment, last: entry, head: hash };
    this.anchor = anchor?.hash ?? null;
    this.lookForAnchor(entry, hash);
  }

  get head(): Link {
    return this.last;
  }
  /** Public key, hexadecimal. */
  get keyInForce(): string | null {
    return this.key;
  }
  get unsealedSince(): { readonly entry: number; readonly at: number } | null {
    return this.open;
  }

  /** @param behind some of those behind it; asked only where something is wrong. @returns its body when it is what it was; null when not. */
  entry(row: HashedEntry, behind: () => readonly HashedEntry[]): HistoryBody | null {
    this.entries += 1;
    const isSound = this.followsOn(row, behind);
    if (isSound) this.checkClock(row);
    this.last = { entry: row.entry, hash: this.putIn > 0 ? this.last.hash : row.hash, at: row.at };
    this.putIn = Math.max(0, this.putIn - 1);
    this.open ??= { entry: row.entry, at: row.at };
    this.lookForAnchor(row.entry, row.hash);
    const body = isSound ? bodyOf(row) : null;
    if (body && row.kind === 'key') this.newKey(row.entry, body);
    return body;
  }

  /** After its last entry. */
  sealed(segment: Segment): void {
    const { number, first, last, head } = segment;
    const values = { segment: number, entry: first, last };
    this.checkPlace(segment);
    if (this.last.entry < last) {
      const gone = { entry: Math.max(first, this.last.entry + 1), last, segment: number };
      this.found('removed', gone.entry, say('checkTailCut', gone));
    } else if (!this.isSegmentWrong && hex(this.last.hash) !== hex(head)) {
      this.found('edited', first, say('checkHead', values));
    }
    if (!isSigned(segment)) this.found('segment', first, say('checkSignature', values));
    else if (this.key !== null && hex(segment.key) !== this.key) {
      this.found('key', first, say('checkSegmentKey', { segment: number }));
    }
    this.goOnAfter(segment);
  }

  /** Its entries were cleared away by age. */
  dropped(segment: Segment): void {
    this.checkPlace(segment);
    const { number, first, last } = segment;
    if (!isSigned(segment)) {
      this.found('segment', first, say('checkSignature', { segment: number, entry: first, last }));
    }
    this.key = hex(segment.key);
    this.shift = 0;
    this.goOnAfter(segment);
  }

  private goOnAfter(segment: Segment): void {
    this.segments += 1;
    this.lastSegment = segment;
    this.open = null;
    // On from what was signed, whatever stands there: one wrong entry does not make all that follow wrong.
    if (this.last.entry <= segment.last) {
      this.last = { entry: segment.last, hash: segment.head, at: this.last.at };
    }
    this.lookForAnchor(segment.last, segment.head);
    this.isSegmentWrong = false;
  }

  private followsOn(row: HashedEntry, behind: () => readonly HashedEntry[]): boolean {
    const { entry, hash } = this.last;
    if (row.entry <= entry) {
      this.found('reordered', row.entry, say('checkOutOfOrder', { entry: row.entry }));
      return false;
    }
    if (row.entry > entry + 1) {
      const gone = { entry: entry + 1, last: row.entry - 1 };
      const text =
        gone.entry === gone.last ? say('checkRemoved', { entry: gone.entry }) : say('checkRemovedMany', gone);
      this.found('removed', gone.entry, text);
      // Nobody knows what it follows on, so nothing is known of it either.
      return false;
    }
    if (this.putIn > 0) return false;
    if (follows(hash, row, row.entry + this.shift)) return true;
    this.tell(row, behind());
    return false;
  }

  private tell(row: HashedEntry, next: readonly HashedEntry[]): void {
    const { entry } = row;
    const found = diagnose(this.last.hash, row, next, this.shift);
    switch (found.what) {
      case 'edited':
        this.found(
          'edited',
          entry,
          next.length > 0 ? say('checkEdited', { entry }) : say('checkLastEdited', { entry }),
        );
        break;
      case 'inserted':
        this.putIn = found.count;
        this.shift = found.shift;
        this.found('inserted', entry, say('checkInserted', { entry }));
        break;
      case 'removed':
        this.shift = found.shift;
        this.found('removed', entry, say('checkRemovedRenumbered', { entry }));
        break;
      case 'reordered':
        this.found('reordered', entry, say('checkReordered', { entry, other: found.other }));
        break;
    }
  }

  private checkClock(row: HashedEntry): void {
    if (row.at >= this.last.at) return;
    const values = { entry: row.entry, from: timeText(this.last.at), to: timeText(row.at) };
    if (row.kind === 'clock') this.notes.add('clock', row.entry, say('noteClock', values));
    else this.wrong.add('clock', row.entry, say('checkClock', values));
  }

  private newKey(entry: number, { old, new: key, why }: HistoryBody): void {
    if (typeof key !== 'string') return;
    if (this.key !== null && old !== this.key) this.found('key', entry, say('checkKeyEntry', { entry }));
    if (old !== null) this.notes.add('key', entry, say('noteKey', { entry, why: String(why) }));
    this.key = key;
  }

  private checkPlace(segment: Segment): void {
    const { number, first, before } = segment;
    const expected = (this.lastSegment?.number ?? number - 1) + 1;
    for (let missing = expected; missing < Math.min(number, expected + 10); missing += 1) {
      const at = (this.lastSegment?.last ?? 0) + 1;
      this.found('segment', at, say('checkSegmentRemoved', { segment: missing }));
    }
    if (!this.lastSegment || number !== expected) return;
    const follows = first === this.lastSegment.last + 1 && hex(before) === hex(this.lastSegment.head);
    if (!follows) this.found('segment', first, say('checkSegmentPlace', { segment: number }));
  }

  /** Entries of a full hour or more without a seal, and others behind them. */
  checkUnsealed(): void {
    const { open, last } = this;
    if (!open) return;
    const isOld = last.at - open.at > 2 * 3_600_000 && !isSameHour(last.at, open.at);
    if (isOld) this.found('segment', open.entry, say('checkUnsealed', { entry: open.entry, last: last.entry }));
    else {
      const entries = last.entry - open.entry + 1;
      this.notes.add('unsealed', open.entry, say('noteUnsealed', { entries, from: timeText(open.at) }));
    }
  }

  private found(what: FindingKind, entry: number, text: string): void {
    this.isSegmentWrong = true;
    this.wrong.add(what, entry, text);
  }

  private lookForAnchor(entry: number, hash: Uint8Array): void {
    if (this.anchor !== null && this.anchoredAt === null && hex(hash) === this.anchor) this.anchoredAt = entry;
  }
}

function bodyOf({ body }: HashedEntry): HistoryBody | null {
  try {
    const value: unknown = JSON.parse(body);
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as HistoryBody) : null;
  } catch (thrown) {
    if (thrown instanceof SyntaxError) return null;
    throw thrown;
  }
}
