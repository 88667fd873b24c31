import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { candidatesOf, chooseProvider, type ProbeOutcome, sameAnswer } from '../../main/engine/choose-provider.ts';
import { type Machine, obstacle } from '../../main/engine/machine.ts';
import type { Artifact, Provider } from '../../main/station/inference/manifest.ts';

const artifact = { runtime: 'onnxruntime', sha256: '0'.repeat(64), bytes: 1 } as const;
const int8: Artifact = { ...artifact, file: 'int8.onnx', precision: 'int8', providers: ['cpu'] };
const fp32: Artifact = { ...artifact, file: 'fp32.onnx', precision: 'fp32', providers: ['cpu', 'cuda', 'webgpu'] };
const cpu = { provider: 'cpu', artifact: int8, times: { p50: 10, p99: 14 } } as const;

function other(provider: Provider, outcome: ProbeOutcome) {
  return { provider, artifact: fp32, outcome };
}

function worked(p50: number, difference = 0): ProbeOutcome {
  return { ok: true, p50, p99: p50 + 1, difference };
}

describe('candidates', () => {
  it('are the CPU with INT8 first, then each other provider with the artifact that names it', () => {
    const found = candidatesOf([fp32, int8], undefined).map(
      ({ provider, artifact: { file } }) => `${provider} ${file}`,
    );
    expect(found).toEqual(['cpu int8.onnx', 'cuda fp32.onnx', 'webgpu fp32.onnx']);
  });

  it('are only of the precision that is asked for', () => {
    expect(candidatesOf([fp32, int8], 'int8')).toEqual([{ provider: 'cpu', artifact: int8 }]);
    expect(candidatesOf([fp32, int8], 'fp32')[0]).toEqual({ provider: 'cpu', artifact: fp32 });
  });
});

describe('the provider', () => {
  it('is the CPU when no other works, with the reason of each', () => {
    const choice = chooseProvider(cpu, [
      other('cuda', { ok: false, why: 'its files are not installed' }),
      other('webgpu', worked(12)),
    ]);
    expect(choice).toEqual({
      provider: 'cpu',
      artifact: int8,
      times: { p50: 10, p99: 14 },
      reason: 'cpu with int8: 10.0 ms; cuda: its files are not installed; webgpu: slower (12.0 ms)',
    });
  });

  it('is a faster one only when its answers are the CPU’s', () => {
    const faster = (difference: number) => chooseProvider(cpu, [other('cuda', worked(2, difference))]);
    expect(faster(0.005)).toMatchObject({ provider: 'cuda', artifact: fp32 });
    expect(faster(0.005)?.reason).toBe('cuda with fp32: 2.0 ms against 10.0 ms on the CPU, with the same answers');
    expect(faster(0.2)).toMatchObject({ provider: 'cpu', reason: expect.stringContaining('differ from the CPU') });
    expect(faster(Number.NaN)).toMatchObject({ provider: 'cpu' });
  });

  it('is the fastest of those that are right', () => {
    const outcomes = [other('cuda', worked(3)), other('webgpu', worked(2)), other('dml', worked(1, 1))];
    expect(chooseProvider(cpu, outcomes)?.provider).toBe('webgpu');
    expect(chooseProvider(cpu, outcomes.toReversed())?.provider).toBe('webgpu');
  });

  it('is the fastest right one, or none, whatever was found out', () => {
    const outcome = fc.oneof(
      fc.constant<ProbeOutcome>({ ok: false, why: 'no device' }),
      fc
        .tuple(fc.double({ min: 0.1, max: 50, noNaN: true }), fc.constantFrom(0, 0.005, 0.5))
        .map(([p50, away]) => worked(p50, away)),
    );
    const drawn = fc.tuple(fc.boolean(), fc.array(outcome, { maxLength: 5 }));
    fc.assert(
      fc.property(drawn, ([isCpuRight, outcomes]) => {
        const own = isCpuRight ? cpu : { ...cpu, times: null };
        const choice = chooseProvider(
          own,
          outcomes.map((each) => other('cuda', each)),
        );
        const right = outcomes.flatMap((each) => (each.ok && each.difference <= sameAnswer ? [each.p50] : []));
        const times = [...(isCpuRight ? [cpu.times.p50] : []), ...right];
        expect(choice?.times.p50 ?? null).toBe(times.length === 0 ? null : Math.min(...times));
      }),
    );
  });
});

describe('an obstacle', () => {
  const machine: Machine = {
    cpu: 'a CPU',
    cores: 4,
    platform: 'linux',
    arch: 'x64',
    runtime: '1.30.0',
    hasNvidiaDevice: false,
    hasRenderDevice: false,
    driver: '',
    extraFiles: {},
  };
  const listed = ['cpu', 'webgpu', 'cuda', 'tensorrt'];

  it('is seen without trying the provider', () => {
    expect(obstacle('coreml', machine, listed)).toBe('not in ONNX Runtime for linux-x64');
    expect(obstacle('webgpu', machine, listed)).toBe('no graphics device');
    expect(obstacle('cuda', machine, listed)).toBe('no NVIDIA device');
    expect(obstacle('cuda', { ...machine, hasNvidiaDevice: true }, listed)).toBe('its files are not installed');
  });

  it('is none where device and files are there', () => {
    const gpu = { ...machine, hasNvidiaDevice: true, extraFiles: { cuda: 1, tensorrt: 1 } };
    for (const provider of ['cpu', 'cuda', 'tensorrt', 'webgpu'] as const) {
      expect(obstacle(provider, gpu, listed)).toBeNull();
    }
    expect(obstacle('dml', { ...machine, platform: 'win32' }, ['cpu', 'dml'])).toBeNull();
  });
});
