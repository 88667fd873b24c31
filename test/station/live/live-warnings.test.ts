import { expect, it } from 'vitest';
import { healthzSchema, recipeWarningSchema } from '../../../main/api/slices/health.ts';
import { LoopDelay } from '../../../main/station/health/loop-delay.ts';
import { LiveView } from '../../../main/station/live/live-view.ts';
import { StationStatus } from '../../../main/station/live/station-status.ts';
import { FakeLine } from '../../support/fake-line.ts';
import { someFitness } from '../../support/fitness.ts';
import { healthyStation } from '../../support/healthz.ts';

/** A station whose recipe has one note, and whose bundle was in time or not when it was measured. */
function station(fits: boolean) {
  const live = new LiveView({
    recipe: new FakeLine([]).status().recipe,
    warnings: [{ kind: 'grey-camera', text: 'this camera is grey' }],
    cameraKind: 'replay',
    isDemo: false,
    shift: () => ({ name: 'A', startedAt: 0 }),
    engine: () => ({ ...healthyStation.engine, fitness: someFitness(fits) }),
    store: () => healthyStation.store,
  });
  const loopDelay = new LoopDelay();
  loopDelay.stop();
  return { live, healthz: () => new StationStatus(live, () => [], loopDelay).healthz(false) };
}

it('a bundle that was too slow when it was measured is a warning beside those of the recipe', () => {
  const { warnings } = station(false).live.status(0);
  expect(warnings.map(({ kind }) => kind)).toEqual(['grey-camera', 'too-slow']);
  for (const warning of warnings) expect(recipeWarningSchema.parse(warning)).toEqual(warning);
  expect(
    station(true)
      .live.status(0)
      .warnings.map(({ kind }) => kind),
  ).toEqual(['grey-camera']);
});

it('health has what was measured, and the warning with what to do', () => {
  const healthz = healthzSchema.parse(station(false).healthz());
  expect(healthz.warnings).toEqual(['this camera is grey', 'It is too slow. Take another.']);
  expect(healthz.engine.fitness).toEqual(someFitness(false));
});
