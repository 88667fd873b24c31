import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { PartSummary } from '../../../main/api/slices/live.ts';
import { boardsRecipe } from '../../support/demo-recipe.ts';
import { eventually } from '../../support/eventually.ts';
import { newestBundle } from '../../support/shipped-bundles.ts';
import { addsUp, recordedParts, startWatched, temporaryFolder } from './running-station.ts';

const hasBundle = newestBundle('pcb-reference') !== null;

/** The demo's own recipe, at a third of its speed: what is asked here is whether boards are judged rightly, not how fast. */
function slowDemo(dir: string): string {
  const recipe = boardsRecipe();
  const slow = { ...recipe, camera: { ...recipe.camera, framesPerSecond: 20 }, deadlineMs: 2000 };
  const file = join(dir, 'pcb.json');
  const station = { name: 'Demo line', demo: true };
  writeFileSync(file, JSON.stringify({ station, recipe: 'pcb', recipes: [slow] }));
  return file;
}

/** Every fifth board is defective. */
const enough = { good: 20, defective: 6 };

function verdictsOf(parts: readonly PartSummary[], truth: PartSummary['truth']) {
  const count = (verdict: PartSummary['verdict']): number =>
    parts.filter((part) => part.truth === truth && part.verdict === verdict).length;
  return { pass: count('pass'), fail: count('fail'), review: count('review') };
}

/** A busy machine judges late, which says nothing about the model. */
function wasJudged({ reasons, verdict }: PartSummary): boolean {
  return verdict !== 'missed' && !reasons.some(({ kind }) => kind === 'late' || kind === 'engine-fault');
}

describe.skipIf(!hasBundle)(
  'the demo line of circuit boards (skipped while models/pcb-reference has no manifest)',
  () => {
    it('passes most good boards and hardly a defective one, counts both, and its sum adds up', async () => {
      const dir = temporaryFolder();
      const dataDir = join(dir, 'data');
      const { station, client, parts } = await startWatched(slowDemo(dir), dataDir);
      const judged = await eventually(
        () => parts.filter(wasJudged),
        (all) => all.filter(isGood).length >= enough.good && all.length - all.filter(isGood).length >= enough.defective,
        120_000,
      );
      const { status } = await client.call('live.snapshot', {});
      expect(status.demoTruth?.good.pass).toBeGreaterThan(0);
      expect(status.demoTruth?.defective).toMatchObject({ pass: expect.any(Number) });
      const healthz = await station.healthz();
      expect(addsUp(healthz)).toBe(true);
      expect(healthz).toMatchObject({ engine: { state: 'ready' }, bundle: expect.stringContaining('pcb-reference') });

      const [good, defective] = [verdictsOf(judged, 'good'), verdictsOf(judged, 'defective')];
      const counts = `good ${JSON.stringify(good)}, defective ${JSON.stringify(defective)}`;
      expect(good.pass / judged.filter(isGood).length, counts).toBeGreaterThan(0.6);
      expect(defective.pass / (judged.length - judged.filter(isGood).length), counts).toBeLessThan(0.4);
      expect(await station.stop()).toBe(0);
      expect(recordedParts(dataDir).length).toBeGreaterThanOrEqual(parts.length);
    }, 300_000);
  },
);

function isGood({ truth }: PartSummary): boolean {
  return truth === 'good';
}
