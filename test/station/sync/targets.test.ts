import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { StationError } from '../../../main/api/errors.ts';
import { calls } from '../../../main/api/slices/index.ts';
import type { StoreQueries } from '../../../main/station/store/store-queries.ts';
import type { StoredTarget } from '../../../main/station/store/sync-table.ts';
import { SecretBox } from '../../../main/station/sync/secret-box.ts';
import { Targets } from '../../../main/station/sync/targets.ts';
import { idOf } from '../../support/messages.ts';

const parse = calls['sync.saveTarget'].input;
const mes = idOf('mes');
const input = (secrets: Record<string, string> = {}, name = 'MES') =>
  parse.parse({ id: mes, name, settings: { connection: { kind: 'https', url: 'https://mes.example/v1' } }, secrets });

/** The store’s side of targets, in memory; refuses while `refusal` is set. */
async function played() {
  const folder = await mkdtemp(join(tmpdir(), 'sightline-targets-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  const kept = new Map<string, StoredTarget>();
  const store = { refusal: null as StationError | null, asked: [] as unknown[] };
  const perform = async (name: string, command: Record<string, unknown>): Promise<object> => {
    store.asked.push([name, command]);
    if (store.refusal) throw store.refusal;
    const id = String(command['id'] ?? command['target']);
    const target = kept.get(id);
    if (name === 'removeTarget') kept.delete(id);
    else if (name === 'pauseTarget' && target) kept.set(id, { ...target, isPaused: command['isPaused'] === true });
    else if (name === 'saveTarget') {
      const { name: called, settings } = input({}, String(command['name']));
      kept.set(id, { id, name: called, settings, isPaused: false, createdAt: 1 });
    }
    return {};
  };
  const queries = {
    perform: perform as StoreQueries['perform'],
    syncTargets: async () => [...kept.values()],
  };
  const open = () => new Targets(queries, new SecretBox(folder, null));
  return { store, open, targets: open() };
}

describe('the targets of the MES', () => {
  it('are kept with their secrets, which outlive a start', async () => {
    const { open, targets } = await played();
    await targets.save(input({ token: 'abc' }), null);
    const again = open();
    await again.read();
    expect(again.all()).toMatchObject([{ id: mes, name: 'MES', isPaused: false, secrets: { token: 'abc' } }]);
  });

  it('never tell the store a secret, only its name', async () => {
    const { store, targets } = await played();
    await targets.save(input({ token: 'abc' }), null);
    expect(JSON.stringify(store.asked)).not.toContain('abc');
    expect(store.asked[0]).toMatchObject(['saveTarget', { secrets: ['token'] }]);
  });

  it('refuse a secret that their kind does not know, before anything is kept', async () => {
    const { store, targets } = await played();
    await expect(targets.save(input({ pin: '1' }), null)).rejects.toMatchObject({ code: 'bad-input' });
    expect(store.asked).toEqual([]);
  });

  it('lose their secrets when they are removed', async () => {
    const { open, targets } = await played();
    await targets.save(input({ token: 'abc' }), null);
    await targets.remove(mes, 'another MES', null);
    expect(targets.all()).toEqual([]);
    const again = open();
    await again.save(input(), null);
    expect(again.all()[0]?.secrets).toEqual({});
  });

  it('are paused and go on', async () => {
    const { targets } = await played();
    await targets.save(input(), null);
    await targets.pause(mes, true, null);
    expect(targets.all()[0]?.isPaused).toBe(true);
    await targets.pause(mes, false, null);
    expect(targets.all()[0]?.isPaused).toBe(false);
  });

  it('are changed one after the other: two changes at once lose no secret', async () => {
    const { open, targets } = await played();
    const other = { ...input({ token: 'two' }, 'Other'), id: idOf('other') };
    await Promise.all([targets.save(input({ token: 'one' }), null), targets.save(other, null)]);
    const again = open();
    await again.read();
    expect(again.all().map(({ secrets }) => secrets['token'])).toEqual(['one', 'two']);
  });

  it('go on after a change that the store refused', async () => {
    const { store, targets } = await played();
    store.refusal = new StationError('conflict', 'the name is taken');
    await expect(targets.save(input(), null)).rejects.toMatchObject({ code: 'conflict' });
    store.refusal = null;
    await targets.save(input(), null);
    expect(targets.all()).toHaveLength(1);
  });

  it('are tried with the secrets that are kept, unless others are given', async () => {
    const { targets } = await played();
    const { settings } = input();
    await targets.save(input({ token: 'kept', password: 'p' }), null);
    expect(targets.secretsFor(mes, settings, { token: 'given' })).toEqual({ token: 'given', password: 'p' });
    expect(targets.secretsFor(idOf('new'), settings, {})).toEqual({});
  });
});
