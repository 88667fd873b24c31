/** A scanner, a whole station and a MES that is asked before units are inspected: from the code to the record and back. */
import { join } from 'node:path';
import { v7 } from 'uuid';
import { expect, it } from 'vitest';
import type { Client } from '../../../main/api/client.ts';
import type { PartSummary } from '../../../main/api/slices/live.ts';
import { answersSchema } from '../../../main/mes/answers.ts';
import type { Mes } from '../../../main/mes/mes.ts';
import { codeReports } from '../../../renderer/devices/screen/virtual-reports.ts';
import { eventually } from '../../support/eventually.ts';
import { writeDemoConfig } from './demo-config.ts';
import { startWatched, temporaryFolder } from './running-station.ts';
import { aMes, signInMaintenance } from './with-mes.ts';

interface Asking {
  readonly client: Client;
  readonly mes: Mes;
  readonly target: string;
  /** Scans, and waits until something came of the question. */
  scan(serial: string): Promise<{ readonly outcome: string; readonly text: string | null }>;
  /** One part, from its trigger to its record. */
  inspect(): Promise<PartSummary>;
}

async function asking(): Promise<Asking> {
  const dir = temporaryFolder();
  const recipe = { trigger: { mode: 'software', frameTimeoutMs: 30_000 }, framesPerPart: 1, deadlineMs: 10_000 };
  const changes = { recipe, devices: { virtual: true }, camera: { defectiveParts: { share: 0, seed: 3 } } };
  const { station, client, parts } = await startWatched(writeDemoConfig(dir, changes), join(dir, 'data'));
  await eventually(
    () => station.healthz(),
    ({ camera }) => camera.state === 'streaming',
    40_000,
  );
  const mes = await aMes();
  await signInMaintenance(client);
  const base = `http://127.0.0.1:${mes.port}`;
  const target = v7();
  await client.call('sync.saveTarget', {
    ...{ id: target, name: 'MES', secrets: {}, startsFrom: 'oldest' },
    settings: {
      connection: { kind: 'https', url: `${base}/v1/inspection-results:batch`, askUrl: `${base}/ask` },
    },
  });
  await eventually(
    () => client.call('sync.state', {}),
    ({ targets }) => targets[0]?.state === 'up-to-date',
    40_000,
  );
  await eventually(
    () => client.call('devices.state', {}),
    ({ devices }) => devices.length === 4,
  );
  return {
    ...{ client, mes, target },
    scan: async (serial) => {
      for (const hex of codeReports(serial))
        await client.call('devices.play', { id: 'virtual:scanner', deed: { deed: 'report', hex } });
      const { lastAnswer } = await eventually(
        () => client.call('sync.state', {}),
        (state) => state.lastAnswer?.serial === serial,
      );
      return { outcome: lastAnswer?.outcome ?? '', text: lastAnswer?.text ?? null };
    },
    inspect: async () => {
      const { trigger } = await client.call('live.trigger', {});
      const made = await eventually(
        () => parts.find((part) => part.trigger === trigger),
        (part) => part !== undefined,
      );
      if (!made) throw new Error('no part was made');
      return made;
    },
  };
}

it('inspects what the MES releases under its work order, holds the rest with its words, and tells it all of it', async () => {
  const { client, mes, target, scan, inspect } = await asking();
  await client.call('sync.saveQuestions', { target, timeoutMs: 10_000, whenAway: 'hold' });
  mes.answers.set(
    answersSchema.parse({
      otherwise: { workOrder: 'WO-7' },
      bySerial: {
        'SN-2': { isReleased: false, reason: 'blocked after soldering', workOrder: 'WO-8' },
        'SN-3': { recipe: 'nuts' },
      },
    }),
  );
  expect(await scan('SN-1')).toEqual({ outcome: 'released', text: null });
  const released = await inspect();
  expect(released).toMatchObject({ serial: 'SN-1', workOrder: 'WO-7' });
  expect(released.reasons.filter(({ kind }) => kind === 'not-released')).toEqual([]);

  expect(await scan('SN-2')).toEqual({ outcome: 'refused', text: 'blocked after soldering' });
  const refused = await inspect();
  const doubt = { kind: 'not-released', cause: 'refused', detail: 'blocked after soldering' };
  expect(refused).toMatchObject({ serial: 'SN-2', workOrder: 'WO-8', reasons: expect.arrayContaining([doubt]) });
  expect(refused.verdict).not.toBe('pass');

  expect((await scan('SN-3')).outcome).toBe('refused');
  const other = { kind: 'not-released', cause: 'other-recipe', detail: 'nuts' };
  expect((await inspect()).reasons).toContainEqual(other);

  // Nobody has scanned it, so nobody could ask.
  const unscanned = await inspect();
  expect(unscanned.reasons).toContainEqual({ kind: 'not-released', cause: 'no-serial', detail: '' });

  // The queue, the part's page, the search and the message to the MES say the same.
  const page = await eventually(
    () => client.call('quality.search', { filter: { text: 'WO-8' }, limit: 10 }),
    ({ parts }) => parts.length === 1,
  );
  expect(page.parts[0]).toMatchObject({ id: refused.id, workOrder: 'WO-8' });
  expect(await client.call('quality.part', { id: refused.id })).toMatchObject({ workOrder: 'WO-8' });
  const shown = await client.call('sync.preview', {
    settings: { connection: { kind: 'https', url: `http://127.0.0.1:${mes.port}/` } },
    ...{ kind: 'part', part: refused.id },
  });
  expect(JSON.parse(shown.document ?? '{}')).toMatchObject({ part: { serial: 'SN-2', workOrder: 'WO-8' } });
}, 120_000);

it('does as it was told while the MES is away: inspects, or holds; a target that is gone is a MES that is away', async () => {
  const { client, mes, target, scan, inspect } = await asking();
  await mes.close();
  await client.call('sync.saveQuestions', { target, timeoutMs: 1000, whenAway: 'inspect' });
  expect((await scan('SN-1')).outcome).toBe('no-answer');
  expect((await inspect()).reasons.filter(({ kind }) => kind === 'not-released')).toEqual([]);

  await client.call('sync.saveQuestions', { target, timeoutMs: 1000, whenAway: 'hold' });
  expect((await scan('SN-2')).outcome).toBe('no-answer');
  const held = await inspect();
  expect(held).toMatchObject({ serial: 'SN-2', workOrder: null });
  expect(held.reasons.map((reason) => (reason.kind === 'not-released' ? reason.cause : ''))).toContain('no-answer');

  await client.call('sync.removeTarget', { target, reason: 'a test' });
  expect(await scan('SN-3')).toMatchObject({ outcome: 'no-answer', text: expect.stringContaining('Health, Sync') });
  expect((await inspect()).verdict).not.toBe('pass');
}, 120_000);
