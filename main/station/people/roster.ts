/** Everybody as the store has them, at hand: who is at a screen is asked at every call. */
import { StationError } from '../../api/errors.ts';
import { say } from '../../api/said/say.ts';
import type { StoredPerson } from '../store/people-queries.ts';

export class Roster {
  private byId: ReadonlyMap<string, StoredPerson> | null = null;
  private byBadge: ReadonlyMap<string, StoredPerson> = new Map();

  replace(people: readonly StoredPerson[]): void {
    this.byId = new Map(people.map((person) => [person.id, person]));
    this.byBadge = new Map(people.flatMap((person) => (person.badge === null ? [] : [[person.badge, person]])));
  }

  /** True only when it is known that there is nobody. */
  get isEmpty(): boolean {
    return this.byId?.size === 0;
  }

  /** @throws StationError `unavailable` before the store has said who there is. */
  all(): readonly StoredPerson[] {
    return [...this.known().values()];
  }

  find(id: string): StoredPerson | null {
    return this.byId?.get(id) ?? null;
  }

  /** Somebody who may sign in. @throws StationError `unavailable`. */
  active(id: string): StoredPerson | null {
    const person = this.known().get(id);
    return person?.isActive ? person : null;
  }

  /** @param hash of what the badge says. @throws StationError `unavailable`. */
  activeByBadge(hash: string): StoredPerson | null {
    this.known();
    const person = this.byBadge.get(hash);
    return person?.isActive ? person : null;
  }

  private known(): ReadonlyMap<string, StoredPerson> {
    if (this.byId) return this.byId;
    throw new StationError('unavailable', say('storeStarting'), { remedy: say('tryInSeconds') });
  }
}
