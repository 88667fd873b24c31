import { describe, expect, it } from 'vitest';
import { Bench, type StageName } from './bench.ts';

const judging = ['preprocess', 'placed', 'infer', 'interpret'] as const satisfies readonly StageName[];

describe('a stage that throws', () => {
  it.each(judging)('makes its part a review with words, when it is %s, and gives everything back', async (stage) => {
    const bench = new Bench(1);
    bench.broken.add(stage);
    for (let i = 0; i < 5; i++) {
      bench.frame();
      await bench.drain(0.1);
    }
    expect(bench.outcomes).toHaveLength(5);
    expect(bench.outcomes[0]).toMatchObject({
      decision: {
        verdict: 'review',
        reasons: [{ kind: 'engine-fault', detail: expect.stringContaining(`${stage} is broken`) }],
        frames: [{ reading: { brightness: 100 }, scores: null }],
      },
      answer: { ok: false },
    });
    expect(bench.released).toEqual(bench.claimed);
    expect(bench.freeInputs).toBe(2);
  });

  it('makes its part a review when it is the quality gate, whatever the model says', async () => {
    const bench = new Bench(1);
    bench.broken.add('gate');
    bench.frame();
    await bench.drain(0.9);
    expect(bench.outcomes[0]).toMatchObject({
      decision: { verdict: 'review', reasons: [{ kind: 'engine-fault' }, { kind: 'defect' }] },
      answer: { ok: false },
    });
  });

  it('costs no part its record when it is the quality gate and the station stops', async () => {
    const bench = new Bench(1);
    for (let i = 0; i < 4; i++) bench.frame();
    bench.broken.add('gate');
    bench.pipeline.stop();
    await bench.drain(0.1);
    expect(bench.outcomes.map(({ decision }) => decision.verdict)).toEqual(['review', 'review', 'pass', 'pass']);
    expect(bench.outcomes[0]?.decision.reasons[0]).toEqual({ kind: 'station-stopped' });
    expect(bench.ledger.sum().pending).toBe(0);
  });

  it.each(['picture', 'shown'] as const)('takes no verdict and no record when it is for people: %s', async (stage) => {
    const bench = new Bench(1);
    bench.broken.add(stage);
    bench.frame();
    await bench.drain(0.1);
    expect(bench.outcomes[0]).toMatchObject({ decision: { verdict: 'pass' }, answer: { ok: true } });
    expect(bench.outcomes[0]?.part.pictures.get(0)?.outcome).toBe(
      stage === 'picture' ? 'skipped:failed' : 'not-wanted',
    );
    expect(bench.held.size).toBe(0);
  });

  it('is judged again as soon as it is well', async () => {
    const bench = new Bench(1);
    bench.broken.add('preprocess');
    bench.frame();
    bench.broken.clear();
    bench.frame();
    await bench.drain(0.1);
    expect(bench.outcomes.map(({ decision }) => decision.verdict)).toEqual(['review', 'pass']);
  });

  it('spoils only the frame at which it threw', async () => {
    const bench = new Bench(3);
    bench.frame();
    bench.broken.add('preprocess');
    bench.frame();
    bench.broken.clear();
    bench.frame();
    await bench.drain(0.1);
    const verdicts = bench.outcomes[0]?.decision.frames.map(({ verdict }) => verdict);
    expect(verdicts).toEqual(['pass', 'review', 'pass']);
  });
});
