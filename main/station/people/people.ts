/**
 * Who is at which screen: signing in by PIN or badge, signing out, returning to operator level by itself.
 *
 * Everything about people lives on this machine; no network is ever needed.
 */
import { describeIssues, StationError } from '../../api/errors.ts';
import { badgeSchema } from '../../api/person.ts';
import { say } from '../../api/said/say.ts';
import type { CallContext, Handlers, Peer } from '../../api/server.ts';
import type { Here, SignInAnswer } from '../../api/slices/session.ts';
import { nobody, unnamedOperator, type Who } from '../../api/who.ts';
import type { Feature, FeatureParts } from '../feature.ts';
import type { StoredPerson } from '../store/people-queries.ts';
import { AwaitedBadge } from './awaited-badge.ts';
import { badgeHash, badgeKey } from './badge-key.ts';
import { Credentials } from './credentials.ts';
import { type Deed, Deeds } from './deeds.ts';
import { Locks } from './locks.ts';
import { peopleHandlers } from './people-handlers.ts';
import { Roster } from './roster.ts';
import type { Screen } from './screen.ts';
import { type SignIn, SignIns } from './sign-ins.ts';

const minuteMs = 60_000;
const tickEveryMs = 1_000;

export type PeopleParts = Pick<FeatureParts, 'store' | 'events' | 'clock' | 'log' | 'config' | 'dataDir'>;
type Place = Pick<Peer, 'key' | 'isLocal'>;

export class People implements Feature {
  readonly handlers: Partial<Handlers>;
  private readonly parts: PeopleParts;
  private readonly roster = new Roster();
  private readonly locks: Locks;
  private readonly signIns: SignIns;
  private readonly deeds: Deeds;
  private readonly credentials: Credentials;
  private readonly awaited: AwaitedBadge;
  private readonly timer: NodeJS.Timeout;
  private badgeKey: Promise<Buffer> | null = null;
  /** The station's own screen that somebody touched last: badges at the station's reader are meant for it. */
  private lastLocal: string | null = null;

  constructor(parts: PeopleParts) {
    const { clock, config, store, log } = parts;
    this.parts = parts;
    this.locks = new Locks(clock);
    this.signIns = new SignIns(() => clock.monotonicMs(), config.people.idleMinutes * minuteMs);
    this.deeds = new Deeds(store, log);
    this.credentials = new Credentials(this.roster, this.locks, this.deeds, (badge) => this.hashOf(badge));
    this.awaited = new AwaitedBadge(() => clock.monotonicMs());
    this.handlers = {
      ...this.sessionHandlers(),
      ...peopleHandlers({
        ...{ store, roster: this.roster, locks: this.locks, credentials: this.credentials, awaited: this.awaited },
        hashOf: (badge) => this.hashOf(badge),
        isSignedIn: (person) => this.signIns.all().some((signIn) => signIn.person === person),
        changed: () => this.load(),
      }),
    };
    this.timer = setInterval(() => this.tick(), tickEveryMs).unref();
  }

  peerOf({ key, isLocal }: Screen): Peer {
    if (isLocal) this.lastLocal ??= key;
    return { key, isLocal, who: () => this.whoAt({ key, isLocal }) };
  }

  async storeReady(): Promise<void> {
    await this.deeds.send();
    await this.load();
  }

  /** Once a second: whoever did not touch their screen for too long is no longer there. */
  tick(): void {
    for (const idle of this.signIns.takeIdle()) this.gone(idle, 'idle-return');
    void this.deeds.send();
  }

  async stop(): Promise<void> {
    clearInterval(this.timer);
    await this.deeds.send();
  }

  /** A badge at this screen. */
  signInByBadge(screen: Screen, badge: string): Promise<SignInAnswer> {
    const awaiting = this.awaited.take(screen.key);
    return awaiting ? this.giveBadge(awaiting, badge) : this.signIn(screen, badge);
  }

  /** A badge at the station's own reader, which belongs to no screen: it is meant for the one touched last. @throws StationError */
  async badgeRead(read: string): Promise<void> {
    const parsed = badgeSchema.safeParse(read);
    if (!parsed.success) throw new StationError('bad-input', describeIssues(parsed.error));
    const badge = parsed.data;
    const awaiting = this.awaited.takeAny();
    const key = awaiting?.screen ?? this.lastLocal;
    if (key === null) return;
    const place: Place = { key, isLocal: true };
    const answer = awaiting ? await this.giveBadge(awaiting, badge) : await this.signIn(place, badge);
    this.parts.events.emit('session.badge', answer, (peer) => peer.key === key);
  }

  private sessionHandlers(): Partial<Handlers> {
    return {
      'session.who': async (_, { peer }) => this.hereAt(peer),
      'session.candidates': async () =>
        this.roster
          .all()
          .filter(({ isActive, pin, badge }) => isActive && (pin !== null || badge !== null))
          .map(({ id, name, pin }) => ({ id, name, hasPin: pin !== null })),
      'session.signIn': async ({ person, pin }, { peer }) => {
        const looked = await this.credentials.pin(peer, person, pin);
        return looked.answer === 'right' ? this.begin(peer, looked.person, 'pin') : looked;
      },
      'session.signInByBadge': ({ badge }, { peer }) => this.signInByBadge(peer, badge),
      'session.signOut': async (_, { peer }) => this.signOut(peer),
      'session.active': async (_, { peer }) => {
        if (peer.isLocal) this.lastLocal = peer.key;
        this.signIns.touch(peer.key);
        this.announce(peer);
        return {};
      },
      'session.firstAdministrator': (input, context) => this.firstAdministrator(input, context),
    };
  }

