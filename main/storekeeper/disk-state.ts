/** What the free space means. Pure. Pictures stop first, records live on the reserve, then nothing more can be kept. */
import type { StoreConfig } from '../station/config/station.ts';

/** From well to worst. */
export const diskStates = ['ready', 'pictures-stopped', 'reserve', 'full'] as const;
export type DiskState = (typeof diskStates)[number];

export interface DiskFacts {
  readonly was: DiskState;
  readonly freeBytes: number;
  /** `building` counts as whole: its space is still there to be given up. */
  readonly hasReserve: boolean;
  /** The last commit found no space. */
  readonly isCommitFailing: boolean;
}

/** Pictures come back only with this much more than they stopped at, so that the state does not flutter. */
const returnFactor = 1.05;

export function diskState(facts: DiskFacts, config: Pick<StoreConfig, 'picturesStopBelowBytes'>): DiskState {
  if (facts.isCommitFailing) return 'full';
  if (!facts.hasReserve) return 'reserve';
  const factor = facts.was === 'ready' ? 1 : returnFactor;
  return facts.freeBytes < config.picturesStopBelowBytes * factor ? 'pictures-stopped' : 'ready';
}

/** The reserve is laid aside (again) only when that leaves the disk some air. */
export function canReserve(freeBytes: number, reserveBytes: number): boolean {
  return freeBytes >= reserveBytes * 1.5;
}

interface FreeSample {
  readonly atMs: number;
  readonly freeBytes: number;
}

const trendMs = 60 * 60_000;
const shortestTrendMs = 10 * 60_000;
const sampleMs = 60_000;
const dayMs = 86_400_000;

/** How long the disk lasts, from the trend of its free space over the last hour, whoever fills it. */
export class FreeSpaceTrend {
  private samples: FreeSample[] = [];

  add(atMs: number, freeBytes: number): void {
    const last = this.samples.at(-1);
    if (last && atMs - last.atMs < sampleMs) return;
    this.samples = this.samples.filter((sample) => atMs - sample.atMs <= trendMs);
    this.samples.push({ atMs, freeBytes });
  }

  /** Null until ten minutes are known, and while the free space does not shrink. */
  daysLeft(): number | null {
    const first = this.samples.at(0);
    const last = this.samples.at(-1);
    if (!first || !last || last.atMs - first.atMs < shortestTrendMs) return null;
    const bytesPerMs = (first.freeBytes - last.freeBytes) / (last.atMs - first.atMs);
    return bytesPerMs <= 0 ? null : last.freeBytes / bytesPerMs / dayMs;
  }
}
