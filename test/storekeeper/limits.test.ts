/** Versions of limits in a real database: in force, waiting for a second person, approved, refused, replaced. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { v7 as uuidv7 } from 'uuid';
import { expect, it, onTestFinished } from 'vitest';
import type { CommandInput, CommandName } from '../../main/station/store/command-table.ts';
import { type CommandAnswer, createCommitGroup } from '../../main/storekeeper/commit-group.ts';
import { type Db, openDatabase } from '../../main/storekeeper/database.ts';
import { limitsInForce, limitsVersions } from '../../main/storekeeper/queries/limits.ts';
import { uuidBytes } from '../../main/storekeeper/uuid-bytes.ts';

const ada = uuidv7();
const bob = uuidv7();
const recipe = 'screws';
const first = { pitting: { passBelow: 0.2, failAbove: 0.6 } };
const second = { pitting: { passBelow: 0.3, failAbove: 0.7 } };

function bench() {
  const dir = mkdtempSync(join(tmpdir(), 'sightline-limits-'));
  const db = openDatabase(join(dir, 'station.sqlite'));
  onTestFinished(() => {
    db.close();
    rmSync(dir, { recursive: true, force: true });
  });
  const person = db.prepare('INSERT INTO person (uuid, name, role, created_at) VALUES (?, ?, ?, 0)');
  person.run(uuidBytes(ada), 'Ada', 'quality');
  person.run(uuidBytes(bob), 'Bob', 'quality');
  const commit = createCommitGroup(
    db,
    () => '2026-01-01T00:00:00+00:00',
    () => 1_000,
  );
  const perform = <N extends CommandName>(name: N, input: CommandInput<N>): CommandAnswer | undefined => {
    const item = { kind: 'command', name, input, answered: () => undefined } as const;
    return commit([item]).answers.get(item);
  };
  return { db, perform };
}

function save(id: string, change: Partial<CommandInput<'saveLimits'>> = {}): CommandInput<'saveLimits'> {
  return { by: ada, id, recipe, limits: first, before: {}, reason: 'fewer false calls', needsSecond: false, ...change };
}

const states = (db: Db): readonly string[] => limitsVersions(db, { recipe, limit: 10 }).map(({ state }) => state);

it('are in force at once where nobody else is needed, and what was before is superseded', () => {
  const { db, perform } = bench();
  perform('saveLimits', save(uuidv7()));
  expect(limitsInForce(db, { recipe })).toEqual(first);
  perform('saveLimits', save(uuidv7(), { limits: second, before: first }));
  expect(limitsInForce(db, { recipe })).toEqual(second);
  expect(states(db)).toEqual(['in-force', 'superseded']);
  expect(limitsInForce(db, { recipe: 'another' })).toBeNull();
});

it('are saved once, however often the same deed is asked for', () => {
  const { db, perform } = bench();
  const id = uuidv7();
  expect(perform('saveLimits', save(id))).toEqual(perform('saveLimits', save(id)));
  expect(states(db)).toEqual(['in-force']);
  expect(db.prepare('SELECT count(*) AS n FROM history').get()).toEqual({ n: 1 });
});

it('are refused when somebody else has changed them meanwhile', () => {
  const { perform } = bench();
  perform('saveLimits', save(uuidv7()));
  const stale = save(uuidv7(), { limits: second, before: { pitting: { passBelow: 0.1, failAbove: 0.5 } } });
  expect(perform('saveLimits', stale)).toMatchObject({ ok: false, error: { code: 'conflict' } });
});

it('wait for somebody else where two are needed: never the one who saved them', () => {
  const { db, perform } = bench();
  const id = uuidv7();
  perform('saveLimits', save(id, { needsSecond: true }));
  expect(limitsInForce(db, { recipe })).toBeNull();
  const approve = { id, isApproved: true, reason: '' };
  expect(perform('approveLimits', { ...approve, by: ada })).toMatchObject({ error: { code: 'not-allowed' } });
  expect(perform('approveLimits', { ...approve, by: bob })).toMatchObject({
    ok: true,
    output: { state: 'in-force', by: 'Ada', approvedBy: 'Bob' },
  });
  expect(limitsInForce(db, { recipe })).toEqual(first);
  expect(perform('approveLimits', { ...approve, by: bob })).toMatchObject({ error: { code: 'conflict' } });
  expect(perform('approveLimits', { ...approve, id: uuidv7(), by: bob })).toMatchObject({
    error: { code: 'not-found' },
  });
});

it('that wait are refused by the next that are saved, or by the second person', () => {
  const { db, perform } = bench();
  const waiting = uuidv7();
  perform('saveLimits', save(waiting, { needsSecond: true }));
  const later = uuidv7();
  perform('saveLimits', save(later, { needsSecond: true, limits: second }));
  expect(states(db)).toEqual(['waits-for-second', 'refused']);
  perform('approveLimits', { by: bob, id: later, isApproved: false, reason: 'too wide' });
  expect(states(db)).toEqual(['refused', 'refused']);
  expect(limitsInForce(db, { recipe })).toBeNull();
});

it('leave who, what, why, old and new in the history', () => {
  const { db, perform } = bench();
  const id = uuidv7();
  perform('saveLimits', save(id));
  const entry = db.prepare<[], { kind: string; body: string }>('SELECT kind, body FROM history').get();
  expect(entry?.kind).toBe('limits');
  expect(JSON.parse(entry?.body ?? '')).toEqual({
    ...{ by: ada, id, recipe, state: 'in-force', old: {}, new: first, why: 'fewer false calls' },
  });
});
