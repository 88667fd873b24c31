/** Who has which part in front of them: a part is one reviewer's for a minute, and again for as long as they ask. */
import type { Peer } from '../../api/server.ts';
import type { Who } from '../../api/who.ts';

export const claimMs = 60_000;

interface Claim {
  readonly peer: Peer;
  readonly person: string | null;
  readonly name: string;
  readonly untilMs: number;
}

/** What somebody is called on another screen: by name, else by what they are. */
export function nameOf({ person, role }: Who): string {
  return person?.name ?? role ?? '';
}

export class Claims {
  private readonly claims = new Map<string, Claim>();
  private readonly monotonicMs: () => number;

  constructor(monotonicMs: () => number) {
    this.monotonicMs = monotonicMs;
  }

  /** Takes it, or keeps it. @returns how long, milliseconds; null when somebody else has it */
  take(id: string, peer: Peer): number | null {
    if (this.byOther(id, peer) !== null) return null;
    const who = peer.who();
    const untilMs = this.monotonicMs() + claimMs;
    this.claims.set(id, { peer, person: who.person?.id ?? null, name: nameOf(who), untilMs });
    return claimMs;
  }

  release(id: string, peer: Peer): void {
    if (this.held(id)?.peer.key === peer.key) this.claims.delete(id);
  }

  /** It is decided: nobody has it any more. */
  forget(id: string): void {
    this.claims.delete(id);
  }

  /** Name of whoever has it at another screen; null when nobody does. */
  byOther(id: string, peer: Pick<Peer, 'key'> | null): string | null {
    const claim = this.held(id);
    return claim && claim.peer.key !== peer?.key ? claim.name : null;
  }

  isClaimed(id: string): boolean {
    return this.held(id) !== undefined;
  }

  /** Screens that have a part: theirs is not somebody else's to them. */
  holders(): readonly Peer[] {
    const peers = new Map([...this.claims.values()].map(({ peer }) => [peer.key, peer]));
    return [...peers.values()];
  }

  /** Lets go of what ran out. @returns whether anything did */
  expire(): boolean {
    const before = this.claims.size;
    for (const id of this.claims.keys()) this.held(id);
    return this.claims.size !== before;
  }

  /** Gone when its time is over, and when whoever took it has signed out. */
  private held(id: string): Claim | undefined {
    const claim = this.claims.get(id);
    if (!claim) return undefined;
    const isSame = (claim.peer.who().person?.id ?? null) === claim.person;
    if (isSame && claim.untilMs > this.monotonicMs()) return claim;
    this.claims.delete(id);
    return undefined;
  }
}
