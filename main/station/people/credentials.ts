/**
 * Looks at PINs and badges: one after the other, with a pause after too many wrong ones.
 *
 * A wrong one is counted on disk before it is answered, so that ending the station gives nobody more guesses. Whoever is
 * not known is treated, and answered, as somebody whose PIN is another.
 */
import type { Peer } from '../../api/server.ts';
import type { StoredPerson } from '../store/people-queries.ts';
import type { Deeds } from './deeds.ts';
import type { Locks } from './locks.ts';
import { OneAtATime } from './one-at-a-time.ts';
import { hashPin, isPin } from './pin-hash.ts';
import type { Roster } from './roster.ts';

export type Looked =
  | { readonly answer: 'right'; readonly person: StoredPerson }
  | { readonly answer: 'wrong'; readonly pauseMs: number }
  | { readonly answer: 'wait'; readonly pauseMs: number };

type Place = Pick<Peer, 'key' | 'isLocal'>;

export class Credentials {
  private readonly roster: Roster;
  private readonly locks: Locks;
  private readonly deeds: Deeds;
  private readonly badgeHashOf: (badge: string) => Promise<string>;
  private readonly line = new OneAtATime();

  constructor(roster: Roster, locks: Locks, deeds: Deeds, badgeHashOf: (badge: string) => Promise<string>) {
    this.roster = roster;
    this.locks = locks;
    this.deeds = deeds;
    this.badgeHashOf = badgeHashOf;
  }

  /** @throws StationError `unavailable` while the store cannot keep what came of it. */
  pin(place: Place, id: string, pin: string): Promise<Looked> {
    return this.line.run(async () => {
      const pauseMs = this.locks.pauseMs(id, place.key, place.isLocal);
      if (pauseMs > 0) return { answer: 'wait', pauseMs };
      const person = this.roster.active(id);
      if ((await isPin(pin, person?.pin ?? null)) && person) {
        this.locks.right(id, place.isLocal);
        return { answer: 'right', person };
      }
      return this.refuse(place, id, 'pin');
    });
  }

  /** What many badges cost is counted against the screen: nobody says whose they were meant to be. */
  badge(place: Place, badge: string): Promise<Looked> {
    return this.line.run(async () => {
      const pauseMs = this.locks.pauseMs(null, place.key, place.isLocal);
      if (pauseMs > 0) return { answer: 'wait', pauseMs };
      const person = this.roster.activeByBadge(await this.badgeHashOf(badge));
      return person ? { answer: 'right', person } : this.refuse(place, null, 'badge');
    });
  }

  hash(pin: string): Promise<string> {
    return this.line.run(() => hashPin(pin));
  }

  private async refuse(place: Place, id: string | null, way: 'pin' | 'badge'): Promise<Looked> {
    const lock = this.locks.wrong(id, place.key, place.isLocal);
    const person = id !== null && this.roster.find(id) ? id : null;
    await this.deeds.tell({ deed: 'refused', person, way, isLocal: place.isLocal, lock });
    return { answer: 'wrong', pauseMs: this.locks.pauseMs(id, place.key, place.isLocal) };
  }
}
