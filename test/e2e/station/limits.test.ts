/** Limits at a running station: tried on its past, saved, in force from the next frame on and after a restart. */
import { v7 as uuidv7 } from 'uuid';
import { expect, it } from 'vitest';
import type { Client } from '../../../main/api/client.ts';
import type { WhatIfResult } from '../../../main/api/slices/quality.ts';
import { eventually } from '../../support/eventually.ts';
import { writeDemoConfig } from './demo-config.ts';
import { startWatched, temporaryFolder, type Watched } from './running-station.ts';

type WhatIf = Parameters<typeof whatIf>[1];

/** The last that a trial says. */
async function whatIf(client: Client, change: object): Promise<WhatIfResult> {
  const results = new Map<string, WhatIfResult>();
  const stop = client.on('quality.whatIf', ({ job, result }) => results.set(job, result));
  const input = { recipe: 'Test', filter: {}, change };
  const { job } = await client.call('quality.whatIf', input as Parameters<typeof client.call<'quality.whatIf'>>[1]);
  const isOver = (result: WhatIfResult | undefined): boolean =>
    result !== undefined && (result.progress === 1 || result.problem !== null);
  const result = await eventually(() => results.get(job), isOver, 90_000);
  stop();
  if (!result) throw new Error('a trial said nothing');
  return result;
}

function parts({ parts }: Watched, atLeast: number): Promise<number> {
  return eventually(
    () => parts.length,
    (count) => count >= atLeast,
    90_000,
  );
}

function becomeAdministrator(client: Client): Promise<unknown> {
  return client.call('session.firstAdministrator', { id: uuidv7(), name: 'Ada', pin: '2580' });
}

it('are tried, saved and in force, exactly and from then on', async () => {
  const dir = temporaryFolder();
  const config = writeDemoConfig(dir, { recipe: { limits: { pitting: { passBelow: 0.3, failAbove: 0.8 } } } });
  const dataDir = temporaryFolder();
  const watched = await startWatched(config, dataDir);
  const { client } = watched;
  await parts(watched, 30);

  await expect(client.call('quality.limits', { recipe: 'Test' })).rejects.toMatchObject({ code: 'not-allowed' });
  await becomeAdministrator(client);

  const strict: WhatIf = { kind: 'limits', limits: { pitting: { passBelow: 0, failAbove: 1 } } };
  const tried = await whatIf(client, strict);
  expect(tried).toMatchObject({ isExact: true, progress: 1, problem: null });
  // Nothing has a score of exactly zero: every pass would go to a person.
  expect(tried.flips.find(({ from, to }) => from === 'pass' && to === 'review')?.parts).toBeGreaterThan(20);
  expect(tried.flips.filter(({ to }) => to === 'pass')).toEqual([]);
  expect(tried.examples[0]).toMatchObject({ verdict: 'pass', verdictThen: 'review' });
  expect(tried.reviewMinutesPerShift.after).toBeGreaterThan(tried.reviewMinutesPerShift.now);

  const [bundle] = await client.call('quality.bundles', {});
  expect(bundle).toMatchObject({ name: 'pcb-reference', isActive: false });
  const same = await whatIf(client, { kind: 'bundle', bundle: 'surface-pitting', version: '1.1.0' });
  expect(same).toMatchObject({ isExact: false, progress: 1, problem: null });
  expect(same.parts).toBeGreaterThanOrEqual(30);
  const wrong = await whatIf(client, { kind: 'bundle', bundle: 'surface-pitting', version: '9.9.9' });
  expect(wrong.problem).toContain('there is no bundle');

  const limits = { pitting: { passBelow: 0, failAbove: 1 } };
  await expect(
    client.call('quality.saveLimits', {
      recipe: 'Test',
      limits: { rust: { passBelow: 0, failAbove: 1 } },
      reason: 'try',
    }),
  ).rejects.toMatchObject({ code: 'bad-input', message: expect.stringContaining('pitting') });
  const saved = await client.call('quality.saveLimits', { recipe: 'Test', limits, reason: 'everything to a person' });
  expect(saved).toMatchObject({
    state: 'in-force',
    by: 'Ada',
    before: { pitting: { passBelow: 0.3, failAbove: 0.8 } },
  });
  const from = watched.parts.length + 4;
  await parts(watched, from + 6);
  for (const { verdict, reasons } of watched.parts.slice(from)) {
    expect(verdict).toBe('review');
    expect(reasons).toContainEqual(expect.objectContaining({ kind: 'unsure', passBelow: 0, failAbove: 1 }));
  }
  expect(await watched.station.stop()).toBe(0);

  const again = await startWatched(config, dataDir);
  const before = again.parts.length;
  await parts(again, before + 4);
  for (const { verdict } of again.parts.slice(before)) expect(verdict).toBe('review');
  expect(await again.station.stop()).toBe(0);
}, 240_000);

it('of a shift stand in its report, with what was made and changed', async () => {
  const dataDir = temporaryFolder();
  const watched = await startWatched(writeDemoConfig(temporaryFolder()), dataDir);
  const { client, station, cookie } = watched;
  await parts(watched, 20);
  await becomeAdministrator(client);
  await client.call('quality.saveLimits', {
    ...{ recipe: 'Test', reason: 'fewer false calls' },
    limits: { pitting: { passBelow: 0.4, failAbove: 0.9 } },
  });
  const [shift] = await client.call('quality.shifts', { limit: 1 });
  if (!shift) throw new Error('a station without a shift');
  const report = await eventually(
    () => client.call('quality.shiftReport', shift),
    ({ output }) => output.parts >= 20,
  );
  expect(report.changes).toContainEqual(
    expect.objectContaining({ kind: 'limits', by: 'Ada', text: expect.stringContaining('pitting 0.4–0.9') }),
  );
  for (const as of ['csv', 'pdf'] as const) {
    const { address } = await client.call('quality.exportReport', { ...shift, as, language: 'zh' });
    const file = await fetch(`${station.origin}${address}`, { headers: { cookie } });
    expect([as, file.status]).toEqual([as, 200]);
    const bytes = Buffer.from(await file.arrayBuffer());
    expect(bytes.subarray(0, 5).toString('latin1')).toBe(as === 'pdf' ? '%PDF-' : '\u00ef\u00bb\u00bfse');
  }
  expect(await station.stop()).toBe(0);
}, 180_000);
