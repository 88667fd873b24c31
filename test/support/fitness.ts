import type { Fitness } from '../../main/api/slices/fitness.ts';

/** A machine that a bundle runs on, in time or not. */
export function someFitness(fits: boolean): Fitness {
  const needs = fits ? { p50: 8, p99: 12 } : { p50: 30, p99: 40 };
  const chosen = { provider: 'cpu', precision: 'int8', threads: 1, ...needs, needs };
  return {
    bundle: { name: 'tiny', version: '1.0.0' },
    machine: { cpu: 'a CPU', cores: 2, platform: 'linux', arch: 'x64', runtime: '1.30.0' },
    measuredAt: 1,
    providers: [{ ...chosen, usable: true, why: 'chosen' }],
    reference: null,
    referenceText: 'the bundle has no reference vectors',
    chosen,
    fps: 60,
    budgetMs: 1000 / 60,
    fits,
    disturbed: false,
    reason: fits ? 'It fits.' : 'It is too slow.',
    remedy: fits ? null : 'Take another.',
  };
}
