/** What the bench found: one object for `--json`, and the same for people. */
import type { Percentiles } from '../../main/api/slices/health.ts';
import type { Verdict } from '../../main/api/words.ts';
import type { PrecisionFigures } from './compare-precisions.ts';
import type { ProcessFigures } from './process-figures.ts';

export interface BenchReport extends ProcessFigures {
  readonly machine: { readonly cpu: string; readonly cores: number; readonly memoryGb: number };
  readonly seconds: number;
  readonly frames: number;
  readonly triggers: number;
  readonly verdicts: Readonly<Record<Verdict, number>>;
  readonly pending: number;
  readonly addsUp: boolean;
  readonly dropped: number;
  readonly deadlineMisses: number;
  readonly frameToVerdictMs: Percentiles | null;
  readonly frameToOutputMs: Percentiles | null;
  readonly rawRunMs: Percentiles | null;
  readonly overheadMs: Percentiles | null;
  /** Null where nothing is laid on a golden picture. */
  readonly registrationMs: Percentiles | null;
  readonly mainLoopDelayMs: Percentiles;
  readonly previewFps: number;
  readonly pageFps: number | null;
  readonly bytesPerPart: number | null;
  readonly int8: PrecisionFigures;
  readonly fp32: PrecisionFigures;
}

/** To two decimals: nobody measures microseconds on a shared machine. */
export function rounded<T>(value: T): T {
  return JSON.parse(
    JSON.stringify(value, (_, part) => (typeof part === 'number' ? Math.round(part * 100) / 100 : part)),
  ) as T;
}

export function printReport(report: BenchReport): void {
  const { verdicts } = report;
  const lines = [
    `${report.machine.cpu}, ${report.machine.cores} cores; ${report.frames} frames in ${report.seconds} s`,
    `triggers ${report.triggers} = ${verdicts.pass} pass + ${verdicts.fail} fail + ${verdicts.review} review + ${verdicts.missed} missed + ${report.pending} pending${report.addsUp ? '' : '   DOES NOT ADD UP'}`,
    `frames dropped ${report.dropped}, later than 16.7 ms ${report.deadlineMisses}`,
    '',
    percentileLine('ms', null),
    percentileLine('frame to verdict', report.frameToVerdictMs),
    percentileLine('frame to output', report.frameToOutputMs),
    percentileLine('raw session.run', report.rawRunMs),
    percentileLine('overhead', report.overheadMs),
    ...(report.registrationMs ? [percentileLine('registration', report.registrationMs)] : []),
    percentileLine('main loop delay', report.mainLoopDelayMs),
    '',
    `previews ${report.previewFps} a second${report.pageFps === null ? '' : `, drawn by the page ${report.pageFps} a second`}`,
    `bytes written per part ${report.bytesPerPart ?? 'unknown'}`,
    `INT8 ${report.int8.runMs.p50} ms, FP32 ${report.fp32.runMs.p50} ms (p50, one thread, side by side): ${(report.fp32.runMs.p50 / report.int8.runMs.p50).toFixed(2)} times faster`,
    '',
    `${'process'.padEnd(12)}${'cpu %'.padStart(8)}${'MB start'.padStart(10)}${'end'.padStart(8)}${'peak'.padStart(8)}`,
    ...(report.ended.length > 0 ? [`ended while measured, so not comparable: ${report.ended.join(', ')}`] : []),
    ...Object.entries(report.memoryMb.processes).map(([name, memory]) =>
      [
        name.padEnd(12),
        (report.cpuPercent[name] ?? 0).toFixed(1).padStart(8),
        memory.start.toFixed(0).padStart(10),
        memory.end.toFixed(0).padStart(8),
        memory.peak.toFixed(0).padStart(8),
      ].join(''),
    ),
  ];
  process.stdout.write(`${lines.join('\n')}\n`);
}

function percentileLine(name: string, values: Percentiles | null): string {
  const columns = name === 'ms' ? ['p50', 'p90', 'p99', 'p99.9', 'max'] : percentileColumns(values);
  return `${name.padEnd(18)}${columns.map((column) => column.padStart(9)).join('')}`;
}

function percentileColumns(values: Percentiles | null): string[] {
  if (!values) return ['none'];
  return [values.p50, values.p90, values.p99, values.p999, values.max].map((value) => value.toFixed(2));
}
