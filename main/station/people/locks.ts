/** The pauses of everybody who can be tried: people at the station and at desks apart, and screens. */
import type { StoredLock } from '../store/people-queries.ts';
import {
  afterWrong,
  keptLock,
  type LockOut,
  type LockRule,
  lockAt,
  notLocked,
  pauseLeftMs,
  personRule,
  screenRule,
} from './lock-out.ts';

/** Ids that nobody has are counted like those of people, and there is no end of them. */
const countedAtMost = 2_000;

export class Locks {
  private readonly nowMs: () => number;
  private readonly wallMs: () => number;
  private readonly people = new Map<string, LockOut>();
  private readonly screens = new Map<string, LockOut>();
  /** Keys of `people` that are somebody's: never forgotten, or guesses at nobody would free those at somebody. */
  private readonly known = new Set<string>();

  constructor(clock: { monotonicMs(): number; wallMs(): number }) {
    this.nowMs = () => clock.monotonicMs();
    this.wallMs = () => clock.wallMs();
  }

  /** What the store has kept; what this run has counted itself stays. */
  remember(person: string, locks: readonly StoredLock[]): void {
    for (const isLocal of [true, false]) this.known.add(placeOf(person, isLocal));
    for (const { isLocal, failures, lockedUntil } of locks) {
      const key = placeOf(person, isLocal);
      if (this.people.has(key)) continue;
      this.people.set(key, keptLock(failures, lockedUntil - this.wallMs(), personRule, this.nowMs()));
    }
  }

  /** Milliseconds until another one is looked at; 0: now. */
  pauseMs(person: string | null, screen: string, isLocal: boolean): number {
    return Math.max(
      person === null ? 0 : this.left(this.people, placeOf(person, isLocal), personRule),
      this.left(this.screens, screen, screenRule),
    );
  }

  /** The longer pause of the two places. */
  pauseMsOf(person: string): number {
    return Math.max(...[true, false].map((isLocal) => this.left(this.people, placeOf(person, isLocal), personRule)));
  }

  /** @returns what is to be kept of the person's lock. */
  wrong(person: string | null, screen: string, isLocal: boolean): { failures: number; lockedUntil: number } | null {
    this.count(this.screens, screen, screenRule);
    if (person === null) return null;
    const lock = this.count(this.people, placeOf(person, isLocal), personRule);
    const pauseMs = pauseLeftMs(lock, personRule, this.nowMs());
    return { failures: lock.failures, lockedUntil: this.wallMs() + pauseMs };
  }

  /** The screen's count stays: else one's own PIN would be worth more guesses at those of others. */
  right(person: string, isLocal: boolean): void {
    this.people.delete(placeOf(person, isLocal));
  }

  /** The administrator has given a new PIN. */
  end(person: string): void {
    for (const isLocal of [true, false]) this.people.delete(placeOf(person, isLocal));
  }

  private left(locks: ReadonlyMap<string, LockOut>, key: string, rule: LockRule): number {
    return pauseLeftMs(locks.get(key) ?? notLocked, rule, this.nowMs());
  }

  private count(locks: Map<string, LockOut>, key: string, rule: LockRule): LockOut {
    const counted = afterWrong(locks.get(key) ?? notLocked, rule, this.nowMs());
    // The newest last, so that the oldest is forgotten first.
    locks.delete(key);
    locks.set(key, counted);
    if (locks.size - this.known.size > countedAtMost) this.forgetOne(locks, rule);
    return counted;
  }

  private forgetOne(locks: Map<string, LockOut>, rule: LockRule): void {
    const others = [...locks].filter(([key]) => !this.known.has(key));
    const isOver = (lock: LockOut): boolean => lockAt(lock, rule, this.nowMs()).failures === 0;
    const gone = others.find(([, lock]) => isOver(lock)) ?? others[0];
    if (gone) locks.delete(gone[0]);
  }
}

function placeOf(person: string, isLocal: boolean): string {
  return `${person} ${isLocal ? 'station' : 'desk'}`;
}
