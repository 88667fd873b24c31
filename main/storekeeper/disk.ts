/** Watches the disk under the data folder and decides, with the reserve, how far records and pictures go. */
import { statfsSync } from 'node:fs';
import { statfs } from 'node:fs/promises';
import { say } from '../api/said/say.ts';
import type { StoreConfig } from '../station/config/station.ts';
import { canReserve, type DiskState, diskState, diskStates, FreeSpaceTrend } from './disk-state.ts';
import type { IncidentKind } from './incidents.ts';
import { ReserveFile } from './reserve-file.ts';

export interface DiskOptions {
  readonly dataDir: string;
  readonly config: StoreConfig;
  readonly monotonicMs: () => number;
  /** The state changed; it got worse, or all is well again: then an incident says so. */
  readonly changed: (incident: { readonly kind: IncidentKind; readonly detail: string } | null) => void;
}

export class Disk {
  private readonly options: DiskOptions;
  private readonly reserve: ReserveFile;
  private readonly trend = new FreeSpaceTrend();
  private isCommitFailing = false;
  private isChecking = false;
  private current: DiskState = 'ready';
  private free = 0;
  private reserveProblem: string | null = null;

  constructor(options: DiskOptions) {
    this.options = options;
    this.reserve = new ReserveFile(options.dataDir, options.config.reserveBytes);
    this.noteFree(freeOf(statfsSync(options.dataDir)));
    this.keepReserve();
    this.update();
  }

  get state(): DiskState {
    return this.current;
  }
  get freeBytes(): number {
    return this.free;
  }
  get daysLeft(): number | null {
    return this.trend.daysLeft();
  }
  /** What a person must know of the present state; null when all is well. */
  get detail(): string | null {
    if (this.current === 'ready') return this.reserveProblem;
    const { problem } = this.reserve;
    return problem === null ? stateDetails[this.current] : `${stateDetails[this.current]} ${problem}`;
  }

  /**
   * About once a second; while one is under way another does nothing. Never rejects: a disk that cannot even be asked
   * is told in `detail`.
   */
  async check(): Promise<void> {
    // Each would take one more of the few threads that also write the reserve.
    if (this.isChecking) return;
    this.isChecking = true;
    try {
      this.noteFree(freeOf(await statfs(this.options.dataDir)));
    } catch (thrown) {
      this.reserveProblem = say('diskNoAnswer', { why: messageOf(thrown) });
    } finally {
      this.isChecking = false;
    }
    this.keepReserve();
    this.update();
  }

  /** A commit found no space. True: the reserve was given up, try again. */
  noSpace(): boolean {
    const isReleased = this.reserve.release();
    this.isCommitFailing = !isReleased;
    this.update();
    return isReleased;
  }
  commitSucceeded(): void {
    if (!this.isCommitFailing) return;
    this.isCommitFailing = false;
    this.update();
  }

  private noteFree(freeBytes: number): void {
    this.free = freeBytes;
    this.trend.add(this.options.monotonicMs(), freeBytes);
  }

  private keepReserve(): void {
    const { reserveBytes } = this.options.config;
    if (this.reserve.isBuilding || this.reserve.isWhole || this.isCommitFailing) return;
    if (!canReserve(this.free, reserveBytes)) return;
    this.reserve.build().then(
      () => {
        this.reserveProblem = null;
        this.update();
      },
      (thrown: unknown) => {
        this.reserveProblem = say('reserveNotWritten', { why: messageOf(thrown) });
        this.update();
      },
    );
  }

  private update(): void {
    const was = this.current;
    const hasReserve = this.reserve.isWhole || this.reserve.isBuilding;
    const facts = { was, freeBytes: this.free, hasReserve, isCommitFailing: this.isCommitFailing };
    this.current = diskState(facts, this.options.config);
    if (this.current === was) return;
    this.options.changed(this.incidentSince(was));
  }

  private incidentSince(was: DiskState): { readonly kind: IncidentKind; readonly detail: string } | null {
    const free = say('diskFree', { megabytes: Math.round(this.free / 1e6) });
    if (this.current === 'ready') return { kind: 'disk-recovered', detail: `${say('diskRecovered')} ${free}` };
    if (diskStates.indexOf(this.current) < diskStates.indexOf(was)) return null;
    return { kind: stateIncidents[this.current], detail: `${stateDetails[this.current]} ${free}` };
  }
}

const stateIncidents = {
  'pictures-stopped': 'pictures-stopped',
  reserve: 'disk-reserve',
  full: 'disk-full',
} as const satisfies Record<string, IncidentKind>;

const stateDetails = {
  'pictures-stopped': say('diskPicturesStopped'),
  reserve: say('diskOnReserve'),
  full: say('diskFull'),
} as const;

function freeOf(stats: { readonly bavail: number; readonly bsize: number }): number {
  return stats.bavail * stats.bsize;
}

function messageOf(thrown: unknown): string {
  return thrown instanceof Error ? thrown.message : String(thrown);
}