  private async firstAdministrator(
    { id, name, pin }: { readonly id: string; readonly name: string; readonly pin: string },
    { peer }: CallContext,
  ): Promise<Here> {
    if (!peer.isLocal) {
      throw new StationError('not-allowed', say('firstAtStation'), {
        remedy: say('firstAtStationRemedy'),
      });
    }
    if (this.roster.all().length > 0 && !this.roster.find(id)) {
      throw new StationError('conflict', say('firstIsThere'), {
        remedy: say('firstIsThereRemedy'),
      });
    }
    await this.parts.store.perform('enterFirstPerson', { id, name, pin: await this.credentials.hash(pin) });
    await this.load();
    const person = this.roster.active(id);
    if (!person) throw new StationError('conflict', say('firstIsThere'), { remedy: say('firstIsThereRemedy') });
    await this.begin(peer, person, 'first-start');
    return this.hereAt(peer);
  }

  private async signIn(place: Place, badge: string): Promise<SignInAnswer> {
    const looked = await this.credentials.badge(place, badge);
    return looked.answer === 'right' ? this.begin(place, looked.person, 'badge') : looked;
  }

  private async begin(place: Place, { id }: StoredPerson, way: Deed['way']): Promise<SignInAnswer> {
    await this.deeds.tell({ deed: 'signed-in', person: id, way, isLocal: place.isLocal });
    this.tick();
    if (place.isLocal) this.lastLocal = place.key;
    const before = this.signIns.begin({ screen: place.key, isLocal: place.isLocal, person: id });
    if (before && before.person !== id) this.tellGone(before, 'signed-out');
    this.announce(place);
    return { answer: 'signed-in', here: this.hereAt(place) };
  }

  private async giveBadge(awaiting: { person: string; by: string | null }, badge: string): Promise<SignInAnswer> {
    const { person, by } = awaiting;
    await this.parts.store.perform('setBadge', { by, person, badge: await this.hashOf(badge) });
    await this.load();
    return { answer: 'badge-given', name: this.roster.find(person)?.name ?? '' };
  }

  private signOut(peer: Peer): Here {
    const signIn = this.signIns.end(peer.key);
    if (signIn) this.gone(signIn, 'signed-out');
    return this.hereAt(peer);
  }

  private gone(signIn: SignIn, deed: 'signed-out' | 'idle-return' | 'not-active'): void {
    this.awaited.stop(signIn.screen);
    this.tellGone(signIn, deed);
    this.announce({ key: signIn.screen, isLocal: signIn.isLocal });
  }

  private tellGone({ person, isLocal }: SignIn, deed: Deed['deed']): void {
    this.deeds.tellLater({ deed, person, way: null, isLocal });
  }

  private whoAt({ key, isLocal }: Place): Who {
    const signIn = this.signIns.at(key);
    const person = signIn && this.roster.find(signIn.person);
    if (person?.isActive) return { person: { id: person.id, name: person.name }, role: person.role };
    return isLocal ? unnamedOperator : nobody;
  }

  private hereAt(place: Place): Here {
    const who = this.whoAt(place);
    const { signInToDecide, idleMinutes } = this.parts.config.people;
    return {
      ...{ ...who, isLocal: place.isLocal, isFirstStart: this.roster.isEmpty, signInToDecide, idleMinutes },
      returnsInMs: who.person ? this.signIns.returnsInMs(place.key) : null,
      language: who.person ? (this.roster.find(who.person.id)?.language ?? null) : null,
    };
  }

  /** Who there is has changed, or may have: those who are no longer active are signed out at once. */
  private async load(): Promise<void> {
    const people = await this.parts.store.people({});
    this.roster.replace(people);
    for (const { id, locks } of people) this.locks.remember(id, locks);
    for (const signIn of this.signIns.all()) {
      if (!this.roster.active(signIn.person)) {
        this.signIns.end(signIn.screen);
        this.gone(signIn, 'not-active');
      }
    }
    this.announceToAll();
    this.parts.events.emit('people.changed', {}, (peer) => peer.who().role === 'administrator');
  }

  private announce(place: Place): void {
    this.parts.events.emit('session.who', this.hereAt(place), (peer) => peer.key === place.key);
  }

  private announceToAll(): void {
    for (const { screen, isLocal } of this.signIns.all()) this.announce({ key: screen, isLocal });
    for (const isLocal of [true, false]) {
      const unnamed = this.hereAt({ key: '', isLocal });
      this.parts.events.emit('session.who', unnamed, (peer) => peer.isLocal === isLocal && !this.signIns.at(peer.key));
    }
  }

  private async hashOf(badge: string): Promise<string> {
    this.badgeKey ??= badgeKey(this.parts.dataDir);
    try {
      return badgeHash(await this.badgeKey, badge);
    } catch (thrown) {
      // Mended by a person, perhaps: the next badge looks again.
      this.badgeKey = null;
      throw thrown;
    }
  }
}
