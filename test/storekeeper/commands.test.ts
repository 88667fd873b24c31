/** Commands in the transaction of their group: done whole and recorded, or not at all. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { type CommandAnswer, createCommitGroup, type Item } from '../../main/storekeeper/commit-group.ts';
import { type Db, openDatabase } from '../../main/storekeeper/database.ts';

function newDatabase(): Db {
  const dir = mkdtempSync(join(tmpdir(), 'sightline-commands-'));
  const db = openDatabase(join(dir, 'station.sqlite'));
  onTestFinished(() => {
    db.close();
    rmSync(dir, { recursive: true, force: true });
  });
  return db;
}

const command = (name: string, input: unknown): Item => ({ kind: 'command', name, input, answered: () => undefined });
const save = (name: string, value: number): Item => command('saveSetting', { by: null, name, value });

function answersOf(db: Db, items: readonly Item[]): readonly (CommandAnswer | undefined)[] {
  const commit = createCommitGroup(
    db,
    () => '2026-01-01T00:00:00+00:00',
    () => 1_000,
  );
  const { answers } = commit(items);
  return items.map((item) => answers.get(item));
}

it('does each of a group and answers it', () => {
  const db = newDatabase();
  expect(answersOf(db, [save('one', 1), save('two', 2)])).toEqual([
    { ok: true, output: {} },
    { ok: true, output: {} },
  ]);
  expect(db.prepare('SELECT name, value FROM setting ORDER BY name').all()).toEqual([
    { name: 'one', value: '1' },
    { name: 'two', value: '2' },
  ]);
});

it('refuses one that is none or that has a wrong input, and does its neighbours', () => {
  const db = newDatabase();
  const [unknown, wrong, good] = answersOf(db, [command('drop', {}), command('saveSetting', {}), save('kept', 1)]);
  expect(unknown).toMatchObject({ ok: false, error: { code: 'bad-input' } });
  expect(wrong).toMatchObject({ ok: false, error: { code: 'bad-input' } });
  expect(good).toMatchObject({ ok: true });
  expect(db.prepare('SELECT count(*) AS n FROM setting').get()).toEqual({ n: 1 });
});

it('tells the history the old and the new value, chained', () => {
  const db = newDatabase();
  answersOf(db, [save('share', 1), command('saveSetting', {}), save('share', 2)]);
  expect(db.prepare('SELECT entry, kind, body FROM history ORDER BY entry').all()).toEqual([
    { entry: 1, kind: 'setting', body: '{"by":null,"name":"share","new":1,"old":null}' },
    { entry: 2, kind: 'setting', body: '{"by":null,"name":"share","new":2,"old":1}' },
  ]);
  expect(db.prepare('SELECT count(DISTINCT hash) AS n FROM history').get()).toEqual({ n: 2 });
});
