/**
 * What the station tells of itself as figures: a flat list of metrics with folders, as Sparkplug names them. Pure.
 *
 * A name here is a promise to receivers: names and types stay, new ones may come. What is not known is left out.
 */
import type { Healthz } from '../../api/slices/health.ts';
import type { TargetReport } from './protocol.ts';

export interface Metric {
  /** `count`: a whole number that is not negative. */
  readonly is: 'count' | 'number' | 'text';
  /** Absent: it has none. */
  readonly unit?: string;
}

/** All metrics there are, in the order in which receivers show them. */
export const metrics = {
  /** `starting`, `running`, `degraded`, `fault`, `stopping`. */
  'Station/State': { is: 'text' },
  'Station/Recipe': { is: 'text' },
  'Station/Bundle': { is: 'text' },
  /** Counters since the line was started: triggers = passed + failed + review + missed + pending. */
  'Line/Triggers': { is: 'count' },
  /** Triggers with a verdict. */
  'Line/Parts': { is: 'count' },
  'Line/Passed': { is: 'count' },
  'Line/Failed': { is: 'count' },
  'Line/Review': { is: 'count' },
  'Line/Missed': { is: 'count' },
  'Line/Pending': { is: 'count' },
  /** Passed, of all parts with a verdict. */
  'Line/Yield': { is: 'number', unit: '%' },
  'Camera/State': { is: 'text' },
  'Camera/Frame Rate': { is: 'number', unit: '1/s' },
  'Camera/Frames Complete': { is: 'count' },
  'Camera/Frames Incomplete': { is: 'count' },
  'Camera/Frames Lost': { is: 'count' },
  'Camera/Frames Overwritten': { is: 'count' },
  'Engine/State': { is: 'text' },
  'Engine/Provider': { is: 'text' },
  /** Median of the model alone. */
  'Engine/Run Time': { is: 'number', unit: 'ms' },
  'Engine/Restarts': { is: 'count' },
  'Store/State': { is: 'text' },
  /** Parts that are decided and not yet on disk. */
  'Store/Waiting': { is: 'count' },
  'Store/Disk Free': { is: 'number', unit: 'B' },
  'Store/Disk Lasts': { is: 'number', unit: 'd' },
  'Store/Pictures Skipped': { is: 'count' },
  /** Of the target that is worst off. */
  'Sync/State': { is: 'text' },
  /** Messages that one target or another has not acknowledged: the most of one. */
  'Sync/Waiting': { is: 'count' },
  /** Sums over all targets. */
  'Sync/Parked': { is: 'count' },
  'Sync/Rate': { is: 'number', unit: '1/s' },
} as const satisfies Readonly<Record<string, Metric>>;
export type MetricName = keyof typeof metrics;

/** Worst first. */
const byNeed = ['stopped', 'waiting', 'starting', 'sending', 'paused', 'up-to-date'] as const;

export function telemetryOf(health: Healthz, reports: readonly TargetReport[]): Record<string, number | string> {
  const { engine, store } = health;
  return known({
    'Station/State': health.state,
    'Station/Recipe': health.recipe,
    'Station/Bundle': health.bundle,
    ...lineOf(health),
    ...cameraOf(health),
    'Engine/State': engine.state,
    'Engine/Provider': engine.provider,
    'Engine/Run Time': engine.runMsP50,
    'Engine/Restarts': engine.restarts,
    'Store/State': store.state,
    'Store/Waiting': store.waiting,
    'Store/Disk Free': store.diskFreeBytes,
    'Store/Disk Lasts': store.daysLeft,
    'Store/Pictures Skipped': store.picturesSkipped,
    ...syncOf(reports),
  });
}

type Values = Partial<Record<MetricName, number | string | null>>;

function lineOf({ triggers, verdicts, pending }: Healthz): Values {
  const { pass, fail, review, missed } = verdicts;
  const parts = pass + fail + review + missed;
  return {
    'Line/Triggers': triggers,
    'Line/Parts': parts,
    'Line/Passed': pass,
    'Line/Failed': fail,
    'Line/Review': review,
    'Line/Missed': missed,
    'Line/Pending': pending,
    'Line/Yield': parts === 0 ? null : (100 * pass) / parts,
  };
}

function cameraOf({ camera: { state, fps, frames } }: Healthz): Values {
  return {
    'Camera/State': state,
    'Camera/Frame Rate': fps,
    'Camera/Frames Complete': frames.complete,
    'Camera/Frames Incomplete': frames.incomplete,
    'Camera/Frames Lost': frames.lost,
    'Camera/Frames Overwritten': frames.overwritten,
  };
}

function syncOf(reports: readonly TargetReport[]): Values {
  return {
    'Sync/State': byNeed.find((state) => reports.some((report) => report.state === state)) ?? null,
    'Sync/Waiting': Math.max(0, ...reports.map(({ waiting }) => waiting)),
    'Sync/Parked': reports.reduce((sum, { parked }) => sum + parked, 0),
    'Sync/Rate': reports.reduce((sum, { perSecond }) => sum + perSecond, 0),
  };
}

/** What cannot be told (no value yet, no finite number) is left out: JSON and the link know neither NaN nor infinity. */
function known(values: Values): Record<string, number | string> {
  const told: Record<string, number | string> = {};
  for (const [name, value] of Object.entries(values)) {
    if (value === null || (typeof value === 'number' && !Number.isFinite(value))) continue;
    told[name] = value;
  }
  return told;
}
