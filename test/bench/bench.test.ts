/** `npm run bench` as people run it, short: what is asked here is what it tells, never how fast anything is. */
import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { expect, it, onTestFinished } from 'vitest';
import { verdicts } from '../../main/api/words.ts';
import { newestBundle } from '../support/shipped-bundles.ts';
import type { BenchReport } from './report.ts';

const startFile = fileURLToPath(new URL('../../main/start.mjs', import.meta.url));
const someNumber: unknown = expect.any(Number);
const percentiles = { p50: someNumber, p90: someNumber, p99: someNumber, p999: someNumber, max: someNumber };
const memory = { start: someNumber, end: someNumber, peak: someNumber };
const precision = { runMs: { p50: someNumber, p99: someNumber }, bytes: someNumber };

async function bench(...args: readonly string[]): Promise<{ readonly report: BenchReport; readonly printed: string }> {
  const dir = await mkdtemp(join(tmpdir(), 'sightline-bench-test-'));
  onTestFinished(() => rm(dir, { recursive: true, force: true }));
  const file = join(dir, 'bench.json');
  const { stdout } = await promisify(execFile)(process.execPath, [startFile, '--bench', ...args, '--json', file]);
  return { report: JSON.parse(await readFile(file, 'utf8')) as BenchReport, printed: stdout };
}

// Linux only, as its figures of processes are.
it.skipIf(process.platform !== 'linux')(
  'tells all its figures as JSON, and every trigger is counted once',
  async () => {
    const { report, printed } = await bench('--seconds', '3');
    const processes = ['main', 'engine', 'standby', 'store', 'jobs'];
    expect(report).toMatchObject({
      triggers: someNumber,
      pending: someNumber,
      verdicts: Object.fromEntries(verdicts.map((verdict) => [verdict, someNumber])),
      dropped: someNumber,
      deadlineMisses: someNumber,
      frameToVerdictMs: percentiles,
      frameToOutputMs: percentiles,
      rawRunMs: percentiles,
      overheadMs: percentiles,
      registrationMs: null,
      mainLoopDelayMs: percentiles,
      previewFps: someNumber,
      cpuPercent: Object.fromEntries(processes.map((name) => [name, someNumber])),
      memoryMb: { ...memory, processes: Object.fromEntries(processes.map((name) => [name, memory])) },
      bytesPerPart: someNumber,
      int8: precision,
      fp32: precision,
      ended: [],
    });
    const counted = verdicts.reduce((sum, verdict) => sum + report.verdicts[verdict], 0);
    expect(counted + report.pending).toBe(report.triggers);
    expect(report.addsUp).toBe(true);
    // The pipeline says its figures every 200 ms, so those that are read may be that much older.
    expect(report.seconds).toBeGreaterThan(2.5);
    expect(report.frames).toBeGreaterThan(0);
    expect(report.deadlineMisses).toBeLessThanOrEqual(report.frames);
    const total = Object.values(report.memoryMb.processes).reduce((sum, { end }) => sum + end, 0);
    expect(report.memoryMb.end).toBeCloseTo(total, 0);
    expect(printed).toContain(`triggers ${report.triggers} = `);
    expect(printed).not.toContain('DOES NOT ADD UP');
  },
  240_000,
);

const hasBoards = newestBundle('pcb-reference') !== null;
it.skipIf(process.platform !== 'linux' || !hasBoards)(
  'of circuit boards has registration’s own time, each picture of a board at its place',
  async () => {
    const { report, printed } = await bench('--camera', 'boards', '--seconds', '2');
    expect(report).toMatchObject({ addsUp: true, registrationMs: percentiles, int8: precision, fp32: precision });
    // A part is all pictures of a board: any other number would lay pictures on places that are not theirs.
    expect(report.verdicts.pass).toBeGreaterThan(0);
    expect(printed).toMatch(/\nregistration +\d/);
  },
  240_000,
);

it('refuses a duration and a camera that are none', async () => {
  await expect(bench('--seconds', 'soon')).rejects.toThrow('a number of seconds above 0 is needed');
  await expect(bench('--camera', 'phone')).rejects.toThrow('replay, genicam or boards');
});
