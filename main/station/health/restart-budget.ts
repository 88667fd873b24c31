/**
 * How often a child process may be started anew before it counts as a fault that people see.
 *
 * Pure: the history goes in, the new history comes out. Times are monotonic milliseconds.
 */

export interface RestartBudget {
  readonly restarts: number;
  readonly withinMs: number;
}

export const restartBudget: RestartBudget = { restarts: 5, withinMs: 60_000 };

/** @param history times of the restarts so far, oldest first. */
export function spendRestart(
  history: readonly number[],
  nowMs: number,
  budget: RestartBudget = restartBudget,
): { readonly isAllowed: boolean; readonly history: readonly number[] } {
  const recent = history.filter((atMs) => nowMs - atMs < budget.withinMs);
  if (recent.length >= budget.restarts) return { isAllowed: false, history: recent };
  return { isAllowed: true, history: [...recent, nowMs] };
}
