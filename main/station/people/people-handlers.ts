/** The calls about people: entering, changing, PINs and badges. */
import { StationError } from '../../api/errors.ts';
import { say } from '../../api/said/say.ts';
import type { CallContext, Handlers } from '../../api/server.ts';
import type { Person } from '../../api/slices/people.ts';
import { namedOrRefuse } from '../../api/who.ts';
import type { StoredPerson } from '../store/people-queries.ts';
import type { StoreQueries } from '../store/store-queries.ts';
import { type AwaitedBadge, awaitedForMs } from './awaited-badge.ts';
import type { Credentials } from './credentials.ts';
import type { Locks } from './locks.ts';
import type { Roster } from './roster.ts';

export interface PeopleHandlerParts {
  readonly store: Pick<StoreQueries, 'perform'>;
  readonly roster: Roster;
  readonly locks: Locks;
  readonly credentials: Credentials;
  readonly awaited: AwaitedBadge;
  readonly hashOf: (badge: string) => Promise<string>;
  readonly isSignedIn: (person: string) => boolean;
  /** Reads everybody anew and tells the screens. */
  readonly changed: () => Promise<void>;
}

export function peopleHandlers(parts: PeopleHandlerParts): Partial<Handlers> {
  const { store, roster, locks, credentials, awaited } = parts;
  const shown = personOf(parts);
  return {
    'people.list': async () => roster.all().map(shown),
    'people.save': async (input, context) => {
      await store.perform('savePerson', { by: byOf(context), ...input });
      await parts.changed();
      return {};
    },
    'people.setPin': async ({ person, pin }, context) => {
      await store.perform('setPin', { by: byOf(context), person, pin: await credentials.hash(pin) });
      locks.end(person);
      await parts.changed();
      return {};
    },
    'people.setOwnPin': async ({ current, pin }, context) => {
      const { id } = namedOrRefuse(context.who);
      const looked = await credentials.pin(context.peer, id, current);
      if (looked.answer !== 'right') return looked;
      await store.perform('setPin', { by: id, person: id, pin: await credentials.hash(pin) });
      locks.end(id);
      await parts.changed();
      return { answer: 'changed' };
    },
    'people.setBadge': async ({ person, badge }, context) => {
      const hash = badge === null ? null : await parts.hashOf(badge);
      await store.perform('setBadge', { by: byOf(context), person, badge: hash });
      await parts.changed();
      return {};
    },
    'people.awaitBadge': async ({ person }, context) => {
      awaited.stop(context.peer.key);
      if (person === null) return { forMs: 0 };
      if (!context.peer.isLocal) throw readerIsElsewhere();
      awaited.await({ screen: context.peer.key, person, by: byOf(context) });
      return { forMs: awaitedForMs };
    },
    'people.setActive': async ({ person, isActive }, context) => {
      await store.perform('setActive', { by: byOf(context), person, isActive });
      await parts.changed();
      return {};
    },
  };
}

function personOf({ locks, isSignedIn }: PeopleHandlerParts): (person: StoredPerson) => Person {
  return ({ id, name, role, language, pin, badge, isActive, createdAt }) => ({
    ...{ id, name, role, language, isActive, createdAt },
    hasPin: pin !== null,
    hasBadge: badge !== null,
    pauseMs: locks.pauseMsOf(id),
    isSignedIn: isSignedIn(id),
  });
}

function byOf({ who }: CallContext): string | null {
  return who.person?.id ?? null;
}

function readerIsElsewhere(): StationError {
  return new StationError('not-allowed', say('readerElsewhere'), {
    remedy: say('readerElsewhereRemedy'),
  });
}
