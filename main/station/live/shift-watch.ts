/** Once a second, the figures of the present shift from the store's rollups. */
import type { LiveStatus } from '../../api/slices/live.ts';
import type { Log } from '../log/log.ts';
import type { StoreQueries } from '../store/store-queries.ts';
import type { ShiftFigures } from './live-view.ts';

const everyMs = 1_000;
const paretoRows = 6;
const incidentRows = 5;
/** Incidents older than a day are history, not news. */
const incidentNewsMs = 24 * 3_600_000;

export interface ShiftWatchOptions {
  readonly queries: StoreQueries;
  readonly shift: () => LiveStatus['shift'];
  readonly wallMs: () => number;
  readonly log: Log;
  readonly onFigures: (figures: ShiftFigures) => void;
  readonly onIncidents: (incidents: LiveStatus['incidents']) => void;
}

export class ShiftWatch {
  private readonly options: ShiftWatchOptions;
  private readonly timer: NodeJS.Timeout;
  private isAsking = false;

  constructor(options: ShiftWatchOptions) {
    this.options = options;
    this.timer = setInterval(() => void this.look(), everyMs);
  }

  stop(): void {
    clearInterval(this.timer);
  }

  /** A slow answer is waited for; questions never pile up. */
  private async look(): Promise<void> {
    if (this.isAsking) return;
    this.isAsking = true;
    try {
      await this.ask();
    } catch (thrown) {
      // The store's own state, beside these figures, tells people; they keep their last values meanwhile.
      this.options.log.debug('the figures of the shift are not to be had', { error: thrown });
    } finally {
      this.isAsking = false;
    }
  }

  private async ask(): Promise<void> {
    const { queries, shift, wallMs, onFigures, onIncidents } = this.options;
    const { name, startedAt } = shift();
    const ofShift = { shift: name, startedAt };
    const now = wallMs();
    const [counts, yieldPerMinute, pareto, incidents] = await Promise.all([
      queries.shiftCounts(ofShift),
      queries.yieldPerMinute({ ...ofShift, until: now }),
      queries.pareto({ ...ofShift, limit: paretoRows }),
      queries.incidents({ limit: incidentRows }),
    ]);
    onFigures({ counts, yieldPerMinute, pareto });
    onIncidents(
      incidents
        .filter(({ at }) => now - at < incidentNewsMs)
        .map(({ id, at, kind, detail }) => ({ id, at, kind, detail })),
    );
  }
}
