import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fitnessSchema } from '../../main/api/slices/fitness.ts';
import { chooseProvider, type TriedCandidate } from '../../main/engine/choose-provider.ts';
import { chooseThreads, type ThreadStep, threadCounts } from '../../main/engine/choose-threads.ts';
import { fitnessReport } from '../../main/engine/fitness-report.ts';
import type { Machine } from '../../main/engine/machine.ts';
import type { RunTimes } from '../../main/engine/run-times.ts';
import type { Artifact } from '../../main/station/inference/manifest.ts';

const artifact = { runtime: 'onnxruntime', sha256: '0'.repeat(64), bytes: 1 } as const;
const int8: Artifact = { ...artifact, file: 'int8.onnx', precision: 'int8', providers: ['cpu'] };
const fp32: Artifact = { ...artifact, file: 'fp32.onnx', precision: 'fp32', providers: ['cuda'] };
const quietReference = { pictures: 4, maxScore: 0.001, pooledMean: 0.0001, drifted: false };

interface Situation {
  /** What a picture needs; by the clock it is the same unless `clock` says otherwise. */
  readonly times?: RunTimes;
  readonly clock?: RunTimes;
  readonly fps?: number;
  readonly cores?: number;
  readonly drifted?: boolean;
  readonly tried?: readonly TriedCandidate[];
}

function report({
  times = { p50: 8, p99: 12 },
  clock = times,
  fps = 60,
  cores = 2,
  drifted = false,
  tried = [],
}: Situation) {
  const machine: Machine = {
    ...{ cpu: 'a CPU', cores, platform: 'linux', arch: 'x64', runtime: '1.30.0', driver: '', extraFiles: {} },
    ...{ hasNvidiaDevice: false, hasRenderDevice: false },
  };
  const [first, ...more] = drifted
    ? []
    : threadCounts(cores).map((threads): ThreadStep => ({ threads, ...clock, cpu: times }));
  const threads = first ? chooseThreads(cores, [first, ...more]) : null;
  return fitnessReport({
    bundle: { name: 'screws', version: '1.0.0' },
    ...{ machine, fps, tried, threads, measuredAt: 1, precision: 'int8', steps: first ? [first, ...more] : [] },
    reference: { ...quietReference, drifted },
    provider: chooseProvider({ provider: 'cpu', artifact: int8, times: threads?.needs ?? null }, tried),
  });
}

describe('the fitness of a machine', () => {
  it('is given when 99 of 100 pictures need at most the time of a frame', () => {
    const fitness = report({});
    expect(fitness).toMatchObject({
      fits: true,
      remedy: null,
      chosen: { provider: 'cpu', threads: 1, p50: 8, p99: 12 },
    });
    expect(fitness.reason).toBe(
      'screws fits: 99 of 100 pictures need at most 12.0 ms (int8 on cpu, 1 thread); there are 16.7 ms for each of 60 frames a second.',
    );
  });

  it('is not given when a picture takes longer than a frame, with the rate that would do', () => {
    const fitness = report({ times: { p50: 30, p99: 40 } });
    expect(fitness.fits).toBe(false);
    expect(fitness.reason).toContain('too slow for this machine: a picture needs 30.0 ms');
    expect(fitness.remedy).toContain('at most 25 frames a second');
  });

  it('is not given when a few pictures need longer than a frame, and the words say so', () => {
    const fitness = report({ times: { p50: 9, p99: 20 } });
    expect(fitness.fits).toBe(false);
    expect(fitness.reason).toContain('not fast enough at all times');
    expect(fitness.remedy).toMatch(/Measure again when nothing else runs.*at most 50 frames/);
  });

  it('is not taken away by other programs on the machine, and the words say what they do', () => {
    const fitness = report({ times: { p50: 7, p99: 8 }, clock: { p50: 66, p99: 175 } });
    expect(fitness).toMatchObject({ fits: true, disturbed: true, remedy: null });
    expect(fitness.chosen).toMatchObject({ p50: 66, p99: 175, needs: { p50: 7, p99: 8 } });
    expect(fitness.reason).toMatch(/need at most 8\.0 ms.*Other programs used the processor.*175\.0 ms by the clock/);
    expect(report({}).disturbed).toBe(false);
  });

  it('is not given to a CPU whose INT8 answers are wrong, however fast it is', () => {
    const fitness = report({ drifted: true });
    expect(fitness).toMatchObject({ fits: false, chosen: null, reference: { drifted: true } });
    expect(fitness.reason).toContain('this CPU (a CPU) computes the INT8 model differently');
    expect(fitness.remedy).toContain('"fp32"');
    expect(fitness.providers).toEqual([expect.objectContaining({ usable: false, p50: null, needs: null })]);
  });

  it('is given by a graphics card where the CPU computes INT8 wrongly', () => {
    const outcome = { ok: true, p50: 2, p99: 3, difference: 0 } as const;
    const fitness = report({ drifted: true, tried: [{ provider: 'cuda', artifact: fp32, outcome }] });
    expect(fitness).toMatchObject({ fits: true, chosen: { provider: 'cuda', precision: 'fp32', p99: 3 } });
  });

  it('names every way of running the bundle, and why it was taken or not', () => {
    const fitness = report({
      cores: 4,
      tried: [
        { provider: 'cuda', artifact: fp32, outcome: { ok: false, why: 'no NVIDIA device' } },
        { provider: 'webgpu', artifact: fp32, outcome: { ok: true, p50: 9, p99: 9, difference: 0 } },
        { provider: 'dml', artifact: fp32, outcome: { ok: true, p50: 1, p99: 1, difference: 0.5 } },
      ],
    });
    expect(fitness.providers.map(({ provider, threads, usable, why }) => [provider, threads, usable, why])).toEqual([
      ['cpu', 1, true, 'chosen'],
      ['cpu', 2, true, 'not clearly faster than 1'],
      ['cpu', 3, true, 'not clearly faster than 1'],
      ['cpu', 4, false, 'leaves no core free for camera and pipeline'],
      ['cuda', 1, false, 'no NVIDIA device'],
      ['webgpu', 1, true, 'another is faster'],
      ['dml', 1, false, "its answers differ from the CPU's"],
    ]);
  });

  it('follows from the figures alone: fit exactly when the chosen way is within the budget; the report can be sent', () => {
    const positive = fc.double({ min: 0.01, max: 500, noNaN: true });
    fc.assert(
      fc.property(positive, positive, positive, fc.integer({ min: 1, max: 64 }), (p50, tail, fps, cores) => {
        const fitness = report({ times: { p50, p99: p50 + tail }, fps, cores });
        expect(fitness.fits).toBe(p50 + tail <= 1000 / fps);
        expect(fitness.remedy === null).toBe(fitness.fits);
        expect(fitness.providers.filter(({ why }) => why === 'chosen')).toHaveLength(1);
        expect(fitnessSchema.parse(JSON.parse(JSON.stringify(fitness)))).toEqual(fitness);
      }),
    );
  });
});
