/** What is written about people: rules that hold whatever the screen asks for, and an entry for each change. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { v7 as uuidv7 } from 'uuid';
import { describe, expect, it, onTestFinished } from 'vitest';
import type { Role } from '../../main/api/who.ts';
import type { CommandInput, CommandName } from '../../main/station/store/command-table.ts';
import { storedPersonSchema } from '../../main/station/store/people-queries.ts';
import { type CommandAnswer, createCommitGroup, type Item } from '../../main/storekeeper/commit-group.ts';
import { openDatabase } from '../../main/storekeeper/database.ts';
import { people } from '../../main/storekeeper/queries/people.ts';

const pin = 'scrypt$32768$8$1$c2FsdA==$aGFzaA==';

function aStore() {
  const dir = mkdtempSync(join(tmpdir(), 'sightline-people-'));
  const db = openDatabase(join(dir, 'station.sqlite'));
  onTestFinished(() => {
    db.close();
    rmSync(dir, { recursive: true, force: true });
  });
  const commit = createCommitGroup(
    db,
    () => '2026-01-01T00:00:00+00:00',
    () => 1_000,
  );
  const perform = <N extends CommandName>(name: N, input: CommandInput<N>): CommandAnswer | undefined => {
    const item: Item = { kind: 'command', name, input, answered: () => undefined };
    return commit([item]).answers.get(item);
  };
  const entries = (kind: string): readonly Record<string, unknown>[] =>
    db
      .prepare<[string], string>('SELECT body FROM history WHERE kind = ? ORDER BY entry')
      .pluck()
      .all(kind)
      .map((body) => JSON.parse(body));
  const everybody = () => storedPersonSchema.array().parse(people(db));
  const enter = (name: string, role: Role = 'operator'): string => {
    const id = uuidv7();
    expect(perform('savePerson', { by: null, id, name, role, language: null })).toMatchObject({ ok: true });
    return id;
  };
  return { perform, entries, everybody, enter };
}

const refused = { ok: false, error: { code: 'conflict' } };
const done = { ok: true };

describe('the first person', () => {
  it('is an administrator, once, however often it is asked for', () => {
    const { perform, everybody, entries } = aStore();
    const first = { id: uuidv7(), name: 'Ada', pin };
    expect(perform('enterFirstPerson', first)).toMatchObject(done);
    expect(perform('enterFirstPerson', first)).toMatchObject(done);
    expect(perform('enterFirstPerson', { id: uuidv7(), name: 'Eve', pin })).toMatchObject(refused);
    expect(everybody().map(({ name, role }) => [name, role])).toEqual([['Ada', 'administrator']]);
    expect(entries('person')).toHaveLength(1);
  });
});

describe('a person', () => {
  it('is entered and changed with the old and the new value, and no entry when nothing changes', () => {
    const { perform, entries, enter, everybody } = aStore();
    const id = enter('Bo');
    const changed = { by: null, id, name: 'Bo Larsen', role: 'quality', language: 'de' } as const;
    perform('savePerson', changed);
    perform('savePerson', changed);
    expect(entries('person')).toEqual([
      expect.objectContaining({ change: 'entered', old: null }),
      expect.objectContaining({
        change: 'changed',
        old: { name: 'Bo', role: 'operator', language: null },
        new: { name: 'Bo Larsen', role: 'quality', language: 'de' },
      }),
    ]);
    expect(everybody()).toMatchObject([{ name: 'Bo Larsen', role: 'quality', language: 'de', isActive: true }]);
  });

  it('has a name that nobody else has, in any case of letters and any script', () => {
    const { perform, enter } = aStore();
    enter('Jürgen Groß');
    for (const name of ['JÜRGEN GROß', 'jürgen groß', 'Jürgen Groß']) {
      const answer = perform('savePerson', { by: null, id: uuidv7(), name, role: 'operator', language: null });
      expect(answer, name).toMatchObject(refused);
    }
  });

  it.each(['a\nb', 'a\u0000b', '\u202eadmin', 'a\u200bb', '', '   ', 'x'.repeat(61), 'x'.repeat(10_000)])(
    'is refused with the name %j',
    (name) => {
      const { perform, everybody } = aStore();
      const answer = perform('savePerson', { by: null, id: uuidv7(), name, role: 'operator', language: null });
      expect(answer).toMatchObject({ ok: false, error: { code: 'bad-input' } });
      expect(everybody()).toEqual([]);
    },
  );

  it('has a badge that nobody else has; what it says is in no entry', () => {
    const { perform, entries, enter, everybody } = aStore();
    const [ada, bo] = [enter('Ada'), enter('Bo')];
    const badge = Buffer.from('a keyed hash').toString('base64');
    expect(perform('setBadge', { by: null, person: ada, badge })).toMatchObject(done);
    expect(perform('setBadge', { by: null, person: bo, badge })).toMatchObject({
      ok: false,
      error: { code: 'conflict', message: 'this badge belongs to Ada' },
    });
    expect(everybody().map((person) => person.badge)).toEqual([badge, null]);
    expect(JSON.stringify(entries('person'))).not.toContain(badge);
  });

  it('that is not there cannot be changed', () => {
    const { perform } = aStore();
    const person = uuidv7();
    for (const answer of [
      perform('setPin', { by: null, person, pin }),
      perform('setBadge', { by: null, person, badge: null }),
      perform('setActive', { by: null, person, isActive: false }),
    ]) {
      expect(answer).toMatchObject({ ok: false, error: { code: 'not-found' } });
    }
  });
});

describe('the last administrator who can sign in', () => {
  it('can neither leave nor become something else, until there is another', () => {
    const { perform, enter, everybody } = aStore();
    const ada = uuidv7();
    perform('enterFirstPerson', { id: ada, name: 'Ada', pin });
    const demoted = { by: ada, id: ada, name: 'Ada', role: 'operator', language: null } as const;
    expect(perform('setActive', { by: ada, person: ada, isActive: false })).toMatchObject(refused);
    expect(perform('savePerson', demoted)).toMatchObject(refused);
    const bo = enter('Bo', 'administrator');
    expect(perform('savePerson', demoted), 'Bo has neither PIN nor badge yet').toMatchObject(refused);
    perform('setPin', { by: ada, person: bo, pin });
    expect(perform('savePerson', demoted)).toMatchObject(done);
    expect(perform('setActive', { by: bo, person: bo, isActive: false })).toMatchObject(refused);
    expect(everybody().map(({ name, role }) => [name, role])).toEqual([
      ['Ada', 'operator'],
      ['Bo', 'administrator'],
    ]);
  });

  it('keeps the badge that is the only way in', () => {
    const { perform, enter } = aStore();
    const ada = enter('Ada', 'administrator');
    const badge = Buffer.from('hash').toString('base64');
    expect(perform('setBadge', { by: null, person: ada, badge })).toMatchObject(done);
    expect(perform('setBadge', { by: ada, person: ada, badge: null })).toMatchObject(refused);
  });
});

describe('a sign-in', () => {
  const told = (person: string | null, more: Partial<CommandInput<'tellSignIn'>> = {}) => ({
    ...{ id: uuidv7(), deed: 'refused' as const, person, way: 'pin' as const, isLocal: true },
    lock: { failures: 3, lockedUntil: 6_000 },
    ...more,
  });

  it('is one entry, however often it is told', () => {
    const { perform, entries, enter } = aStore();
    const once = told(enter('Ada'), { deed: 'signed-in', lock: null });
    perform('tellSignIn', once);
    perform('tellSignIn', once);
    expect(entries('sign-in')).toEqual([
      { at: 'station', by: once.person, deed: 'signed-in', id: once.id, person: once.person, way: 'pin' },
    ]);
  });

  it('that is refused leaves a lock for its place alone, is done by nobody, and a sign-in there ends the lock', () => {
    const { perform, entries, enter, everybody } = aStore();
    const ada = enter('Ada');
    perform('tellSignIn', told(ada));
    perform('tellSignIn', told(ada, { isLocal: false, lock: { failures: 9, lockedUntil: 9_000 } }));
    expect(everybody()[0]?.locks).toEqual([
      { isLocal: false, failures: 9, lockedUntil: 9_000 },
      { isLocal: true, failures: 3, lockedUntil: 6_000 },
    ]);
    expect(entries('sign-in')[0]).toMatchObject({ by: null, person: ada, wrongInARow: 3 });
    perform('tellSignIn', told(ada, { deed: 'signed-in', lock: null }));
    expect(everybody()[0]?.locks).toEqual([{ isLocal: false, failures: 9, lockedUntil: 9_000 }]);
    perform('setPin', { by: null, person: ada, pin });
    expect(everybody()[0]?.locks).toEqual([]);
  });

  it('of somebody whom the station does not know is an entry without a name', () => {
    const { perform, entries } = aStore();
    perform('tellSignIn', told(uuidv7()));
    expect(entries('sign-in')).toMatchObject([{ by: null, person: null, deed: 'refused' }]);
  });
});
