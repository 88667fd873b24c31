/**
 * Which provider runs the model. Pure: what was found out goes in, the choice and its reason come out.
 *
 * The CPU is what a bundle was measured on. Another provider is used only when its outputs are the CPU's and it is
 * faster than the CPU with the CPU's own artifact, or when the CPU computes INT8 wrongly.
 */
import { z } from 'zod';
import { say } from '../api/said/say.ts';
import type { Artifact, Precision, Provider } from '../station/inference/manifest.ts';
import { type RunTimes, runTimesSchema } from './run-times.ts';

export interface Candidate {
  readonly provider: Provider;
  readonly artifact: Artifact;
}

/** What a try in a process of its own gave. */
export const probeOutcomeSchema = z.discriminatedUnion('ok', [
  /** `difference`: largest between its map and the CPU's for the same artifact, over all pictures tried. */
  runTimesSchema.extend({ ok: z.literal(true), difference: z.number() }),
  z.object({ ok: z.literal(false), why: z.string() }),
]);
export type ProbeOutcome = z.infer<typeof probeOutcomeSchema>;

export interface TriedCandidate extends Candidate {
  readonly outcome: ProbeOutcome;
}

export interface ProviderChoice extends Candidate {
  readonly times: RunTimes;
  readonly reason: string;
}

/** Largest difference of a probability that counts as the same answer. */
export const sameAnswer = 0.01;

/** One for each provider that the bundle names, the CPU first and INT8 first where there is a choice. */
export function candidatesOf(artifacts: readonly Artifact[], precision: Precision | undefined): Candidate[] {
  const allowed = artifacts.filter((artifact) => precision === undefined || artifact.precision === precision);
  const byPrecision = [...allowed].sort((a, b) => Number(b.precision === 'int8') - Number(a.precision === 'int8'));
  const found = new Map<Provider, Artifact>();
  for (const artifact of byPrecision) {
    for (const provider of artifact.providers) if (!found.has(provider)) found.set(provider, artifact);
  }
  return [...found]
    .map(([provider, artifact]) => ({ provider, artifact }))
    .sort((a, b) => Number(b.provider === 'cpu') - Number(a.provider === 'cpu'));
}

/**
 * @param cpu `times` null: its answers are wrong here.
 * @returns null when nothing gives the right answers.
 */
export function chooseProvider(
  cpu: Candidate & { readonly times: RunTimes | null },
  others: readonly TriedCandidate[],
): ProviderChoice | null {
  let best = cpu.times && { ...cpu, times: cpu.times };
  const refused: string[] = [];
  for (const { provider, artifact, outcome } of others) {
    const why = whyNot(outcome, best?.times ?? null);
    if (why !== null) refused.push(`${provider}: ${why}`);
    else if (outcome.ok) best = { provider, artifact, times: { p50: outcome.p50, p99: outcome.p99 } };
  }
  return best && { ...best, reason: [describe(best, cpu.times), ...refused].join('; ') };
}

/** Why a provider that was tried is not taken instead of the best so far; null when it is. */
export function whyNot(outcome: ProbeOutcome, best: RunTimes | null): string | null {
  if (!outcome.ok) return outcome.why;
  if (!(outcome.difference <= sameAnswer)) {
    return say('providerDiffers', { difference: outcome.difference.toFixed(3) });
  }
  return best === null || outcome.p50 < best.p50 ? null : say('providerSlower', { ms: outcome.p50.toFixed(1) });
}

function describe({ provider, artifact, times }: Omit<ProviderChoice, 'reason'>, cpu: RunTimes | null): string {
  const took = { provider, precision: artifact.precision, ms: times.p50.toFixed(1) };
  if (provider === 'cpu') return say('providerTook', took);
  return cpu === null
    ? `${say('providerTook', took)}; ${say('cpuAnswersWrong')}`
    : say('providerFaster', { ...took, cpuMs: cpu.p50.toFixed(1) });
}
