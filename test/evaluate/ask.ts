import type { EvaluateOptions } from '../../main/evaluate/options.ts';

/** What a command line without options would ask. */
export function ask(bundleDir: string, dataDir: string, more: Partial<EvaluateOptions> = {}): EvaluateOptions {
  return {
    ...{ bundleDir, dataDir, zones: [], groups: null, skipCorrupt: false, threads: 1, register: false },
    ...{ displacement: { shiftPx: 0, turnDegrees: 0 }, copper: null, sheet: null },
    progress: () => ({ advance: () => undefined, end: () => undefined }),
    ...more,
  };
}
