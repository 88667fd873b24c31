import { expect, it } from 'vitest';
import { openEngineCache } from '../../main/engine/engine-cache.ts';
import { thisMachine } from '../../main/engine/machine.ts';
import { measureThreads } from '../../main/engine/measure-threads.ts';
import { readBundle } from '../../main/station/inference/bundle.ts';
import type { Artifact } from '../../main/station/inference/manifest.ts';
import { makeTinyBundle } from '../support/tiny-bundle.ts';

async function measurement() {
  const bundle = await readBundle(await makeTinyBundle());
  const cache = await openEngineCache({ dir: null }, bundle, thisMachine());
  const [artifact] = bundle.manifest.artifacts as [Artifact, ...Artifact[]];
  const [said, shares]: [string[], number[]] = [[], []];
  return {
    ...{ said, shares, cache, artifact, bundle, limits: { runs: 20, limitMs: 1e9 } },
    say: (detail: string) => said.push(detail),
    onProgress: (share: number) => shares.push(share),
  };
}

it('only what is not known yet is measured', async () => {
  const task = await measurement();
  const known = { p50: 3, p99: 4, cpu: { p50: 2, p99: 3 } };
  task.cache.content.times[`2 ${task.artifact.sha256}`] = known;
  const steps = await measureThreads(task, [1, 2]);
  expect(steps.map(({ threads }) => threads)).toEqual([1, 2]);
  expect(steps[1]).toEqual({ threads: 2, ...known });
  expect(task.said).toEqual(['measuring the model with 1 thread']);
  expect(await measureThreads(task, [1, 2])).toEqual(steps);
  expect(task.said).toHaveLength(1);
});

it('the processor’s time is measured beside the clock’s, and the share that is done is told', async () => {
  const task = await measurement();
  const [step] = await measureThreads(task, [1]);
  expect(step?.cpu.p50).toBeGreaterThan(0);
  expect(step?.cpu.p99).toBeGreaterThanOrEqual(step?.cpu.p50 ?? Number.NaN);
  expect(task.shares).toEqual(task.shares.toSorted((a, b) => a - b));
  expect(task.shares.every((share) => share >= 0 && share <= 1)).toBe(true);
});
