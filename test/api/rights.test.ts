/**
 * Every call against every role: the server refuses before any handler runs, whatever the screen shows and whatever its
 * messages claim.
 */
import { describe, expect, it } from 'vitest';
import { type Connection, connectionPair } from '../../main/api/connection.ts';
import { type FromServer, fromServerSchema } from '../../main/api/protocol.ts';
import { createEventHub, type Handlers, type Peer, serveApi } from '../../main/api/server.ts';
import { type CallName, calls } from '../../main/api/slices/index.ts';
import { type Allowed, isAllowed, may, namedOrRefuse, type Role, roles, type Who } from '../../main/api/who.ts';

const everybody: readonly (Role | null)[] = [null, ...roles];
const names = Object.keys(calls) as CallName[];
const forged = { role: 'administrator', who: { role: 'administrator' }, person: null, by: null, allowed: 'anyone' };

/** The whole table, by hand and not from the slices: a right that changes by mistake is found here. */
const rights: Readonly<Record<string, readonly (Role | null)[]>> = {
  anyone: [null, 'operator', 'maintenance', 'quality', 'administrator'],
  operate: ['operator', 'maintenance', 'quality', 'administrator'],
  maintain: ['maintenance', 'administrator'],
  judge: ['quality', 'administrator'],
  inspect: ['maintenance', 'quality', 'administrator'],
  administer: ['administrator'],
};

function asRole(role: Role | null): Peer {
  return { key: 'test', isLocal: true, who: () => ({ person: null, role }) };
}

/** Sends one message as no client of ours would. */
function ask(screen: Connection, body: unknown): Promise<FromServer> {
  return new Promise((resolve) => {
    screen.onMessage((message) => resolve(fromServerSchema.parse(message.body)));
    screen.send({ body });
  });
}

/** What became of a call: refused, or its handler was reached (or would have been, had its input been right). */
async function whatBecameOf(name: string, peer: Peer, input: unknown): Promise<string> {
  const reached: string[] = [];
  const handler = async (): Promise<never> => {
    reached.push(name);
    throw new Error('reached');
  };
  const [screen, station] = connectionPair();
  const handlers = Object.fromEntries(names.map((each) => [each, handler])) as unknown as Handlers;
  serveApi(station, handlers, { peer });
  const answer = await ask(screen, { t: 'call', id: 1, name, input });
  screen.close();
  if (answer.t !== 'error') return 'answered';
  if (answer.error.code === 'not-allowed') expect(reached, name).toEqual([]);
  return answer.error.code;
}

describe.each(everybody)('a screen of role %s', (role) => {
  it.each(names)('%s', async (name) => {
    for (const input of [forged, {}, null, 'x'.repeat(10_000)]) {
      const code = await whatBecameOf(name, asRole(role), input);
      expect(code === 'not-allowed', `${name} with ${JSON.stringify(input)?.slice(0, 40)}`).toBe(
        !isAllowed(calls[name].allowed, role),
      );
    }
  });
});

describe('the rows of the table of rights', () => {
  it('are given to exactly these roles', () => {
    const table = Object.entries(may).map(([row, allowed]) => [
      row,
      everybody.filter((role) => isAllowed(allowed, role)),
    ]);
    expect(Object.fromEntries(table)).toEqual(rights);
  });

  it('are where every call has its rights from', () => {
    const rows: readonly Allowed[] = Object.values(may);
    expect(names.filter((name) => !rows.includes(calls[name].allowed))).toEqual([]);
  });

  it('let nobody do anything before the sign-in but greet and sign in', () => {
    expect(names.filter((name) => calls[name].allowed === may.anyone).sort()).toEqual([
      'session.active',
      'session.candidates',
      'session.firstAdministrator',
      'session.hello',
      'session.signIn',
      'session.signInByBadge',
      'session.signOut',
      'session.who',
    ]);
  });

  it('keep people to the administrator, and what quality answers for from operators and maintenance', () => {
    const only = (role: Role): readonly string[] => names.filter((name) => isAllowed(calls[name].allowed, role));
    const ofPeople = names.filter((name) => name.startsWith('people.') && name !== 'people.setOwnPin');
    for (const role of ['operator', 'maintenance', 'quality'] as const) {
      expect(only(role).filter((name) => ofPeople.includes(name as CallName))).toEqual([]);
    }
    const ofQuality = ['quality.saveLimits', 'quality.approveLimits', 'quality.relabel', 'review.decideAll'];
    for (const role of ['operator', 'maintenance'] as const) {
      expect(only(role).filter((name) => ofQuality.includes(name))).toEqual([]);
    }
    expect(only('operator')).toContain('review.decide');
  });
});

describe('a screen', () => {
  it('is who the station says at the moment of the call, not when it connected', async () => {
    let who: Who = { person: null, role: 'administrator' };
    const peer: Peer = { key: 'test', isLocal: true, who: () => who };
    expect(await whatBecameOf('people.list', peer, {})).not.toBe('not-allowed');
    who = { person: null, role: 'operator' };
    expect(await whatBecameOf('people.list', peer, {})).toBe('not-allowed');
  });

  it('cannot reach what every object has by the name of a call', async () => {
    for (const name of ['__proto__', 'constructor', 'toString', 'hasOwnProperty', '']) {
      expect(await whatBecameOf(name, asRole('administrator'), {}), name).toBe('not-found');
    }
  });

  it('where nobody has signed in hears no event but its own', async () => {
    const hub = createEventHub();
    const heard: string[] = [];
    const [screen, station] = connectionPair();
    serveApi(station, {} as Handlers, { peer: asRole(null), events: hub });
    screen.onMessage(({ body }) => {
      const message = fromServerSchema.parse(body);
      if (message.t === 'event') heard.push(message.name);
    });
    hub.emit('live.parts', { parts: [] });
    hub.emit('people.changed', {}, (peer) => peer.who().role === 'administrator');
    hub.emit('people.changed', {}, (peer) => peer.key === 'test');
    await new Promise((resolve) => setImmediate(resolve));
    expect(heard).toEqual(['people.changed']);
  });
});

describe('what is kept with a name', () => {
  const nobody: Who = { person: null, role: 'operator' };
  const ada = { id: '0199a000-0000-7000-8000-000000000001', name: 'Ada' };

  it('is refused without one, with the way out, unless the configuration lets it be', () => {
    expect(() => namedOrRefuse(nobody)).toThrow(expect.objectContaining({ code: 'not-allowed' }));
    expect(() => namedOrRefuse(nobody, true)).toThrow('nobody has signed in');
    expect(namedOrRefuse(nobody, false)).toBeNull();
    expect(namedOrRefuse({ person: ada, role: 'operator' })).toBe(ada);
  });
});
