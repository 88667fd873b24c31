/** A whole station and a MES beside it: what was recorded there is here, once, whatever happens on the way. */
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { understand } from '../../../main/api/said/say.ts';
import { startMes } from '../../../main/mes/mes.ts';
import { misbehaviourSchema } from '../../../main/mes/misbehaviour.ts';
import { silentLog } from '../../../main/station/log/log.ts';
import { eventually } from '../../support/eventually.ts';
import { isRunning } from '../../support/is-running.ts';
import { outboxIds } from '../../support/outbox-ids.ts';
import { writeDemoConfig } from './demo-config.ts';
import { startWatched, temporaryFolder, type Watched } from './running-station.ts';
import { aMes, missingAt, partsAt, signInMaintenance, targetAt } from './with-mes.ts';

async function aStation(): Promise<Watched & { readonly dataDir: string }> {
  const dir = temporaryFolder();
  const dataDir = join(dir, 'data');
  const watched = await startWatched(writeDemoConfig(dir), dataDir);
  await eventually(
    () => watched.parts.length,
    (count) => count > 0,
  );
  return { ...watched, dataDir };
}

describe('a station with a MES', () => {
  it('brings it every part, and says so on every screen', async () => {
    const { client, dataDir } = await aStation();
    const states: string[] = [];
    client.on('live.status', ({ sync }) => states.push(sync.state));
    await signInMaintenance(client);
    const mes = await aMes();
    const target = targetAt(mes.port);
    expect(await client.call('sync.test', { id: target.id, settings: target.settings })).toMatchObject({ isOk: true });
    await client.call('sync.saveTarget', target);
    // Parts go on all the while: for a moment there is none that it has not.
    await eventually(
      () => ({ missing: missingAt(mes, dataDir).length, count: partsAt(mes) }),
      ({ missing, count }) => missing === 0 && count > 10,
    );
    const { targets, secretsKept } = await client.call('sync.state', {});
    expect(targets).toMatchObject([{ name: 'MES', parked: 0, alarm: null, lastError: null }]);
    expect(secretsKept).toBe('file');
    await eventually(
      () => states.at(-1),
      (state) => state === 'connected',
    );
  });

  it('goes on while the MES is away, says so, and brings it everything when it is back', async () => {
    const { client, dataDir } = await aStation();
    await signInMaintenance(client);
    const mes = await aMes();
    const { port, received } = mes;
    await client.call('sync.saveTarget', targetAt(port));
    await eventually(
      () => partsAt(mes),
      (count) => count > 3,
    );
    await mes.close();
    const away = await eventually(
      () => client.call('sync.state', {}),
      ({ targets: [target] }) => target?.state === 'waiting' && target.waiting > 10,
    );
    expect(away.targets[0]?.detail).not.toBeNull();
    const written = outboxIds(dataDir);
    const back = await startMes({ port, received, log: silentLog });
    onTestFinished(() => back.close());
    await eventually(
      () => written.filter((id) => !back.received.has(id)).length,
      (missing) => missing === 0,
    );
    expect(back.received.counts()).toMatchObject({ changed: 0, overtaken: 0 });
  });

  it('is not held up at one target by another that is away', async () => {
    const { client } = await aStation();
    await signInMaintenance(client);
    const mes = await aMes();
    const gone = await startMes({ port: 0, log: silentLog });
    await gone.close();
    await client.call('sync.saveTarget', targetAt(gone.port, 'Gone'));
    await client.call('sync.saveTarget', targetAt(mes.port, 'There'));
    await eventually(
      () => partsAt(mes),
      (count) => count > 10,
    );
    await eventually(
      () => client.call('sync.state', {}),
      ({ targets }) => targets.find(({ name }) => name === 'Gone')?.state === 'waiting',
    );
  });

  it('parks what the MES refuses, and sends it again when a person says so', async () => {
    const { client } = await aStation();
    await signInMaintenance(client);
    const mes = await aMes();
    mes.switchboard.set(misbehaviourSchema.parse({ is: 'half-refused' }));
    const target = targetAt(mes.port);
    await client.call('sync.saveTarget', target);
    await eventually(
      () => client.call('sync.state', {}),
      ({ targets }) => (targets[0]?.parked ?? 0) > 2 && partsAt(mes) > 2,
    );
    mes.switchboard.set(misbehaviourSchema.parse({ is: 'none' }));
    const page = await client.call('sync.parked', { target: target.id });
    const [newest] = page.parked;
    const whole = await client.call('sync.parkedMessage', { target: target.id, sequence: newest?.sequence ?? 0 });
    expect(JSON.parse(whole.document)).toMatchObject({ messageId: newest?.messageId });
    expect(whole.reason).not.toBe('');
    const { count } = await client.call('sync.resend', { target: target.id, sequences: null });
    expect(count).toBeGreaterThan(2);
    await eventually(
      () => client.call('sync.state', {}),
      ({ targets }) => targets[0]?.parked === 0,
    );
    expect(page.parked.every(({ messageId }) => mes.received.has(messageId))).toBe(true);
  });

  it('refuses a mapping that cannot be read, and shows how one that can would look', async () => {
    const { client } = await aStation();
    await signInMaintenance(client);
    const target = targetAt(1);
    const broken = { ...target.settings, mapping: { part: '{"a": ' } };
    await expect(client.call('sync.saveTarget', { ...target, settings: broken })).rejects.toMatchObject({
      code: 'bad-input',
    });
    const mapped = { ...target.settings, mapping: { part: '{"verdict": part.verdict}' } };
    const shown = await client.call('sync.preview', { settings: mapped, kind: 'part' });
    expect(JSON.parse(shown.messages[0] ?? '')).toEqual({ verdict: expect.stringMatching(/pass|fail|review|missed/) });
  });

  it('says on the page when the secrets of its targets cannot be read, and inspects all the same', async () => {
    const dir = temporaryFolder();
    const dataDir = join(dir, 'data');
    await mkdir(dataDir);
    await writeFile(join(dataDir, 'secrets.json'), 'torn');
    const { client, parts } = await startWatched(writeDemoConfig(dir), dataDir);
    await eventually(
      () => parts.length,
      (count) => count > 0,
    );
    await signInMaintenance(client);
    const { trouble } = await eventually(
      () => client.call('sync.state', {}),
      (state) => state.trouble !== null,
    );
    expect(understand(trouble ?? '')).toMatchObject({ code: 'secretsUnreadable' });
  });

  it('has everything with the MES, once, however often it was killed', async () => {
    const dir = temporaryFolder();
    const dataDir = join(dir, 'data');
    const config = writeDemoConfig(dir);
    const mes = await aMes();
    const target = targetAt(mes.port);
    const moods = ['none', 'lost', 'closes', 'error', 'half-again'] as const;
    for (const [round, is] of moods.entries()) {
      const watched = await startWatched(config, dataDir);
      await eventually(
        () => watched.parts.length,
        (count) => count > 0,
      );
      mes.switchboard.set(misbehaviourSchema.parse({ is, times: 4 }));
      if (round === 0) {
        await signInMaintenance(watched.client);
        await watched.client.call('sync.saveTarget', target);
      }
      const before = partsAt(mes);
      await eventually(
        () => partsAt(mes),
        (count) => count > before + 3 + Math.random() * 12,
        40_000,
      );
      const { processes } = await watched.client.call('health.measures', {});
      const pids = processes.map(({ pid }) => pid);
      expect(processes.map(({ name }) => name)).toContain('sync');
      for (const pid of pids) process.kill(pid, 'SIGKILL');
      await eventually(
        () => pids.filter(isRunning),
        (left) => left.length === 0,
      );
    }
    mes.switchboard.set(misbehaviourSchema.parse({ is: 'none' }));
    const written = outboxIds(dataDir);
    await startWatched(config, dataDir);
    await eventually(
      () => written.filter((id) => !mes.received.has(id)).length,
      (missing) => missing === 0,
    );
    const known = new Set(outboxIds(dataDir));
    expect([...mes.received.ids()].filter((id) => !known.has(id))).toEqual([]);
    expect(mes.received.counts()).toMatchObject({ changed: 0, overtaken: 0 });
  }, 240_000);
});
