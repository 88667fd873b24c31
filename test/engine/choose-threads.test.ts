import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { chooseThreads, type ThreadStep, threadCounts } from '../../main/engine/choose-threads.ts';

/** Chooses on a machine where a run takes `p50[threads]`, and as long at worst unless said. */
function choose(cores: number, p50: Readonly<Record<number, number>>, p99: Readonly<Record<number, number>> = p50) {
  const [first, ...more] = threadCounts(cores).map((threads) => {
    const times = { p50: p50[threads] ?? Number.NaN, p99: p99[threads] ?? p50[threads] ?? Number.NaN };
    return { threads, ...times, cpu: times };
  });
  if (!first) throw new Error('there is always one thread');
  return chooseThreads(cores, [first, ...more]);
}

describe('the number of threads', () => {
  it('leaves a core free and is at least one', () => {
    expect([1, 2, 3, 4, 6, 9].map(threadCounts)).toEqual([[1], [1], [1, 2], [1, 2, 3], [1, 2, 4, 5], [1, 2, 4, 8]]);
  });

  it('grows while that is clearly faster, and not over a step that is not', () => {
    const choice = choose(17, { 1: 20, 2: 11, 4: 9, 8: 8.9, 16: 1 });
    expect(choice).toMatchObject({ threads: 4, p50: 9 });
    expect(choice.reason).toBe(
      'measured 1 thread 20.0 ms, 2 threads 11.0 ms, 4 threads 9.0 ms, 8 threads 8.9 ms, 16 threads 1.0 ms; more were not clearly faster',
    );
  });

  it('stays at one when two are not clearly faster', () => {
    expect(choose(4, { 1: 10, 2: 9, 3: 1 }).threads).toBe(1);
  });

  it('stays at one when two are faster in the middle and slower at worst', () => {
    expect(choose(3, { 1: 10, 2: 5 }, { 1: 12, 2: 48 }).threads).toBe(1);
  });

  it('stays at one when only other programs made one slow', () => {
    const steps = [
      { threads: 1, p50: 60, p99: 170, cpu: { p50: 7, p99: 8 } },
      { threads: 2, p50: 40, p99: 90, cpu: { p50: 9, p99: 9 } },
    ] as const;
    expect(chooseThreads(3, [...steps])).toMatchObject({ threads: 1, p50: 60, needs: { p50: 7, p99: 8 } });
  });

  it('is one on two cores, and the reason says why', () => {
    expect(choose(2, { 1: 10 }).reason).toBe('measured 1 thread 10.0 ms; one of 2 cores is left free');
  });

  it('is never slower than one thread, in the middle or at worst, whatever was measured', () => {
    const step = fc.record({
      p50: fc.double({ min: 0.1, max: 100, noNaN: true }),
      tail: fc.double({ min: 0, max: 100, noNaN: true }),
      busy: fc.double({ min: 0.01, max: 1, noNaN: true }),
    });
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 128 }), fc.array(step, { minLength: 8, maxLength: 8 }), (cores, drawn) => {
        const steps = threadCounts(cores).map((threads, i): ThreadStep => {
          const { p50, tail, busy } = drawn[i % drawn.length] ?? { p50: 1, tail: 0, busy: 1 };
          return { threads, p50, p99: p50 + tail, cpu: { p50: p50 * busy, p99: (p50 + tail) * busy } };
        });
        const [first, ...more] = steps;
        if (!first) throw new Error('there is always one thread');
        const choice = chooseThreads(cores, [first, ...more]);
        expect(choice.needs.p50).toBeLessThanOrEqual(first.cpu.p50);
        expect(choice.needs.p99).toBeLessThanOrEqual(first.cpu.p99);
        expect(choice.threads).toBeLessThanOrEqual(Math.max(1, cores - 1));
        const { needs, reason, ...step } = choice;
        expect(steps).toContainEqual(step);
        expect(needs).toEqual(step.threads === 1 ? step.cpu : { p50: step.p50, p99: step.p99 });
        expect(reason).toContain(`${step.threads} thread`);
      }),
    );
  });
});
