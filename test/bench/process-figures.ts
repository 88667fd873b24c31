/** CPU, memory and bytes written of processes, from Linux's /proc. */
import { existsSync, readFileSync } from 'node:fs';

const clockTicksPerSecond = 100;
const kibibytesPerMebibyte = 1024;

export interface NamedProcess {
  readonly name: string;
  readonly pid: number;
}

export interface ProcessSample {
  readonly cpuSeconds: number;
  readonly memoryMb: number;
}

/**
 * Fields 14 and 15 of /proc/PID/stat (proc(5)); the name in field 2 may hold blanks, so count from its bracket.
 *
 * @returns null when the process is gone
 */
export function sampleProcess(pid: number): ProcessSample | null {
  if (!existsSync(`/proc/${pid}/stat`)) return null;
  const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  const ticks = Number(fields[11]) + Number(fields[12]);
  const resident = /^VmRSS:\s+(\d+) kB/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'));
  return { cpuSeconds: ticks / clockTicksPerSecond, memoryMb: Number(resident?.[1] ?? 0) / kibibytesPerMebibyte };
}

/** Bytes that reached the block layer (write_bytes of /proc/PID/io). */
export function bytesWritten(pid: number): number {
  return Number(/^write_bytes: (\d+)/m.exec(readFileSync(`/proc/${pid}/io`, 'utf8'))?.[1] ?? 0);
}

export interface MemoryFigures {
  readonly start: number;
  readonly end: number;
  readonly peak: number;
}

export interface ProcessFigures {
  /** Of one core, by process. */
  readonly cpuPercent: Readonly<Record<string, number>>;
  /** Resident memory of all processes together, and of each. */
  readonly memoryMb: MemoryFigures & { readonly processes: Readonly<Record<string, MemoryFigures>> };
  /** Processes that ended while they were watched (a restarted engine, say): their figures are of no use. */
  readonly ended: readonly string[];
}

/** Watches the processes from `start` to `stop`, once a second. CPU in percent of one core. */
export class ProcessWatch {
  private readonly processes: readonly NamedProcess[];
  private readonly first = new Map<string, ProcessSample>();
  private readonly peak = new Map<string, number>();
  private readonly startedMs = performance.now();
  private readonly timer: NodeJS.Timeout;

  constructor(processes: readonly NamedProcess[]) {
    this.processes = processes;
    for (const { name, pid } of processes) this.note(this.first, name, sampleProcess(pid));
    this.notePeaks();
    this.timer = setInterval(() => this.notePeaks(), 1000);
  }

  stop(): ProcessFigures {
    clearInterval(this.timer);
    this.notePeaks();
    const seconds = (performance.now() - this.startedMs) / 1000;
    const last = new Map<string, ProcessSample>();
    for (const { name, pid } of this.processes) this.note(last, name, sampleProcess(pid));
    const cpu = (name: string): number =>
      (100 * ((last.get(name)?.cpuSeconds ?? 0) - (this.first.get(name)?.cpuSeconds ?? 0))) / seconds;
    const names = this.processes.map(({ name }) => name);
    const processes = Object.fromEntries(
      names.map((name) => {
        const memory = (samples: Map<string, ProcessSample>): number => samples.get(name)?.memoryMb ?? 0;
        return [name, { start: memory(this.first), end: memory(last), peak: this.peak.get(name) ?? 0 }];
      }),
    );
    const total = (moment: keyof MemoryFigures): number =>
      Object.values(processes).reduce((sum, memory) => sum + memory[moment], 0);
    return {
      cpuPercent: Object.fromEntries(names.map((name) => [name, cpu(name)])),
      memoryMb: { start: total('start'), end: total('end'), peak: total('peak'), processes },
      ended: names.filter((name) => !last.has(name)),
    };
  }

  private note(samples: Map<string, ProcessSample>, name: string, sample: ProcessSample | null): void {
    if (sample) samples.set(name, sample);
  }

  private notePeaks(): void {
    for (const { name, pid } of this.processes) {
      this.peak.set(name, Math.max(this.peak.get(name) ?? 0, sampleProcess(pid)?.memoryMb ?? 0));
    }
  }
}
