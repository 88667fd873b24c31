import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { StageFaults } from '../../../main/station/pipeline/stage-faults.ts';

function faultsAt(now: { ms: number }) {
  const problems: string[] = [];
  const clock = { monotonicMs: () => now.ms, wallMs: () => now.ms };
  return { faults: new StageFaults(clock, (problem) => problems.push(problem)), problems };
}

const throws = (what: unknown) => () => {
  throw what;
};

describe('the faults of stages', () => {
  it('gives what the stage gives, and tells nothing', () => {
    const { faults, problems } = faultsAt({ ms: 0 });
    expect(faults.attempt('counting', () => 7)).toEqual({ ok: true, value: 7 });
    expect(problems).toEqual([]);
  });

  it('has a sentence for the record, and the place in the program for the log', () => {
    const { faults, problems } = faultsAt({ ms: 0 });
    expect(faults.attempt('counting', throws(new Error('no fingers')))).toEqual({
      ok: false,
      detail: 'counting failed: no fingers',
    });
    expect(problems).toEqual([expect.stringMatching(/^counting failed: Error: no fingers\n.*stage-faults\.test\.ts/s)]);
  });

  it('has words for whatever is thrown', () => {
    const { faults } = faultsAt({ ms: 0 });
    expect(faults.attempt('counting', throws('fingers'))).toEqual({ ok: false, detail: 'counting failed: fingers' });
  });

  it('tells of each stage at once, though another was told of just now', () => {
    const { faults, problems } = faultsAt({ ms: 0 });
    faults.attempt('counting', throws('a'));
    faults.attempt('sorting', throws('b'));
    expect(problems).toEqual(['counting failed: a', 'sorting failed: b']);
  });

  it('says how often a stage threw that nobody was told of', () => {
    const now = { ms: 0 };
    const { faults, problems } = faultsAt(now);
    for (; now.ms < 60_000; now.ms += 1_000) faults.attempt('counting', throws('a'));
    faults.attempt('counting', throws('b'));
    expect(problems).toEqual(['counting failed: a', 'counting failed (and 59 times before, untold): b']);
  });

  it('tells at most once a minute of a stage, however often it throws', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(30_000), { maxLength: 100 }), (pauses) => {
        const now = { ms: 0 };
        const { faults, problems } = faultsAt(now);
        const toldAt: number[] = [];
        for (const pause of pauses) {
          now.ms += pause;
          const before = problems.length;
          faults.attempt('counting', throws('a'));
          if (problems.length > before) toldAt.push(now.ms);
        }
        for (const [index, at] of toldAt.entries()) {
          const next = toldAt[index + 1];
          if (next !== undefined) expect(next - at).toBeGreaterThanOrEqual(60_000);
        }
      }),
    );
  });
});
