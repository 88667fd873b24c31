/** Parts that the real model is unsure of, decided at the real station; killed in the middle of it. */
import { join } from 'node:path';
import { v7 } from 'uuid';
import { expect, it } from 'vitest';
import { StationError } from '../../../main/api/errors.ts';
import { eventually } from '../../support/eventually.ts';
import { writeDemoConfig } from './demo-config.ts';
import { startWatched, temporaryFolder } from './running-station.ts';

it('waits in the queue with its picture and examples, is decided once, and is never asked about again after a kill', async () => {
  const dir = temporaryFolder();
  // Everything between the limits is a doubt: nearly every part of the demo is one.
  const limits = { pitting: { passBelow: 0.0001, failAbove: 0.9999 } };
  const config = writeDemoConfig(dir, {
    recipe: { limits, framesPerPart: 1 },
    people: { signInToDecide: false },
  });
  const dataDir = join(dir, 'data');
  const { station, client } = await startWatched(config, dataDir);
  const { parts } = await eventually(
    () => client.call('review.queue', {}),
    (queue) => queue.parts.filter(({ picture }) => picture !== null).length >= 8,
  );
  const pictured = parts.filter(({ picture }) => picture !== null);
  const decisions = pictured.slice(0, 6).map(({ id }) => ({ id, decisionId: v7() }));
  for (const { id, decisionId } of decisions) {
    await client.call('review.claim', { id });
    await client.call('review.decide', { id, decisionId, decision: { decision: 'good' }, lookedMs: 800 });
  }
  const last = pictured[7];
  const look = await eventually(
    () => client.call('review.look', { id: last?.id ?? '' }),
    ({ alike }) => alike.length === 3,
  );
  expect(look.frames[0]).toMatchObject({ picture: last?.picture, verdict: 'review' });
  expect(look.alike.every(({ decision, picture }) => decision === 'good' && picture !== look.picture)).toBe(true);
  expect(look.opinion).toMatchObject([{ class: 'pitting', ...limits.pitting }]);
  expect(await client.call('review.knownParts', {})).toMatchObject({ share: 0, available: 97, why: null });

  const atKill = {
    id: last?.id ?? '',
    decisionId: v7(),
    decision: { decision: 'defect', class: 'pitting' },
    lookedMs: 1,
  } as const;
  const answer = client.call('review.decide', atKill).then(
    () => 'decided',
    (thrown: unknown) => (thrown instanceof StationError ? thrown.code : String(thrown)),
  );
  station.process.kill('SIGKILL');
  await answer;

  const again = await startWatched(config, dataDir);
  await again.client.call('review.decide', atKill);
  const open = await eventually(
    () => again.client.call('review.queue', {}),
    (queue) => queue.waiting.operator > 0,
  );
  const ids = new Set(open.parts.map(({ id }) => id));
  expect([...decisions, atKill].filter(({ id }) => ids.has(id))).toEqual([]);
});
