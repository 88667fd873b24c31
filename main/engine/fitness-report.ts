/** What was found out about a bundle on this machine, as people and programs read it. Pure. */
import { say } from '../api/said/say.ts';
import type { Fitness, FitnessEntry, ReferenceDrift } from '../api/slices/fitness.ts';
import type { Precision } from '../station/inference/manifest.ts';
import { type ProviderChoice, sameAnswer, type TriedCandidate } from './choose-provider.ts';
import { needsOf, type ThreadChoice, type ThreadStep } from './choose-threads.ts';
import type { Machine } from './machine.ts';
import { describeDrift } from './reference-check.ts';

export interface Findings {
  readonly bundle: { readonly name: string; readonly version: string };
  readonly machine: Machine;
  readonly measuredAt: number;
  /** Of the artifact for the CPU. */
  readonly precision: Precision;
  readonly reference: ReferenceDrift | null;
  /** On the CPU; none when its answers are wrong. */
  readonly steps: readonly ThreadStep[];
  readonly threads: ThreadChoice | null;
  readonly tried: readonly TriedCandidate[];
  readonly provider: ProviderChoice | null;
  readonly fps: number;
}

export function fitnessReport(findings: Findings): Fitness {
  const { bundle, machine, measuredAt, fps, reference, provider } = findings;
  const { cpu, cores, platform, arch, runtime } = machine;
  return {
    bundle: { name: bundle.name, version: bundle.version },
    machine: { cpu, cores, platform, arch, runtime },
    measuredAt,
    providers: [...cpuEntries(findings), ...findings.tried.map((tried) => otherEntry(tried, provider))],
    reference,
    referenceText: referenceText(findings),
    chosen: chosenOf(findings),
    fps,
    budgetMs: 1000 / fps,
    ...verdict(findings),
  };
}

function chosenOf({ provider, threads }: Findings): Fitness['chosen'] {
  if (!provider) return null;
  const count = provider.provider === 'cpu' && threads ? threads.threads : 1;
  const needs = provider.times;
  const { p50, p99 } = provider.provider === 'cpu' && threads ? threads : needs;
  return { provider: provider.provider, precision: provider.artifact.precision, threads: count, p50, p99, needs };
}

const unmeasured = { p50: null, p99: null, needs: null } as const;

function cpuEntries(findings: Findings): FitnessEntry[] {
  const { machine, precision, steps, threads, provider } = findings;
  const own = { provider: 'cpu', precision } as const;
  if (!threads) {
    return [{ ...own, threads: 1, ...unmeasured, usable: false, why: 'its answers are wrong on this CPU' }];
  }
  const measured = steps.map((step) => {
    const { threads: count, p50, p99 } = step;
    const isBest = count === threads.threads;
    const why = isBest
      ? provider?.provider === 'cpu'
        ? 'chosen'
        : 'another provider is faster'
      : notTaken(count, threads);
    return { ...own, threads: count, p50, p99, needs: needsOf(step), usable: true, why };
  });
  if (measured.some((entry) => entry.threads >= machine.cores)) return measured;
  const all = { ...own, threads: machine.cores, ...unmeasured, usable: false };
  return [...measured, { ...all, why: 'leaves no core free for camera and pipeline' }];
}

function notTaken(count: number, best: ThreadChoice): string {
  return count < best.threads
    ? `${best.threads} threads are clearly faster`
    : `not clearly faster than ${best.threads}`;
}

function otherEntry({ provider, artifact, outcome }: TriedCandidate, chosen: ProviderChoice | null): FitnessEntry {
  const own = { provider, precision: artifact.precision, threads: 1 };
  if (!outcome.ok) return { ...own, ...unmeasured, usable: false, why: outcome.why };
  const { p50, p99, difference } = outcome;
  const times = { p50, p99, needs: { p50, p99 } };
  if (!(difference <= sameAnswer)) {
    return { ...own, ...times, usable: false, why: "its answers differ from the CPU's" };
  }
  return { ...own, ...times, usable: true, why: chosen?.provider === provider ? 'chosen' : 'another is faster' };
}

function referenceText({ precision, reference }: Findings): string {
  if (reference) return describeDrift(reference);
  return precision === 'int8'
    ? 'the bundle has no reference vectors'
    : 'not compared: the reference vectors are of INT8 on the CPU';
}

type Verdict = Pick<Fitness, 'fits' | 'disturbed' | 'reason' | 'remedy'>;

function verdict(findings: Findings): Verdict {
  const chosen = chosenOf(findings);
  if (!chosen) return drifted(findings);
  const { name } = findings.bundle;
  const budgetMs = 1000 / findings.fps;
  const { p50, p99 } = chosen.needs;
  const runs = `${chosen.precision} on ${chosen.provider}, ${chosen.threads} thread${chosen.threads === 1 ? '' : 's'}`;
  const frames = `there are ${ms(budgetMs)} for each of ${round(findings.fps)} frames a second`;
  if (p99 <= budgetMs) {
    const reason = `${name} fits: 99 of 100 pictures need at most ${ms(p99)} (${runs}); ${frames}.`;
    const disturbed = chosen.p99 > budgetMs;
    return { fits: true, disturbed, reason: disturbed ? `${reason} ${whoDisturbs(chosen.p99)}` : reason, remedy: null };
  }
  const most = `at most ${fastEnough(p99)} frames a second`;
  const no = { fits: false, disturbed: false } as const;
  if (p50 <= budgetMs) {
    return {
      ...no,
      reason: `${name} is not fast enough at all times: half of the pictures need at most ${ms(p50)}, but 99 of 100 up to ${ms(p99)} (${runs}); ${frames}.`,
      remedy: `Measure again when nothing else runs on this machine. If it stays so: ${most}, or a faster processor.`,
    };
  }
  return {
    ...no,
    reason: `${name} is too slow for this machine: a picture needs ${ms(p50)}, 99 of 100 up to ${ms(p99)} (${runs}); ${frames}.`,
    remedy: `Run ${most}, or take a smaller bundle, a faster processor or a graphics card.`,
  };
}

function whoDisturbs(p99: number): string {
  return `Other programs used the processor while it was measured, so that 99 of 100 took up to ${ms(p99)} by the clock: beside a line nothing else should run.`;
}

function drifted({ machine, reference }: Findings): Verdict {
  return {
    fits: false,
    disturbed: false,
    reason: say('modelDrifted', {
      cpu: machine.cpu,
      drift: reference ? describeDrift(reference) : say('notCompared'),
    }),
    remedy: say('modelDriftedRemedy'),
  };
}

function ms(value: number): string {
  return `${value >= 1 ? value.toFixed(1) : value.toPrecision(2)} ms`;
}

function round(fps: number): string {
  return Number.isInteger(fps) ? String(fps) : fps.toFixed(1);
}

/** Frames a second that 99 of 100 pictures are done in time for. */
function fastEnough(p99: number): string {
  const fps = 1000 / p99;
  return fps >= 1 ? String(Math.floor(fps)) : fps.toPrecision(2);
}
